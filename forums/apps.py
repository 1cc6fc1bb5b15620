from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Zukunftsforen")

    def ready(self) -> None:
        from forums.emails import KINDS
        from myk10.notifications import kinds

        kinds.register(*KINDS)
