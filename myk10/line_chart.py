"""Geometry of a small chart: what was measured over time, and the value that is aimed at.

Coordinates leave as strings, as in `myk10.charts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BASE = 12, 348, 52, 152
ABOVE, BELOW = 12, 24  # from a point to the baseline of its label
LABEL = 20  # the height of a line of text
TARGET_LABEL = 8  # from the line of the target up to its label


@dataclass(frozen=True)
class Point:
    day: date
    value: float
    text: str = ""  # the value as people read it


@dataclass(frozen=True)
class DrawnPoint:
    point: Point
    x: str
    y: str


@dataclass(frozen=True)
class LineChart:
    points: list[DrawnPoint]
    path: str
    target: DrawnPoint
    target_label_y: str
    label_x: str
    label_y: str
    label_anchor: str
    zero_y: str
    begins: date
    ends: date
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE

    @property
    def latest(self) -> DrawnPoint:
        return self.points[-1]

    @property
    def is_short(self) -> bool:
        """Within a year the months tell the ends apart."""
        return self.begins.year == self.ends.year


def line_chart(points: Sequence[Point], target: Point) -> LineChart:
    """At least one point. Zero is always in the picture, so that no change looks larger than it is."""
    points = sorted(points, key=lambda point: point.day)
    days = [point.day for point in [*points, target]]
    values = [0.0, *(float(point.value) for point in [*points, target])]
    first, last, low = min(days), max(days), min(values)
    span, reach = max((last - first).days, 1), (max(values) - low) or 1

    def x_of(day: date) -> float:
        return LEFT + (day - first).days / span * (RIGHT - LEFT)

    def y_of(value: float) -> float:
        return BASE - (float(value) - low) / reach * (BASE - TOP)

    def drawn(point: Point) -> DrawnPoint:
        return DrawnPoint(point, f"{x_of(point.day):.1f}", f"{y_of(point.value):.1f}")

    placed = [drawn(point) for point in points]
    latest_x, latest_y = x_of(points[-1].day), y_of(points[-1].value)
    return LineChart(
        points=placed,
        path="M" + "L".join(f"{point.x} {point.y}" for point in placed),
        target=drawn(target),
        target_label_y=f"{y_of(target.value) - TARGET_LABEL:.1f}",
        label_x=f"{latest_x:.1f}",
        label_y=f"{_label_of(latest_y, y_of(target.value) - TARGET_LABEL):.1f}",
        label_anchor=_anchor(latest_x),
        zero_y=f"{y_of(0):.1f}",
        begins=first,
        ends=last,
    )


def _label_of(point: float, taken: float) -> float:
    """Where the label of the latest value stands: near its point, and clear of the target's label."""
    near = [point - ABOVE, point + BELOW, point - ABOVE - LABEL, point - ABOVE - 2 * LABEL]
    return next(y for y in near if abs(y - taken) >= LABEL and LABEL <= y <= BASE + 2)


def _anchor(x: float) -> str:
    if x < WIDTH * 0.25:
        return "start"
    return "end" if x > WIDTH * 0.75 else "middle"
