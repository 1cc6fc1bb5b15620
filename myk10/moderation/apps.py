from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "myk10.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from myk10.moderation.emails import KINDS
        from myk10.notifications import kinds

        kinds.register(*KINDS)
