import hashlib
import json

import pytest

from ideas.actions.checking import set_shortlisted
from ideas.actions.results import award_idea, freeze_count, remove_award, score_idea
from ideas.models import Award, Competition, Count, Juror, Vote
from ideas.outcome import Outcome
from ideas.tasks import announce_awards, freeze_due_counts
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from myk10.region.models import Municipality
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    CriterionFactory,
    IdeaFactory,
    StaffFactory,
    UserFactory,
)
from tests.ideas.voting import end_voting, publish, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition():
    return CompetitionFactory(phase="voting", slug="wahl")


@pytest.fixture
def ideas(competition):
    """Three ideas with three, one and no votes."""
    ideas = [IdeaFactory(competition=competition, title=title) for title in ("Bus", "Bank", "App")]
    vote(ideas[:2], municipality=Municipality.objects.get(name="Mayen"))
    vote(ideas[:1])
    vote(ideas[:1])
    return ideas


def page_of(client, competition, query="") -> str:
    return client.get(f"/ideen/{competition.slug}/ergebnis/{query}").content.decode()


# --- the count ---


def test_count_holds_tally_turnout_and_digest(competition, ideas):
    count = freeze_count(competition=end_voting(competition))
    key = Municipality.objects.get(name="Mayen").key
    assert count.tally == {ideas[0].number: 3, ideas[1].number: 1}
    assert (count.votes, count.voters) == (4, 3)
    assert count.turnout == {key: 1, "": 2}
    assert count.sha256 == hashlib.sha256(count.ballots.encode()).hexdigest()
    assert len(json.loads(count.ballots)["ballots"]) == 3


def test_counting_again_gives_the_same_count(competition, ideas):
    competition = end_voting(competition)
    assert freeze_count(competition=competition) == freeze_count(competition=competition)
    assert Count.objects.count() == 1


@pytest.mark.parametrize("phase", [None, "announcement", "submission", "screening", "voting"])
def test_counting_waits_for_the_end_of_voting(phase):
    with pytest.raises(Refused, match="erst, wenn die Abstimmung beendet ist"):
        freeze_count(competition=CompetitionFactory(phase=phase))


def test_beat_counts_what_is_over_and_nothing_else(competition, ideas):
    CompetitionFactory(phase="voting")
    CompetitionFactory(phase="result", winner_rule="steering", voting_from=None)
    end_voting(competition)
    freeze_due_counts()
    freeze_due_counts()
    assert list(Count.objects.values_list("competition", flat=True)) == [competition.pk]


def test_counted_vote_cannot_be_reopened_by_its_dates(competition, ideas):
    competition = end_voting(competition)
    freeze_count(competition=competition)
    competition.result_from += (
        CompetitionFactory.build(phase="voting").result_from - competition.result_from
    )
    with pytest.raises(Exception, match="kann nicht wieder geöffnet werden"):
        competition.full_clean()
    Competition.objects.filter(pk=competition.pk).update(result_from=competition.result_from)
    with pytest.raises(Refused, match="Abstimmung ist nicht geöffnet"):
        vote([ideas[2]])


# --- awards ---


def test_award_needs_the_count(competition, ideas):
    competition = end_voting(competition)
    ideas[0].refresh_from_db()
    with pytest.raises(Refused, match="zuerst die Abstimmung aus"):
        award_idea(idea=ideas[0], rank=1, reason="Gut", decided_by=StaffFactory())


@pytest.mark.parametrize("phase", [None, "announcement", "submission", "voting"])
def test_nothing_is_awarded_before_the_vote_is_over(phase):
    idea = IdeaFactory(competition=CompetitionFactory(phase=phase))
    with pytest.raises(Refused, match="wenn Einreichung und Abstimmung beendet sind"):
        award_idea(idea=idea, rank=1, reason="Gut", decided_by=StaffFactory())


@pytest.fixture
def closed():
    """A competition in screening that the steering group decides."""
    return CompetitionFactory(phase="screening", winner_rule="steering", voting_from=None)


def test_second_award_of_a_rank_is_refused(closed):
    first, second = IdeaFactory.create_batch(2, competition=closed)
    award_idea(idea=first, rank=1, reason="Gut", decided_by=StaffFactory())
    with pytest.raises(Refused, match="Platz 1 ist schon vergeben"):
        award_idea(idea=second, rank=1, reason="Auch gut", decided_by=StaffFactory())
    with pytest.raises(Refused, match="die Plätze 1 bis 3"):
        award_idea(idea=second, rank=4, reason="Auch gut", decided_by=StaffFactory())


def test_award_of_somebody_else_is_not_overwritten_unseen(closed):
    idea = IdeaFactory(competition=closed)
    staff = StaffFactory(display_name="Frau Lay")
    award = award_idea(idea=idea, rank=1, reason="Gut", decided_by=staff)
    with pytest.raises(Refused, match="Frau Lay hat diese Idee inzwischen prämiert: Platz 1"):
        award_idea(idea=idea, rank=2, reason="Besser", decided_by=StaffFactory())
    award_idea(idea=idea, rank=2, reason="Besser", decided_by=StaffFactory(), seen=award)
    assert Award.objects.get().rank == 2


def test_places_stand_once_published(closed):
    idea, late = IdeaFactory.create_batch(2, competition=closed)
    award = award_idea(idea=idea, rank=1, reason="Guut", decided_by=StaffFactory())
    publish(closed)
    with pytest.raises(Refused, match="die Plätze stehen fest"):
        award_idea(idea=idea, rank=2, reason="Gut", decided_by=StaffFactory(), seen=award)
    with pytest.raises(Refused, match="die Plätze stehen fest"):
        remove_award(idea=idea)
    award_idea(idea=idea, rank=1, reason="Gut", decided_by=StaffFactory(), seen=award)
    award_idea(idea=late, rank=2, reason="Auch gut", decided_by=StaffFactory())
    assert list(Award.objects.values_list("rank", "reason")) == [(1, "Gut"), (2, "Auch gut")]


def test_winners_hear_of_it_once_when_the_result_is_public(closed):
    idea = IdeaFactory(competition=closed)
    award_idea(idea=idea, rank=1, reason="Gut", decided_by=StaffFactory())
    announce_awards()
    assert Mail.objects.filter(kind="idea_awarded").count() == 0
    publish(closed)
    announce_awards()
    announce_awards()
    mail = Mail.objects.get(kind="idea_awarded")
    assert (mail.recipient, mail.subject) == (
        idea.author.email,
        f"Ihre Idee {idea.number} „{idea.title}“ hat gewonnen",
    )


# --- the page ---


def test_page_before_the_result_says_when(client):
    page = page_of(client, CompetitionFactory(phase="jury"))
    assert "Das Ergebnis wird am" in page
    assert "Die Gewinner" not in page


def test_page_before_the_count_says_that_it_is_under_way(client, competition, ideas):
    publish(competition)
    assert "Die Stimmen werden gerade ausgezählt." in page_of(client, competition)
    assert client.get("/ideen/wahl/stimmzettel.json").status_code == 404
    assert client.get("/ideen/wahl/ergebnis.csv").status_code == 404


def test_page_shows_winners_votes_turnout_and_digest(client, competition, ideas):
    competition = publish(competition)
    count = freeze_count(competition=competition)
    ideas[0].refresh_from_db()
    award_idea(idea=ideas[0], rank=1, reason="Alle kommen hin.", decided_by=StaffFactory())
    page = page_of(client, competition)
    for text in ("Alle kommen hin.", "Platz 1", "Hier sind 1 von 3 Plätzen benannt.", count.sha256):
        assert text in page
    assert "nicht gezeigt" in page  # one voter from Mayen, two who named no place
    assert "<dd>4</dd>" in page


def test_ballots_are_the_bytes_of_the_digest(client, competition, ideas):
    count = freeze_count(competition=publish(competition))
    response = client.get("/ideen/wahl/stimmzettel.json")
    assert hashlib.sha256(response.content).hexdigest() == count.sha256
    assert response["Content-Type"] == "application/json"


def test_ballots_name_nobody(client, competition, ideas):
    freeze_count(competition=publish(competition))
    text = client.get("/ideen/wahl/stimmzettel.json").content.decode()
    voters = Vote.objects.values_list("ballot__user__display_name", "ballot__user__email")
    assert not [word for voter in voters for word in voter if word in text]


def test_votes_for_hidden_ideas_are_counted_but_not_listed(client, competition, ideas, hide):
    count = freeze_count(competition=publish(competition))
    hide(ideas[0])
    page = page_of(client, competition)
    assert "3 weitere Stimmen gingen an Ideen, die nicht mehr zu sehen sind." in page
    assert "Bus" not in page
    assert count.tally[ideas[0].number] == 3


def test_steering_group_result_shows_winners_and_reasons_only(client, closed):
    idea = IdeaFactory(competition=closed, title="Mitfahrerbank")
    award_idea(idea=idea, rank=1, reason="Verbindet Dörfer.", decided_by=StaffFactory())
    IdeaFactory(competition=closed, title="Ohne Preis")
    page = page_of(client, publish(closed))
    assert "Verbindet Dörfer." in page
    assert "Ohne Preis" not in page
    assert "Selbst nachzählen" not in page
    assert client.get(f"/ideen/{closed.slug}/stimmzettel.json").status_code == 404


def test_unannounced_competition_has_no_result(client):
    assert client.get(f"/ideen/{CompetitionFactory(phase=None).slug}/ergebnis/").status_code == 404


def test_lots_are_explained_where_they_mattered(client, competition):
    equals = IdeaFactory.create_batch(2, competition=competition)
    vote(equals)
    count = freeze_count(competition=publish(competition))
    order = [s.number for s in Outcome(competition).standings]
    by_hand = sorted(
        (i.number for i in equals),
        key=lambda n: hashlib.sha256((count.sha256 + n).encode()).hexdigest(),
    )
    assert order == by_hand
    assert f"Gleich viele Punkte haben: {', '.join(order)}." in page_of(client, competition)


def test_weighted_result_shows_votes_points_and_score(client):
    competition = CompetitionFactory(phase="voting", winner_rule="vote_and_jury", vote_weight=60)
    first, second = IdeaFactory.create_batch(2, competition=competition)
    vote([first])
    competition = end_voting(competition)
    freeze_count(competition=competition)
    criterion = CriterionFactory(competition=competition)
    juror = Juror.objects.create(competition=competition, user=UserFactory())
    for idea, points in ((first, 2), (second, 4)):
        set_shortlisted(idea=idea, shortlisted=True)
        score_idea(juror=juror, idea=idea, points={criterion: points})
    places = Outcome(publish(competition)).standings
    assert [(p.number, p.votes, p.points, p.score) for p in places] == [
        (first.number, 1, 2.0, 80.0),
        (second.number, 0, 4.0, 40.0),
    ]
    assert "80,00" in page_of(client, competition)


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow(client, competition, rows, django_assert_num_queries):
    ideas = IdeaFactory.create_batch(rows, competition=competition)
    for idea in ideas:
        vote([idea])
    competition = publish(competition)
    freeze_count(competition=competition)
    for rank, idea in enumerate(ideas, start=1):
        AwardFactory(idea=idea, rank=rank)
    with django_assert_num_queries(7):
        client.get("/ideen/wahl/ergebnis/")


@pytest.mark.parametrize("query", ["?page=2", "?page=99999999999999999999", "?page=x"])
def test_any_page_number_is_answered(client, competition, ideas, query):
    freeze_count(competition=publish(competition))
    assert "Alle Ideen in der Reihenfolge" in page_of(client, competition, query)


def test_result_page_sets_no_cookie(client, competition, ideas):
    freeze_count(competition=publish(competition))
    response = client.get("/ideen/wahl/ergebnis/")
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]


def test_outcome_leaves_the_ballots_text_in_the_database(competition, ideas):
    freeze_count(competition=publish(competition))
    assert Outcome(competition).count.get_deferred_fields() == {"ballots"}
