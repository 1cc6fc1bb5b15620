"""People who meet at the last seat: real threads, each with its own connection, on the real PostgreSQL.

The lock is also taken away, to show that the test would notice.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from myk10.events.actions import reminding, seats
from myk10.events.actions.attending import check_in
from myk10.events.actions.registering import cancel_registration, confirm_registration, register
from myk10.events.models import Reminder
from myk10.notifications.models import Mail
from tests.events.conftest import mails
from tests.factories import EventFactory, RegistrationFactory, StaffFactory
from tests.ideas.voting import in_thread

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, arguments: list) -> list:
    barrier = Barrier(len(arguments))

    @in_thread
    def one(argument):
        connection.ensure_connection()
        barrier.wait()
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(one, arguments))


def test_last_seat_taken_by_20_people_at_once():
    event = EventFactory(seats_on_site=1)
    people = RegistrationFactory.create_batch(20, event=event, state="pending")

    at_once(lambda person: confirm_registration(registration=person), people)

    confirmed = event.registrations.get(state="confirmed")
    waiting = list(event.registrations.waiting())
    assert len(waiting) == 19
    assert confirmed.confirmed_at < waiting[0].waitlisted_at
    assert [person.place_in_queue for person in waiting] == list(range(1, 20))
    told = {mail.recipient: mail.body for mail in Mail.objects.filter(kind="event_waitlisted")}
    assert [f"auf Platz {n}." in told[p.email] for n, p in enumerate(waiting, 1)] == [True] * 19
    assert mails("registered") == [confirmed.email]


def test_without_the_lock_on_the_event_the_last_seat_is_given_twice():
    """Two people of whom each has counted before the other one sits."""
    event = EventFactory(seats_on_site=1)
    people = RegistrationFactory.create_batch(2, event=event, state="pending")
    both_have_counted = Barrier(2)
    give_seat = seats.give_seat

    def sit_together(registration, now):
        both_have_counted.wait(timeout=10)
        give_seat(registration, now)

    with (
        patch.object(QuerySet, "select_for_update", lambda self, *args, **kwargs: self),
        patch.object(seats, "give_seat", sit_together),
    ):
        at_once(lambda person: confirm_registration(registration=person), people)

    assert event.registrations.confirmed().count() == 2


def test_one_address_registers_once_however_often_it_is_sent():
    event = EventFactory(seats_on_site=5)
    values = {"name": "Anna", "email": "anna@example.org", "attendance": "on_site"}
    at_once(lambda _n: register(event=event, is_proven=True, **values), list(range(8)))
    assert event.registrations.count() == 1
    assert mails("registered") == ["anna@example.org"]


def test_seats_that_come_free_at_once_go_to_different_people():
    event = EventFactory(seats_on_site=4)
    seated = RegistrationFactory.create_batch(4, event=event)
    waiting = RegistrationFactory.create_batch(6, event=event, state="waitlisted")

    at_once(lambda person: cancel_registration(registration=person), seated)

    offered = event.registrations.filter(state="offered").order_by("pk")
    assert [person.pk for person in offered] == [person.pk for person in waiting[:4]]


def test_accepting_and_expiring_at_once_is_one_or_the_other():
    event = EventFactory(seats_on_site=1)
    person = RegistrationFactory(event=event, state="offered")
    at_once(
        lambda act: act(),
        [lambda: seats.accept_offer(registration=person), seats.expire_offers],
    )
    person.refresh_from_db()
    assert person.state == "confirmed"


def test_two_scans_at_once_are_one_arrival():
    person = RegistrationFactory()
    staff = StaffFactory()
    answers = at_once(lambda _n: check_in(registration=person, by=staff)[1], list(range(6)))
    assert sorted(answers) == [False] * 5 + [True]


def test_two_beats_at_once_remind_once():
    event = EventFactory(starts_in=timedelta(days=6, hours=23), remind_invited_days=20)
    RegistrationFactory.create_batch(3, event=event)
    at_once(lambda act: act(), [reminding.send_due_reminders, reminding.remind_invited] * 3)
    assert len(mails("reminder")) == 3
    assert Reminder.objects.count() == 1
