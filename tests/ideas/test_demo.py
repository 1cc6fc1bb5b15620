from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from ideas import demo
from ideas.models import Award, Competition, Count, Idea, IdeaImage, OfficialAnswer, Vote
from ideas.recounting import recount
from ideas.timetable import COMPETITION
from myk10.accounts import demo as accounts_demo
from myk10.discussions.models import Comment
from myk10.moderation.models import ContentFlag
from myk10.notifications.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    accounts_demo.create()
    demo.create()


def test_the_demo(made, client, settings, django_assert_num_queries):
    """One long test, because making the demo takes seconds."""
    phases = {c.slug: c.phase_name for c in Competition.objects.filter(demo_content=True)}
    assert sorted(phases.values()) == sorted(phase.name for phase in COMPETITION)
    _check_2021()
    _check_states()
    _check_dates()
    _check_results()
    _check_mails()
    _check_pages(client)
    with django_assert_num_queries(1):
        demo.create()
    settings.DEMO = True
    _check_moving()


def _check_2021():
    competition = Competition.objects.get(slug="2021")
    assert (competition.winner_rule, competition.phase_name) == ("steering", "result")
    assert list(competition.criteria.values_list("name", flat=True))[:2] == [
        "Verbessert das tägliche Leben",
        "Innovativ und „smart“",
    ]
    assert {award.idea.title for award in competition.awards.all()} == {
        "Digital erlebbarer Landkreis",
        "Digitale Mitfahrerbank",
    }


def _check_states():
    states = set(Idea.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "admitted", "refused", "merged"}
    assert Idea.objects.overdue().count() == 1
    assert ContentFlag.objects.open().count() == 1
    assert Comment.objects.exclude(hidden_by=None).count() == 1
    assert IdeaImage.objects.count() > 20
    assert default_storage.exists(IdeaImage.objects.first().small.name)


def _check_dates():
    now = timezone.now()
    for idea in Idea.objects.exclude(state="draft").select_related("competition"):
        assert idea.submitted_at < now
        assert idea.admitted_at is None or idea.submitted_at < idea.admitted_at < now
        if idea.competition:
            end = idea.competition.submission_until
            assert idea.competition.submission_from < idea.submitted_at < end
    assert not OfficialAnswer.objects.filter(answered_at__gt=now).exists()
    for comment in Comment.objects.exclude(parent=None).select_related("parent"):
        assert comment.parent.created_at < comment.created_at < now
    for event in Vote.pgh_event_model.objects.select_related("ballot__competition"):
        competition = event.ballot.competition
        assert competition.voting_from < event.pgh_created_at < competition.voting_until


def _check_results():
    counts = {c.competition.slug: (c.voters, c.votes) for c in Count.objects.all()}
    assert counts.keys() == {"gemeinsam-unterwegs", "gesund-versorgt"}
    assert counts["gemeinsam-unterwegs"][0] == 62
    for count in Count.objects.select_related("competition"):
        assert recount(count.competition).differences == []
    assert Award.objects.filter(competition__slug="gemeinsam-unterwegs").count() == 3


def _check_mails():
    queued = Mail.objects.filter(state="queued")
    assert {mail.recipient for mail in queued} == {"buergerin@demo.example"}
    assert queued.count() == demo.MAILS_KEPT


def _check_pages(client):
    page = client.get("/ideen/gemeinsam-unterwegs/ergebnis/").content.decode()
    assert "Bus auf Zuruf in den Abend" in page
    assert "nicht gezeigt" in page
    assert client.get("/ideen/2021/ergebnis/").status_code == 200


def _check_moving():
    """Any phase can be tried at once."""
    for slug in ("ortsmitten", "gesund-versorgt"):
        for phase in COMPETITION:
            call_command("demo_phase", slug, phase.name, stdout=StringIO())
            assert Competition.objects.get(slug=slug).phase_name == phase.name
