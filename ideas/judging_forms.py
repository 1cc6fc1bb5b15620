"""What jurors and the Projektbüro fill in when they judge an idea."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.models import Criterion, Idea, Juror, JurorScore

POINTS = [(points, str(points)) for points in range(6)]


class PointsForm(forms.Form):
    """One row of points per criterion. What is left open can be filled in later."""

    def __init__(self, *args: Any, juror: Juror, idea: Idea, **kwargs: Any):
        super().__init__(*args, **kwargs)
        scores = JurorScore.objects.filter(juror=juror, idea=idea)
        given = dict(scores.values_list("criterion", "points"))
        self.criteria = list(juror.competition.criteria.all())
        for criterion in self.criteria:
            self.fields[f"criterion-{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name,
                help_text=criterion.explanation,
                choices=[*POINTS, ("", _("noch offen"))],
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(criterion.pk, ""),
            )

    def points(self) -> dict[Criterion, int | None]:
        return {c: self.cleaned_data[f"criterion-{c.pk}"] for c in self.criteria}
