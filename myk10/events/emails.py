"""One function a message. Each writes a row into the outbox, within the transaction of its cause.

The occasion begins with the registration's id, so that `still_wanted` finds it at the moment of
sending.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.events import ics, tokens
from myk10.events.models import Event, Registration
from myk10.events.wording import span
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.kinds import MailKind
from myk10.notifications.models import Mail
from myk10.notifications.tokens import recipient_token
from myk10.templatetags.texts import long_date, long_moment

_REGISTERED = gettext_lazy(
    "Sie erhalten diese E-Mail, weil Sie sich für eine Veranstaltung angemeldet haben. "
    "Über den Link in der E-Mail können Sie sich jederzeit abmelden."
)
_ASKED = gettext_lazy(
    "Sie erhalten diese E-Mail, weil jemand Ihre Adresse bei der Anmeldung zu einer Veranstaltung "
    "angegeben hat. Waren Sie das nicht, dann brauchen Sie nichts zu tun."
)
_INVITED = gettext_lazy("Sie erhalten diese E-Mail, weil wir Sie eingeladen haben.")


def _registration_of(mail: Mail) -> Registration | None:
    pk = mail.occasion.split(":")[0]
    return Registration.objects.select_related("event").filter(pk=pk).first()


def _wanted_while(*states: str) -> Callable[[Mail], bool]:
    def still_wanted(mail: Mail) -> bool:
        registration = _registration_of(mail)
        return (
            registration is not None
            and registration.state in states
            and not registration.event.is_cancelled
        )

    return still_wanted


def _reminder_is_wanted(mail: Mail) -> bool:
    """Not once the event has begun or been moved: for a new date another reminder comes."""
    _pk, starts, _days = mail.occasion.split(":")
    registration = _registration_of(mail)
    return (
        _wanted_while("confirmed")(mail)
        and registration is not None
        and registration.event.starts_at > timezone.now()
        and int(registration.event.starts_at.timestamp()) == int(starts)
    )


def _cancellation_is_wanted(mail: Mail) -> bool:
    registration = _registration_of(mail)
    return registration is not None and registration.event.is_cancelled


def _is_unanswered(mail: Mail) -> bool:
    event = Event.objects.taking_place().filter(pk=mail.occasion).first()
    return (
        event is not None
        and event.registration_phase(timezone.now()) == "open"
        and not event.registrations.answered().of(mail.recipient).exists()
        and not event.declines.filter(email__iexact=mail.recipient).exists()
    )


_LIVE = _wanted_while("confirmed", "waitlisted", "offered")
KINDS = [
    MailKind("event_confirm", _ASKED, still_wanted=_wanted_while("pending")),
    MailKind("event_known", _ASKED, still_wanted=_LIVE),
    MailKind("event_registered", _REGISTERED, still_wanted=_wanted_while("confirmed")),
    MailKind("event_waitlisted", _REGISTERED, still_wanted=_wanted_while("waitlisted")),
    MailKind("event_offered", _REGISTERED, still_wanted=_wanted_while("offered")),
    MailKind("event_offer_expired", _REGISTERED),
    MailKind("event_left", _REGISTERED),
    MailKind("event_attendance_dropped", _REGISTERED),
    MailKind("event_changed", _REGISTERED, still_wanted=_LIVE),
    MailKind("event_cancelled", _REGISTERED, still_wanted=_cancellation_is_wanted),
    MailKind("event_reminder", _REGISTERED, still_wanted=_reminder_is_wanted),
    MailKind("event_invited_reminder", _INVITED, still_wanted=_is_unanswered, is_bulk=True),
]


def confirm(registration: Registration, now: datetime) -> None:
    _tell(
        registration,
        "event_confirm",
        f"{registration.pk}:{now.timestamp():.0f}",
        _("Bitte bestätigen Sie Ihre Anmeldung: {event}"),
        _("Anmeldung bestätigen"),
    )


def registered_already(registration: Registration, now: datetime) -> None:
    _tell(
        registration,
        "event_known",
        f"{registration.pk}:{now.timestamp():.0f}",
        _("Sie sind schon angemeldet: {event}"),
        _("Meine Anmeldung ansehen"),
    )


def registered(registration: Registration) -> None:
    _tell(
        registration,
        "event_registered",
        f"{registration.pk}",
        _("Ihr Platz ist reserviert: {event}"),
        _("Eintrittskarte ansehen"),
        calendar=ics.request_for(registration),
    )


def waitlisted(registration: Registration) -> None:
    _tell(
        registration,
        "event_waitlisted",
        f"{registration.pk}",
        _("Sie stehen auf der Warteliste: {event}"),
        _("Meine Anmeldung ansehen"),
        place=registration.place_in_queue,
    )


def offered(registration: Registration) -> None:
    _tell(
        registration,
        "event_offered",
        f"{registration.pk}",
        _("Ein Platz ist frei geworden: {event}"),
        _("Platz annehmen oder ablehnen"),
        until=long_moment(registration.offer_expires_at),
    )


def offer_expired(registration: Registration) -> None:
    _tell(
        registration,
        "event_offer_expired",
        f"{registration.pk}",
        _("Ihr Angebot ist abgelaufen: {event}"),
        _("Erneut anmelden"),
        url=settings.SITE_URL + reverse("events:register", args=[registration.event.slug]),
    )


def left(registration: Registration, *, had_a_seat: bool, by_office: bool) -> None:
    _tell(
        registration,
        "event_left",
        f"{registration.pk}",
        _("Sie sind abgemeldet: {event}"),
        _("Zur Veranstaltung"),
        url=settings.SITE_URL + registration.event.get_absolute_url(),
        calendar=ics.cancel_for(registration) if had_a_seat else "",
        by_office=by_office,
    )


def attendance_dropped(registration: Registration, *, had_a_seat: bool) -> None:
    _tell(
        registration,
        "event_attendance_dropped",
        f"{registration.pk}",
        _("Ihre Teilnahme ist so nicht mehr möglich: {event}"),
        _("Zur Veranstaltung"),
        url=settings.SITE_URL + registration.event.get_absolute_url(),
        calendar=ics.cancel_for(registration) if had_a_seat else "",
    )


def changed(registration: Registration, changes: list[tuple[str, str, str]]) -> None:
    """`changes` are (what, before, now)."""
    has_seat = registration.state == Registration.State.CONFIRMED
    _tell(
        registration,
        "event_changed",
        f"{registration.pk}:{registration.event.sequence}",
        _("Geändert: {event}"),
        _("Meine Anmeldung ansehen"),
        calendar=ics.request_for(registration) if has_seat else "",
        changes=changes,
    )


def cancelled(registration: Registration) -> None:
    has_seat = registration.state == Registration.State.CONFIRMED
    _tell(
        registration,
        "event_cancelled",
        f"{registration.pk}",
        _("Abgesagt: {event}"),
        _("Zur Veranstaltung"),
        url=settings.SITE_URL + registration.event.get_absolute_url(),
        calendar=ics.cancel_for(registration) if has_seat else "",
    )


def reminder(registration: Registration, days: int) -> None:
    event = registration.event
    _tell(
        registration,
        "event_reminder",
        f"{registration.pk}:{int(event.starts_at.timestamp())}:{days}",
        _("Erinnerung: {event} am {day}"),
        _("Eintrittskarte ansehen"),
    )


def reminder_to_invited(event: Event, invitation: Mail) -> None:
    address = settings.SITE_URL + reverse("events:register", args=[event.slug])
    queue_mail(
        kind="event_invited_reminder",
        occasion=str(event.pk),
        to=invitation.recipient,
        user=invitation.user,
        subject=_("Kommen Sie? {event}").format(event=event),
        body=render_to_string("events/emails/invited_reminder.txt", _about(event)),
        action=(_("Antworten"), f"{address}?einladung={recipient_token(invitation)}"),
    )


def _about(event: Event) -> dict[str, object]:
    return {
        "event": event,
        "span": span(event),
        "closes": long_moment(event.registration_closes_at),
        "site_url": settings.SITE_URL,
    }


def _tell(
    registration: Registration,
    kind: str,
    occasion: str,
    subject: str,
    label: str,
    *,
    url: str = "",
    calendar: str = "",
    **context: object,
) -> None:
    """Whoever registered by telephone without an address gets no mail."""
    if not registration.email:
        return
    event = registration.event
    template = f"events/emails/{kind.removeprefix('event_')}.txt"
    queue_mail(
        kind=kind,
        occasion=occasion,
        to=registration.email,
        user=registration.user,
        subject=subject.format(event=event, day=long_date(event.starts_at)),
        body=render_to_string(template, {"registration": registration, **_about(event), **context}),
        action=(label, url or tokens.ticket_url(registration)),
        calendar=calendar,
    )
