"""Whom a mailing can go to because of an event."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.events.actions.forgetting import KEPT_AFTER_EVENT
from myk10.events.models import Event, Registration
from myk10.events.querysets import invitations_without_answer
from myk10.notifications.audiences import Audience
from myk10.notifications.models import Mail


def _coming() -> list[tuple[str, str]]:
    events = Event.objects.taking_place().upcoming(timezone.now())
    return [(str(event.pk), event.title) for event in events.only("title")]


def _lately() -> list[tuple[str, str]]:
    """As long as the people are not forgotten."""
    now = timezone.now()
    events = Event.objects.taking_place().past(now).filter(ends_at__gt=now - KEPT_AFTER_EVENT)
    return [(str(event.pk), event.title) for event in events.only("title")]


def _registered(pk: str) -> QuerySet:
    return Registration.objects.confirmed().filter(event=pk).exclude(email="")


def _waitlisted(pk: str) -> QuerySet:
    return Registration.objects.filter(event=pk, state="waitlisted").exclude(email="")


def _attended(pk: str) -> QuerySet:
    return _registered(pk).filter(checked_in_at__isnull=False)


def _unanswered(pk: str) -> QuerySet:
    event = Event.objects.filter(pk=pk).first()
    return invitations_without_answer(event) if event else Mail.objects.none()


AUDIENCES = [
    Audience(
        "event_registered",
        _("Angemeldet"),
        _("Sie erhalten diese E-Mail, weil Sie angemeldet sind: {choice}."),
        people=_registered,
        choices=_coming,
    ),
    Audience(
        "event_waitlisted",
        _("Auf der Warteliste"),
        _("Sie erhalten diese E-Mail, weil Sie auf der Warteliste stehen: {choice}."),
        people=_waitlisted,
        choices=_coming,
    ),
    Audience(
        "event_unanswered",
        _("Eingeladen, ohne Antwort"),
        _("Sie erhalten diese E-Mail, weil wir Sie eingeladen haben: {choice}."),
        people=_unanswered,
        choices=_coming,
    ),
    Audience(
        "event_attended",
        _("Teilgenommen"),
        _("Sie erhalten diese E-Mail, weil Sie dabei waren: {choice}."),
        people=_attended,
        choices=_lately,
    ),
]
