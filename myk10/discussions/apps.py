from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "myk10.discussions"
    verbose_name = _("Diskussionen")

    def ready(self) -> None:
        from myk10.discussions.emails import KINDS
        from myk10.notifications import kinds

        kinds.register(*KINDS)
