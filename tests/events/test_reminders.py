from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from myk10.events.actions.changing import cancel_event, change_event
from myk10.events.actions.inviting import decline_invitation
from myk10.events.actions.registering import cancel_registration
from myk10.events.actions.reminding import remind_invited, send_due_reminders
from myk10.events.models import Invitation, Reminder
from myk10.events.reminding import due_at
from myk10.events.tasks import send_reminders
from myk10.notifications.models import Mailing, OptOut
from myk10.notifications.tasks import deliver_mail
from tests.events.conftest import berlin, mails
from tests.factories import EventFactory, MailFactory, RegistrationFactory, StaffFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def event_at(*moment: int, **fields):
    return EventFactory(starts_at=berlin(*moment), published_at=berlin(2026, 1, 1), **fields)


def registered(event, **fields):
    return RegistrationFactory(event=event, created_at=berlin(2026, 2, 1), **fields)


@pytest.mark.parametrize(
    ("begins", "days", "due"),
    [
        ((2026, 10, 26, 18), 7, "2026-10-19T16:00:00+00:00"),  # winter time begins in between
        ((2026, 10, 26, 18), 1, "2026-10-25T17:00:00+00:00"),
        ((2026, 10, 25, 2, 30), 1, "2026-10-24T00:30:00+00:00"),
        ((2026, 10, 26, 2, 30), 1, "2026-10-25T00:30:00+00:00"),  # half past two comes twice
        ((2027, 3, 28, 18), 1, "2027-03-27T17:00:00+00:00"),  # summer time begins that night
        ((2027, 3, 29, 2, 30), 1, "2027-03-28T01:30:00+00:00"),  # half past two is missing
        ((2027, 3, 28, 18), 7, "2027-03-21T17:00:00+00:00"),
        ((2026, 7, 1, 18), 0, "2026-07-01T05:00:00+00:00"),  # on the morning of the day
        ((2026, 7, 1, 8), 0, "2026-07-01T04:00:00+00:00"),  # two hours before at the latest
    ],
)
def test_reminders_are_due_by_the_clock_on_the_wall(begins, days, due):
    event = EventFactory.build(starts_at=berlin(*begins))
    assert due_at(event, days) == datetime.fromisoformat(due)


@pytest.mark.parametrize("begins", [(2026, 10, 26, 18), (2027, 3, 28, 18)])
def test_over_a_clock_change_to_the_second(at, begins):
    event = event_at(*begins, reminder_days=[7])
    registered(event)
    due = due_at(event, 7)
    with at(due - SECOND):
        assert send_due_reminders() == 0
    with at(due):
        assert send_due_reminders() == 1
    with at(due + timedelta(minutes=1)):
        assert send_due_reminders() == 0


def test_after_a_time_without_beat_only_the_latest_is_sent(at):
    event = event_at(2026, 9, 20, 18, reminder_days=[14, 7, 1])
    anna = registered(event, email="anna@example.org")
    with at(berlin(2026, 9, 20, 9)):
        send_reminders()
        send_reminders()
    assert mails("reminder") == [anna.email]
    assert sorted(Reminder.objects.values_list("days", flat=True)) == [1, 7, 14]


def test_nobody_is_reminded_of_what_has_begun(at):
    event = event_at(2026, 9, 20, 18)
    registered(event)
    with at(event.starts_at):
        assert send_due_reminders() == 0


def test_who_registered_after_its_time_does_not_get_it(at):
    event = event_at(2026, 9, 20, 18, reminder_days=[7])
    early = registered(event)
    late = registered(event, confirmed_at=berlin(2026, 9, 14))
    registered(event, state="waitlisted")
    with at(berlin(2026, 9, 15)):
        send_due_reminders()
    assert mails("reminder") == [early.email]
    assert late.email not in mails("reminder")


def test_a_moved_event_reminds_for_its_new_date(at):
    event = event_at(2026, 9, 20, 18, reminder_days=[7])
    anna = registered(event)
    with at(berlin(2026, 9, 13, 18)):
        send_due_reminders()
        moved = {"starts_at": berlin(2026, 10, 20, 18), "ends_at": berlin(2026, 10, 20, 20)}
        change_event(event=event, values=moved)
    with at(berlin(2026, 10, 13, 18)):
        send_due_reminders()
    assert mails("reminder") == [anna.email] * 2


def test_the_notice_of_a_move_takes_the_place_of_reminders_that_would_be_late(at):
    event = event_at(2026, 9, 20, 18, reminder_days=[7, 1])
    anna = registered(event)
    with at(berlin(2026, 9, 1)):
        moved = {"starts_at": berlin(2026, 9, 4, 18), "ends_at": berlin(2026, 9, 4, 20)}
        change_event(event=event, values=moved)
        send_due_reminders()
        assert mails("reminder") == []
    with at(berlin(2026, 9, 3, 18)):
        send_due_reminders()
    assert (mails("changed"), mails("reminder")) == ([anna.email], [anna.email])


@pytest.mark.parametrize("what", ["nothing", "registration", "event", "date"])
def test_reminder_is_asked_for_again_at_the_moment_of_sending(
    transactional_db, smtp_server, what, at
):
    event = EventFactory(starts_in=timedelta(days=6))
    anna = RegistrationFactory(event=event, email="anna@example.org")
    send_due_reminders()
    if what == "registration":
        cancel_registration(registration=anna)
    elif what == "event":
        cancel_event(event=event, by=StaffFactory(), reason="Sturm")
    elif what == "date":
        later = {
            name: getattr(event, name) + timedelta(days=9) for name in ("starts_at", "ends_at")
        }
        change_event(event=event, values=later)

    deliver_mail()

    reminders = [m for m in smtp_server.messages if b"Erinnerung" in m.content.split(b"\n\n")[0]]
    assert len(reminders) == (1 if what == "nothing" else 0)


# --- Those who were invited ------------------------------------------------------------------


def invite(event, *addresses: str, sent_at=None):
    mailing = Mailing.objects.create(subject="Einladung", text="<p>Kommt!</p>", audiences=[])
    Invitation.objects.create(event=event, mailing=mailing)
    sent_at = sent_at or timezone.now() - timedelta(days=30)
    return [
        MailFactory(mailing=mailing, recipient=a, state="sent", sent_at=sent_at) for a in addresses
    ]


@pytest.fixture
def event():
    """Its registration ends in five days; the invited are reminded six days before that."""
    return EventFactory(
        registration_until=timezone.now() + timedelta(days=5), remind_invited_days=6
    )


def test_who_has_not_answered_is_reminded_once(event):
    invite(
        event, *(f"{name}@example.org" for name in ("anna", "ben", "cem", "dora", "eva", "fritz"))
    )
    invite(event, "Anna@example.org")
    RegistrationFactory(event=event, email="Ben@example.org")
    RegistrationFactory(event=event, email="cem@example.org", state="cancelled")
    RegistrationFactory(event=event, email="eva@example.org", state="pending")
    decline_invitation(event=event, email="dora@Example.org")

    assert remind_invited() == 3
    assert remind_invited() == 0

    assert [a.lower() for a in mails("invited_reminder")] == [
        "anna@example.org", "eva@example.org", "fritz@example.org",
    ]  # fmt: skip


def test_not_before_its_time_and_not_who_was_invited_after_it(event, at):
    due = event.registration_until - timedelta(days=6)
    invite(event, "anna@example.org", sent_at=due - SECOND)
    invite(event, "ben@example.org", sent_at=due + SECOND)
    with at(due - SECOND):
        assert remind_invited() == 0
    with at(due + timedelta(days=1)):
        assert remind_invited() == 1
    assert mails("invited_reminder") == ["anna@example.org"]


def test_not_once_registration_is_closed(event, at):
    invite(event, "anna@example.org")
    with at(event.registration_until):
        assert remind_invited() == 0


def test_invited_people_are_asked_again_at_the_moment_of_sending(
    transactional_db, smtp_server, event
):
    invite(event, *(f"{name}@example.org" for name in ("anna", "ben", "cem")))
    remind_invited()
    decline_invitation(event=event, email="ben@example.org")
    OptOut.objects.create(email="cem@example.org")

    deliver_mail()

    assert [envelope.rcpt_tos for envelope in smtp_server.messages] == [["anna@example.org"]]
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in smtp_server.messages[0].content
