from datetime import timedelta

import pytest
from django.utils import timezone

from myk10.events.actions.changing import cancel_event, change_event
from myk10.events.actions.seats import accept_offer, decline_offer, expire_offers
from myk10.events.models import Event
from myk10.refusal import Refused
from tests.events.conftest import mail, mails
from tests.factories import EventFactory, RegistrationFactory, StaffFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def event():
    return EventFactory(seats_on_site=1)


@pytest.fixture
def offered(event):
    return RegistrationFactory(event=event, state="offered")


@pytest.fixture
def next_one(event):
    return RegistrationFactory(event=event, state="waitlisted")


def states(*registrations) -> list[str]:
    for registration in registrations:
        registration.refresh_from_db()
    return [registration.state for registration in registrations]


def test_an_offer_lasts_to_its_last_second(at, offered, next_one):
    with at(offered.offer_expires_at - SECOND):
        assert expire_offers() == 0
        assert states(offered, next_one) == ["offered", "waitlisted"]
    with at(offered.offer_expires_at):
        with pytest.raises(Refused, match="gilt nicht mehr"):
            accept_offer(registration=offered)
        assert expire_offers() == 1
        assert expire_offers() == 0
    assert states(offered, next_one) == ["cancelled", "offered"]
    assert offered.let_offer_lapse
    assert (mails("offer_expired"), mails("offered")) == ([offered.email], [next_one.email])


def test_accepting_in_the_last_second(at, offered):
    with at(offered.offer_expires_at - SECOND):
        assert accept_offer(registration=offered).state == "confirmed"
        assert accept_offer(registration=offered).state == "confirmed"
    assert mails("registered") == [offered.email]


def test_declining_passes_the_seat_on(offered, next_one):
    decline_offer(registration=offered)
    assert states(offered, next_one) == ["cancelled", "offered"]
    assert not offered.let_offer_lapse


def test_an_offer_ends_with_the_beginning_at_the_latest(at):
    event = EventFactory(seats_on_site=1, offer_hours=48)
    offered = RegistrationFactory(event=event, state="offered")
    waiting = RegistrationFactory(event=event, state="waitlisted")
    with at(event.starts_at - timedelta(hours=5)):
        decline_offer(registration=offered)
    states(waiting)
    assert waiting.offer_expires_at == event.starts_at


def test_after_the_beginning_nobody_is_offered_a_seat(at, event, offered, next_one):
    with at(event.starts_at):
        decline_offer(registration=offered)
    assert states(next_one) == ["waitlisted"]


def test_more_seats_go_to_those_who_wait(event, offered, next_one):
    last = RegistrationFactory(event=event, state="waitlisted")
    change_event(event=event, values={"seats_on_site": 2})
    assert states(offered, next_one, last) == ["offered", "offered", "waitlisted"]
    change_event(event=event, values={"seats_on_site": None})
    assert states(last) == ["offered"]


def test_fewer_seats_take_none_away(event, next_one):
    seated = RegistrationFactory.create_batch(3, event=event)
    Event.objects.filter(pk=event.pk).update(seats_on_site=3)
    change_event(event=event, values={"seats_on_site": 1})
    assert states(*seated, next_one) == ["confirmed"] * 3 + ["waitlisted"]


def test_an_offer_of_a_cancelled_event_is_void(event, offered):
    cancel_event(event=event, by=StaffFactory(), reason="Sturm")
    with pytest.raises(Refused, match="abgesagt"):
        accept_offer(registration=offered)


def test_the_mail_says_until_when(offered, event, next_one):
    decline_offer(registration=offered)
    next_one.refresh_from_db()
    until = timezone.localtime(next_one.offer_expires_at)
    assert f"{until.day}. " in mail("offered", next_one.email).body
