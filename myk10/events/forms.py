from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from myk10.events.models import Attendance, Event
from myk10.events.models.registration import NEEDS_LENGTH
from myk10.events.wording import Seats
from myk10.honeypot import HoneypotForm
from myk10.text import plain_line, plain_text
from myk10.throttle import TooManyAttempts, hit

REGISTRATIONS_PER_HOUR = 10


class PersonForm(forms.Form):
    """Who comes, how, and what they need. Without a choice of ways there is no question about it."""

    name = forms.CharField(
        label=gettext_lazy("Ihr Name"),
        max_length=100,
        validators=[plain_line],
        help_text=gettext_lazy(
            "So steht er auf der Liste am Eingang. Nur das Projektbüro sieht sie."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Bitte geben Sie Ihren Namen an.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        max_length=254,
        help_text=gettext_lazy("Dorthin schicken wir die Bestätigung und die Eintrittskarte."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Bitte geben Sie Ihre E-Mail-Adresse an.")},
    )
    attendance = forms.ChoiceField(
        label=gettext_lazy("Wie möchten Sie teilnehmen?"),
        choices=Attendance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie, wie Sie teilnehmen möchten.")},
    )
    needs = forms.CharField(
        label=gettext_lazy("Was brauchen Sie, um teilnehmen zu können?"),
        required=False,
        max_length=NEEDS_LENGTH,
        validators=[plain_text],
        help_text=gettext_lazy(
            "Zum Beispiel einen Platz für den Rollstuhl oder Gebärdensprache. Am Tag nach der "
            "Veranstaltung löschen wir diese Angabe."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, event: Event, seats: list[Seats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(seats) == 1:
            del self.fields["attendance"]
            self.only_way = seats[0].attendance.value
        else:
            self.fields["attendance"].choices = [
                (way.attendance.value, f"{way.attendance.label}: {way.in_words}") for way in seats
            ]

    @property
    def attendance_field(self) -> forms.BoundField | None:
        return self["attendance"] if "attendance" in self.fields else None

    def values(self) -> dict[str, str]:
        typed = {name: self.cleaned_data.get(name, "") for name in ("name", "email", "needs")}
        return typed | {"attendance": self.cleaned_data.get("attendance") or self.only_way}


class RegistrationForm(PersonForm, HoneypotForm):
    """By anybody. `address` is given when it is proven: by an account, or by the link in an invitation."""

    def __init__(self, *args: Any, who: str, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        if address:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            try:
                hit("register", self.who, limit=REGISTRATIONS_PER_HOUR, per=timedelta(hours=1))
            except TooManyAttempts as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return cleaned


class DoorSearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Name oder Code"), required=False, max_length=100, strip=True
    )
