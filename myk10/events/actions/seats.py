"""Seats: who gets one, who waits, who moves up. All counting happens under a lock on the event."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from myk10 import clock
from myk10.events import emails
from myk10.events.models import Event, Registration
from myk10.refusal import Refused
from myk10.templatetags.texts import long_moment


def lock_event(pk: int) -> Event:
    """The event as it is now, and nobody else's until the end of the transaction. Always taken
    before any registration is locked or changed."""
    return Event.objects.select_for_update(no_key=True).get(pk=pk)


def registration_of(event: Event, registration: Registration) -> Registration:
    """The registration as it is now, with the locked event. Raises Refused when it is gone."""
    fresh = event.registrations.select_related("user").filter(pk=registration.pk).first()
    if fresh is None:
        raise Refused(
            _("Diese Anmeldung gibt es nicht mehr. Bitte melden Sie sich noch einmal an.")
        )
    fresh.event = event
    return fresh


def refuse_unless_open(event: Event, now: datetime) -> None:
    phase = event.registration_phase(now)
    if phase == "open":
        return
    if phase == "before" and event.registration_from:
        moment = long_moment(event.registration_from)
        raise Refused(_("Anmelden können Sie sich ab {moment}.").format(moment=moment))
    refusals = {
        "cancelled": _("Die Veranstaltung ist abgesagt."),
        "over": _("Die Veranstaltung ist vorbei."),
        "closed": _("Die Anmeldung ist geschlossen. Fragen Sie beim Projektbüro nach."),
    }
    raise Refused(refusals.get(phase, _("Für diesen Termin kann man sich noch nicht anmelden.")))


def free_seats(event: Event, attendance: str) -> int | None:
    """None: without a limit."""
    total = event.seats(attendance)
    if total is None:
        return None
    return total - event.registrations.taking_seats().filter(attendance=attendance).count()


def give_seat_or_queue(registration: Registration, now: datetime) -> None:
    """The person owns the address: they get a free seat, unless others wait for one already."""
    event, attendance = registration.event, registration.attendance
    free = free_seats(event, attendance)
    queue = event.registrations.waiting().filter(attendance=attendance)
    if free is None or (free > 0 and not queue.exists()):
        give_seat(registration, now)
    else:
        registration.state, registration.waitlisted_at = Registration.State.WAITLISTED, now
        registration.save()
        emails.waitlisted(registration)


def give_seat(registration: Registration, now: datetime) -> None:
    registration.state, registration.confirmed_at = Registration.State.CONFIRMED, now
    registration.save()
    emails.registered(registration)


def promote_waitlist(*, event: Event, now: datetime) -> int:
    """Offer the free seats to those who wait longest; how many. The event is locked by the caller."""
    if event.is_cancelled or event.starts_at <= now:
        return 0
    offered = 0
    for attendance in event.attendances:
        queue = event.registrations.waiting().filter(attendance=attendance).select_related("user")
        free = free_seats(event, attendance)
        for registration in queue if free is None else queue[: max(free, 0)]:
            registration.event = event
            _offer(registration, now)
            offered += 1
    return offered


def _offer(registration: Registration, now: datetime) -> None:
    event = registration.event
    registration.state, registration.offered_at = Registration.State.OFFERED, now
    registration.offer_expires_at = min(now + timedelta(hours=event.offer_hours), event.starts_at)
    registration.save()
    emails.offered(registration)


def leave(registration: Registration, now: datetime) -> None:
    """What a person said they need goes with the registration."""
    registration.state, registration.cancelled_at = Registration.State.CANCELLED, now
    registration.needs = ""
    registration.save()


@transaction.atomic
def accept_offer(*, registration: Registration) -> Registration:
    event = lock_event(registration.event_id)
    registration = registration_of(event, registration)
    if registration.state == Registration.State.CONFIRMED:
        return registration
    now = clock.database_now()
    if event.is_cancelled:
        refuse_unless_open(event, now)
    expires = registration.offer_expires_at
    if registration.state != Registration.State.OFFERED or expires is None or expires <= now:
        raise Refused(_("Dieses Angebot gilt nicht mehr. Bitte melden Sie sich noch einmal an."))
    give_seat(registration, now)
    return registration


@transaction.atomic
def decline_offer(*, registration: Registration) -> Registration:
    event = lock_event(registration.event_id)
    registration = registration_of(event, registration)
    if registration.state == Registration.State.OFFERED:
        now = clock.database_now()
        leave(registration, now)
        emails.left(registration, had_a_seat=False, by_office=False)
        promote_waitlist(event=event, now=now)
    return registration


def expire_offers() -> int:
    """End offers whose time is over and pass the seats on; how many."""
    events = Event.objects.filter(
        registrations__in=Registration.objects.expired_offers(clock.database_now())
    )
    return sum(
        _expire_offers_of(pk)
        for pk in events.order_by("pk").values_list("pk", flat=True).distinct()
    )


@transaction.atomic
def _expire_offers_of(pk: int) -> int:
    event = lock_event(pk)
    now = clock.database_now()
    expired = list(event.registrations.expired_offers(now).select_related("user"))
    for registration in expired:
        registration.event = event
        leave(registration, now)
        emails.offer_expired(registration)
    promote_waitlist(event=event, now=now)
    return len(expired)
