"""What belongs to a forum and is written on its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.actions import keeping
from forums.admin.forum_form import label_boxes
from forums.models import Achievement, Download, Photo, Poll, PollOption, ProgrammeItem
from forums.uploads import clean_download
from myk10.images import Picture, clean_picture
from myk10.text import plain_line

MOST_ANSWERS = 12


class ProgrammeInline(admin.StackedInline):
    model = ProgrammeItem
    classes = ["collapse"]
    extra = 0
    fields = [("starts_at", "ends_at"), ("kind", "track", "room"), "title", "speakers", "text"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return label_boxes(field) if field else field


class AchievementInline(admin.StackedInline):
    model = Achievement
    classes = ["collapse"]
    extra = 0
    fields = [("title", "strand", "achieved_on"), "text", "path"]


class PollForm(forms.ModelForm):
    """A poll with its answers, one a line. Both stay once it was opened."""

    answers = forms.CharField(
        label=gettext_lazy("Antworten"),
        help_text=gettext_lazy("Eine je Zeile, mindestens zwei."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Poll
        fields = ["question", "several"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            options = self.instance.options.values_list("text", flat=True)
            self.fields["answers"].initial = "\n".join(options)
        if self.instance.opened_at:
            for field in self.fields.values():
                field.disabled = True

    def clean_answers(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["answers"].splitlines()]
        answers = list(dict.fromkeys(filter(None, lines)))
        if not 2 <= len(answers) <= MOST_ANSWERS:
            raise ValidationError(
                _("Bitte geben Sie zwei bis {most} verschiedene Antworten an.").format(
                    most=MOST_ANSWERS
                )
            )
        field = PollOption._meta.get_field("text")
        for answer in answers:
            field.run_validators(answer)
        return answers

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "answers" in self.changed_data:
            self.instance.options.all().delete()
            for position, text in enumerate(self.cleaned_data["answers"], start=1):
                self.instance.options.create(text=text, position=position)


class PollInline(admin.StackedInline):
    model = Poll
    classes = ["collapse"]
    form = PollForm
    extra = 0
    fields = ["question", "several", "answers", "standing"]
    readonly_fields = ["standing"]

    @admin.display(description=gettext_lazy("Stand"))
    def standing(self, poll: Poll) -> str:
        if poll.closed_at:
            return _("geschlossen; das Ergebnis ist öffentlich")
        if poll.opened_at:
            return _("läuft gerade; Frage und Antworten stehen fest")
        return _("noch nicht geöffnet; geöffnet wird sie auf der Bühnenseite")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people have answered stays."""
        asked = obj is not None and obj.polls.filter(opened_at__isnull=False).exists()
        return super().has_delete_permission(request, obj) and not asked


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("Bild"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG oder WebP bis 10 MB. Ort und Zeit der Aufnahme entfernen wir."
        ),
    )

    class Meta:
        model = Photo
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
            keeping.put_picture(photo=self.instance, picture=picture)
        super()._post_clean()


class RemovingFormSet(BaseInlineFormSet):
    """Rows go together with their files."""

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        if commit:
            keeping.remove(obj)


class PhotoInline(admin.TabularInline):
    model = Photo
    classes = ["collapse"]
    form = PhotoForm
    formset = RemovingFormSet
    extra = 0
    fields = ["upload", "alt_text", "position", "size"]
    readonly_fields = ["size"]

    @admin.display(description=gettext_lazy("Größe"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}" if photo.pk else ""


class DownloadForm(forms.ModelForm):
    """The stored name is ours; the title is the file's name where nobody gives a better one."""

    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=120,
        required=False,
        validators=[plain_line],
        help_text=gettext_lazy("Leer: wie die Datei heißt"),
    )
    upload = forms.FileField(
        label=gettext_lazy("Datei"),
        required=False,
        help_text=gettext_lazy("PDF, Bild oder Office-Datei ohne Makros, bis 20 MB"),
    )

    class Meta:
        model = Download
        fields = ["title"]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload:
            return clean_download(upload)
        if not self.instance.pk:
            raise ValidationError(_("Bitte wählen Sie eine Datei."))
        return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = self.files.get(self.add_prefix("upload"))
        if not cleaned.get("title") and "title" not in self.errors:
            if not upload:
                self.add_error("title", _("Bitte geben Sie einen Titel an."))
            else:
                cleaned["title"] = upload.name.rsplit(".", 1)[0][:120]
        return cleaned

    def _post_clean(self) -> None:
        if kept := self.cleaned_data.get("upload"):
            self.instance.file = kept
        super()._post_clean()


class DownloadInline(admin.TabularInline):
    model = Download
    classes = ["collapse"]
    form = DownloadForm
    formset = RemovingFormSet
    extra = 0
    fields = ["upload", "title", "kind"]
    readonly_fields = ["kind"]

    @admin.display(description=gettext_lazy("Art"))
    def kind(self, download: Download) -> str:
        return download.file.name.rsplit(".", 1)[-1].upper() if download.pk else ""
