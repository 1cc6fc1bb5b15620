from io import StringIO

import pytest
from django.core.management import call_command

from myk10.accounts.demo import ACCOUNTS, PASSWORD
from myk10.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_the_demo(settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False


def test_every_account_of_the_demo_can_log_in(client):
    call_command("demo_data", stdout=StringIO())

    for account in ACCOUNTS:
        assert client.login(email=account.email, password=PASSWORD), account.email


def test_the_data_is_made_once():
    call_command("demo_data", stdout=StringIO())
    made = User.objects.count()

    call_command("demo_data", stdout=StringIO())

    assert User.objects.count() == made
