import pytest
from django.conf import settings
from django.core.cache import caches
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def login(client, email="da@example.org", password="falsches passwort", **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def test_sixth_wrong_password_is_not_even_tried(client):
    UserFactory(email="da@example.org")
    for _attempt in range(5):
        assert "passen nicht zusammen" in login(client).content.decode()
    assert "zu viele Versuche" in login(client).content.decode()
    assert "zu viele Versuche" in login(client, password=PASSWORD).content.decode()
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_of_one_address_do_not_lock_others(client):
    UserFactory(email="da@example.org")
    UserFactory(email="andere@example.org")
    for _attempt in range(5):
        login(client)
    assert login(client, "andere@example.org", PASSWORD).status_code == 302


def test_many_addresses_tried_from_one_place_are_stopped(client):
    for number in range(10):
        login(client, f"probe{number}@example.org")
    UserFactory(email="da@example.org")
    assert "zu viele Versuche" in login(client, password=PASSWORD).content.decode()
    assert login(client, password=PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_the_addresses_of_one_ipv6_network_are_one_place(client):
    for number in range(10):
        login(client, f"probe{number}@example.org", REMOTE_ADDR=f"2001:db8:1:2:{number}::1")
    UserFactory(email="da@example.org")
    same, other = "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"
    assert (
        "zu viele Versuche" in login(client, password=PASSWORD, REMOTE_ADDR=same).content.decode()
    )
    assert login(client, password=PASSWORD, REMOTE_ADDR=other).status_code == 302


def test_too_many_signups_from_one_place_get_a_designed_429(client):
    for _attempt in range(20):
        assert client.post(reverse("account_signup"), {}).status_code == 200
    response = client.post(reverse("account_signup"), {})
    assert response.status_code == 429
    assert "Das waren viele Versuche in kurzer Zeit." in response.content.decode()


def test_too_many_resets_of_one_address_get_429(client):
    for number in range(5):
        data = {"email": "da@example.org"}
        address = f"198.51.100.{number}"
        assert client.post(reverse("account_reset_password"), data, REMOTE_ADDR=address).url
    response = client.post(reverse("account_reset_password"), data, REMOTE_ADDR="198.51.100.99")
    assert response.status_code == 429


def test_attempts_are_counted_in_the_database():
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    assert caches["default"]._max_entries == 100_000


def test_login_and_signup_work_with_redis_gone(
    client, signup_data, django_capture_on_commit_callbacks
):
    """The tests' REDIS_URL points to where nobody listens."""
    UserFactory(email="da@example.org")
    assert login(client, password=PASSWORD).url == reverse("home")
    client.logout()
    with django_capture_on_commit_callbacks(execute=True):
        assert signup_data().redirect_chain == [(reverse("account_email_verification_sent"), 302)]
