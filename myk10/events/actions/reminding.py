"""Reminders. Beat asks every minute; what it missed is made up for, and two beats do no harm."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from myk10.events import emails
from myk10.events.actions.seats import lock_event
from myk10.events.models import Event, Reminder
from myk10.events.models.event import LONGEST_REMINDER_DAYS
from myk10.events.querysets import invitations_without_answer
from myk10.events.reminding import due_at, invited_due_at, missed


def send_due_reminders() -> int:
    """How many mails were written."""
    now = timezone.now()
    # A day more than the farthest reminder, whatever the clocks did in between.
    horizon = now + timedelta(days=LONGEST_REMINDER_DAYS + 1)
    coming = Event.objects.taking_place().filter(starts_at__gt=now, starts_at__lte=horizon)
    due = [
        event.pk
        for event in coming.order_by("pk").prefetch_related("reminders")
        if missed(event, _settled(event), now)
    ]
    return sum(_remind(pk) for pk in due)


@transaction.atomic
def _remind(pk: int) -> int:
    """Of several missed reminders only the latest is sent. Who registered after its time has just
    read all about it."""
    event = lock_event(pk)
    now = timezone.now()
    days = missed(event, _settled(event), now)
    if not days or event.is_cancelled or event.starts_at <= now:
        return 0
    _settle(event, days)
    latest = min(days)
    registered = event.registrations.confirmed().filter(confirmed_at__lte=due_at(event, latest))
    people = list(registered.select_related("user").order_by("pk"))
    for registration in people:
        registration.event = event
        emails.reminder(registration, latest)
    return len(people)


def _settled(event: Event) -> set[int]:
    return {r.days for r in event.reminders.all() if r.starts_at == event.starts_at}


def _settle(event: Event, days: list[int]) -> None:
    """The unique constraint has the last word, should a lock ever be missing."""
    Reminder.objects.bulk_create(
        Reminder(event=event, starts_at=event.starts_at, days=day) for day in days
    )


def settle_past_reminders(event: Event) -> None:
    """An event was moved: of reminders that would have been due already, the notice of the change
    takes the place."""
    _settle(event, missed(event, _settled(event), timezone.now()))


def remind_invited() -> int:
    """Remind those who were invited and have not answered, once an event; how many."""
    now = timezone.now()
    waiting = Event.objects.taking_place().filter(
        remind_invited_days__isnull=False, invited_reminded_at=None, starts_at__gt=now
    )
    return sum(_remind_invited(event.pk) for event in waiting.order_by("pk") if _is_due(event, now))


def _is_due(event: Event, now: datetime) -> bool:
    due = invited_due_at(event)
    return due is not None and due <= now


@transaction.atomic
def _remind_invited(pk: int) -> int:
    event = lock_event(pk)
    now = timezone.now()
    due = invited_due_at(event)
    is_open = event.registration_phase(now) == "open"
    if event.invited_reminded_at or due is None or now < due or not is_open:
        return 0
    event.invited_reminded_at = now
    event.save(update_fields=["invited_reminded_at"])
    invitations = invitations_without_answer(event).filter(sent_at__lt=due)
    people = {mail.recipient.lower(): mail for mail in invitations.select_related("user")}
    for mail in people.values():
        emails.reminder_to_invited(event, mail)
    return len(people)
