"""What jurors and the Projektbüro fill in when they judge an idea."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideas.actions.checking import Rating
from ideas.models import (
    Assessment,
    Award,
    Criterion,
    Idea,
    InternalNote,
    Juror,
    JurorScore,
    MergeProposal,
    OfficialAnswer,
)
from myk10.text import plain_text

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


class IdeaForm(forms.Form):
    """A step that needs nothing but the decision itself. `idea` is what it is about."""

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.idea = idea


class ReasonForm(IdeaForm):
    reason = forms.CharField(
        label=_("Begründung"),
        help_text=_("Die Verfasserin oder der Verfasser bekommt sie per E-Mail."),
        max_length=2000,
        validators=[plain_text],
        widget=forms.Textarea,
    )


class AnswerForm(forms.ModelForm):
    """`answers_seen`: what had been answered when the form was opened."""

    answers_seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = OfficialAnswer
        fields = ["text"]
        help_texts = {
            "text": _(
                "Öffentlich. Wer die Idee eingereicht hat oder ihr folgt, bekommt eine E-Mail."
            )
        }

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["answers_seen"].initial = idea.answers.count()


class NoteForm(forms.ModelForm):
    class Meta:
        model = InternalNote
        fields = ["text"]
        help_texts = {"text": _("Nur für das Projektbüro.")}

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, **kwargs)


class MergeForm(forms.ModelForm):
    target_number = forms.CharField(
        label=_("Nummer der anderen Idee"), help_text=_("Zum Beispiel I-2026-042"), max_length=20
    )
    field_order = ["target_number", "reason"]

    class Meta:
        model = MergeProposal
        fields = ["reason"]
        help_texts = {"reason": _("Beide Verfasser lesen das und entscheiden selbst.")}

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, **kwargs)

    def clean_target_number(self) -> Idea:
        number = self.cleaned_data["target_number"].strip().upper()
        target = Idea.objects.exclude(state=Idea.State.DRAFT).filter(number=number).first()
        if target is None:
            raise ValidationError(_("Eine Idee mit dieser Nummer gibt es nicht."))
        return target


class SeenForm(forms.ModelForm):
    """Remembers which version of its row the person was looking at; the action compares."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    moment: str  # the field that changes with each version

    def remember(self) -> None:
        if self.instance.pk:
            self.fields["seen"].initial = getattr(self.instance, self.moment).isoformat()

    def seen_row(self) -> Any:
        """The row if it still is the one that was seen, else None."""
        stored = type(self.instance).objects.filter(idea=self.idea).first()
        same = stored and getattr(stored, self.moment).isoformat() == self.cleaned_data["seen"]
        return stored if same else None


class AssessForm(SeenForm):
    moment = "assessed_at"

    class Meta:
        model = Assessment
        fields = ["feasibility", "reason"]
        widgets = {"feasibility": forms.RadioSelect}
        help_texts = {"reason": _("Öffentlich, in einfachen Worten.")}

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, instance=Assessment.objects.filter(idea=idea).first(), **kwargs)
        self.idea = idea
        self.fields["feasibility"].choices = Assessment.Feasibility.choices
        self.remember()
        self.criteria = list(idea.competition.criteria.all()) if idea.competition else []
        given = {r.criterion_id: r for r in self.instance.ratings.all()} if self.instance.pk else {}
        for criterion in self.criteria:
            self._add_rating(criterion, given.get(criterion.pk))

    def _add_rating(self, criterion: Criterion, given: Any) -> None:
        self.fields[f"points-{criterion.pk}"] = forms.TypedChoiceField(
            label=criterion.name,
            help_text=criterion.explanation,
            choices=[("", _("ohne Bewertung")), *POINTS],
            coerce=int,
            empty_value=None,
            required=False,
            initial=given.points if given else "",
        )
        self.fields[f"note-{criterion.pk}"] = forms.CharField(
            label=_("{criterion}: Anmerkung").format(criterion=criterion.name),
            max_length=250,
            required=False,
            initial=given.note if given else "",
        )

    def ratings(self) -> dict[Criterion, Rating]:
        rated = {c: self.cleaned_data[f"points-{c.pk}"] for c in self.criteria}
        return {
            criterion: Rating(points, self.cleaned_data[f"note-{criterion.pk}"])
            for criterion, points in rated.items()
            if points is not None
        }


class AwardForm(SeenForm):
    moment = "decided_at"

    class Meta:
        model = Award
        fields = ["rank", "reason"]
        help_texts = {"reason": _("Steht mit dem Ergebnis auf der öffentlichen Seite.")}

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any):
        super().__init__(*args, instance=Award.objects.filter(idea=idea).first(), **kwargs)
        self.idea = idea
        ranks = range(1, idea.competition.winners_count + 1)
        self.fields["rank"].widget = forms.Select(choices=[(rank, str(rank)) for rank in ranks])
        self.remember()
