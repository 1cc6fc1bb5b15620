"""Phases that follow from dates.

A model stores only the dates on which its phases begin. A phase lasts until the next one that has a
date; an empty date leaves that phase out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import combinations, pairwise
from typing import Any

from django.db.models import CheckConstraint, F, Q


@dataclass(frozen=True)
class Phase:
    name: str
    label: Any
    explanation: Any = ""
    path: str = ""  # where the date is, as in a filter; empty: the object's field <name>_from

    @property
    def field(self) -> str:
        return self.path or f"{self.name}_from"

    def begins(self, obj: Any) -> datetime | None:
        return reduce(getattr, self.field.split("__"), obj)


@dataclass(frozen=True)
class Span:
    """A phase with the moment it begins and the moment it ends (None: it stays)."""

    phase: Phase
    begins: datetime
    ends: datetime | None


class Timetable:
    """The phases of a kind of object, in their order."""

    def __init__(self, *phases: Phase):
        self.phases = phases
        self._by_name = {phase.name: phase for phase in phases}

    def __iter__(self) -> Iterator[Phase]:
        return iter(self.phases)

    def __getitem__(self, name: str) -> Phase:
        return self._by_name[name]

    def phase_at(self, obj: Any, moment: datetime) -> Phase | None:
        """The phase that `obj` is in at `moment`, or None before its first one."""
        begun = [
            phase
            for phase in self.phases
            if (begins := phase.begins(obj)) is not None and begins <= moment
        ]
        return begun[-1] if begun else None

    def in_phase(self, name: str, moment: datetime, prefix: str = "") -> Q:
        """The filter for the objects that `phase_at` puts into the phase at the moment."""
        wanted = self.phases.index(self._by_name[name])
        condition = Q(**{f"{prefix}{self.phases[wanted].field}__lte": moment})
        for later in self.phases[wanted + 1 :]:
            field = prefix + later.field
            condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": moment})
        return condition

    def begun(self, name: str, moment: datetime, prefix: str = "") -> Q:
        """The filter for the objects for which this phase, or a later one, has begun."""
        wanted = self.phases.index(self._by_name[name])
        condition = Q()
        for phase in self.phases[wanted:]:
            condition |= Q(**{f"{prefix}{phase.field}__lte": moment})
        return condition

    def has_begun(self, obj: Any, name: str, moment: datetime) -> bool:
        phase = self.phase_at(obj, moment)
        return phase is not None and self.phases.index(phase) >= self.phases.index(self[name])

    def spans(self, obj: Any) -> list[Span]:
        dated = [(p, begins) for p in self.phases if (begins := p.begins(obj))]
        ends = [begins for _, begins in dated[1:]] + [None]
        return [Span(p, begins, end) for (p, begins), end in zip(dated, ends, strict=False)]

    def end_of(self, obj: Any, name: str) -> datetime | None:
        for span in self.spans(obj):
            if span.phase.name == name:
                return span.ends
        return None

    def out_of_order(self, dates: Mapping[str, datetime | None]) -> list[tuple[Phase, Phase]]:
        """Each phase and the next one with a date, where that does not begin later; by field name."""
        dated = [(phase, begins) for phase in self.phases if (begins := dates[phase.field])]
        return [
            (earlier, later)
            for (earlier, begins), (later, next_begins) in pairwise(dated)
            if next_begins <= begins
        ]

    def in_order(self, name: str, message: Any = None) -> CheckConstraint:
        """The constraint that keeps the dates in order; an empty date is in order with every other."""
        condition = Q()
        for earlier, later in combinations(self.phases, 2):
            condition &= (
                Q(**{f"{earlier.field}__isnull": True})
                | Q(**{f"{later.field}__isnull": True})
                | Q(**{f"{earlier.field}__lt": F(later.field)})
            )
        return CheckConstraint(condition=condition, name=name, violation_error_message=message)
