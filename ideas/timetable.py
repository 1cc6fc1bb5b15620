"""The phases of a competition, in their order."""

from django.utils.translation import gettext_lazy as _

from myk10.phases import Phase, Timetable

COMPETITION = Timetable(
    Phase("announcement", _("Ankündigung"), _("Die Regeln stehen fest und können gelesen werden.")),
    Phase("submission", _("Einreichung"), _("Alle können Ideen einreichen und bearbeiten.")),
    Phase("screening", _("Prüfung"), _("Das Projektbüro prüft, ob die Ideen machbar sind.")),
    Phase("voting", _("Abstimmung"), _("Alle mit einem Konto können abstimmen.")),
    Phase("jury", _("Jury"), _("Die Jury bewertet die Ideen der engeren Wahl.")),
    Phase(
        "result", _("Ergebnis"), _("Das Ergebnis ist veröffentlicht und kann nachgezählt werden.")
    ),
)
