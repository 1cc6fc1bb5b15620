from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.images import clean_picture
from myk10.refusal import Refused
from workgroups.actions.membership import apply_to_join, show_oneself
from workgroups.actions.resolutions import declare_conflict
from workgroups.models import Application, Body, ConflictOfInterest, Membership, Resolution


class ApplicationForm(forms.ModelForm):
    class Meta:
        model = Application
        fields = ["name", "affiliation", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "name": _(
                "So heißen Sie in der Niederschrift. Öffentlich wird er nur, wenn Sie zustimmen."
            ),
            "text": _("Was interessiert Sie, was bringen Sie mit? Ein paar Sätze genügen."),
        }
        error_messages = {
            "name": {"required": _("Bitte nennen Sie Ihren Namen.")},
            "text": {"required": _("Bitte schreiben Sie, warum Sie mitarbeiten möchten.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.layout = Layout("name", "affiliation", "text")
        self.helper.add_input(Submit("bewerben", _("Bewerbung absenden")))

    def send(self, body: Body, user: User) -> Application | None:
        """The application, or None with an error in the form; what was typed stays in it."""
        try:
            return apply_to_join(body=body, user=user, **self.cleaned_data)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None


class OneselfForm(forms.Form):
    """What the public reads of a member."""

    shown = forms.BooleanField(
        label=_(
            "Mein Name, meine Funktion und mein Foto dürfen auf der Seite des Gremiums stehen."
        ),
        help_text=_("Das können Sie jederzeit ändern. Ohne Haken werden Sie nur mitgezählt."),
        required=False,
    )
    affiliation = forms.CharField(
        label=_("Funktion oder Einrichtung"),
        help_text=_("Zum Beispiel: Ortsbürgermeisterin, Pflegedienst, Feuerwehr"),
        max_length=120,
        required=False,
        validators=Membership._meta.get_field("affiliation").validators,
    )
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("JPEG, PNG oder WebP, höchstens 10 MB. Es ersetzt das bisherige."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.layout = Layout("shown", "affiliation", "photo")
        self.helper.add_input(Submit("speichern", _("Speichern")))

    def clean_photo(self) -> ContentFile | None:
        upload = self.cleaned_data["photo"]
        return clean_picture(upload, upload.size).small if upload else None

    def save(self, membership: Membership) -> bool:
        """False with an error in the form when the membership has ended meanwhile."""
        try:
            show_oneself(membership=membership, **self.cleaned_data)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


class ConflictForm(forms.ModelForm):
    class Meta:
        model = ConflictOfInterest
        fields = ["reason"]
        labels = {"reason": _("Warum? (muss nicht sein)")}
        help_texts = {"reason": _("Das lesen nur die Mitglieder und das Projektbüro.")}

    def declare(self, resolution: Resolution, membership: Membership) -> bool:
        """False with an error in the form when it has been decided meanwhile."""
        try:
            declare_conflict(
                resolution=resolution,
                membership=membership,
                reason=self.cleaned_data["reason"],
            )
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True
