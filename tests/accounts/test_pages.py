"""Every page of the account: in our frame, German, and nothing that the CSP would refuse."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

FOR_VISITORS = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
    "socialaccount_login_cancelled",
]
FOR_CITIZENS = [
    "accounts:overview",
    "accounts:profile",
    "account_data",
    "account_delete",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "socialaccount_connections",
]
WITH_SECOND_FACTOR = [
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
]


def check(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1>") == 1
    assert 'id="inhalt"' in page
    assert re.search(r"<title>\s*\S.* · MYK10", page)
    assert " style=" not in page
    assert not re.search(r" on\w+=", page)
    scripts = re.findall(r"<script\b[^>]*>", page)
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []
    assert not re.search(r"\b(Du|du|Dein|dein|dir|Please|Sign In|Email)\b", page)


def reauthenticate(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.mark.parametrize("name", FOR_VISITORS)
def test_pages_for_visitors(client, name):
    check(client.get(reverse(name)))


@pytest.mark.parametrize("name", FOR_CITIZENS)
def test_pages_for_citizens(client, name):
    client.force_login(UserFactory())
    reauthenticate(client)
    check(client.get(reverse(name)))


@pytest.fixture
def passkey():
    def add(user):
        data = {"name": "Mein Telefon", "credential": {"clientExtensionResults": {}}}
        return Authenticator.objects.create(user=user, type="webauthn", data=data)

    return add


@pytest.mark.parametrize("name", WITH_SECOND_FACTOR)
def test_pages_with_second_factor(client, name):
    client.force_login(StaffFactory())
    reauthenticate(client)
    check(client.get(reverse(name)))


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_pages_of_one_passkey(client, passkey, name):
    user = UserFactory()
    key = passkey(user)
    client.force_login(user)
    reauthenticate(client)
    check(client.get(reverse(name, args=[key.pk])))
    check(client.get(reverse("mfa_list_webauthn")))


def test_failed_login_elsewhere_is_explained(client):
    response = client.get(reverse("socialaccount_login_error"))
    assert response.status_code == 401
    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()


def test_passkeys_of_others_are_not_found(client, passkey):
    key = passkey(UserFactory())
    client.force_login(UserFactory())
    reauthenticate(client)
    assert client.get(reverse("mfa_edit_webauthn", args=[key.pk])).status_code == 404


def test_second_step_of_the_login(client):
    user = StaffFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    check(client.get(reverse("mfa_authenticate")))


def test_recovery_codes_can_be_downloaded(client):
    client.force_login(StaffFactory())
    reauthenticate(client)
    response = client.get(reverse("mfa_download_recovery_codes"))
    assert response["Content-Type"].startswith("text/plain")
    assert len(re.findall(r"^\d{8}$", response.content.decode(), re.MULTILINE)) == 10


def test_signing_out_takes_a_post_and_leaves_no_cookie(client):
    client.force_login(UserFactory())
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    response = client.post(reverse("account_logout"))
    assert response.url == reverse("home")
    assert {name: cookie.value for name, cookie in response.cookies.items()} == {"sitzung": ""}


@pytest.mark.parametrize(
    "name", ["signup_closed", "verified_email_required", "password_set", "account_inactive"]
)
def test_templates_that_need_a_special_case_render(name):
    assert "<h1>" in render_to_string(f"account/{name}.html")
