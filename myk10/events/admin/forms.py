from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.events.forms import PersonForm
from myk10.text import plain_text


class EventForm(forms.ModelForm):
    notify = forms.BooleanField(
        label=_("Angemeldete benachrichtigen"),
        required=False,
        initial=True,
        help_text=_(
            "Wenn sich Zeit, Ort, Art der Teilnahme oder Link ändern: mit altem und neuem Stand und "
            "neuer Kalenderdatei."
        ),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Grund der Absage"),
        help_text=_("Er steht öffentlich beim Termin und in der E-Mail an alle Angemeldeten."),
        max_length=500,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte nennen Sie den Grund.")},
    )


class GuestForm(PersonForm):
    """Somebody whom the Projektbüro registers: by telephone, or at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = ""
        self.fields["email"].label = _("E-Mail-Adresse")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Ohne Adresse bekommt die Person keine E-Mails von uns.")
        self.fields["needs"].label = _("Was braucht die Person, um teilnehmen zu können?")
        self.fields["needs"].help_text = ""
        if "attendance" in self.fields:
            self.fields["attendance"].label = _("Teilnahme")
        for name in ("name", "email"):
            self.fields[name].widget.attrs.pop("autocomplete", None)
