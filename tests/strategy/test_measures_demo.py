"""The demo's agenda."""

import pytest
from django.utils import timezone

from forums import demo as forums_demo
from forums.models import Achievement
from ideas import demo as ideas_demo
from myk10.accounts import demo as accounts_demo
from myk10.notifications.models import Mail
from strategy.demo.measures import create_measures
from strategy.models import Measure, MeasureNote

pytestmark = pytest.mark.django_db
FINISHED = {"Geysir-Lernplattform", "Wanderweg Sayn", "MakerSpace", "YouthConnect"}
NAMED = {"Amt-O-Mat", "Herz.Gesund", "RegioHubs", "LoRaWAN", "Datenplattform", "LandRäume"}


@pytest.fixture
def agenda(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    for demo in (accounts_demo, forums_demo, ideas_demo):
        demo.create()
    create_measures()
    create_measures()
    return {measure.title: measure for measure in Measure.objects.all()}


def test_the_real_measures_are_there_and_those_of_2024_are_finished(agenda):
    assert set(agenda) >= FINISHED | NAMED
    assert {agenda[title].state for title in FINISHED} == {"done"}
    assert {agenda[title].finished_on.year for title in FINISHED} == {2024}
    assert all(measure.demo_content and measure.is_public for measure in agenda.values())


def test_winners_and_tasks_became_measures(agenda):
    assert agenda["Digitale Mitfahrerbank"].idea.title == "Digitale Mitfahrerbank"
    assert agenda["Digitale Sprechstunde"].task.title == "Digitale Sprechstunde in den Büchereien"
    assert sum(measure.idea_id is not None for measure in agenda.values()) == 2


def test_nothing_has_happened_in_the_future(agenda):
    now = timezone.now()
    assert not MeasureNote.objects.filter(written_at__gt=now).exists()
    assert not Measure.objects.filter(published_at__gt=now).exists()
    assert not Mail.objects.filter(kind__startswith="measure_", state="queued").exists()


def test_the_coming_forum_presents_what_was_finished_in_the_last_year(agenda):
    since = timezone.localdate().replace(day=1)
    paths = {a.path for a in Achievement.objects.filter(path__startswith="/strategie/")}
    late = {
        m.get_absolute_url()
        for m in agenda.values()
        if m.finished_on and (since - m.finished_on).days < 360
    }
    assert paths == late
