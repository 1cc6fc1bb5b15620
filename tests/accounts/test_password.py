import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import reverse

from myk10.notifications.models import Mail
from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "ganz andere fünf worte hier"


@pytest.fixture
def reset_link(client, link_in):
    def request(user):
        client.post(reverse("account_reset_password"), {"email": user.email})
        return link_in(Mail.objects.get(recipient=user.email))

    return request


def test_reset_link_sets_a_password_once(client, reset_link):
    user = UserFactory()
    link = reset_link(user)
    form_page = client.get(link).url
    assert client.post(form_page, {"password1": NEW_PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert "_auth_user_id" not in client.session
    assert "Dieser Link gilt nicht mehr" in client.get(link).content.decode()


def test_reset_link_expires(client, reset_link):
    with time_machine.travel("2026-10-01 10:00:00+02:00"):
        link = reset_link(UserFactory())
    with time_machine.travel("2026-10-04 10:00:01+02:00"):
        assert "Dieser Link gilt nicht mehr" in client.get(link).content.decode()


@pytest.mark.parametrize("key", ["1-x", "zzzzzzzzzzzzzzzzzzzzzz-abc", "0-%00", "9-a%ED%A0%80"])
def test_broken_reset_links_get_an_answer(client, key):
    response = client.get(f"/konto/password/reset/key/{key}/")
    assert response.status_code == 200
    assert "Dieser Link gilt nicht mehr" in response.content.decode()


@pytest.mark.parametrize("key", ["x", "MQ:1abc:defg", "a" * 2000])
def test_broken_confirmation_links_get_an_answer(client, key):
    response = client.get(reverse("account_confirm_email", args=[key]))
    assert "Dieser Link gilt nicht mehr" in response.content.decode()


def test_owner_is_told_of_a_changed_password(client):
    user = UserFactory()
    client.force_login(user)
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    assert client.post(reverse("account_change_password"), data).url == reverse("accounts:overview")
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == (user.email, "Ihr Passwort wurde geändert")
    assert "Sie waren es nicht?" in mail.body


def test_wrong_old_password_changes_nothing(client):
    user = UserFactory()
    client.force_login(user)
    data = {"oldpassword": "falsch", "password1": NEW_PASSWORD}
    response = client.post(reverse("account_change_password"), data)
    assert response.context["form"].errors == {
        "oldpassword": ["Das ist nicht Ihr jetziges Passwort."]
    }


@pytest.mark.parametrize("factory", [UserFactory, StaffFactory])
def test_address_changes_when_the_new_one_is_confirmed(client, factory, link_in):
    user = factory(email="alt@example.org")
    client.force_login(user)
    change = {"email": "neu@example.org", "action_add": "1"}
    response = client.post(reverse("account_email"), change)
    assert response.url.startswith("/konto/reauthenticate/?next=")
    client.post(response.url, {"password": PASSWORD})
    user.refresh_from_db()
    assert user.email == "alt@example.org"
    client.post(link_in(Mail.objects.get(recipient="neu@example.org")))
    user.refresh_from_db()
    assert user.email == "neu@example.org"
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("neu@example.org", True, True)
    ]
    told = Mail.objects.get(recipient="alt@example.org")
    assert told.subject == "Ihre E-Mail-Adresse wurde geändert"


def test_an_address_confirmed_elsewhere_meanwhile_stays_there(client):
    owner = UserFactory(email="ziel@example.org")
    late = UserFactory()
    client.force_login(late)
    address = EmailAddress.objects.create(user=late, email="ziel@example.org")
    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))
    assert list(EmailAddress.objects.filter(email="ziel@example.org", verified=True)) == [
        owner.emailaddress_set.get()
    ]
