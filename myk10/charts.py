"""Geometry of the pictures that the server draws as SVG; components/charts/ holds their templates.

Coordinates leave as strings with a decimal point, because a template would write numbers the
German way, with a comma.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


def _coordinate(value: float) -> str:
    return f"{value:.1f}"


@dataclass(frozen=True)
class Phase:
    """One phase to draw: `ends` is None for the last one, which stays open."""

    label: str
    begins: datetime
    ends: datetime | None
    note: str = ""


@dataclass(frozen=True)
class PhaseBar:
    phase: Phase
    state: str  # "past", "current" or "future"
    x: str
    width: str
    label_x: str


@dataclass(frozen=True)
class PhaseTimeline:
    bars: list[PhaseBar]
    now_x: str
    now_anchor: str
    width: int = 960
    height: int = 84

    @property
    def current(self) -> PhaseBar | None:
        return next((bar for bar in self.bars if bar.state == "current"), None)


def phase_timeline(phases: Sequence[Phase], *, now: datetime, width: int = 960) -> PhaseTimeline:
    """Equal columns, one a phase, so that a two-day phase is as legible as a three-month one;
    within its column the mark for today stands where the phase stands in time."""
    gap = 6
    column = (width + gap) / max(len(phases), 1)
    bars = [
        PhaseBar(
            phase=phase,
            state=_state(phase, now),
            x=_coordinate(index * column),
            width=_coordinate(column - gap),
            label_x=_coordinate(index * column + 2),
        )
        for index, phase in enumerate(phases)
    ]
    now_x = _now_position(phases, now, column, gap)
    anchor = "end" if now_x > width * 0.85 else "start" if now_x < width * 0.15 else "middle"
    return PhaseTimeline(bars, _coordinate(now_x), anchor, width)


def _state(phase: Phase, now: datetime) -> str:
    if now < phase.begins:
        return "future"
    return "past" if phase.ends is not None and phase.ends <= now else "current"


def _now_position(phases: Sequence[Phase], now: datetime, column: float, gap: float) -> float:
    for index, phase in enumerate(phases):
        if now < phase.begins:
            return index * column
        if phase.ends is None:
            return (index + 0.5) * column
        if now < phase.ends:
            share = (now - phase.begins) / (phase.ends - phase.begins)
            return index * column + share * (column - gap)
    return len(phases) * column - gap


@dataclass(frozen=True)
class Tile:
    """One municipality: `column` and `row` say where it lies; `text` is shown in place of the value."""

    label: str
    column: int
    row: int
    value: int
    url: str = ""
    chosen: bool = False
    text: str = ""


@dataclass(frozen=True)
class PlacedTile:
    tile: Tile
    level: int  # 0 (nothing) to 4 (most)
    x: str
    y: str
    lines: list[str]
    short: str  # where the tiles are too small for `lines`


@dataclass(frozen=True)
class TileMap:
    tiles: list[PlacedTile]
    width: int
    height: int
    side: str
    linked: bool


def tile_map(tiles: Iterable[Tile], *, side: int = 108) -> TileMap:
    """A schematic map: one square a municipality, shaded in four steps of the highest value."""
    tiles = list(tiles)
    highest = max((tile.value for tile in tiles), default=0)
    placed = [_place(tile, highest, side) for tile in tiles]
    return TileMap(
        tiles=placed,
        width=(max((tile.column for tile in tiles), default=0) + 1) * side,
        height=(max((tile.row for tile in tiles), default=0) + 1) * side,
        side=_coordinate(side - 4),
        linked=any(tile.url for tile in tiles),
    )


def _place(tile: Tile, highest: int, side: int) -> PlacedTile:
    return PlacedTile(
        tile=tile,
        level=-(-tile.value * 4 // highest) if tile.value else 0,
        x=_coordinate(tile.column * side + 2),
        y=_coordinate(tile.row * side + 2),
        lines=_name_lines(tile.label),
        short=_short_name(tile.label),
    )


def _name_lines(label: str) -> list[str]:
    if len(label) > 11 and "-" in label:
        head, _hyphen, tail = label.partition("-")
        return [f"{head}-", tail]
    return [label]


def _short_name(label: str) -> str:
    """Up to six letters stay; of a longer name what tells it from the others, Rhein-Mosel: Rh-Mo."""
    if len(label) <= 6:
        return label
    head, hyphen, tail = label.partition("-")
    return f"{head[:2]}-{tail[:2]}" if hyphen else label[:4]


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: the label may carry a link; `text` is what the number column says."""

    label: str
    value: float
    text: str = ""
    url: str = ""
    highlight: bool = False


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    length: str  # 0.0 to 100.0


def bar_chart(bars: Iterable[Bar], *, full: float | None = None) -> list[DrawnBar]:
    """Bars that stand in the rows of a table, so that the chart is its own table and long titles
    wrap. The longest bar, or `full`, is 100 units."""
    bars = list(bars)
    longest = full or max((bar.value for bar in bars), default=0) or 1
    return [DrawnBar(bar, _coordinate(min(bar.value / longest, 1) * 100)) for bar in bars]


@dataclass(frozen=True)
class Group:
    """The columns that stand together above one label, in the order of the chart's series."""

    label: str
    values: Sequence[int]
    url: str = ""


@dataclass(frozen=True)
class DrawnColumn:
    value: int
    series: int  # from 1, as in the classes of the style sheet
    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class DrawnGroup:
    group: Group
    columns: list[DrawnColumn]
    label_x: str


@dataclass(frozen=True)
class ColumnChart:
    groups: list[DrawnGroup]
    series: list[str]
    width: int
    base: int
    height: int


def column_chart(groups: Iterable[Group], series: Sequence[str]) -> ColumnChart:
    """Columns side by side, each with its number above it, so that nobody has to tell colours apart."""
    groups = list(groups)
    highest = max((value for group in groups for value in group.values), default=0) or 1
    column, gap, top, base = 34, 36, 30, 240
    group_width = column * len(series) + gap
    drawn = []
    for index, group in enumerate(groups):
        left = index * group_width + gap / 2
        columns = [
            _column(value, number, left + (number - 1) * column, column - 4, highest, top, base)
            for number, value in enumerate(group.values, start=1)
        ]
        middle = _coordinate(left + column * len(series) / 2 - 2)
        drawn.append(DrawnGroup(group, columns, middle))
    return ColumnChart(drawn, list(series), max(len(groups), 5) * group_width, base, base + 40)


def _column(
    value: int, series: int, x: float, width: int, highest: int, top: int, base: int
) -> DrawnColumn:
    height = max(value / highest * (base - top), 2)
    return DrawnColumn(
        value=value,
        series=series,
        x=_coordinate(x),
        y=_coordinate(base - height),
        width=_coordinate(width),
        height=_coordinate(height),
        text_x=_coordinate(x + width / 2),
        text_y=_coordinate(base - height - 7),
    )
