import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from myk10.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_one_address_is_one_person_however_it_is_typed():
    UserFactory(email="anna@example.org")
    with pytest.raises(IntegrityError, match="user_email_unique"):
        User.objects.bulk_create([User(email="ANNA@example.org", display_name="Zwei")])


def test_display_names_differ_in_more_than_case():
    UserFactory(display_name="Änne")
    with pytest.raises(IntegrityError, match="user_display_name_unique"):
        UserFactory(display_name="änne")


def test_nobody_is_nameless():
    with pytest.raises(IntegrityError, match="user_has_display_name"):
        UserFactory(display_name="")


def test_natural_key_ignores_case():
    user = UserFactory(email="anna@example.org")
    assert User.objects.get_by_natural_key("Anna@Example.org") == user
    assert str(user) == user.display_name


def test_superuser_from_the_command_line_needs_no_confirmation_mail():
    user = User.objects.create_superuser("chefin@example.org", "pw", display_name="Chefin")
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("chefin@example.org", True, True)
    ]


def test_account_without_password_cannot_be_entered_by_one():
    User.objects.create_user("ohne@example.org", display_name="Ohne")
    assert authenticate(None, email="ohne@example.org", password="") is None
