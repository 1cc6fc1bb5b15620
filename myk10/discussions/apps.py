from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    name = "myk10.discussions"
    verbose_name = _("Diskussionen")
