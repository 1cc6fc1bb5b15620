import pytest

from strategy.demo.structure import create_structure
from strategy.demo.structure_texts import EXAMPLE
from strategy.models import Goal, Indicator, IndicatorValue, TargetVision
from strategy.standing import standings_of

pytestmark = pytest.mark.django_db


def test_the_three_visions_are_there_with_figures_that_say_they_are_examples():
    create_structure()
    create_structure()

    titles = list(TargetVision.objects.values_list("title", flat=True))
    assert titles == [
        "MYK verändert sich",
        "In MYK gut von A nach B kommen",
        "MYK vernetzt Menschen",
    ]
    assert set(Indicator.objects.values_list("source", flat=True)) == {EXAMPLE}
    assert set(IndicatorValue.objects.values_list("note", flat=True)) == {"Beispielwert"}
    for row in [*TargetVision.objects.all(), *Goal.objects.all(), *Indicator.objects.all()]:
        row.full_clean()


def test_every_state_can_be_seen():
    create_structure()

    visions = standings_of(TargetVision.objects.with_goals())
    states = {standing.state for vision in visions for standing in vision.standings}
    assert states == {"reached", "under_way", "missed", "unmeasured"}
