from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myk10.phases import Phase, Timetable

pytestmark = pytest.mark.django_db

TIMETABLE = Timetable(
    Phase("idle", "Ruhe"), Phase("open", "Offen"), Phase("judged", "Jury"), Phase("over", "Ende")
)
START = datetime(2026, 1, 1, tzinfo=UTC)
# Few days and many phases: equal dates, dates at the very moment asked for, and gaps all occur.
MOMENTS = st.integers(0, 6).map(lambda day: START + timedelta(days=day))
DATES = st.fixed_dictionaries({phase.field: st.none() | MOMENTS for phase in TIMETABLE})
IN_DATABASE = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def in_order(dates: dict) -> bool:
    given = [dates[phase.field] for phase in TIMETABLE if dates[phase.field]]
    return all(earlier < later for earlier, later in pairwise(given))


@pytest.fixture
def table(db):
    """A model with these phases and without any constraint."""
    with isolate_apps("myk10"):

        class Dated(models.Model):  # noqa: DJ008
            idle_from = models.DateTimeField(null=True)
            open_from = models.DateTimeField(null=True)
            judged_from = models.DateTimeField(null=True)
            over_from = models.DateTimeField(null=True)

            class Meta:
                app_label = "myk10"

    with connection.schema_editor() as editor:
        editor.create_model(Dated)
    return Dated


@given(dates=DATES.filter(in_order), moment=MOMENTS)
@IN_DATABASE
def test_python_and_the_database_see_the_same_phase(table, dates, moment):
    table.objects.all().delete()
    row = table.objects.create(**dates)
    phase = TIMETABLE.phase_at(row, moment)
    found = [
        p.name
        for p in TIMETABLE
        if table.objects.filter(TIMETABLE.in_phase(p.name, moment)).exists()
    ]
    assert found == ([phase.name] if phase else [])
    begun = [
        p.name for p in TIMETABLE if table.objects.filter(TIMETABLE.begun(p.name, moment)).exists()
    ]
    assert begun == [p.name for p in TIMETABLE if TIMETABLE.has_begun(row, p.name, moment)]


@given(dates=DATES)
@IN_DATABASE
def test_the_constraint_accepts_just_the_dates_in_order(table, dates):
    constraint = TIMETABLE.in_order("dates_in_order")
    table.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(table, constraint)
    try:
        with transaction.atomic():
            table.objects.create(**dates)
        accepted = True
    except IntegrityError:
        accepted = False
    with connection.schema_editor() as editor:
        editor.remove_constraint(table, constraint)
    assert accepted == in_order(dates)
    assert accepted == (TIMETABLE.out_of_order(dates) == [])


@given(dates=DATES.filter(in_order), moment=MOMENTS)
def test_spans_follow_each_other_and_hold_the_phase(dates, moment):
    class Row:
        pass

    row = Row()
    row.__dict__ = dates
    spans = TIMETABLE.spans(row)
    assert [span.phase.name for span in spans] == [p.name for p in TIMETABLE if dates[p.field]]
    assert [span.ends for span in spans] == [*(s.begins for s in spans[1:]), None][: len(spans)]
    holding = [s.phase for s in spans if s.begins <= moment and (s.ends is None or moment < s.ends)]
    assert holding == ([phase] if (phase := TIMETABLE.phase_at(row, moment)) else [])


def test_a_phase_without_a_date_is_left_out():
    row = type(
        "Row", (), {"idle_from": START, "open_from": None, "judged_from": None, "over_from": None}
    )
    assert TIMETABLE.phase_at(row, START + timedelta(days=99)) == TIMETABLE["idle"]
    assert TIMETABLE.phase_at(row, START - timedelta(seconds=1)) is None
    assert TIMETABLE.end_of(row, "idle") is None
    assert TIMETABLE.end_of(row, "open") is None
