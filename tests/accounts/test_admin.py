import pytest
from django.urls import reverse

from myk10.accounts.models import User
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = StaffFactory()
    client.force_login(user)
    return user


def change(client, user, **data):
    url = reverse("admin:accounts_user_change", args=[user.pk])
    fields = {"display_name": user.display_name, "email": user.email, "is_active": "on"}
    return client.post(url, fields | data)


def test_staff_cannot_hand_out_powers(client, staff):
    citizen = UserFactory()
    for target in (citizen, staff):
        change(client, target, is_staff="on", is_superuser="on", groups="1", user_permissions="1")
    assert not User.objects.filter(is_superuser=True).exists()
    assert list(User.objects.filter(is_staff=True)) == [staff]


def test_staff_cannot_redirect_an_account_to_another_address(client, staff):
    """Whoever reads the mail opens the account, and sees its votes."""
    citizen = UserFactory(email="anna@example.org")
    change(client, citizen, email="meine@example.org")
    citizen.refresh_from_db()
    assert citizen.email == "anna@example.org"


def test_staff_can_lock_citizens_but_not_each_other(client, staff):
    citizen, colleague = UserFactory(), StaffFactory()
    for user in (citizen, colleague):
        change(client, user, is_active="")
    citizen.refresh_from_db()
    colleague.refresh_from_db()
    assert (citizen.is_active, colleague.is_active) == (False, True)


def test_superuser_hands_out_powers(client):
    client.force_login(StaffFactory(is_superuser=True))
    citizen = UserFactory()
    change(client, citizen, is_staff="on")
    citizen.refresh_from_db()
    assert citizen.is_staff is True


def test_addresses_are_only_on_the_page_of_one_person(client, staff):
    citizen = UserFactory(email="anna@example.org", display_name="Anna")
    listed = client.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert "Anna" in listed
    assert "anna@example.org" not in listed
    page = client.get(reverse("admin:accounts_user_change", args=[citizen.pk])).content.decode()
    assert "anna@example.org" in page


def test_list_finds_by_display_name_only(client, staff):
    UserFactory(email="gesucht@example.org", display_name="Anna")
    url = reverse("admin:accounts_user_changelist")
    assert client.get(url, {"q": "ann"}).context["cl"].result_count == 1
    assert client.get(url, {"q": "gesucht"}).context["cl"].result_count == 0


def test_staff_do_not_delete_accounts(client, staff):
    citizen = UserFactory()
    url = reverse("admin:accounts_user_delete", args=[citizen.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403


def test_new_person_gets_in_by_setting_a_password(client, staff):
    url = reverse("admin:accounts_user_add")
    data = {"display_name": "Neue Kollegin", "email": "Neu@Example.org", "is_active": "on"}
    assert client.post(url, data).status_code == 302
    user = User.objects.get(display_name="Neue Kollegin")
    assert (user.email, user.has_usable_password(), user.is_staff) == (
        "neu@example.org",
        False,
        False,
    )


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number(client, staff, django_assert_num_queries, number):
    UserFactory.create_batch(number)
    url = reverse("admin:accounts_user_changelist")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_groups_are_gone(client, staff):
    assert client.get("/verwaltung/auth/group/").status_code == 404
