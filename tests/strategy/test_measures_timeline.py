"""The picture of seven years: where things stand in it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myk10.region.models import FieldOfAction
from strategy.models import Measure, Milestone
from strategy.quarters import first_day, last_day, quarter_of, quarters, span_in_words
from strategy.timeline import HEAD, LEFT, LETTER, RIGHT, Scale, strip, timeline

FIRST, LAST = 2023, 2029
FIELD = FieldOfAction(name="Umwelt", slug="umwelt", pk=1)
TODAY = date(2026, 11, 25)
indices = st.integers(0, 4 * 15 - 1)  # 2019 to 2033: also outside of the picture
ALL = list(quarters(2019, 2033))


def measure(begins, ends, *, state="under_way", title="Amt-O-Mat", light="green") -> Measure:
    return Measure(
        pk=1,
        number="M-2026-003",
        title=title,
        state=state,
        light=light,
        starts_on=first_day(*begins),
        ends_on=last_day(*ends),
    )


def picture(measures, today=TODAY):
    for one in measures:
        one._prefetched_objects_cache = {"milestones": Milestone.objects.none()}
    return timeline([(FIELD, measures)], first_year=FIRST, last_year=LAST, today=today)


@given(indices, indices)
def test_later_quarters_stand_further_right(first, second):
    scale = Scale(FIRST, LAST)
    early, late = sorted((ALL[first], ALL[second]))
    assert LEFT <= scale.x(first_day(*early)) <= scale.x(first_day(*late)) <= RIGHT
    if early < late and early[0] >= FIRST and late[0] <= LAST:
        assert scale.x(first_day(*early)) < scale.x(first_day(*late))


@given(
    st.lists(st.tuples(indices, indices), max_size=6),
    st.sampled_from(["planned", "under_way", "done", "dropped"]),
    st.text("abcdefgh ", min_size=1, max_size=120),
    st.dates(date(2019, 1, 1), date(2033, 12, 31)),
)
def test_everything_lies_within_the_picture(spans, state, title, today):
    measures = [measure(ALL[min(span)], ALL[max(span)], state=state, title=title) for span in spans]
    drawn = picture(measures, today)
    visible = [
        m for m in measures if m.starts_on <= date(LAST, 12, 31) and m.ends_on >= date(FIRST, 1, 1)
    ]
    rows = [row for group in drawn.groups for row in group.rows]
    assert {id(m) for m in visible} <= {id(row.measure) for row in rows}
    bottom = float(HEAD)
    for row in rows:
        x, width = float(row.bar_x), float(row.bar_width)
        assert LEFT <= x <= x + width <= RIGHT + 0.2  # coordinates are rounded
        if row.overrun_x:
            assert x + width <= float(row.overrun_x) + 0.2
            assert float(row.overrun_x) + float(row.overrun_width) <= RIGHT + 0.2
        assert bottom <= float(row.y) < float(row.bar_y) < drawn.height
        bottom = float(row.bar_y)
        length = (len(row.words) + len(row.standing) + 2) * LETTER
        left = float(row.words_x) - (length if row.anchor == "end" else 0)
        assert LEFT - 1 <= left <= left + length <= RIGHT + 1


def test_bars_reach_from_the_first_to_the_last_day():
    row = picture([measure((2024, 1), (2026, 4))]).groups[0].rows[0]
    year = (RIGHT - LEFT) / 7
    assert float(row.bar_x) == pytest.approx(LEFT + year, abs=1)
    assert float(row.bar_width) == pytest.approx(3 * year, abs=1)


def test_what_is_overdue_reaches_until_today():
    late, done = measure((2024, 1), (2026, 2)), measure((2024, 1), (2026, 2), state="done")
    first, second = picture([late, done]).groups[0].rows
    scale = Scale(FIRST, LAST)
    assert first.overrun_x == f"{scale.x(date(2026, 7, 1)):.1f}"
    reach = scale.x(TODAY + timedelta(days=1)) - scale.x(date(2026, 7, 1))
    assert first.overrun_width == f"{reach:.1f}"
    assert (second.overrun_x, second.overrun_width) == ("", "")


def test_a_bar_is_named_with_what_is_seen_of_it():
    row = picture([measure((2024, 1), (2026, 4), light="yellow")]).groups[0].rows[0]
    assert row.name == (
        "M-2026-003 Amt-O-Mat, in Umsetzung, Verzug droht; 1. Quartal 2024 bis 4. Quartal 2026"
    )
    assert row.name.startswith(f"{row.words}, {row.standing}")


def test_a_long_title_is_cut_and_heard_whole():
    title = "Sehr " * 24
    row = picture([measure((2029, 1), (2029, 4), title=title)]).groups[0].rows[0]
    assert row.words.endswith("Sehr …") or len(row.words) < 150
    assert title in row.name or title in row.words


def test_today_is_marked_only_where_it_is_in_the_picture():
    assert picture([]).today_x == f"{Scale(FIRST, LAST).x(TODAY):.1f}"
    assert picture([], date(2031, 1, 1)).today_x == ""


def test_a_strip_is_a_hundred_units_long():
    line = strip(
        measure((2023, 1), (2029, 4)), first_year=FIRST, last_year=LAST, today=date(2023, 1, 1)
    )
    assert (line.x, line.width, line.today_x) == ("0.0", "100.0", "0.0")


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    quarter = quarter_of(day)
    assert first_day(day.year, quarter) <= day <= last_day(day.year, quarter)


def test_one_quarter_is_named_once():
    assert span_in_words(date(2026, 4, 1), date(2026, 6, 30)) == "2. Quartal 2026"
