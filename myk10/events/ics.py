"""Calendar files (RFC 5545 and 5546). One event keeps its UID; its SEQUENCE rises with each change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
    vText,
)
from icalendar import Event as Entry

from myk10.events.models import Event, Registration
from myk10.events.tokens import ticket_url
from myk10.events.wording import where
from myk10.text import one_line

TZID = "Europe/Berlin"


def public_calendar(events: Iterable[Event], name: str) -> str:
    """What anybody may subscribe to; links for taking part are not in it."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", TZID)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_public_entry(event))
    return _written(calendar)


def public_file(event: Event) -> str:
    calendar = _calendar("PUBLISH")
    calendar.add_component(_public_entry(event))
    return _written(calendar)


@dataclass(frozen=True)
class Part:
    """A part of an event with a time of its own, such as a Programmpunkt; `uid` names it in the event."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    text: str


def programme_file(event: Event, parts: Iterable[Part]) -> str:
    """An entry for each part, changed and cancelled along with the event."""
    calendar = _calendar("PUBLISH")
    for part in parts:
        calendar.add_component(_part_entry(event, part))
    return _written(calendar)


def request_for(registration: Registration) -> str:
    """Puts the event into the person's calendar, or brings it up to date there."""
    return _personal(registration, "REQUEST")


def cancel_for(registration: Registration) -> str:
    """Takes the event out of the person's calendar."""
    return _personal(registration, "CANCEL")


def _personal(registration: Registration, method: str) -> str:
    event = registration.event
    entry = _entry(event)
    url = ticket_url(registration)
    entry.add(
        "description", "\n\n".join([event.summary, _("Ihre Anmeldung: {url}").format(url=url)])
    )
    if registration.is_online:
        entry.add("location", event.link or _("online"))
        entry.add("url", event.link or url)
    else:
        entry.add("location", _place(event))
        entry.add("url", url)
    entry["organizer"] = _address(*_sender())
    attendee = _address(registration.email, registration.name)
    attendee.params["PARTSTAT"] = "DECLINED" if method == "CANCEL" else "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    entry["attendee"] = attendee
    if method == "CANCEL":
        entry["status"] = vText("CANCELLED")
    calendar = _calendar(method)
    calendar.add_component(entry)
    return _written(calendar)


def _public_entry(event: Event) -> Entry:
    entry = _entry(event)
    url = settings.SITE_URL + event.get_absolute_url()
    entry.add("description", f"{event.summary}\n\n{url}")
    entry.add("location", where(event))
    entry.add("url", url)
    return entry


def _part_entry(event: Event, part: Part) -> Entry:
    entry = _entry(event)
    url = settings.SITE_URL + event.get_absolute_url()
    entry["uid"] = vText(f"termin-{event.pk}-{part.uid}@{settings.SITE_HOST}")
    entry["summary"] = vText(part.title)
    for name in ("dtstart", "dtend"):
        del entry[name]
    entry.add("dtstart", _local(part.starts_at))
    entry.add("dtend", _local(part.ends_at))
    entry.add("description", "\n\n".join(filter(None, [part.text, url])))
    entry.add("location", part.place)
    entry.add("url", url)
    return entry


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"termin-{event.pk}@{settings.SITE_HOST}")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", _local(event.starts_at))
    entry.add("dtend", _local(event.ends_at))
    entry.add("summary", event.title)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return entry


def _local(moment: datetime) -> datetime:
    """A local time that comes twice, in the night that winter time begins, means the first one."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.astimezone(UTC) if local.fold else local


def _place(event: Event) -> str:
    return ", ".join(filter(None, [event.place, one_line(event.address)]))


def _sender() -> tuple[str, str]:
    name, _bracket, address = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return address.rstrip(">"), name.strip().strip('"')


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{email}")
    if name:
        # Quotation marks cannot be written in a parameter (RFC 5545, 3.1).
        address.params["CN"] = one_line(name).replace('"', "'")
    return address


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Landkreis Mayen-Koblenz//MYK10//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_berlin())
    return calendar


def _berlin() -> Timezone:
    """The rule of the European Union since 1996 (Directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", TZID)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    changes = [
        (TimezoneDaylight(), "CEST", winter, summer, datetime(1996, 3, 31, 2), 3),  # noqa: DTZ001
        (TimezoneStandard(), "CET", summer, winter, datetime(1996, 10, 27, 3), 10),  # noqa: DTZ001
    ]
    for change, name, before, after, first, month in changes:
        change.add("tzname", name)
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        change.add("dtstart", first)
        change.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        zone.add_component(change)
    return zone


def _written(calendar: Calendar) -> str:
    return calendar.to_ical().decode()
