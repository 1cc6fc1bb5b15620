from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.plaintext import plain_text_of
from myk10.refusal import Refused
from myk10.text import LongText, plain_text
from myk10.throttle import TooManyAttempts
from strategy.actions.consultation import ConsultationOver, SectionChanged, send_remark
from strategy.models import Passage, Remark

TEXT_LENGTH = 4000
WORDING_LENGTH = 20000


class RemarkForm(forms.Form):
    """A remark, a question or a suggestion on a passage. `revision` is what its author has read."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Was möchten Sie schreiben?"),
        choices=[
            (Remark.Kind.REMARK, gettext_lazy("eine Anmerkung: Das denke ich dazu.")),
            (Remark.Kind.QUESTION, gettext_lazy("eine Frage: Das möchte ich wissen.")),
            (Remark.Kind.SUGGESTION, gettext_lazy("einen Änderungsvorschlag: So soll es heißen.")),
        ],
        widget=forms.RadioSelect,
        initial=Remark.Kind.REMARK,
        error_messages={"required": gettext_lazy("Bitte wählen Sie eines davon.")},
    )
    proposed = LongText(
        label=gettext_lazy("So soll der Text heißen"),
        max_length=WORDING_LENGTH,
        validators=[plain_text],
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Hier steht der jetzige Text. Schreiben Sie ihn so um, wie Sie ihn sich wünschen. "
            "Was Sie geändert haben, zeigen wir Ihnen danach."
        ),
        error_messages={
            "required": gettext_lazy(
                "Soll der Abschnitt entfallen? Dann schreiben Sie bitte eine Anmerkung."
            )
        },
    )
    text = LongText(
        label=gettext_lazy("Was Sie uns sagen wollen"),
        max_length=TEXT_LENGTH,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Bei einem Änderungsvorschlag: Warum ist Ihr Text besser? Ein, zwei Sätze genügen."
        ),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie ein paar Worte dazu.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, passage: Passage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage
        self.original = plain_text_of(passage.body)
        self.fields["proposed"].initial = self.original
        self.fields["revision"].initial = passage.revision

    @property
    def is_suggestion(self) -> bool:
        return self["kind"].value() == Remark.Kind.SUGGESTION

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != Remark.Kind.SUGGESTION:
            self.errors.pop("proposed", None)  # the text that stands there is not theirs
            cleaned["proposed"] = cleaned.get("proposed", "")
            return cleaned
        proposed = cleaned.get("proposed") or ""
        if "proposed" not in self.errors and not proposed.strip():
            message = self.fields["proposed"].error_messages["required"]
            self.add_error("proposed", message)
        elif proposed.strip() == self.original.strip() and "proposed" not in self.errors:
            self.add_error("proposed", _("Hier haben Sie noch nichts geändert."))
        return cleaned

    @property
    def seen_revision(self) -> int:
        """What is missing or forged counts as not seen."""
        return self.cleaned_data.get("revision") or 0

    @property
    def is_outdated(self) -> bool:
        return self.seen_revision != self.passage.revision

    def send(self, author: User) -> Remark | None:
        """The remark, or None with an error in the form. Raises ConsultationOver, SectionChanged."""
        data = self.cleaned_data
        is_suggestion = data["kind"] == Remark.Kind.SUGGESTION
        try:
            return send_remark(
                version=self.passage.version,
                section=self.passage.section,
                author=author,
                kind=data["kind"],
                text=data["text"],
                proposed=data["proposed"] if is_suggestion else "",
                seen_revision=self.seen_revision,
            )
        except (ConsultationOver, SectionChanged):
            raise
        except (Refused, TooManyAttempts) as refusal:
            self.add_error(None, str(refusal))
            return None
