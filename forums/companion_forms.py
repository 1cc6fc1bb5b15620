from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from forums.models import Feedback
from forums.models.companion import QUESTION_LENGTH
from myk10.text import plain_text

_LEVELS = [
    (5, gettext_lazy("sehr gut")),
    (4, gettext_lazy("gut")),
    (3, gettext_lazy("mittel")),
    (2, gettext_lazy("eher schlecht")),
    (1, gettext_lazy("schlecht")),
]


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Ihre Frage"),
        max_length=QUESTION_LENGTH,
        validators=[plain_text],
        help_text=gettext_lazy("Sie erscheint ohne Ihren Namen."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "enterkeyhint": "send"}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie Ihre Frage.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code auf Ihrer Eintrittskarte"),
        max_length=20,
        help_text=gettext_lazy("Sechs Zeichen unter dem QR-Code, zum Beispiel CDF-346."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "enterkeyhint": "go",
            }
        ),
        error_messages={"required": gettext_lazy("Bitte geben Sie den Code ein.")},
    )


def _level(name: str) -> forms.TypedChoiceField:
    label = Feedback._meta.get_field(name).verbose_name
    return forms.TypedChoiceField(
        label=label,
        choices=_LEVELS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class FeedbackForm(forms.Form):
    content = _level("content")
    participation = _level("participation")
    organisation = _level("organisation")
    text = forms.CharField(
        label=gettext_lazy("Was wir besser machen können"),
        max_length=1000,
        required=False,
        validators=[plain_text],
        help_text=gettext_lazy("Bitte nennen Sie keine Namen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(
                gettext_lazy("Bitte beantworten Sie mindestens eine Frage."), code="empty"
            )
        return cleaned
