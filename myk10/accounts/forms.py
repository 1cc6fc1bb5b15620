"""allauth's forms with our words, and the profile. Each password is asked for once."""

import unicodedata
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.socialaccount import forms as social_forms
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from myk10.accounts.models import User
from myk10.region.models import Municipality
from myk10.text import plain_line
from myk10.throttle import digest

PASSWORD_RULES = _(
    "Mindestens 10 Zeichen, nicht nur Ziffern. Drei oder vier Wörter hintereinander sind sicher "
    "und leicht zu merken. Wir fragen nur einmal danach; vertippt ist nicht schlimm, Sie können "
    "jederzeit ein neues setzen."
)
REQUIRED = _("Bitte füllen Sie dieses Feld aus.")
TOTP_HINT = _("Sechs Ziffern aus Ihrer Authenticator-App, zum Beispiel 123456.")
# Names that would let someone speak as if for the county.
OFFICIAL_NAMES = (
    "projektbüro",
    "projektbuero",
    "kreisverwaltung",
    "landkreis",
    "landrat",
    "moderation",
    "administrator",
    "gelöschtes konto",
)
MINIMUM_SECONDS = 2
NAME_KEPT_SECONDS = 3 * 24 * 3600


class Worded:
    """Gives allauth's fields our labels and hints, and takes its placeholders away."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = REQUIRED
            if name in self.words:
                field.label, field.help_text = self.words[name]


def clean_display_name(value: str, *, owner: User | None = None) -> str:
    """The public name in one spelling. Raises ValidationError when nobody may have it."""
    name = unicodedata.normalize("NFC", " ".join(value.split()))
    if any(
        unicodedata.category(sign) == "Cf" or sign == "\N{REPLACEMENT CHARACTER}" for sign in name
    ):
        raise ValidationError(_("Bitte entfernen Sie unsichtbare Zeichen."), code="invisible")
    if sum(character.isalnum() for character in name) < 2:
        raise ValidationError(
            _("Bitte geben Sie mindestens zwei Buchstaben oder Ziffern ein."), code="too_short"
        )
    official = any(word in name.casefold() for word in OFFICIAL_NAMES)
    if official and not (owner and owner.is_staff):
        raise ValidationError(
            _("Dieser Name klingt nach einer amtlichen Stelle. Bitte wählen Sie einen anderen."),
            code="official",
        )
    taken = User.objects.by_display_name(name)
    if owner:
        taken = taken.exclude(pk=owner.pk)
    if taken.exists() or (not owner and cache.get(_kept_name(name))):
        raise ValidationError(
            _("Diesen Anzeigenamen gibt es schon. Bitte wählen Sie einen anderen."), code="unique"
        )
    return name


def _kept_name(name: str) -> str:
    return "display-name:" + digest(name.lower())


class PublicProfileFields(forms.Form):
    display_name = forms.CharField(
        label=_("Anzeigename"),
        help_text=_(
            "So sehen andere Sie, zum Beispiel über Ihren Ideen. Ein erfundener Name ist völlig "
            "in Ordnung."
        ),
        max_length=60,
        validators=[plain_line],
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=_("Gemeinde"),
        help_text=_(
            "Hilft zu sehen, aus welchen Gemeinden Stimmen kommen. Nur als Summe sichtbar."
        ),
        required=False,
        empty_label=_("keine Angabe"),
    )


class SignupForm(Worded, PublicProfileFields, account_forms.SignupForm):
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["email", "display_name", "municipality", "password1"]
    words = {
        "email": (
            _("E-Mail-Adresse"),
            _("Niemand sonst sieht sie. Wir schicken Ihnen dorthin einen Link zum Bestätigen."),
        ),
        "password1": (_("Passwort"), PASSWORD_RULES),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap_name = settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD
        trap = self.fields[trap_name]
        trap.label = _("Bitte frei lassen")
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        self.initial["started"] = signing.TimestampSigner(salt="signup").sign("x")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.field_order, "started", Div(trap_name, hidden="hidden"))

    def clean_display_name(self) -> str:
        return clean_display_name(self.cleaned_data["display_name"])

    def validate_unique_email(self, value: str) -> str:
        """An address that somebody merely wants to change to is still free."""
        confirmed = EmailAddress.objects.is_verified(value)
        self.account_already_exists = confirmed or User.objects.by_email(value).exists()
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self._took_time():
            # A person has to send once more; a program that fills forms in has gone by then.
            self.data = self.data.copy()
            self.data["started"] = self.initial["started"]
            raise ValidationError(
                _(
                    "Das ging sehr schnell. Bitte geben Sie das Passwort erneut ein und senden Sie noch einmal."
                ),
                code="too_fast",
            )
        return cleaned

    def _took_time(self) -> bool:
        signer = signing.TimestampSigner(salt="signup")
        started = self.cleaned_data.get("started", "")
        try:
            signer.unsign(started)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(started, max_age=MINIMUM_SECONDS)
        except signing.SignatureExpired:
            return True
        return False

    def try_save(self, request: HttpRequest):
        """A known address gets the same answer, after the same work, and takes up the same name."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            name = self.cleaned_data["display_name"]
            cache.set(_kept_name(name), True, NAME_KEPT_SECONDS)
        return super().try_save(request)


class SocialSignupForm(Worded, PublicProfileFields, social_forms.SignupForm):
    field_order = ["email", "display_name", "municipality"]
    words = {"email": SignupForm.words["email"]}

    def clean_display_name(self) -> str:
        return clean_display_name(self.cleaned_data["display_name"])


class ProfileForm(PublicProfileFields, forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "municipality"]

    def clean_display_name(self) -> str:
        return clean_display_name(self.cleaned_data["display_name"], owner=self.instance)


class LoginForm(Worded, account_forms.LoginForm):
    words = {"login": (_("E-Mail-Adresse"), ""), "password": (_("Passwort"), "")}


class ReauthenticateForm(Worded, account_forms.ReauthenticateForm):
    words = {"password": (_("Passwort"), "")}


class AddEmailForm(Worded, account_forms.AddEmailForm):
    words = {
        "email": (
            _("Neue E-Mail-Adresse"),
            _("Wir schicken einen Link dorthin. Bis Sie ihn bestätigen, gilt die alte Adresse."),
        )
    }


class ChangePasswordForm(Worded, account_forms.ChangePasswordForm):
    words = {
        "oldpassword": (_("Jetziges Passwort"), ""),
        "password1": (_("Neues Passwort"), PASSWORD_RULES),
    }


class SetPasswordForm(Worded, account_forms.SetPasswordForm):
    words = {"password1": (_("Passwort"), PASSWORD_RULES)}


class ResetPasswordForm(Worded, account_forms.ResetPasswordForm):
    words = {"email": (_("E-Mail-Adresse"), _("Die Adresse, mit der Sie sich angemeldet haben."))}


class ResetPasswordFromKeyForm(Worded, account_forms.ResetPasswordKeyForm):
    words = {"password1": (_("Neues Passwort"), PASSWORD_RULES)}


class NumericCode(Worded):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(NumericCode, mfa_forms.AuthenticateForm):
    words = {
        "code": (
            _("Code"),
            _("Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Ersatzcodes."),
        )
    }


class ReauthenticateCodeForm(NumericCode, mfa_forms.ReauthenticateForm):
    words = CodeForm.words


class ActivateTOTPForm(NumericCode, totp_forms.ActivateTOTPForm):
    words = {"code": (_("Code aus der App"), TOTP_HINT)}


class AddPasskeyForm(Worded, webauthn_forms.AddWebAuthnForm):
    words = {
        "name": (_("Name"), _("Damit Sie ihn wiedererkennen, zum Beispiel „Mein Telefon“.")),
        "passwordless": (
            _("Ohne Passwort anmelden"),
            _(
                "Der Passkey genügt dann allein. Ihr Gerät fragt nach Fingerabdruck, Gesicht oder PIN."
            ),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_key_name(self.fields["name"])
        self.fields["passwordless"].initial = True


class EditPasskeyForm(Worded, webauthn_forms.EditWebAuthnForm):
    words = {"name": AddPasskeyForm.words["name"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_key_name(self.fields["name"])


def limit_key_name(field: forms.Field) -> None:
    field.max_length = 60
    field.widget.attrs["maxlength"] = "60"
    field.validators += [forms.fields.validators.MaxLengthValidator(60), plain_line]
