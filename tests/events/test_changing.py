from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from myk10.events.actions.changing import cancel_event, change_event, publish_event
from myk10.events.models import Event
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.events.conftest import mail, mails
from tests.factories import EventFactory, RegistrationFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_moved_after_200_registered():
    event = EventFactory()
    RegistrationFactory.create_batch(200, event=event)
    waiting = RegistrationFactory(event=event, state="waitlisted")
    RegistrationFactory(event=event, state="cancelled")
    RegistrationFactory(event=event, state="pending")
    later = {name: getattr(event, name) + timedelta(days=7) for name in ("starts_at", "ends_at")}

    event = change_event(event=event, values=later)
    change_event(event=event, values=later)

    assert event.sequence == 1
    assert len(set(mails("changed"))) == len(mails("changed")) == 201
    assert all("SEQUENCE:1\r\n" in m.calendar for m in Mail.objects.exclude(calendar=""))
    assert mail("changed", waiting.email).calendar == ""


def test_the_mail_says_what_was_and_what_is():
    event = EventFactory(place="Rathaus Polch")
    anna = RegistrationFactory(event=event)
    change_event(event=event, values={"place": "Sayner Hütte"})
    body = mail("changed", anna.email).body
    assert "Ort\nbisher: Rathaus Polch\njetzt: Sayner Hütte\n" in body


def test_people_hear_of_what_concerns_them():
    event = EventFactory(format="hybrid")
    there = RegistrationFactory(event=event, attendance="on_site")
    online = RegistrationFactory(event=event, attendance="online")
    change_event(event=event, values={"link": "https://neu.example.org/raum"})
    assert mails("changed") == [online.email]
    change_event(event=event, values={"address": "Hinterhof"})
    assert mails("changed") == sorted([there.email, online.email])
    assert "neu.example.org" not in mail("changed", there.email).body


def test_without_the_box_nobody_is_told_and_a_new_text_is_no_news():
    event = EventFactory()
    RegistrationFactory(event=event)
    assert change_event(event=event, values={"place": "Anderswo"}, notify=False).sequence == 1
    assert change_event(event=event, values={"text": "<p>Neu</p>"}).sequence == 1
    assert mails("changed") == []


def test_two_changes_are_two_mails():
    event = EventFactory()
    anna = RegistrationFactory(event=event)
    for place in ("Polch", "Mendig"):
        change_event(event=event, values={"place": place})
    assert mails("changed") == [anna.email] * 2


def test_who_registered_for_a_way_that_no_longer_exists_is_told():
    event = EventFactory(format="hybrid")
    online = RegistrationFactory(event=event, attendance="online")
    there = RegistrationFactory(event=event, attendance="on_site")
    change_event(event=event, values={"format": "on_site", "link": ""})
    online.refresh_from_db()
    assert online.state == "cancelled"
    assert (mails("attendance_dropped"), mails("changed")) == ([online.email], [there.email])
    assert "METHOD:CANCEL" in mail("attendance_dropped", online.email).calendar


def test_calling_it_off_tells_everybody_the_reason():
    event = EventFactory()
    anna = RegistrationFactory(event=event)
    ben = RegistrationFactory(event=event, state="waitlisted")
    RegistrationFactory(event=event, state="cancelled")

    event = cancel_event(event=event, by=StaffFactory(), reason="Der Saal ist gesperrt.")

    assert mails("cancelled") == sorted([anna.email, ben.email])
    written = mail("cancelled", anna.email)
    assert "Der Saal ist gesperrt." in written.body
    assert "METHOD:CANCEL" in written.calendar
    assert "SEQUENCE:1" in written.calendar
    with pytest.raises(Refused, match="schon abgesagt"):
        cancel_event(event=event, by=StaffFactory(), reason="Noch einmal")


def test_publishing_twice_keeps_the_first_time():
    event = publish_event(event=EventFactory(published_at=None))
    assert publish_event(event=event).published_at == event.published_at


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": -1}, "ends_at"),
        ({"registration_until": 1}, "registration_until"),
        ({"registration_from": 1}, "registration_from"),
        ({"registration_from": -1, "registration_until": -2}, "registration_until"),
    ],
)
def test_dates_out_of_order_are_an_error_at_their_field(values, field):
    event = EventFactory()
    moments = {name: event.starts_at + timedelta(hours=h) for name, h in values.items()}
    with pytest.raises(ValidationError) as error:
        change_event(event=event, values=moments)
    assert list(error.value.message_dict) == [field]


def test_an_event_on_site_needs_a_place_and_no_seats_online():
    for values, field in [
        ({"place": ""}, "place"),
        ({"seats_online": 5}, "seats_online"),
        ({"format": "online", "place": "", "seats_on_site": 5}, "seats_on_site"),
        ({"reminder_days": [1, 2, 3, 4, 5, 6]}, "reminder_days"),
        ({"reminder_days": [61]}, "reminder_days"),
        ({"slug": "meine"}, "slug"),
        ({"path": "//böse.example"}, "path"),
    ]:
        with pytest.raises(ValidationError) as error:
            change_event(event=EventFactory(), values=values)
        assert list(error.value.message_dict) == [field]


@pytest.mark.parametrize(
    "values",
    [
        {"ends_at": timezone.now()},
        {"registration_until": timezone.now() + timedelta(days=99)},
        {"registration_from": timezone.now() + timedelta(days=99)},
        {"seats_on_site": 0},
        {"seats_online": 5},
        {"place": ""},
        {"cancelled_at": timezone.now()},
        {"cancellation_reason": "Nur so"},
        {"reminder_days": [1, 2, 3, 4, 5, 6]},
        {"reminder_days": [61]},
        {"path": "https://example.org/"},
    ],
)
def test_the_database_refuses_what_cannot_be(values):
    event = EventFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**values)


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ("confirmed", {"confirmed_at": None}),
        ("waitlisted", {"waitlisted_at": None}),
        ("offered", {"offer_expires_at": None}),
        ("cancelled", {"cancelled_at": None}),
        ("confirmed", {"cancelled_at": timezone.now()}),
        ("waitlisted", {"checked_in_at": timezone.now()}),
        ("pending", {"email": ""}),
    ],
)
def test_the_database_refuses_states_without_their_times(state, values):
    registration = RegistrationFactory(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(registration).objects.filter(pk=registration.pk).update(**values)
