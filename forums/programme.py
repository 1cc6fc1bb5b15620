"""The programme in the shape that it is read in: by time, with parallel offers side by side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from forums.models import ProgrammeItem


@dataclass
class Slot:
    """Either one item for everybody, or the tracks that run side by side."""

    tracks: dict[str, list[ProgrammeItem]] = field(default_factory=dict)

    def add(self, item: ProgrammeItem) -> None:
        self.tracks.setdefault(item.track, []).append(item)

    @property
    def items(self) -> list[ProgrammeItem]:
        return [item for items in self.tracks.values() for item in items]

    @property
    def is_parallel(self) -> bool:
        return len(self.tracks) > 1

    @property
    def starts_at(self) -> datetime:
        return min(item.starts_at for item in self.items)

    @property
    def ends_at(self) -> datetime:
        return max(item.ends_at for item in self.items)


@dataclass
class Day:
    date: date
    slots: list[Slot]


def days_of(items: Iterable[ProgrammeItem]) -> list[Day]:
    days: list[Day] = []
    for slot in slots_of(items):
        day = timezone.localdate(slot.starts_at)
        if not days or days[-1].date != day:
            days.append(Day(day, []))
        days[-1].slots.append(slot)
    return days


def slots_of(items: Iterable[ProgrammeItem]) -> list[Slot]:
    """Items with a track belong together as long as they overlap; one for everybody stands alone."""
    slots: list[Slot] = []
    parallel: Slot | None = None
    for item in sorted(items, key=lambda item: (item.starts_at, item.track, item.pk)):
        if item.track and parallel and item.starts_at < parallel.ends_at:
            parallel.add(item)
            continue
        slot = Slot()
        slot.add(item)
        slots.append(slot)
        if item.track:
            parallel = slot
    return slots


def now_in(items: Iterable[ProgrammeItem], now: datetime) -> list[ProgrammeItem]:
    return [item for item in items if item.starts_at <= now < item.ends_at]


def next_in(items: Iterable[ProgrammeItem], now: datetime) -> list[ProgrammeItem]:
    """What begins next: several items where tracks begin together."""
    later = [item for item in items if item.starts_at > now]
    soonest = min((item.starts_at for item in later), default=None)
    return [item for item in later if item.starts_at == soonest]
