import pytest
from django.urls import reverse

from ideas.actions.checking import agree_to_merge, decline_merge, propose_merge
from ideas.models import Follow, Idea, MergeProposal, Support
from myk10.refusal import Refused
from tests.factories import CompetitionFactory, IdeaFactory, StaffFactory, UserFactory


def proposal_for(duplicate: Idea, target: Idea) -> MergeProposal:
    return propose_merge(
        duplicate=duplicate, target=target, reason="Beide wollen Bänke.", proposed_by=StaffFactory()
    )


@pytest.fixture
def proposal(db):
    competition = CompetitionFactory()
    return proposal_for(
        IdeaFactory(competition=competition, title="Mitfahrbänke"),
        IdeaFactory(competition=competition, title="Eine Bank für jedes Dorf"),
    )


def address(proposal) -> str:
    return reverse("ideas:merge_proposal", args=[proposal.pk])


def answer(client, proposal, user, button: str):
    client.force_login(user)
    return client.post(address(proposal), {button: "ja"}, follow=True).content.decode()


def test_both_authors_agree_and_the_ideas_become_one(client, proposal):
    duplicate, target = proposal.duplicate, proposal.target
    follower = UserFactory()
    Follow.objects.create(idea=duplicate, user=follower)
    page = answer(client, proposal, duplicate.author, "zustimmen")
    assert "Sobald auch die andere Seite zustimmt" in page
    assert Idea.objects.get(pk=duplicate.pk).state == "admitted"
    page = answer(client, proposal, target.author, "zustimmen")
    assert "Die beiden Ideen sind jetzt eine." in page
    duplicate.refresh_from_db()
    assert (duplicate.state, duplicate.merged_into) == ("merged", target)
    assert duplicate.decision_reason == "Beide wollen Bänke."
    followers = Follow.objects.filter(idea=target).values_list("user", flat=True)
    assert sorted(followers) == sorted([follower.pk, duplicate.author_id])


def test_agreeing_twice_does_not_stand_for_the_other_side(client, proposal):
    for _n in range(2):
        answer(client, proposal, proposal.duplicate.author, "zustimmen")
    assert Idea.objects.get(pk=proposal.duplicate_id).state == "admitted"


def test_one_side_declines(client, proposal):
    answer(client, proposal, proposal.duplicate.author, "zustimmen")
    page = answer(client, proposal, proposal.target.author, "ablehnen")
    assert "Beide Ideen bleiben, wie sie sind." in page
    proposal.refresh_from_db()
    assert (proposal.declined_at is None, proposal.merged_at) == (False, None)
    page = answer(client, proposal, proposal.duplicate.author, "zustimmen")
    assert "Über diesen Vorschlag ist schon entschieden." in page
    states = Idea.objects.filter(merge_proposals=proposal).values_list("state", flat=True)
    assert list(states) == ["admitted"]


def test_page_shows_both_ideas_and_asks_those_who_have_not_answered(client, proposal):
    client.force_login(proposal.duplicate.author)
    page = client.get(address(proposal)).content.decode()
    for text in ("Mitfahrbänke", "Eine Bank für jedes Dorf", "Beide wollen Bänke."):
        assert text in page
    assert 'name="zustimmen"' in page
    answer(client, proposal, proposal.duplicate.author, "zustimmen")
    page = client.get(address(proposal)).content.decode()
    assert "Jetzt warten wir auf die andere Seite." in page
    assert 'name="zustimmen"' not in page


def test_waiting_proposal_stands_on_the_own_page_until_it_is_answered(client, proposal):
    client.force_login(proposal.target.author)
    mine = reverse("ideas:my_ideas")
    assert address(proposal) in client.get(mine).content.decode()
    agree_to_merge(proposal=proposal, user=proposal.target.author)
    assert address(proposal) not in client.get(mine).content.decode()


def test_nobody_else_sees_or_answers_a_proposal(client, proposal):
    client.force_login(UserFactory())
    assert client.get(address(proposal)).status_code == 404
    assert client.post(address(proposal), {"zustimmen": "ja"}).status_code == 404
    with pytest.raises(Refused):
        decline_merge(proposal=proposal, user=UserFactory())


def test_post_without_a_known_button_decides_nothing(client, proposal):
    client.force_login(proposal.target.author)
    assert client.post(address(proposal)).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.is_open, proposal.target_agreed_at) == (True, None)


def test_author_of_both_ideas_agrees_once(client, db):
    author = UserFactory()
    competition = CompetitionFactory()
    ideas = [IdeaFactory(competition=competition, author=author) for _n in range(2)]
    answer(client, proposal_for(*ideas), author, "zustimmen")
    assert [idea.state for idea in Idea.objects.order_by("pk")] == ["merged", "admitted"]


def test_author_whose_account_is_gone_need_not_agree(client, db):
    competition = CompetitionFactory()
    duplicate = IdeaFactory(competition=competition, author=None)
    target = IdeaFactory(competition=competition)
    proposal = proposal_for(duplicate, target)
    answer(client, proposal, target.author, "zustimmen")
    assert Idea.objects.get(pk=duplicate.pk).state == "merged"


def test_supporters_of_a_pool_idea_support_the_other_one(db):
    duplicate, target = IdeaFactory(pool=True), IdeaFactory(pool=True)
    supporter = UserFactory()
    Support.objects.create(idea=duplicate, user=supporter)
    proposal = proposal_for(duplicate, target)
    for author in (duplicate.author, target.author):
        agree_to_merge(proposal=proposal, user=author)
    assert [support.user for support in target.supports.all()] == [supporter]


@pytest.mark.parametrize("phase", ["voting", "jury", "result"])
def test_no_merging_once_voting_has_begun(db, phase):
    competition = CompetitionFactory(phase=phase)
    ideas = [IdeaFactory(competition=competition) for _n in range(2)]
    with pytest.raises(Refused, match="Seit Beginn der Abstimmung"):
        proposal_for(*ideas)


def test_last_agreement_comes_too_late_when_voting_has_begun(client, proposal, time_machine):
    agree_to_merge(proposal=proposal, user=proposal.duplicate.author)
    competition = proposal.target.competition
    dates = CompetitionFactory.build(phase="voting")
    for phase in ("announcement", "submission", "screening", "voting", "result"):
        setattr(competition, f"{phase}_from", getattr(dates, f"{phase}_from"))
    competition.save()
    page = answer(client, proposal, proposal.target.author, "zustimmen")
    assert "Seit Beginn der Abstimmung" in page
    assert Idea.objects.get(pk=proposal.duplicate_id).state == "admitted"


@pytest.mark.parametrize("state", ["draft", "refused", "withdrawn", "merged"])
def test_ideas_that_are_not_open_cannot_be_merged(db, state):
    competition = CompetitionFactory()
    target = IdeaFactory(competition=competition)
    with pytest.raises(Refused):
        proposal_for(IdeaFactory(competition=competition, state=state), target)


def test_one_open_proposal_at_a_time(proposal):
    with pytest.raises(Refused, match="schon einen offenen Vorschlag"):
        proposal_for(proposal.duplicate, proposal.target)
