"""The form of a competition says at each date what is wrong with it; the constraints only say that."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ideas.models import Competition
from ideas.timetable import COMPETITION
from myk10.templatetags.texts import long_moment

Rule = Competition.WinnerRule
PHASES_OF_RULE = {
    Rule.VOTE: ["voting"],
    Rule.JURY: ["jury"],
    Rule.VOTE_AND_JURY: ["voting", "jury"],
}


class CompetitionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._complain_about_order()
        self._complain_about_missing_phases()
        return cleaned

    def _complain_about_order(self) -> None:
        dates = {phase.field: self._value(phase.field) for phase in COMPETITION}
        for earlier, later in COMPETITION.out_of_order(dates):
            if later.field in self.fields:
                text = _("Muss nach „{phase}“ beginnen, also nach {moment}.")
                self._complain(later.field, text, earlier.label, dates[earlier.field])
            else:  # it cannot be changed any more
                text = _("Muss vor „{phase}“ beginnen, also vor {moment}.")
                self._complain(earlier.field, text, later.label, dates[later.field])

    def _complain(self, field: str, text: str, phase: Any, moment: datetime) -> None:
        self.add_error(field, text.format(phase=phase, moment=long_moment(moment)))

    def _complain_about_missing_phases(self) -> None:
        rule = self._value("winner_rule")
        for name in PHASES_OF_RULE.get(rule, []):
            field = COMPETITION[name].field
            if field not in self.errors and self._value(field) is None:
                text = _("Ohne dieses Datum geht die Regel „{rule}“ nicht.")
                self.add_error(field, text.format(rule=Rule(rule).label))

    def _value(self, field: str) -> Any:
        """What is typed; what is kept, for a field that cannot be changed any more."""
        if field in self.fields:
            return self.cleaned_data.get(field)
        return getattr(self.instance, field)
