"""The picture of the agenda: seven years across, one row a measure, grouped by field of action.

Coordinates are strings with a decimal point, since a template would write numbers the German way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from myk10.region.models import FieldOfAction
from strategy.models import Measure
from strategy.quarters import first_day

WIDTH, LEFT, RIGHT = 1240, 172, 1234  # names of the fields stand on the left
HEAD, ROW, GAP, FOOT = 58, 47, 12, 24
BAR_TOP, BAR_HEIGHT = 23, 16
LETTER = 7.6  # average width of a letter, in pixels
SIGN = 9  # half of what a milestone takes


def _text(value: float) -> str:
    return f"{value:.1f}"


@dataclass(frozen=True)
class Scale:
    """From days to places: `first_year` to `last_year` between LEFT and RIGHT."""

    first_year: int
    last_year: int

    @property
    def begins(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def ends(self) -> date:
        """The day after the last one."""
        return date(self.last_year + 1, 1, 1)

    def x(self, day: date) -> float:
        """Where a day begins; days outside lie on the edge."""
        days = min(max((day - self.begins).days, 0), (self.ends - self.begins).days)
        return LEFT + (RIGHT - LEFT) * days / (self.ends - self.begins).days

    def shows(self, begins: date, ends: date) -> bool:
        return begins < self.ends and ends >= self.begins


@dataclass(frozen=True)
class Mark:
    """A milestone: a diamond, filled once it is reached."""

    x: str
    kind: str  # "reached", "late" or "open"
    text: str


@dataclass(frozen=True)
class Row:
    measure: Measure
    name: str  # for those who hear the picture; begins with the words that are seen
    words: str
    standing: str
    state: str
    y: str
    words_x: str
    anchor: str
    bar_x: str
    bar_width: str
    bar_y: str
    middle: str
    check_x: str = ""  # of the sign that it is done, where the bar has room for it
    overrun_x: str = ""
    overrun_width: str = ""
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    field: FieldOfAction
    y: str
    height: str
    rows: list[Row]


@dataclass(frozen=True)
class Year:
    label: str
    x: str
    text_x: str
    quarters: list[tuple[str, str]]  # (x of its line, x of its number)


@dataclass(frozen=True)
class Timeline:
    groups: list[Group]
    years: list[Year]
    height: int
    foot: str
    today_x: str  # empty where today is not in the picture
    today_anchor: str
    width: int = WIDTH


def timeline(
    groups: Iterable[tuple[FieldOfAction, Sequence[Measure]]],
    *,
    first_year: int,
    last_year: int,
    today: date,
) -> Timeline:
    """The measures that lie within these years, at least partly."""
    scale = Scale(first_year, last_year)
    drawn, y = [], float(HEAD)
    for field_, measures in groups:
        visible = [m for m in measures if scale.shows(m.starts_on, _last_day(m, today))]
        if not visible:
            continue
        height = max(len(visible) * ROW + GAP, 40)
        rows = [_row(m, scale, today, y + GAP / 2 + i * ROW) for i, m in enumerate(visible)]
        drawn.append(Group(field_, _text(y), _text(height), rows))
        y += height
    is_within = scale.shows(today, today)
    now = scale.x(today)
    return Timeline(
        groups=drawn,
        years=[_year(year, scale) for year in range(first_year, last_year + 1)],
        height=int(y) + FOOT,
        foot=_text(y + FOOT - 4),
        today_x=_text(now) if is_within else "",
        today_anchor="end" if now > RIGHT - 60 else "start" if now < LEFT + 60 else "middle",
    )


def _year(year: int, scale: Scale) -> Year:
    begins, ends = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
    width = (ends - begins) / 4
    quarters = [scale.x(first_day(year, number)) for number in range(1, 5)]
    return Year(
        str(year),
        _text(begins),
        _text((begins + ends) / 2),
        [(_text(x), _text(x + width / 2)) for x in quarters],
    )


def _last_day(measure: Measure, today: date) -> date:
    """To where the measure reaches: what is late reaches until today."""
    return max(measure.ends_on, today) if measure.is_overdue else measure.ends_on


def _row(measure: Measure, scale: Scale, today: date, y: float) -> Row:
    begins = scale.x(measure.starts_on)
    ends = scale.x(measure.ends_on + timedelta(days=1))
    reach = scale.x(_last_day(measure, today) + timedelta(days=1))
    words, x, anchor = _placed_words(measure, min(begins, RIGHT - 60), max(reach, ends))
    return Row(
        measure=measure,
        name=_name(measure, words),
        words=words,
        standing=standing_in_words(measure),
        state=measure.state,
        y=_text(y),
        words_x=_text(x),
        anchor=anchor,
        bar_x=_text(begins),
        bar_width=_text(max(ends - begins, 0)),
        bar_y=_text(y + BAR_TOP),
        middle=_text(y + BAR_TOP + BAR_HEIGHT / 2),
        check_x=_text(begins + 4) if measure.state == "done" and ends - begins > 24 else "",
        overrun_x=_text(ends) if measure.is_overdue else "",
        overrun_width=_text(reach - ends) if measure.is_overdue else "",
        marks=[_mark(m, scale) for m in measure.milestones.all() if _is_in(m, scale)],
    )


def _placed_words(measure: Measure, begins: float, ends: float) -> tuple[str, float, str]:
    """Above the bar: from its beginning, or to its end where the title would leave the picture."""
    words = f"{measure.number} {measure.title}"
    standing = standing_in_words(measure)
    length = (len(words) + len(standing) + 3) * LETTER
    if begins + length <= RIGHT:
        return words, begins, "start"
    if LEFT + length <= ends:
        return words, ends, "end"
    return _cut(words, int((RIGHT - LEFT) / LETTER) - len(standing) - 3), RIGHT, "end"


def _cut(words: str, letters: int) -> str:
    if len(words) <= letters:
        return words
    return words[: letters - 2].rsplit(" ", 1)[0] + " …"


def standing_in_words(measure: Measure) -> str:
    """“in Umsetzung, im Verzug”"""
    state = str(measure.get_state_display())
    if measure.is_settled or measure.standing == Measure.Light.GREEN:
        return state
    return f"{state}, {measure.standing.label}"


def _name(measure: Measure, words: str) -> str:
    whole = "" if measure.title in words else f"{measure.title}; "
    return f"{words}, {standing_in_words(measure)}; {whole}{measure.span}"


def _is_in(milestone, scale: Scale) -> bool:
    day = milestone.reached_on or milestone.due_on
    return scale.shows(day, day)


def _mark(milestone, scale: Scale) -> Mark:
    day = milestone.reached_on or milestone.due_on
    kind = "reached" if milestone.reached_on else "late" if milestone.is_late else "open"
    x = min(max(scale.x(day), LEFT + SIGN), RIGHT - SIGN)
    said = {"reached": _("erreicht"), "late": _("überfällig"), "open": _("geplant")}[kind]
    return Mark(_text(x), kind, f"{milestone.title} ({said})")


# --- The same for narrow screens ------------------------------------------------------------


@dataclass(frozen=True)
class Strip:
    """A measure as a line of its own: seven years are 100 units long."""

    x: str
    width: str
    overrun_x: str
    overrun_width: str
    today_x: str


def strip(measure: Measure, *, first_year: int, last_year: int, today: date) -> Strip:
    scale = Scale(first_year, last_year)

    def at(day: date) -> float:
        return (scale.x(day) - LEFT) / (RIGHT - LEFT) * 100

    begins, ends = at(measure.starts_on), at(measure.ends_on + timedelta(days=1))
    reach = at(_last_day(measure, today) + timedelta(days=1))
    is_within = scale.shows(today, today)
    return Strip(
        _text(begins),
        _text(ends - begins),
        _text(ends) if measure.is_overdue else "",
        _text(reach - ends) if measure.is_overdue else "",
        _text(at(today)) if is_within else "",
    )
