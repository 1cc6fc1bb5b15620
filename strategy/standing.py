"""How far a target vision is: its goals, what each indicator says, and that in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.line_chart import LineChart, Point, line_chart
from myk10.region.models import FieldOfAction
from myk10.templatetags.texts import short_date
from strategy.models import Goal, Indicator, IndicatorValue, TargetVision

REACHED, UNDER_WAY, MISSED, UNMEASURED = "reached", "under_way", "missed", "unmeasured"
# (state, what it is called, its tone as a badge, its colour as a part of the bar)
STATES = [
    (REACHED, gettext_lazy("erreicht"), "success", "done"),
    (UNDER_WAY, gettext_lazy("noch nicht erreicht"), "info", "under_way"),
    (MISSED, gettext_lazy("Frist vorbei, nicht erreicht"), "danger", "late"),
    (UNMEASURED, gettext_lazy("noch nicht gemessen"), "plain", "open"),
]


def figure(value: Decimal, unit: str = "") -> str:
    """“1.234,5 Anträge”: as many decimals as there are, and no break before the unit."""
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    number = number_format(value, decimal_pos=decimals, force_grouping=True)
    return f"{number}\u00a0{unit}" if unit else number


class Standing:
    """An indicator with its values, on a day."""

    def __init__(self, indicator: Indicator, today: date) -> None:
        self.indicator = indicator
        self.values: list[IndicatorValue] = list(indicator.values.all())
        self.latest = self.values[-1] if self.values else None
        self.today = today

    @property
    def state(self) -> str:
        if self.latest is None:
            return UNMEASURED
        if self.indicator.is_met_by(self.latest.value):
            return REACHED
        return UNDER_WAY if self.today <= self.indicator.target_on else MISSED

    @property
    def label(self) -> Any:
        return next(label for state, label, _tone, _part in STATES if state == self.state)

    @property
    def tone(self) -> str:
        return next(tone for state, _label, tone, _part in STATES if state == self.state)

    @property
    def target(self) -> str:
        return figure(self.indicator.target_value, self.indicator.unit)

    @property
    def aim(self) -> str:
        """“mindestens 1.000 Anträge bis 31. Dezember 2030”"""
        text = (
            _("höchstens {target} bis {day}")
            if self.indicator.less_is_better
            else _("mindestens {target} bis {day}")
        )
        return text.format(target=self.target, day=short_date(self.indicator.target_on))

    @property
    def words(self) -> str:
        """What the picture says."""
        if self.latest is None:
            return _("Das Ziel ist: {aim}. Gemessen wurde noch nicht.").format(aim=self.aim)
        return " ".join(
            [
                _("Stand {day}: {value}.").format(
                    day=short_date(self.latest.measured_on),
                    value=figure(self.latest.value, self.indicator.unit),
                ),
                _("Das Ziel ist: {aim}.").format(aim=self.aim),
                self._judgement(self.latest.value),
            ]
        )

    def _judgement(self, value: Decimal) -> str:
        if self.state == REACHED:
            return _("Damit ist es erreicht.")
        rest = figure(abs(self.indicator.target_value - value), self.indicator.unit)
        if self.state == MISSED:
            text = (
                _("Die Frist ist vorbei, und es sind {rest} zu viel.")
                if self.indicator.less_is_better
                else _("Die Frist ist vorbei, und es fehlen {rest}.")
            )
        elif self.indicator.less_is_better:
            text = _("Noch sind es {rest} zu viel.")
        else:
            text = _("Noch fehlen {rest}.")
        return text.format(rest=rest)

    @property
    def rows(self) -> list[tuple[IndicatorValue, str]]:
        return [(value, figure(value.value, self.indicator.unit)) for value in self.values]

    @cached_property
    def chart(self) -> LineChart | None:
        if not self.values:
            return None
        points = [Point(v.measured_on, float(v.value), figure(v.value)) for v in self.values]
        target = self.indicator.target_value
        return line_chart(points, Point(self.indicator.target_on, float(target), figure(target)))


@dataclass(frozen=True)
class GoalStanding:
    goal: Goal
    standings: list[Standing]


class VisionStanding:
    """A target vision with everything below it, in four queries however much that is."""

    def __init__(self, vision: TargetVision, today: date) -> None:
        self.vision = vision
        self.goals = [
            GoalStanding(goal, [Standing(found, today) for found in goal.indicators.all()])
            for goal in vision.goals.all()
        ]
        self.standings = [standing for goal in self.goals for standing in goal.standings]

    @property
    def by_field(self) -> list[tuple[FieldOfAction | None, list[GoalStanding]]]:
        """In the order of the fields; goals of no field come last."""
        ordered = sorted(self.goals, key=lambda found: _place(found.goal.field_of_action))
        groups = groupby(ordered, key=lambda found: found.goal.field_of_action)
        return [(field, list(goals)) for field, goals in groups]

    @property
    def fields(self) -> list[FieldOfAction]:
        return [field for field, _goals in self.by_field if field]

    def in_state(self, *states: str) -> list[Standing]:
        return [standing for standing in self.standings if standing.state in states]

    @property
    def reached(self) -> list[Standing]:
        return self.in_state(REACHED)

    @property
    def not_reached(self) -> list[Standing]:
        return self.in_state(MISSED, UNDER_WAY, UNMEASURED)

    @property
    def counts(self) -> list[tuple[str, Any, int]]:
        """(colour, label, number) of each state that there is."""
        numbers = Counter(standing.state for standing in self.standings)
        return [(part, label, numbers[s]) for s, label, _t, part in STATES if numbers[s]]

    @property
    def parts(self) -> list[str]:
        """The colour of each indicator, the reached ones first."""
        return [part for part, _label, number in self.counts for _ in range(number)]


def _place(field: FieldOfAction | None) -> tuple[bool, int, str]:
    return (field is None, field.position if field else 0, field.name if field else "")


def standings_of(visions: Iterable[TargetVision]) -> list[VisionStanding]:
    today = timezone.localdate()
    return [VisionStanding(vision, today) for vision in visions]
