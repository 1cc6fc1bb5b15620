"""The three Zielbilder, which are public facts, with goals and figures that are invented for the demo."""

from datetime import date
from decimal import Decimal

from myk10.region.models import FieldOfAction
from strategy.demo.structure_texts import EXAMPLE, VISIONS, AimText, GoalText
from strategy.models import Goal, Indicator, IndicatorValue, TargetVision


def create_structure() -> None:
    """Does nothing where goals are. Target visions may be there already."""
    if Goal.objects.exists():
        return
    fields = FieldOfAction.objects.in_bulk(field_name="slug")
    for position, text in enumerate(VISIONS):
        values = {
            "slug": text.slug,
            "summary": text.summary,
            "text": text.text,
            "position": position,
        }
        vision, _created = TargetVision.objects.update_or_create(title=text.title, defaults=values)
        for place, goal in enumerate(text.goals):
            _set_goal(vision, fields[goal.field], place, goal)


def _set_goal(vision: TargetVision, field: FieldOfAction, position: int, text: GoalText) -> None:
    goal = Goal.objects.create(
        target_vision=vision,
        field_of_action=field,
        title=text.title,
        text=text.text,
        position=position,
    )
    for place, aim in enumerate(text.aims):
        _measure(goal, place, aim)


def _measure(goal: Goal, position: int, aim: AimText) -> None:
    indicator = Indicator.objects.create(
        goal=goal,
        name=aim.name,
        unit=aim.unit,
        target_value=Decimal(aim.target),
        target_on=date(aim.until, 12, 31),
        less_is_better=aim.less,
        source=EXAMPLE,
        position=position,
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator=indicator,
            measured_on=date(year, 12, 31),
            value=Decimal(value),
            note="Beispielwert",
        )
        for year, value in aim.values
    )
