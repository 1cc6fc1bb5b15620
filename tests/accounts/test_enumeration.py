"""Known and unknown addresses get the same answers."""

import re

import pytest
from django.urls import reverse

from myk10.accounts.models import User
from myk10.notifications.models import Mail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def without_tokens(response) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'name="started" value="[^"]+"', "", text)


def trace(response) -> tuple:
    return response.status_code, response.redirect_chain, without_tokens(response)


@pytest.fixture
def known():
    return UserFactory(email="da@example.org", display_name="Schon da")


def test_login(client, known):
    def attempt(email):
        data = {"login": email, "password": "falsches passwort"}
        response = client.post(reverse("account_login"), data, follow=True)
        return trace(response)[2].replace(email, "…")

    assert attempt("da@example.org") == attempt("weg@example.org")


def test_login_hashes_once_for_both(client, known, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    calls = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args, **kw: calls.append(1) or original(*args, **kw)
    )
    counts = []
    for email in ("da@example.org", "weg@example.org"):
        calls.clear()
        client.post(reverse("account_login"), {"login": email, "password": "falsches passwort"})
        counts.append(len(calls))
    assert counts == [1, 1]


def test_password_reset(client, known):
    def attempt(email):
        return trace(client.post(reverse("account_reset_password"), {"email": email}, follow=True))

    assert attempt("da@example.org") == attempt("weg@example.org")
    subjects = dict(Mail.objects.values_list("recipient", "subject"))
    assert subjects == {
        "da@example.org": "Neues Passwort setzen",
        "weg@example.org": "Zu dieser Adresse gibt es kein Konto",
    }


def test_signup(client, known, signup_data):
    def attempt(email, name):
        answer = trace(signup_data(email=email, display_name=name))
        client.cookies.clear()
        return (*answer[:2], answer[2].replace(email, "…"))

    assert attempt("da@example.org", "Erster Versuch") == attempt(
        "weg@example.org", "Zweiter Versuch"
    )
    subjects = dict(Mail.objects.values_list("recipient", "subject"))
    assert subjects == {
        "da@example.org": "Sie haben schon ein Konto",
        "weg@example.org": "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    }
    assert User.objects.count() == 2


@pytest.mark.parametrize("first", ["da@example.org", "weg@example.org"])
def test_display_name_does_not_tell_whether_the_address_was_known(
    client, known, signup_data, first
):
    signup_data(email=first, display_name="Probe")
    client.cookies.clear()
    response = signup_data(email="dritte@example.org", display_name="PROBE")
    assert response.context["form"].errors == {
        "display_name": ["Diesen Anzeigenamen gibt es schon. Bitte wählen Sie einen anderen."]
    }


def test_changing_to_a_known_address_does_not_tell(client, known):
    def attempt(email):
        person = UserFactory()
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = []
        session.save()
        response = client.post(
            reverse("account_email"), {"email": email, "action_add": "1"}, follow=True
        )
        return response.status_code, response.redirect_chain

    assert attempt("da@example.org") == attempt("weg@example.org")
