from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from myk10.honeypot import HoneypotForm
from myk10.moderation.models import TEXT_LENGTH, ContentFlag, Decision
from myk10.text import plain_text
from myk10.throttle import TooManyAttempts, hit

FLAGS_PER_HOUR = 10


def reason_field(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=TEXT_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FlagForm(HoneypotForm):
    """A notice by anybody."""

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

    def __init__(self, *args, who: str, with_email: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.who = who
        if not with_email:
            del self.fields["email"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            try:
                hit("flag", self.who, limit=FLAGS_PER_HOUR, per=timedelta(hours=1))
            except TooManyAttempts as refusal:
                self.add_error(None, str(refusal))
        return cleaned


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
