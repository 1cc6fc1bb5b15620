"""What nobody has checked yet, or what was hidden, stays out of sight by every way."""

import pytest

from ideas.actions.checking import admit_idea, propose_merge
from ideas.actions.submitting import enter_competition, join_idea
from ideas.mine import open_votes_of
from ideas.models import Idea
from myk10.moderation.actions import hide_content
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.factories import CompetitionFactory, IdeaFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

UNCHECKED = "Beleidigung gegen Herrn X"


@pytest.fixture
def competition():
    return CompetitionFactory(phase="submission")


def hide(idea: Idea) -> None:
    hide_content(target=idea, moderator=StaffFactory(), ground="insulting", reason="Beleidigend")


def test_joining_does_not_publish_an_unchecked_title(client, competition):
    target = IdeaFactory(competition=competition)
    own = IdeaFactory(competition=competition, state="submitted", title=UNCHECKED)

    join_idea(idea=own, other=target)

    page = client.get(target.get_absolute_url()).content.decode()
    assert UNCHECKED not in page
    assert own.number in page
    assert [
        mail for mail in Mail.objects.all() if UNCHECKED in mail.body and "joined" in mail.kind
    ] == []


def test_hidden_part_of_a_merged_idea_is_not_named(client, competition):
    target, own = (
        IdeaFactory(competition=competition),
        IdeaFactory(competition=competition, title=UNCHECKED),
    )
    join_idea(idea=own, other=target)

    hide(own)

    assert UNCHECKED not in client.get(target.get_absolute_url()).content.decode()


def test_checked_part_of_a_merged_idea_is_named(client, competition):
    target, own = (
        IdeaFactory(competition=competition),
        IdeaFactory(competition=competition, title="Radweg"),
    )

    join_idea(idea=own, other=target)

    assert (
        "„Radweg“ ist in dieser Idee aufgegangen"
        in client.get(target.get_absolute_url()).content.decode()
    )


def test_two_ideas_cannot_join_each_other(competition):
    one, other = IdeaFactory.create_batch(2, competition=competition)
    seen_before = Idea.objects.get(pk=other.pk)
    join_idea(idea=other, other=one)

    with pytest.raises(Refused):
        join_idea(idea=one, other=seen_before)


def test_hidden_idea_enters_no_competition(competition):
    idea = IdeaFactory(pool=True)
    hide(idea)

    with pytest.raises(Refused):
        enter_competition(idea=idea, competition=competition)


@pytest.mark.parametrize("hidden", ["duplicate", "target"])
def test_hidden_ideas_are_not_merged(competition, hidden):
    ideas = {
        "duplicate": IdeaFactory(competition=competition),
        "target": IdeaFactory(competition=competition),
    }
    hide(ideas[hidden])

    with pytest.raises(Refused):
        propose_merge(**ideas, reason="Gleich", proposed_by=StaffFactory())


@pytest.mark.parametrize("phase", ["voting", "result"])
def test_nothing_is_admitted_once_voting_has_begun(phase):
    late = IdeaFactory(competition=CompetitionFactory(phase=phase), state="submitted")

    with pytest.raises(Refused):
        admit_idea(idea=late, decided_by=StaffFactory())

    late.refresh_from_db()
    assert late.state == Idea.State.SUBMITTED


def test_superuser_has_no_votes_outside_of_the_voting_phase():
    competition = CompetitionFactory(phase="result")

    assert open_votes_of(UserFactory(is_superuser=True), competition) is None
