from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "myk10.notifications"
    verbose_name = _("Benachrichtigungen")

    def ready(self) -> None:
        from myk10.notifications import audiences, digests, kinds, newsletter

        kinds.register(*newsletter.KINDS, *digests.KINDS)
        audiences.register(*newsletter.AUDIENCES)
