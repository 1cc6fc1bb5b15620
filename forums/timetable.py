"""The phases of a forum. Most of their dates are those of its event."""

from django.utils.translation import gettext_lazy as _

from myk10.phases import Phase, Timetable

FORUM = Timetable(
    Phase("announced", _("Angekündigt"), path="event__published_at"),
    Phase("registration", _("Anmeldung offen"), path="event__registration_from"),
    Phase("closed", _("Anmeldung geschlossen"), path="event__registration_until"),
    Phase("under_way", _("Läuft gerade"), path="event__starts_at"),
    Phase("to_document", _("Wird dokumentiert"), path="event__ends_at"),
    Phase("documented", _("Dokumentiert"), path="documented_at"),
)
