from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myk10 import clock
from myk10.accounts.models import User
from myk10.events import emails
from myk10.events.actions.reminding import settle_past_reminders
from myk10.events.actions.seats import leave, lock_event, promote_waitlist
from myk10.events.models import Attendance, Event, Registration
from myk10.events.wording import change_of
from myk10.refusal import Refused

# What people must know of, and who.
MATTERS_TO = {
    "starts_at": set(Attendance),
    "ends_at": set(Attendance),
    "format": set(Attendance),
    "place": {Attendance.ON_SITE},
    "address": {Attendance.ON_SITE},
    "link": {Attendance.ONLINE},
}


@transaction.atomic
def publish_event(*, event: Event) -> Event:
    event = lock_event(event.pk)
    if event.published_at is None:
        event.published_at = clock.database_now()
        event.save(update_fields=["published_at"])
    return event


@transaction.atomic
def change_event(*, event: Event, values: dict[str, Any], notify: bool = True) -> Event:
    """Set `values`. If time, place, format or link change, registered people are told, once, with
    what was and what is; more seats go to those who wait."""
    event = lock_event(event.pk)
    changed = {name for name, value in values.items() if getattr(event, name) != value}
    before = {name: change_of(event, name) for name in changed & MATTERS_TO.keys()}
    for name in changed:
        setattr(event, name, values[name])
    if before:
        event.sequence += 1
    event.full_clean()
    event.save()
    event.refresh_from_db(fields=sorted(changed))
    now = clock.database_now()
    _drop_attendances(event, now, notify=notify)
    if "starts_at" in changed:
        late = event.registrations.filter(state="offered", offer_expires_at__gt=event.starts_at)
        late.update(offer_expires_at=event.starts_at)
        settle_past_reminders(event)
    if before and notify and not event.is_cancelled:
        _tell_of_changes(event, before)
    promote_waitlist(event=event, now=now)
    return event


@transaction.atomic
def cancel_event(*, event: Event, by: User, reason: str) -> Event:
    """Call the event off, for good. Everybody who is registered or waits is told the reason."""
    event = lock_event(event.pk)
    now = clock.database_now()
    if event.is_cancelled:
        raise Refused(_("Der Termin ist schon abgesagt."))
    if event.ends_at <= now:
        raise Refused(_("Der Termin ist schon vorbei."))
    event.cancelled_at, event.cancelled_by = now, by
    event.cancellation_reason = reason.strip()
    event.sequence += 1
    event.save()
    for registration in _live_registrations(event):
        emails.cancelled(registration)
    return event


def _live_registrations(event: Event) -> list[Registration]:
    live = event.registrations.live().exclude(state="pending").select_related("user")
    found = list(live.order_by("pk"))
    for registration in found:
        registration.event = event
    return found


def _drop_attendances(event: Event, now: Any, *, notify: bool) -> None:
    """Registrations for a way to take part that no longer exists."""
    for registration in _live_registrations(event):
        if registration.attendance not in event.attendances:
            had_a_seat = registration.state == Registration.State.CONFIRMED
            leave(registration, now)
            if notify:
                emails.attendance_dropped(registration, had_a_seat=had_a_seat)


def _tell_of_changes(event: Event, before: dict[str, tuple[str, str]]) -> None:
    """Each change is named once: beginning and end are one line."""
    for registration in _live_registrations(event):
        concerning = [
            (change_of(event, name)[0], was, change_of(event, name)[1])
            for name, (_label, was) in sorted(before.items())
            if registration.attendance in MATTERS_TO[name]
        ]
        if concerning:
            emails.changed(registration, list(dict.fromkeys(concerning)))
