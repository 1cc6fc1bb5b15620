from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myk10 import clock
from myk10.accounts.models import User
from myk10.events import emails
from myk10.events.actions.seats import (
    give_seat_or_queue,
    leave,
    lock_event,
    promote_waitlist,
    refuse_unless_open,
    registration_of,
)
from myk10.events.models import Event, Registration
from myk10.events.models.registration import new_code
from myk10.refusal import Refused
from myk10.text import one_line
from myk10.throttle import TooManyAttempts, hit

MAILS_PER_DAY = 3


@transaction.atomic
def register(
    *,
    event: Event,
    name: str,
    email: str,
    attendance: str,
    needs: str = "",
    user: User | None = None,
    is_proven: bool = False,
) -> Registration:
    """Register somebody. Raises Refused when registration is not open.

    Whoever has not proven to own the address gets a mail with a link first; if the address is
    registered already, only the mail says so. Others have a seat or a place in the queue at once.
    """
    event = lock_event(event.pk)
    now = clock.database_now()
    refuse_unless_open(event, now)
    _refuse_unless_offered(event, attendance)
    email = email.strip().lower()
    known = event.registrations.live().of(email).select_related("user").first()
    if known and known.state != Registration.State.PENDING:
        known.event = event
        if not is_proven and _may_write_to(event, email):
            emails.registered_already(known, now)
        return known
    registration = known or Registration(code=_free_code(event), created_at=now)
    registration.event, registration.attendance = event, attendance
    registration.name, registration.email = one_line(name), email
    registration.needs, registration.user = needs.strip(), user
    registration.save()
    if is_proven:
        _count_in(registration, now)
    elif _may_write_to(event, email):
        emails.confirm(registration, now)
    return registration


@transaction.atomic
def confirm_registration(*, registration: Registration) -> Registration:
    """The person opened the link in the mail, so the address is theirs. Twice is as good as once."""
    event = lock_event(registration.event_id)
    registration = registration_of(event, registration)
    if registration.state == Registration.State.PENDING:
        now = clock.database_now()
        refuse_unless_open(event, now)
        _refuse_unless_offered(event, registration.attendance)
        _count_in(registration, now)
    return registration


@transaction.atomic
def cancel_registration(
    *, registration: Registration, by_office: bool = False
) -> Registration | None:
    """Give the seat or the place in the queue back; the next person moves up.

    Returns None when the registration was never confirmed: then nothing of it is kept.
    """
    event = lock_event(registration.event_id)
    registration = registration_of(event, registration)
    if registration.state == Registration.State.PENDING:
        registration.delete()
        return None
    if registration.state == Registration.State.CANCELLED:
        return registration
    now = clock.database_now()
    if event.starts_at <= now or registration.checked_in_at:
        raise Refused(_("Die Veranstaltung hat schon begonnen. Abmelden ist nicht mehr nötig."))
    had_a_seat = registration.state == Registration.State.CONFIRMED
    leave(registration, now)
    if not event.is_cancelled:
        emails.left(registration, had_a_seat=had_a_seat, by_office=by_office)
    promote_waitlist(event=event, now=now)
    return registration


@transaction.atomic
def add_by_office(
    *, event: Event, name: str, email: str = "", attendance: str, needs: str = ""
) -> Registration:
    """Somebody who rang up or stands at the door. The dates of registration do not bind here."""
    event = lock_event(event.pk)
    now = clock.database_now()
    if event.is_cancelled or event.ends_at <= now:
        refuse_unless_open(event, now)
    _refuse_unless_offered(event, attendance)
    email = email.strip().lower()
    known = event.registrations.live().of(email).first() if email else None
    if known and known.state != Registration.State.PENDING:
        raise Refused(_("Diese Adresse ist für die Veranstaltung schon angemeldet."))
    registration = known or Registration(code=_free_code(event), created_at=now)
    registration.event, registration.attendance = event, attendance
    registration.name, registration.email = one_line(name), email
    registration.needs = needs.strip()
    _count_in(registration, now)
    return registration


@transaction.atomic
def drop_unconfirmed() -> int:
    """Delete what nobody confirmed within two days; how many."""
    stale = Registration.objects.never_confirmed(clock.database_now())
    count, _by_model = stale.delete()
    return count


def _count_in(registration: Registration, now: datetime) -> None:
    registration.event.declines.filter(email__iexact=registration.email).delete()
    give_seat_or_queue(registration, now)


def _refuse_unless_offered(event: Event, attendance: str) -> None:
    if attendance not in event.attendances:
        raise Refused(_("Diese Art der Teilnahme gibt es hier nicht. Bitte wählen Sie neu."))


def _may_write_to(event: Event, email: str) -> bool:
    """Nobody fills a stranger's mailbox through our form, and nobody learns of this limit."""
    try:
        hit("event mail", f"{event.pk} {email}", limit=MAILS_PER_DAY, per=timedelta(days=1))
    except TooManyAttempts:
        return False
    return True


def _free_code(event: Event) -> str:
    code = new_code()
    while event.registrations.filter(code=code).exists():
        code = new_code()
    return code
