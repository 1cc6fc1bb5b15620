import time
from datetime import timedelta

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from myk10.moderation.models import TEXT_LENGTH, ContentFlag, Decision
from myk10.text import plain_text
from myk10.throttle import TooManyAttempts, hit

FLAGS_PER_HOUR = 10
SECONDS_TO_FILL_IN = 3
_SALT = "moderation.flag"


def reason_field(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=TEXT_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FlagForm(forms.Form):
    """A notice by anybody. Against machines: a field that people do not see, and a minimum time."""

    category = forms.ChoiceField(
        label=_("Was ist mit dem Beitrag?"),
        choices=ContentFlag.Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, was Sie melden möchten.")},
    )
    text = reason_field(
        _("Bitte erklären Sie, was Sie stört"),
        _("Ein bis zwei Sätze genügen. Nennen Sie bei Rechtsverstößen den Grund möglichst genau."),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        max_length=254,
        help_text=_("Nur wenn Sie erfahren möchten, wie wir entschieden haben."),
    )
    website = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    begun = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, who: str, with_email: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.who = who
        self.initial["begun"] = _stamp()
        if not with_email:
            del self.fields["email"]

    @property
    def is_by_machine(self) -> bool:
        return bool(self.data.get("website"))

    def clean_begun(self) -> None:
        try:
            began = signing.loads(
                self.cleaned_data["begun"], salt=_SALT, max_age=timedelta(hours=12)
            )
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data["begun"] = _stamp()
            raise forms.ValidationError(
                _("Das Formular war zu lange offen. Bitte senden Sie es noch einmal ab.")
            ) from None
        if time.time() - began < SECONDS_TO_FILL_IN:
            raise forms.ValidationError(
                _("Das ging sehr schnell. Bitte senden Sie das Formular noch einmal ab.")
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        for message in self.errors.pop("begun", []):
            self.add_error(None, message)
        if not self.errors:
            try:
                hit("flag", self.who, limit=FLAGS_PER_HOUR, per=timedelta(hours=1))
            except TooManyAttempts as refusal:
                self.add_error(None, str(refusal))
        return cleaned


def _stamp() -> str:
    return signing.dumps(time.time(), salt=_SALT)


class ObjectionForm(forms.Form):
    text = reason_field(
        _("Warum sind Sie mit der Entscheidung nicht einverstanden?"),
    )


class HideForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Grund (öffentlich)"),
        choices=[("", _("Bitte wählen")), *Decision.Ground.choices],
        help_text=_("Er steht für alle lesbar an der Stelle des Beitrags."),
    )
    reason = reason_field(
        _("Begründung (für die Autorin oder den Autor)"),
        _(
            "Welche Stelle verstößt wogegen? Nennen Sie bei Rechtsverstößen die Vorschrift. "
            "Die Begründung geht per E-Mail an die Person."
        ),
    )


class ReasonForm(forms.Form):
    """Why a flag is dismissed or content restored."""

    reason = reason_field(_("Begründung"), _("Sie geht per E-Mail an die betroffene Person."))


class AnswerForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Entscheidung"),
        choices=[
            ("ja", _("stattgeben: der Beitrag wird wieder eingeblendet")),
            ("nein", _("zurückweisen: der Beitrag bleibt ausgeblendet")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "ja",
    )
    answer = reason_field(_("Antwort"), _("Sie geht per E-Mail an die Person."))
