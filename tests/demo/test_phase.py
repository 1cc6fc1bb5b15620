from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ideas.models import Competition, Count
from ideas.timetable import COMPETITION
from tests.factories import CompetitionFactory

pytestmark = pytest.mark.django_db
PHASES = [phase.name for phase in COMPETITION]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def phase_of(competition: Competition) -> str:
    fresh = Competition.objects.get(pk=competition.pk)
    return COMPETITION.phase_at(fresh, timezone.now()).name


def test_any_phase_follows_on_any_other():
    competition = CompetitionFactory()

    for before in PHASES:
        for after in PHASES:
            call_command("demo_phase", competition.slug, before, stdout=StringIO())
            call_command("demo_phase", competition.slug, after, stdout=StringIO())

            assert phase_of(competition) == after


def test_a_phase_without_a_date_gets_one_between_its_neighbours():
    competition = CompetitionFactory()
    competition.screening_from = None
    competition.save()

    call_command("demo_phase", competition.slug, "screening", stdout=StringIO())

    competition.refresh_from_db()
    assert competition.submission_from < competition.screening_from < competition.voting_from


def test_going_to_the_result_counts_and_going_back_throws_the_count_away():
    competition = CompetitionFactory()

    call_command("demo_phase", competition.slug, "result", stdout=StringIO())
    counted = Count.objects.filter(competition=competition).count()
    call_command("demo_phase", competition.slug, "voting", stdout=StringIO())

    assert (counted, Count.objects.filter(competition=competition).count()) == (1, 0)


def test_an_unknown_competition_is_answered_with_those_that_exist():
    competition = CompetitionFactory()

    with pytest.raises(CommandError, match=competition.slug):
        call_command("demo_phase", "gibt-es-nicht", "voting")


def test_outside_the_demo_dates_stay(settings):
    settings.DEMO = False
    competition = CompetitionFactory()

    with pytest.raises(CommandError, match="nur in der Demo"):
        call_command("demo_phase", competition.slug, "voting")


def test_without_arguments_it_lists_competitions_and_phases():
    competition = CompetitionFactory()
    output = StringIO()

    call_command("demo_phase", stdout=output)

    assert competition.slug in output.getvalue()
    assert "voting (Abstimmung)" in output.getvalue()
