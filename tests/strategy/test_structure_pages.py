from datetime import date

import pytest
from django.urls import reverse

from strategy.models import Goal, IndicatorValue
from tests.factories import StaffFactory
from tests.strategy.factories import (
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    TargetVisionFactory,
)

pytestmark = pytest.mark.django_db


def whole_vision(count: int = 1):
    vision = TargetVisionFactory(slug="vernetzt", title="MYK vernetzt Menschen", text="Gemeinsam.")
    for number in range(count):
        goal = GoalFactory(target_vision=vision, title=f"Weniger <Wege> {number}", text="Zu Hause.")
        for _number in range(count):
            indicator = IndicatorFactory(goal=goal)
            for year in range(2020, 2020 + count):
                IndicatorValue.objects.create(
                    indicator=indicator, measured_on=date(year, 12, 31), value=640, note="geschätzt"
                )
    return vision


def test_a_vision_shows_its_goals_and_each_value_as_picture_and_table(client):
    vision = whole_vision()
    MeasureFactory(target_vision=vision, title="Amt-O-Mat")

    page = client.get("/strategie/zielbilder/vernetzt/").content.decode()

    assert "Weniger &lt;Wege&gt; 0" in page
    assert '<desc id="linie-' in page
    assert "Noch fehlen 360\u00a0Anträge." in page
    assert "31. Dezember 2020" in page
    assert "geschätzt" in page
    assert "≥ 1.000\u00a0Anträge" in page
    assert "Quelle: Statistik der Kreisverwaltung" in page
    assert "<dt>noch nicht erreicht</dt><dd>1</dd>" in page
    assert "Amt-O-Mat" in page


def test_the_list_says_in_words_how_much_is_reached(client):
    whole_vision()

    assert "0 von 1 Kennzahl erreicht" in client.get("/strategie/zielbilder/").content.decode()


def test_a_vision_that_there_is_not(client):
    assert client.get("/strategie/zielbilder/unbekannt/").status_code == 404


def test_a_vision_without_goals_says_so(client):
    vision = TargetVisionFactory()

    assert "Noch ohne Ziele" in client.get(vision.get_absolute_url()).content.decode()
    assert "Noch ohne Kennzahlen" in client.get("/strategie/zielbilder/").content.decode()


def test_without_visions_the_list_says_so(client):
    assert "Noch gibt es kein Zielbild" in client.get("/strategie/zielbilder/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_vision_asks_as_often_with_many_goals(client, django_assert_num_queries, count):
    vision = whole_vision(count)
    MeasureFactory.create_batch(count, target_vision=vision)

    with django_assert_num_queries(8):
        client.get(vision.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_with_many_visions(client, django_assert_num_queries, count):
    whole_vision(count)
    for vision in TargetVisionFactory.create_batch(count - 1):
        GoalFactory(target_vision=vision)

    with django_assert_num_queries(4):
        client.get("/strategie/zielbilder/")


def form_of(prefix: str, **rows: str) -> dict[str, str]:
    management = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    return management | {f"{prefix}-0-{name}": value for name, value in rows.items()}


def test_the_projektbuero_writes_visions_goals_and_values(client):
    client.force_login(StaffFactory())
    vision = {
        "title": "MYK vernetzt Menschen",
        "slug": "vernetzt",
        "summary": "Alle finden zueinander.",
        "position": "1",
    }
    goal = form_of("goals", title="Weniger Wege", position="0")
    answer = client.post(reverse("admin:strategy_targetvision_add"), vision | goal)
    assert answer.status_code == 302
    indicator = {
        "goal": str(Goal.objects.get().pk),
        "name": "Anträge",
        "unit": "Stück",
        "target_value": "10",
        "target_on": "31.12.2030",
        "source": "Statistik",
        "position": "0",
    }
    value = form_of("values", measured_on="31.12.2025", value="4,5", note="")
    answer = client.post(reverse("admin:strategy_indicator_add"), indicator | value)
    assert answer.status_code == 302
    assert (
        "Noch fehlen 5,5\u00a0Stück."
        in client.get("/strategie/zielbilder/vernetzt/").content.decode()
    )


def test_two_values_of_one_day_are_refused_in_german(client):
    client.force_login(StaffFactory())
    indicator = whole_vision().goals.get().indicators.get()
    existing = indicator.values.get()
    address = reverse("admin:strategy_indicator_change", args=[indicator.pk])
    form = client.get(address).context["adminform"].form.initial
    values = {name: str(form[name]) for name in ("goal", "name", "unit", "source", "position")}
    values |= {"target_value": "10", "target_on": "31.12.2030"}
    values |= {
        "values-TOTAL_FORMS": "2",
        "values-INITIAL_FORMS": "1",
        "values-0-id": str(existing.pk),
        "values-0-indicator": str(indicator.pk),
        "values-0-measured_on": "31.12.2020",
        "values-0-value": "640",
        "values-1-indicator": str(indicator.pk),
        "values-1-measured_on": "31.12.2020",
        "values-1-value": "641",
    }

    answer = client.post(address, values)

    assert answer.status_code == 200
    assert "Bitte die doppelten" in answer.content.decode()
    assert indicator.values.count() == 1
