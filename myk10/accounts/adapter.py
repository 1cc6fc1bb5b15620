from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myk10.accounts.actions import drop_unconfirmed_rivals
from myk10.accounts.models import User
from myk10.client_ip import client_ip


class AccountAdapter(DefaultAccountAdapter):
    """How allauth behaves here. Mail is sent by its subclass in `myk10.notifications`."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dieses Konto ist gesperrt."),
        "duplicate_email": _("Das ist schon die Adresse Ihres Kontos."),
        "email_password_mismatch": _(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides."
        ),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_code": _("Dieser Code stimmt nicht oder ist abgelaufen."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "rate_limited": _(
            "Das waren sehr viele Versuche in kurzer Zeit. Bitte warten Sie einige Minuten."
        ),
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es dann "
            "noch einmal."
        ),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        user.display_name = form.cleaned_data["display_name"]
        user.municipality = form.cleaned_data.get("municipality")
        return super().save_user(request, user, form, commit)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An address belongs to whoever confirms it, not to whoever typed it first."""
        if email_address.can_set_verified():
            drop_unconfirmed_rivals(email=email_address.email, keep=email_address.user)
        return super().confirm_email(request, email_address)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Carries on to where the person was going when signing up, through the login page."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        target = get_next_redirect_url(request)
        if not target:
            return url
        login = reverse("account_login") + "?" + urlencode({"next": target})
        return url + "?" + urlencode({"next": login})

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:overview")

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        descriptions = {
            "reauthenticate": _("Mit dem Passwort bestätigen"),
            "mfa_reauthenticate": _("Mit einem Code bestätigen"),
            "mfa_reauthenticate:webauthn": _("Mit Passkey oder Sicherheitsschlüssel bestätigen"),
        }
        return [
            {**method, "description": descriptions.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "Trennen Sie zuerst den zweiten Faktor von Ihrem Konto, wenn Sie die Adresse ändern möchten."
        ),
        "cannot_delete_authenticator": _("Dieser zweite Faktor kann nicht entfernt werden."),
        "cannot_generate_recovery_codes": _(
            "Ersatzcodes gibt es, sobald eine App oder ein Passkey eingerichtet ist."
        ),
        "incorrect_code": _("Dieser Code stimmt nicht oder ist abgelaufen."),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre neue E-Mail-Adresse."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Mein Passkey") if number == 1 else gettext("Passkey %d") % number
