"""The Umsetzungsagenda as people read it: the measures, narrowed by what the address says, and counted."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.region.models import FieldOfAction
from strategy.models import Measure, TargetVision
from strategy.models.measure import Origin

STATES = {
    "geplant": Measure.State.PLANNED,
    "in-umsetzung": Measure.State.UNDER_WAY,
    "abgeschlossen": Measure.State.DONE,
    "eingestellt": Measure.State.DROPPED,
}
LIGHTS = {
    "gruen": Measure.Light.GREEN,
    "gelb": Measure.Light.YELLOW,
    "rot": Measure.Light.RED,
}
ORIGINS = {
    "idee": Origin.IDEA,
    "aufgabe": Origin.TASK,
    "strategie": Origin.SECTION,
    "kreis": Origin.OWN,
}
YEARS = 7


class Numbers:
    """Measures by state; those that are late are counted among the planned and running ones, too."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        measures = list(measures)
        states = Counter(measure.state for measure in measures)
        self.total = len(measures)
        self.planned = states[Measure.State.PLANNED]
        self.under_way = states[Measure.State.UNDER_WAY]
        self.done = states[Measure.State.DONE]
        self.dropped = states[Measure.State.DROPPED]
        self.late = sum(measure.is_late for measure in measures)

    @property
    def stats(self) -> list[tuple[str, Any, int]]:
        """(name, label, number), as the pages show them."""
        return [
            ("planned", _("geplant"), self.planned),
            ("under_way", _("in Umsetzung"), self.under_way),
            ("done", _("abgeschlossen"), self.done),
            ("late", _("davon im Verzug"), self.late),
        ]


class Agenda:
    """All published measures, and the `shown` ones. Choices that mean nothing are left out."""

    def __init__(self, choices: QueryDict) -> None:
        self.measures = list(Measure.objects.published().for_agenda())
        self.field = self._named(self.fields, choices.get("feld"))
        self.vision = self._named(self.visions, choices.get("zielbild"))
        self.state = self._known(STATES, choices.get("stand"))
        self.light = self._known(LIGHTS, choices.get("ampel"))
        self.origin = self._known(ORIGINS, choices.get("herkunft"))
        self.only_late = choices.get("verzug") == "ja"
        self._first_year = choices.get("ab", "")

    @staticmethod
    def _named(rows: list, slug: str | None) -> Any:
        return next((row for row in rows if row.slug == slug), None)

    @staticmethod
    def _known(names: dict[str, Any], name: str | None) -> str:
        return name if name in names else ""

    # --- What can be chosen ------------------------------------------------------------------

    @cached_property
    def fields(self) -> list[FieldOfAction]:
        fields = {m.field_of_action for m in self.measures}
        fields |= {field for m in self.measures for field in m.other_fields.all()}
        return sorted(fields, key=lambda field: (field.position, field.name))

    @cached_property
    def visions(self) -> list[TargetVision]:
        visions = {m.target_vision for m in self.measures if m.target_vision}
        return sorted(visions, key=lambda vision: (vision.position, vision.pk))

    @property
    def selects(self) -> list[tuple[str, Any, str, list[tuple[str, Any]]]]:
        """(name in the address, label, chosen, [(value, label)]) of each choice of the filter."""

        def labels(names: dict[str, Any]) -> list[tuple[str, Any]]:
            return [(name, choice.label) for name, choice in names.items()]

        fields = [(field.slug, field.name) for field in self.fields]
        visions = [(vision.slug, vision.title) for vision in self.visions]
        return [
            ("feld", _("Handlungsfeld"), self.field.slug if self.field else "", fields),
            ("zielbild", _("Zielbild"), self.vision.slug if self.vision else "", visions),
            ("stand", _("Stand"), self.state, labels(STATES)),
            ("ampel", _("Ampel"), self.light, labels(LIGHTS)),
            ("herkunft", _("Herkunft"), self.origin, labels(ORIGINS)),
        ]

    @property
    def chosen(self) -> dict[str, str]:
        chosen = {name: value for name, _label, value, _choices in self.selects if value}
        return chosen | ({"verzug": "ja"} if self.only_late else {})

    def address(self, **choices: str) -> str:
        """The query of the page with these choices added; for links that keep the others."""
        return "?" + urlencode(self.chosen | choices)

    # --- What is shown -----------------------------------------------------------------------

    @cached_property
    def shown(self) -> list[Measure]:
        return [m for m in self.measures if all(fits(m) for fits in self._filters())]

    def _filters(self) -> Iterable[Callable[[Measure], bool]]:
        if self.field:
            yield lambda m: self.field in (m.field_of_action, *m.other_fields.all())
        if self.vision:
            yield lambda m: m.target_vision == self.vision
        if self.state:
            yield lambda m: m.state == STATES[self.state]
        if self.light:
            yield lambda m: not m.is_settled and m.standing == LIGHTS[self.light]
        if self.origin:
            yield lambda m: m.origin == ORIGINS[self.origin]
        if self.only_late:
            yield lambda m: m.is_late

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.shown)

    @cached_property
    def groups(self) -> list[tuple[FieldOfAction, list[Measure]]]:
        """By the main field of action, in the order of time."""
        by_field: dict[FieldOfAction, list[Measure]] = {}
        for measure in sorted(self.shown, key=lambda m: (m.starts_on, m.ends_on, m.number)):
            by_field.setdefault(measure.field_of_action, []).append(measure)
        return sorted(by_field.items(), key=lambda item: (item[0].position, item[0].name))

    @cached_property
    def late(self) -> list[Measure]:
        return sorted((m for m in self.shown if m.is_late), key=lambda m: (m.ends_on, m.number))

    @cached_property
    def finished(self) -> list[Measure]:
        done = [m for m in self.shown if m.state == Measure.State.DONE]
        return sorted(done, key=lambda m: (m.finished_on, m.number), reverse=True)

    # --- The seven years ---------------------------------------------------------------------

    @property
    def first_year(self) -> int:
        """Seven years with the present one among them, as early as there is something to see."""
        if self._first_year.isascii() and self._first_year.isdigit():
            wanted = int(self._first_year[:6])
            if self.earliest <= wanted <= self.latest:
                return wanted
        this_year = timezone.localdate().year
        return min(max(self.earliest, this_year - YEARS // 2), this_year)

    @property
    def last_year(self) -> int:
        return self.first_year + YEARS - 1

    @property
    def earliest(self) -> int:
        return min((m.starts_on.year for m in self.measures), default=timezone.localdate().year)

    @property
    def latest(self) -> int:
        return max((m.ends_on.year for m in self.measures), default=timezone.localdate().year)

    @property
    def earlier(self) -> str:
        """The address of the years before, where measures lie; empty if there are none."""
        first = max(self.first_year - YEARS, self.earliest)
        return self.address(ab=str(first)) if first < self.first_year else ""

    @property
    def later(self) -> str:
        if self.latest <= self.last_year:
            return ""
        return self.address(ab=str(self.last_year + 1))
