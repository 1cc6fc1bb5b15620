"""What the Projektbüro fills in for measures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.deeds import DeedForm
from myk10.images import Picture, clean_picture
from myk10.text import plain_line, plain_text
from strategy.actions.measures import put_picture
from strategy.models import Measure, MeasureImage, Milestone
from strategy.quarters import first_day, in_words, last_day, quarters

YEARS_BACK, YEARS_AHEAD = 5, 10
REASON_LENGTH = 500


class QuarterField(forms.TypedChoiceField):
    """A quarter, kept as its first or its last day: `day` is `first_day` or `last_day`."""

    def __init__(self, *, day: Any, **kwargs: Any) -> None:
        self.day = day
        super().__init__(coerce=date.fromisoformat, empty_value=None, **kwargs)
        self.choices = lambda: self._offered([])

    def also(self, chosen: Iterable[date | None]) -> None:
        """Offer these days, too, however far away they are."""
        days = [day for day in chosen if day]
        self.choices = lambda: self._offered(days)

    def _offered(self, days: list[date]) -> list[tuple[str, str]]:
        this_year = timezone.localdate().year
        near = quarters(this_year - YEARS_BACK, this_year + YEARS_AHEAD)
        found = {self.day(*quarter) for quarter in near} | set(days)
        return [("", "---------"), *((day.isoformat(), in_words(day)) for day in sorted(found))]

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class MeasureForm(forms.ModelForm):
    """Quarters instead of days; the end is checked against the beginning at its own field."""

    starts_on = QuarterField(label=gettext_lazy("Beginn"), day=first_day)
    ends_on = QuarterField(
        label=gettext_lazy("Ende"),
        day=last_day,
        help_text=gettext_lazy("Einschließlich dieses Quartals."),
    )

    class Meta:
        model = Measure
        fields = [
            *("title", "summary", "profile", "target_vision", "field_of_action", "other_fields"),
            *("responsible", "partners", "costs", "funding", "starts_on", "ends_on", "section"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            if name in self.fields:
                self.fields[name].also([getattr(self.instance, name)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on",
                _(
                    "Das Ende ({end}) liegt vor dem Beginn ({begin}). Bitte wählen Sie ein späteres."
                ).format(end=in_words(ends_on), begin=in_words(starts_on)),
            )
        return cleaned


class OriginForm(MeasureForm):
    """The measure that a winner or a task becomes: filled in as far as that is known."""

    publish = forms.BooleanField(
        label=gettext_lazy("Gleich veröffentlichen"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Wer die Idee oder die Aufgabe eingereicht hat, unterstützt oder ihr folgt, folgt dann auch "
            "der Maßnahme und bekommt sofort Nachricht. Sonst geschieht das beim Veröffentlichen."
        ),
    )

    class Meta(MeasureForm.Meta):
        fields = [
            *("title", "summary", "target_vision", "field_of_action", "responsible"),
            *("starts_on", "ends_on"),
        ]


# --- Deeds ----------------------------------------------------------------------------------


class ProgressForm(DeedForm):
    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        choices=[
            (state.value, state.label) for state in (Measure.State.PLANNED, Measure.State.UNDER_WAY)
        ],
    )
    light = forms.ChoiceField(label=gettext_lazy("Ampel"), choices=Measure.Light.choices)
    reason = forms.CharField(
        label=gettext_lazy("Begründung der Ampel"),
        help_text=gettext_lazy(
            "Öffentlich. Nötig bei „Verzug droht“ und „im Verzug“. Wird die Ampel rot, bekommen alle "
            "Nachricht, die der Maßnahme folgen."
        ),
        max_length=REASON_LENGTH,
        required=False,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label=gettext_lazy("Was ist geschehen?"),
        help_text=gettext_lazy("Öffentlich, mit dem Datum von heute."),
        max_length=2000,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was geschehen ist.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in (("state", self.row.state), ("light", self.row.light)):
            self.fields[name].initial = value
        if self.row.light != Measure.Light.GREEN:
            self.fields["reason"].initial = self.row.state_reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("light") != Measure.Light.GREEN and not cleaned.get("reason"):
            self.add_error(
                "reason", _("Bitte begründen Sie, warum die Ampel nicht auf Grün steht.")
            )
        return cleaned


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=AdminDateWidget, initial=timezone.localdate)


def _not_to_come(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("Dieser Tag liegt in der Zukunft."))


class FinishForm(DeedForm):
    finished_on = _day_field(gettext_lazy("Abgeschlossen am"))
    text = forms.CharField(
        label=gettext_lazy("Was ist dabei herausgekommen?"),
        help_text=gettext_lazy("Öffentlich. Alle, die der Maßnahme folgen, bekommen Nachricht."),
        max_length=REASON_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was herausgekommen ist.")},
    )

    def clean_finished_on(self) -> date:
        _not_to_come(self.cleaned_data["finished_on"])
        return self.cleaned_data["finished_on"]


class DropForm(DeedForm):
    reason = forms.CharField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Öffentlich. Alle, die der Maßnahme folgen, bekommen Nachricht."),
        max_length=REASON_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Bitte begründen Sie, warum sie endet.")},
    )


class MilestoneDeedForm(DeedForm):
    milestone = forms.ModelChoiceField(Milestone.objects.none(), label=gettext_lazy("Meilenstein"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["milestone"]
        field.queryset = self.row.milestones.filter(reached_on=None)
        field.initial = field.queryset.first()


class ReachForm(MilestoneDeedForm):
    reached_on = _day_field(gettext_lazy("Erreicht am"))
    note = forms.CharField(
        label=gettext_lazy("Anmerkung"),
        help_text=gettext_lazy("Öffentlich. Sie kann leer bleiben."),
        max_length=500,
        required=False,
        validators=[plain_line],
    )

    def clean_reached_on(self) -> date:
        _not_to_come(self.cleaned_data["reached_on"])
        return self.cleaned_data["reached_on"]


class ReplanForm(MilestoneDeedForm):
    due_on = forms.DateField(label=gettext_lazy("Neu geplant bis"), widget=AdminDateWidget)
    note = forms.CharField(
        label=gettext_lazy("Warum?"),
        help_text=gettext_lazy("Öffentlich, mit dem alten und dem neuen Tag."),
        max_length=500,
        validators=[plain_line],
    )


class HandOverForm(DeedForm):
    """The finished measure itself, or one of the milestones that it has reached."""

    milestone = forms.ModelChoiceField(
        Milestone.objects.none(),
        label=gettext_lazy("Was das Forum zeigen soll"),
        required=False,
        empty_label=gettext_lazy("die abgeschlossene Maßnahme"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["milestone"]
        field.queryset = self.row.milestones.exclude(reached_on=None)
        if self.row.state != Measure.State.DONE:
            field.required, field.empty_label = True, "---------"
            field.initial = field.queryset.last()


# --- Beside a measure -----------------------------------------------------------------------


class MilestoneForm(forms.ModelForm):
    """A day that is known to the public is changed by the deed alone, which says why."""

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        milestone = self.instance
        if milestone.pk and (milestone.reached_on or milestone.measure.is_public):
            self.fields["due_on"].disabled = True
        if milestone.reached_on:
            self.fields["title"].disabled = True


class ImageForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("Bild"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG oder WebP bis 10 MB. Ort und Zeit der Aufnahme entfernen wir."
        ),
    )

    class Meta:
        model = MeasureImage
        fields = ["alt_text", "position"]

    def clean_upload(self) -> Picture | None:
        upload = self.cleaned_data["upload"]
        if upload:
            return clean_picture(upload, upload.size)
        if not self.instance.pk:
            raise ValidationError(_("Bitte wählen Sie ein Bild."))
        return None

    def _post_clean(self) -> None:
        if picture := self.cleaned_data.get("upload"):
            put_picture(image=self.instance, picture=picture)
        super()._post_clean()
