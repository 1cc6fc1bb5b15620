from datetime import timedelta

import pytest
from django.utils import timezone

from myk10.events.models import InvitationDecline
from myk10.events.tasks import forget_participants
from tests.events.conftest import berlin
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(starts_at=berlin(2026, 5, 7, 18))


@pytest.fixture
def person(event):
    return RegistrationFactory(
        event=event, needs="Rampe", user=UserFactory(), checked_in_at=event.starts_at
    )


def after(at, moment, person):
    with at(moment):
        forget_participants()
    person.refresh_from_db()
    return person


def test_needs_are_cleared_on_the_day_after(at, person):
    assert after(at, berlin(2026, 5, 7, 23, 59), person).needs == "Rampe"
    assert after(at, berlin(2026, 5, 8, 0, 0), person).needs == ""
    assert person.email


def test_people_are_forgotten_after_thirty_days_and_counts_stay(at, event, person):
    InvitationDecline.objects.create(event=event, email="nein@example.org")
    end = event.ends_at + timedelta(days=30)
    assert after(at, end - timedelta(seconds=1), person).name
    forgotten = after(at, end, person)
    assert (forgotten.name, forgotten.email, forgotten.user) == ("", "", None)
    assert (str(forgotten), forgotten.state) == ("(gelöscht)", "confirmed")
    assert forgotten.checked_in_at
    assert event.declines.count() == 0


def test_two_people_can_be_forgotten(at, event):
    RegistrationFactory.create_batch(2, event=event)
    person = RegistrationFactory(event=event, state="pending")
    with at(timezone.now() + timedelta(days=400)):
        forget_participants()
    assert event.registrations.filter(email="").count() == 2
    assert not event.registrations.filter(pk=person.pk).exists()
