"""Passkeys in a real browser with a virtual device, under the real content security policy."""

import pytest
from django.urls import reverse

from tests.factories import PASSWORD, StaffWithoutSecondFactorFactory, UserFactory


@pytest.fixture
def refused(page):
    """What the content security policy refused, or a script complained about."""
    messages = []
    page.on("console", lambda m: m.type in ("error", "warning") and messages.append(m.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture
def authenticator(page):
    """A virtual device with a fingerprint sensor that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def set_verified(value: bool) -> None:
        session.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": answer["authenticatorId"], "isUserVerified": value},
        )

    return set_verified


def sign_in(page, live_server, user):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def set_up_passkey(page, live_server):
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_role("button", name="Passkey einrichten").click()
    page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))


def sign_out(page, live_server):
    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.wait_for_url(live_server.url + "/")


def test_passkey_opens_the_account_and_the_admin(page, live_server, authenticator, refused):
    user = StaffWithoutSecondFactorFactory()
    sign_in(page, live_server, user)
    set_up_passkey(page, live_server)
    sign_out(page, live_server)
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(live_server.url + "/")
    page.goto(live_server.url + reverse("admin:index"))
    assert page.title().startswith("Arbeitsplatz des Projektbüros")
    assert refused == []


def test_passkey_as_second_step(page, live_server, authenticator, refused):
    user = UserFactory()
    sign_in(page, live_server, user)
    set_up_passkey(page, live_server)
    sign_out(page, live_server)
    sign_in(page, live_server, user)
    page.get_by_role("button", name="Stattdessen mit Passkey").click()
    page.wait_for_url(live_server.url + "/")
    assert refused == []


def test_failed_passkey_is_explained(page, live_server, authenticator):
    sign_in(page, live_server, UserFactory())
    set_up_passkey(page, live_server)
    sign_out(page, live_server)
    page.goto(live_server.url + reverse("account_login"))
    authenticator(False)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_text("Das hat nicht geklappt oder wurde abgebrochen.").wait_for()


def test_without_script_no_passkey_is_offered(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("account_login"))
    assert not page.get_by_role("button", name="Mit Passkey anmelden").is_visible()
    sign_in(page, live_server, UserFactory())
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    assert page.get_by_text("Dieser Browser kann hier keine Passkeys benutzen").is_visible()
    context.close()


def test_password_can_be_looked_at(page, live_server):
    page.goto(live_server.url + reverse("account_login"))
    field = page.get_by_label("Passwort", exact=True)
    page.get_by_role("button", name="Passwort anzeigen").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Passwort verbergen").click()
    assert field.get_attribute("type") == "password"
