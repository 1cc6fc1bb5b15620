import pytest
from django.utils import timezone

from forums.models import Forum
from forums.timetable import FORUM
from tests.factories import ForumFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", [p.name for p in FORUM if p.name != "announced"])
def test_python_and_the_database_agree_on_the_phase(phase):
    forum = ForumFactory(phase=phase)

    assert forum.phase_name == phase
    assert {
        p.name for p in FORUM if Forum.objects.filter(FORUM.in_phase(p.name, timezone.now()))
    } == {phase}
