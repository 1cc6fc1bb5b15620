"""What authors type: the idea itself, and the short answers on the pages around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, LayoutObject, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Competition, Idea, IdeaImage
from ideas.models.idea import MAX_IMAGES
from myk10.images import Picture, clean_picture
from myk10.text import LongText, one_line, plain_line, plain_text
from myk10.throttle import TooManyAttempts, hit

POSITIONS = range(1, MAX_IMAGES + 1)
PICTURES_PER_HOUR = 60


@dataclass(frozen=True)
class ImageChange:
    """What an author wants at one of the places for pictures: a new one, another description, none."""

    position: int
    picture: Picture | None = None
    alt_text: str = ""
    remove: bool = False


class FoldedText(forms.CharField):
    """One line of text that is typed into a box of several lines: line breaks become spaces."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\r\n]+", " ", super().to_python(value))


class Plain(Field):
    """A field without „(optional)“ behind its label, because leaving it alone is an answer too."""

    def render(self, form, context, *args, extra_context=None, **kwargs):
        extra_context = {"hide_optional": True, **(extra_context or {})}
        return super().render(form, context, *args, extra_context=extra_context, **kwargs)


class ImageSlots(LayoutObject):
    """The places for pictures: each shows the picture that is there already, or asks for one."""

    def render(self, form, context, *args, **kwargs) -> str:
        first, *more = form.image_slots()
        more_in_use = any(slot["in_use"] for slot in more)
        slots = {"first": first, "more": more, "more_in_use": more_in_use}
        return render_to_string("ideas/image_slots.html", slots)


class IdeaForm(forms.ModelForm):
    """The one page on which an idea is written, as a draft or after it was submitted.

    Ask `typed_values` and `image_changes` for what can be kept, however many errors there are.
    """

    summary = FoldedText(
        label=gettext_lazy("Kurz gesagt"),
        max_length=250,
        validators=[plain_line],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ein bis zwei Sätze. Sie stehen in der Übersicht aller Ideen."),
        error_messages={"required": gettext_lazy("Bitte fassen Sie Ihre Idee kurz zusammen.")},
    )
    description = LongText(
        label=gettext_lazy("Beschreibung"),
        max_length=8000,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Was soll sich ändern? Wem hilft das? Was braucht es dafür? Schreiben Sie, wie Ihnen der "
            "Schnabel gewachsen ist."
        ),
        error_messages={"required": gettext_lazy("Bitte beschreiben Sie Ihre Idee.")},
    )

    class Meta:
        model = Idea
        fields = ["title", "summary", "description", "field_of_action", "municipality", "will_help"]
        labels = {
            "title": gettext_lazy("Titel Ihrer Idee"),
            "municipality": gettext_lazy("Für welche Gemeinde?"),
            "will_help": gettext_lazy("Ich möchte bei der Umsetzung mithelfen."),
        }
        error_messages = {
            "title": {"required": gettext_lazy("Bitte geben Sie Ihrer Idee einen Titel.")},
            "field_of_action": {"required": gettext_lazy("Bitte wählen Sie ein Handlungsfeld.")},
        }
        help_texts = {
            "title": gettext_lazy("Ein paar Worte, die neugierig machen."),
            "field_of_action": gettext_lazy("Welches Thema passt am besten?"),
            "municipality": "",
            "will_help": gettext_lazy(
                "Sie verpflichten sich zu nichts. Das Projektbüro spricht Sie an, wenn es so weit ist."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "field_of_action"):
            self.fields[name].required = True
        self.fields["field_of_action"].empty_label = _("Bitte wählen")
        self.fields["municipality"].empty_label = _("kreisweit: für den ganzen Landkreis")
        for position in POSITIONS:
            self._add_image_fields(position)
        self.show_images_of(self.instance)
        self.image_changes: list[ImageChange] = []
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            "title",
            "summary",
            "description",
            Field("field_of_action"),
            Plain("municipality"),
            Fieldset(_("Bilder (wenn Sie mögen)"), ImageSlots()),
            Fieldset(_("Mitmachen"), "will_help"),
        )

    def _add_image_fields(self, position: int) -> None:
        self.fields[f"image_{position}"] = forms.FileField(
            required=False,
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )
        self.fields[f"alt_{position}"] = forms.CharField(
            label=_("Was ist auf Bild {position} zu sehen?").format(position=position),
            required=False,
            max_length=200,
            validators=[plain_line],
            help_text=_("Ein Satz für Menschen, die das Bild nicht sehen können."),
        )
        self.fields[f"remove_{position}"] = forms.BooleanField(
            label=_("Bild {position} entfernen").format(position=position), required=False
        )

    def show_images_of(self, idea: Idea) -> None:
        """Let the places show the pictures that are saved by now."""
        saved = idea.images.all() if idea.pk else []
        self.images: dict[int, IdeaImage] = {image.position: image for image in saved}
        for position in POSITIONS:
            image = self.images.get(position)
            label = _("Bild {position} austauschen") if image else _("Bild {position}")
            self[f"image_{position}"].label = label.format(position=position)
            self.fields[f"alt_{position}"].initial = image.alt_text if image else ""

    def image_slots(self) -> list[dict[str, Any]]:
        return [self._image_slot(position) for position in POSITIONS]

    def _image_slot(self, position: int) -> dict[str, Any]:
        file, alt = self[f"image_{position}"], self[f"alt_{position}"]
        image = self.images.get(position)
        return {
            "image": image,
            "file": file,
            "alt": alt,
            "remove": self[f"remove_{position}"],
            "in_use": bool(image or alt.value() or file.errors or alt.errors),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.image_changes = [self._image_change(position) for position in POSITIONS]
        return cleaned

    def _image_change(self, position: int) -> ImageChange:
        image = self.images.get(position)
        picture = self._clean_picture(position)
        remove = bool(image and self.cleaned_data.get(f"remove_{position}"))
        alt = self.cleaned_data.get(f"alt_{position}")
        refused = alt is None or self.has_error(f"image_{position}")
        has_picture = picture or (image and not remove)
        if has_picture and not alt and not refused:
            message = _("Bitte beschreiben Sie in einem Satz, was auf dem Bild zu sehen ist.")
            self.add_error(f"alt_{position}", ValidationError(message, "required"))
        if alt and not image and not picture and not refused:
            message = _("Zu dieser Beschreibung fehlt das Bild. Bitte wählen Sie es aus.")
            self.add_error(f"image_{position}", ValidationError(message, "required"))
        if alt is None:
            alt = image.alt_text if image else ""
        return ImageChange(position, picture, alt, remove)

    def _clean_picture(self, position: int) -> Picture | None:
        name = f"image_{position}"
        upload = self.cleaned_data.get(name)
        if not upload:
            return None
        try:
            who = str(self.instance.author_id)
            hit("picture", who, limit=PICTURES_PER_HOUR, per=timedelta(hours=1))
            return clean_picture(upload, upload.size)
        except (ValidationError, TooManyAttempts) as error:
            reason = error.messages[0] if isinstance(error, ValidationError) else str(error)
            self.add_error(name, f"„{one_line(upload.name)}“: {reason}")
            return None

    def typed_values(self) -> dict[str, Any]:
        """The fields that can be saved: all but those that hold something forbidden or too long."""
        values = {name: self.cleaned_data.get(name) for name in self._meta.fields}
        for name in self._meta.fields:
            if name in self.errors and not self._is_only_missing(name):
                del values[name]
            elif values[name] is None and isinstance(self.fields[name], forms.CharField):
                values[name] = ""
        return values

    def described_image_changes(self) -> list[ImageChange]:
        """The changes that a published idea can take at once, even if its texts have errors.

        A picture without a description cannot stay; its author is asked to choose it once more.
        """
        for change in self.image_changes:
            if change.picture and not change.alt_text:
                message = _("Bitte wählen Sie das Bild noch einmal aus.")
                self.add_error(f"image_{change.position}", message)
        return [change for change in self.image_changes if change.alt_text or change.remove]

    def forgive_missing(self) -> None:
        """A draft need not be complete: drop the complaints about what is not there yet."""
        for name in list(self.errors):
            if self._is_only_missing(name):
                del self.errors[name]

    def _is_only_missing(self, name: str) -> bool:
        return all(error.code == "required" for error in self.errors.as_data()[name])


def draft_form(*args, instance: Idea, open_for_submission: bool) -> IdeaForm:
    """The form of a draft, with the buttons that the phase allows."""
    form = IdeaForm(*args, instance=instance)
    form.helper.attrs = {"data-autosave": reverse("ideas:autosave", args=[instance.slug])}
    # The enter key presses the first button: it must be one that does no harm.
    if open_for_submission:
        form.helper.add_input(Submit("vorschau", _("Vorschau"), css_class="secondary"))
    form.helper.add_input(Submit("speichern", _("Entwurf speichern"), css_class="secondary"))
    if open_for_submission:
        form.helper.add_input(Submit("einreichen", _("Idee einreichen")))
    else:
        form.helper.add_input(Submit("speicher", _("In den Ideenspeicher übernehmen")))
    return form


def edit_form(*args, instance: Idea) -> IdeaForm:
    """The form of a submitted idea."""
    form = IdeaForm(*args, instance=instance)
    form.helper.add_input(Submit("speichern", _("Änderungen speichern")))
    return form


class WithdrawForm(forms.Form):
    reason = FoldedText(
        label=gettext_lazy("Warum ziehen Sie die Idee zurück?"),
        max_length=500,
        validators=[plain_line],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Der Grund steht öffentlich bei der Idee, wenn sie schon zugelassen war."
        ),
    )


class CompetitionChoiceForm(forms.Form):
    competition = forms.ModelChoiceField(
        Competition.objects.none(),
        label=gettext_lazy("An welchem Wettbewerb soll die Idee teilnehmen?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, competitions: Iterable[Competition], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competition"].queryset = competitions
