"""Signing in as people do, with the second factor where there is one."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from myk10.accounts.models import User
from tests.factories import PASSWORD, TOTP_SECRET


def totp_code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))


def sign_in_client(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        client.post(reverse("mfa_authenticate"), {"code": totp_code()})
    # Pages where something could harm the account ask for the password once more.
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """On the login page."""
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
