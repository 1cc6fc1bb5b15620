"""The phases of the debate and of a version of the strategy."""

from django.utils.translation import gettext_lazy as _

from myk10.phases import Phase, Timetable

DEBATE = Timetable(
    Phase("announced", _("Angekündigt")),
    Phase("open", _("Debatte läuft")),
    Phase("closed", _("Debatte beendet")),
)

VERSION = Timetable(
    Phase("published", _("Veröffentlicht")),
    Phase("consultation", _("Konsultation läuft")),
    Phase("evaluation", _("Anmerkungen werden ausgewertet")),
)
