from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "myk10.moderation"
    verbose_name = _("Moderation")
