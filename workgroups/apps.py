from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    verbose_name = _("Gremien")

    def ready(self) -> None:
        from myk10.notifications import kinds
        from workgroups.emails import KINDS

        kinds.register(*KINDS)
