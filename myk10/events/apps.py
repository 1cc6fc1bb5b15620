from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "myk10.events"
    verbose_name = _("Termine und Anmeldungen")

    def ready(self) -> None:
        from myk10.events.audiences import AUDIENCES
        from myk10.events.emails import KINDS
        from myk10.notifications import audiences, kinds

        kinds.register(*KINDS)
        audiences.register(*AUDIENCES)
