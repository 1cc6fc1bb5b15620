"""What the Projektbüro fills in about versions of the strategy and their sections."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.chapters import DEEPEST, numbered_tree, with_all_below
from strategy.models import Passage

LONGEST_TEXT = 200_000


def cleaned_html(field: str, typed: str) -> str:
    """What the editor could have made of it: whatever else was pasted goes. Refused if too long."""
    html = Passage._meta.get_field(field).sanitize(typed)
    if len(html) > LONGEST_TEXT:
        text = _(
            "Der Text ist zu lang: {n} Zeichen. Möglich sind 200.000 Zeichen mit Formatierung. "
            "Bitte teilen Sie ihn auf mehrere Abschnitte auf."
        )
        raise ValidationError(text.format(n=f"{len(html):,}".replace(",", ".")))
    return html


class PassageForm(forms.ModelForm):
    """A section's title and text, a chapter's easy text too. Says which revision the person has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    easy_text_fits = forms.BooleanField(
        label=gettext_lazy("Die Zusammenfassung passt zum Kapitel, wie es jetzt ist"),
        help_text=gettext_lazy(
            "Das Kapitel hat sich geändert, seit sie geschrieben wurde. Lesen Sie sie noch einmal."
        ),
        required=False,
    )

    class Meta:
        model = Passage
        fields = ["title", "body", "easy_text"]
        widgets = {"title": forms.TextInput(attrs={"class": "vTextField"})}
        help_texts = {
            "easy_text": gettext_lazy(
                "Kurze Sätze, ein Gedanke je Satz, keine Fremdwörter. Sie steht vor dem Kapitel."
            )
        }

    def __init__(
        self, *args: Any, is_chapter: bool, easy_text_is_stale: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_chapter:
            del self.fields["easy_text"]
        if not easy_text_is_stale:
            del self.fields["easy_text_fits"]
        self.initial["revision"] = self.instance.revision

    def clean_body(self) -> str:
        return cleaned_html("body", self.cleaned_data["body"])

    def clean_easy_text(self) -> str:
        return cleaned_html("easy_text", self.cleaned_data["easy_text"])


class PlaceForm(forms.Form):
    """Below which other section of its version a section is to stand."""

    parent = forms.TypedChoiceField(label=gettext_lazy("Wohin"), required=False, empty_value=None)

    def __init__(
        self, *args: Any, passage: Passage, passages: list[Passage], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_key = {each.pk: each for each in passages}
        below = {each.pk for each in with_all_below(passage, passages)}
        places = [
            (each.passage.pk, f"{'– ' * (each.level - 1)}{each.number} {each.passage.title}")
            for each in numbered_tree(passages)
            if each.level < DEEPEST and each.passage.pk not in below
        ]
        parent = self.fields["parent"]
        parent.choices = [("", _("ganz nach oben, als eigenes Kapitel")), *places]
        parent.coerce = lambda key: by_key[int(key)]
        self.initial.setdefault("parent", passage.parent_id)
