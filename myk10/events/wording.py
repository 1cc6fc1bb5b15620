"""Dates, places and seats of events in words, for pages and mails alike."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myk10.events.models import Attendance, Event
from myk10.templatetags.texts import long_date, long_moment
from myk10.text import one_line


def span(event: Event) -> str:
    """“Donnerstag, 5. November 2026, 18 bis 20 Uhr”; over several days both moments in full."""
    begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if begins.date() != ends.date():
        return _("{begin} bis {end}").format(begin=long_moment(begins), end=long_moment(ends))
    return _("{date}, {begin} bis {end} Uhr").format(
        date=long_date(begins), begin=_clock(begins), end=_clock(ends)
    )


def _clock(moment) -> str:
    return date_format(moment, "G" if moment.minute == 0 else "G:i")


def where(event: Event) -> str:
    """“Kulturhalle Ochtendung, …”, “online”, or both."""
    parts = []
    if event.takes_place_on_site:
        parts.append(", ".join(filter(None, [event.place, one_line(event.address)])))
    if event.takes_place_online:
        parts.append(_("online"))
    return _(" und ").join(parts)


@dataclass(frozen=True)
class Seats:
    """How many seats there are for one way to take part. `total` is None without a limit."""

    attendance: Attendance
    total: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.total is None else max(self.total - self.taken, 0)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def in_words(self) -> str:
        if self.left is None:
            return _("genug Plätze")
        if self.left == 0:
            return _("ausgebucht, Warteliste offen")
        return ngettext("noch {left} Platz frei", "noch {left} Plätze frei", self.left).format(
            left=_number(self.left)
        )


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def seats_of(event: Event) -> list[Seats]:
    """Of an event that was read `with_counts()`."""
    taken = {Attendance.ON_SITE: event.taken_on_site, Attendance.ONLINE: event.taken_online}
    return [Seats(way, event.seats(way), taken[way]) for way in event.attendances]


def change_of(event: Event, name: str) -> tuple[str, str]:
    """A field that matters to people: what it is called, and what it says at present."""
    words: dict[str, tuple[Any, Any]] = {
        "format": (_("Teilnahme"), event.get_format_display()),
        "place": (_("Ort"), event.place),
        "address": (_("Anschrift und Anfahrt"), one_line(event.address)),
        "link": (_("Link zur Teilnahme"), event.link),
    }
    if name in ("starts_at", "ends_at"):
        return _("Wann"), span(event)
    label, value = words[name]
    return label, str(value) or _("(leer)")
