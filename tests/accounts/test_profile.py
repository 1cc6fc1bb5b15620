import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from myk10.accounts.forms import ProfileForm, clean_display_name
from myk10.region.models import Municipality
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

BAD_NAMES = {
    "vertical tab": "Anna\x0bBerta",
    "NUL": "Anna\x00",
    "line break": "Anna\nBerta",
    "right-to-left override": "Anna\u202egro",
    "isolate": "Anna\u2066x",
    "lone surrogate": "Anna\ud800",
    "zero width": "An\u200bna",
    "10.000 characters": "x" * 10_000,
    "61 characters": "x" * 61,
    "nothing": "",
    "blanks": "   ",
    "only signs": "<>!",
    "official": "Das Projektbüro",
    "deleted": "Gelöschtes  Konto",
}


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES.keys())
def test_bad_names_are_refused_with_a_reason(name):
    form = ProfileForm({"display_name": name}, instance=UserFactory())
    assert list(form.errors) == ["display_name"]


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES.keys())
def test_bad_names_give_a_form_error_at_signup(client, signup_data, name):
    response = signup_data(display_name=name.encode("utf-8", "surrogatepass"))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["display_name"]


@pytest.mark.parametrize("name", ["Änne Müller", "O’Brien", "李小龍", "🌻 Sonne", "MYK-Fan 56"])
def test_fine_names(name):
    assert clean_display_name(name) == name


def test_name_has_one_spelling():
    assert clean_display_name("  A\u0308nne   Mu\u0308ller ") == "Änne Müller"


def test_name_of_another_is_refused_in_any_case():
    UserFactory(display_name="Änne")
    with pytest.raises(ValidationError, match="gibt es schon"):
        clean_display_name("ÄNNE")


def test_staff_may_say_who_they_are():
    assert clean_display_name("Projektbüro MYK10", owner=StaffFactory()) == "Projektbüro MYK10"


def test_profile_is_saved(client):
    user = UserFactory(display_name="Alt")
    client.force_login(user)
    mayen = Municipality.objects.get(slug="mayen")
    data = {"display_name": "Neu", "municipality": mayen.pk}
    response = client.post(reverse("accounts:profile"), data)
    assert response.url == reverse("accounts:overview")
    user.refresh_from_db()
    assert (user.display_name, user.municipality) == ("Neu", mayen)


def test_own_name_can_be_kept_and_municipality_taken_back(client):
    user = UserFactory(display_name="Anna", municipality=Municipality.objects.first())
    client.force_login(user)
    client.post(reverse("accounts:profile"), {"display_name": "anna", "municipality": ""})
    user.refresh_from_db()
    assert (user.display_name, user.municipality) == ("anna", None)


def test_powers_cannot_be_posted_along(client):
    user = UserFactory()
    client.force_login(user)
    data = {"display_name": "Neu", "is_staff": "on", "is_superuser": "on", "email": "x@example.org"}
    client.post(reverse("accounts:profile"), data)
    before = user.email
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser, user.email) == (False, False, before)


def test_overview_costs_the_same_for_everyone(client, django_assert_num_queries):
    client.force_login(UserFactory(municipality=Municipality.objects.first()))
    client.get(reverse("accounts:overview"))
    with django_assert_num_queries(5):
        response = client.get(reverse("accounts:overview"))
    assert "Guten Tag" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["accounts:overview", "account_data", "account_email", "mfa_index"]
)
def test_pages_of_the_account_need_an_account(client, name):
    assert client.get(reverse(name)).url.startswith("/konto/login/?next=")
