"""What an indicator says: reached or not, and in which words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myk10.region.models import FieldOfAction
from strategy.models import Indicator, IndicatorValue, TargetVision
from strategy.standing import Standing, figure, standings_of
from tests.strategy.factories import GoalFactory, IndicatorFactory, TargetVisionFactory

TODAY = date(2030, 6, 1)


def standing(*values: str, less: bool = False, until: date = date(2030, 12, 31)) -> Standing:
    indicator = IndicatorFactory(
        unit="Anträge", target_value=Decimal(1000), target_on=until, less_is_better=less
    )
    for year, value in enumerate(values, start=2027):
        IndicatorValue.objects.create(
            indicator=indicator, measured_on=date(year, 12, 31), value=Decimal(value)
        )
    return Standing(Indicator.objects.get(pk=indicator.pk), TODAY)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("1000", "1.000"),
        ("1234567.50", "1.234.567,5"),
        ("0", "0"),
        ("-3.25", "-3,25"),
        ("7.00", "7"),
    ],
)
def test_figures_read_the_german_way(found, shown):
    assert figure(Decimal(found)) == shown
    assert figure(Decimal(found), "Tage") == f"{shown}\u00a0Tage"


@given(st.decimals(-(10**11), 10**11, places=2))
def test_a_figure_loses_no_digit(value):
    assert Decimal(figure(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "options", "state", "words"),
    [
        (
            [],
            {},
            "unmeasured",
            "Das Ziel ist: mindestens 1.000 Anträge bis 31. Dezember 2030. Gemessen wurde noch nicht.",
        ),
        (
            ["400", "640.5"],
            {},
            "under_way",
            "Stand 31. Dezember 2028: 640,5 Anträge. Das Ziel ist: mindestens 1.000 Anträge bis 31. Dezember 2030. Noch fehlen 359,5 Anträge.",
        ),
        (
            ["400", "1000"],
            {},
            "reached",
            "Stand 31. Dezember 2028: 1.000 Anträge. Das Ziel ist: mindestens 1.000 Anträge bis 31. Dezember 2030. Damit ist es erreicht.",
        ),
        (
            ["1200", "1001"],
            {"less": True},
            "under_way",
            "Stand 31. Dezember 2028: 1.001 Anträge. Das Ziel ist: höchstens 1.000 Anträge bis 31. Dezember 2030. Noch sind es 1 Anträge zu viel.",
        ),
        (
            ["1200", "1000"],
            {"less": True},
            "reached",
            "Stand 31. Dezember 2028: 1.000 Anträge. Das Ziel ist: höchstens 1.000 Anträge bis 31. Dezember 2030. Damit ist es erreicht.",
        ),
        (
            ["999"],
            {"until": date(2030, 5, 31)},
            "missed",
            "Stand 31. Dezember 2027: 999 Anträge. Das Ziel ist: mindestens 1.000 Anträge bis 31. Mai 2030. Die Frist ist vorbei, und es fehlen 1 Anträge.",
        ),
        (
            ["1001"],
            {"until": date(2030, 5, 31), "less": True},
            "missed",
            "Stand 31. Dezember 2027: 1.001 Anträge. Das Ziel ist: höchstens 1.000 Anträge bis 31. Mai 2030. Die Frist ist vorbei, und es sind 1 Anträge zu viel.",
        ),
        (
            ["999"],
            {"until": TODAY},
            "under_way",
            "Stand 31. Dezember 2027: 999 Anträge. Das Ziel ist: mindestens 1.000 Anträge bis 1. Juni 2030. Noch fehlen 1 Anträge.",
        ),
    ],
)
def test_what_an_indicator_says(values, options, state, words):
    found = standing(*values, **options)

    assert (found.state, found.words.replace("\u00a0", " ")) == (state, words)
    assert (found.chart is None) == (values == [])


@pytest.mark.django_db
def test_goals_stand_by_field_in_the_order_of_the_fields_and_those_of_none_last():
    vision = TargetVisionFactory()
    first, second = FieldOfAction.objects.all()[:2]
    for title, field in (("a", None), ("b", second), ("c", first), ("d", second)):
        GoalFactory(target_vision=vision, title=title, field_of_action=field)

    [found] = standings_of(TargetVision.objects.with_goals())

    groups = [(field, [goal.goal.title for goal in goals]) for field, goals in found.by_field]
    assert groups == [(first, ["c"]), (second, ["b", "d"]), (None, ["a"])]
    assert found.fields == [first, second]


@pytest.mark.django_db
def test_a_vision_counts_what_is_reached():
    vision = TargetVisionFactory()
    goal = GoalFactory(target_vision=vision)
    for value in ("1000", "2000", "5", None):
        indicator = IndicatorFactory(goal=goal, target_on=date(2990, 1, 1))
        if value:
            IndicatorValue.objects.create(
                indicator=indicator, measured_on=date(2026, 1, 1), value=Decimal(value)
            )

    [found] = standings_of(TargetVision.objects.with_goals())

    assert [(part, number) for part, _label, number in found.counts] == [
        ("done", 2),
        ("under_way", 1),
        ("open", 1),
    ]
    assert found.parts == ["done", "done", "under_way", "open"]
    assert (len(found.reached), len(found.not_reached)) == (2, 2)
