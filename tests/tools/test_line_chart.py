from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myk10.line_chart import BASE, HEIGHT, LABEL, TOP, WIDTH, Point, line_chart

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
VALUES = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 2))
POINTS = st.builds(Point, DAYS, VALUES)


def test_a_chart_by_hand():
    start = date(2025, 1, 1)
    points = [Point(start + timedelta(days=50), 100), Point(start, 50)]

    chart = line_chart(points, Point(start + timedelta(days=100), 200))

    assert chart.path == "M12.0 127.0L180.0 102.0"
    assert (chart.target.x, chart.target.y, chart.zero_y) == ("348.0", "52.0", "152.0")
    assert (chart.label_x, chart.label_y, chart.label_anchor) == ("180.0", "90.0", "middle")
    assert chart.is_short
    assert chart.latest.point.value == 100


@pytest.mark.parametrize("target", [0, 5, -5])
def test_one_value_is_enough_be_it_the_target_itself(target):
    day = date(2026, 5, 1)

    chart = line_chart([Point(day, target)], Point(day, target))

    assert [(point.x, point.y) for point in chart.points] == [(chart.target.x, chart.target.y)]


@given(st.lists(POINTS, min_size=1, max_size=12), POINTS)
def test_everything_stands_where_it_belongs(points, target):
    chart = line_chart(points, target)
    drawn = [*chart.points, chart.target]

    assert all(0 <= float(point.x) <= WIDTH for point in drawn)
    assert all(TOP <= float(point.y) <= BASE for point in drawn)
    by_day = sorted(drawn, key=lambda point: point.point.day)
    assert by_day == sorted(by_day, key=lambda point: float(point.x))
    by_value = sorted(drawn, key=lambda point: point.point.value)
    heights = [float(point.y) for point in by_value]
    assert heights == sorted(heights, reverse=True)
    assert [point.point.day for point in chart.points] == sorted(point.day for point in points)
    assert chart.path.count("L") == len(points) - 1


@given(st.lists(POINTS, min_size=1, max_size=12), POINTS)
def test_the_two_labels_never_cover_each_other(points, target):
    chart = line_chart(points, target)
    latest, aim = float(chart.label_y), float(chart.target_label_y)

    assert abs(latest - aim) >= LABEL - 0.11  # coordinates are rounded to a tenth
    assert all(LABEL <= y <= HEIGHT - LABEL - 8 for y in (latest, aim))
