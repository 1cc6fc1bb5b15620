from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from ideas.actions.results import freeze_count
from ideas.actions.voting import withdraw_vote
from ideas.models import Ballot, Count, Vote
from tests.factories import CompetitionFactory, IdeaFactory, UserFactory
from tests.ideas.voting import cast_vote, end_voting, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """Two ideas with three votes and one, on three ballots; a vote was withdrawn again."""
    competition = CompetitionFactory(phase="voting", slug="wahl")
    first, second = IdeaFactory.create_batch(2, competition=competition)
    vote([first, second])
    vote([first])
    vote([first])
    undecided = UserFactory()
    cast_vote(idea=second, user=undecided)
    withdraw_vote(idea=second, user=undecided)
    competition = end_voting(competition)
    freeze_count(competition=competition)
    return competition


def recount() -> tuple[str, str]:
    """What the command prints, and what it complains about."""
    out = StringIO()
    try:
        call_command("recount", "wahl", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_untouched_count_agrees(counted):
    first, second = counted.ideas.order_by("number")
    printed, complaint = recount()
    assert complaint == ""
    assert printed.splitlines()[:3] == [
        "Idee              Ergebnis Stimmzettel     Stimmen    Vorgänge  ",
        f"{first.number:<14}           3           3           3           3  ",
        f"{second.number:<14}           1           1           1           1  ",
    ]
    assert "Abstimmende: 3" in printed
    assert counted.count.sha256 in printed
    assert "Alles stimmt überein." in printed


def test_deleted_vote_is_found(counted):
    row = Vote.objects.filter(idea=counted.ideas.order_by("number")[1]).get()
    ballot = row.ballot.pseudonym
    with pgtrigger.ignore("ideas.Vote:counted_votes_stay", "ideas.Vote:withdrawn_delete"):
        row.delete()
    printed, complaint = recount()
    first, second = counted.ideas.order_by("number")
    assert f"{second.number:<14}           1           1           0           1  !" in printed
    assert f"{second.number}: die Zahlen stimmen nicht überein." in complaint
    both = f"{first.number}, {second.number}"
    assert f"Stimmzettel {ballot}: veröffentlicht {both}, laut Stimmen {first.number}." in complaint


def test_vote_moved_to_another_ballot_is_found(counted):
    """The numbers of votes stay the same; the ballots do not."""
    row = Vote.objects.filter(idea=counted.ideas.order_by("number")[1]).get()
    target = Ballot.objects.exclude(pk=row.ballot_id).filter(votes__isnull=False).first()
    with pgtrigger.ignore("ideas.Vote:vote_is_never_changed"):
        Vote.objects.filter(pk=row.pk).update(ballot=target)
    _printed, complaint = recount()
    assert "die Zahlen stimmen nicht überein" not in complaint
    assert f"Stimmzettel {row.ballot.pseudonym}" in complaint
    assert f"Stimmzettel {target.pseudonym}" in complaint


def test_removed_record_is_found(counted):
    events = Vote.pgh_event_model
    with pgtrigger.ignore("ideas.VoteEvent:append_only"):
        events.objects.filter(idea=counted.ideas.order_by("number")[1]).delete()
    _printed, complaint = recount()
    assert "laut Vorgängen" in complaint
    assert "laut Stimmen" not in complaint


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"tally": {"I-2026-001": 9}}, "die Zahlen stimmen nicht überein"),
        ({"votes": 9}, "Zahl der Stimmen: veröffentlicht 9, nachgerechnet 4."),
        ({"voters": 9}, "Zahl der Abstimmenden: veröffentlicht 9, nachgerechnet 3."),
        ({"turnout": {"": 2}}, "Summe der Beteiligung: veröffentlicht 2, nachgerechnet 3."),
        ({"sha256": "0" * 64}, "SHA-256: veröffentlicht 0000"),
        ({"ballots": '{"ballots":[],"competition":"wahl"}'}, "SHA-256: veröffentlicht"),
    ],
)
def test_changed_result_is_found(counted, change, found):
    with pgtrigger.ignore("ideas.Count:count_is_frozen"):
        Count.objects.update(**change)
    assert found in recount()[1]


def test_ballot_over_the_quota_is_found(counted):
    idea = IdeaFactory(competition=counted)
    more = IdeaFactory(competition=counted)
    ballot = Ballot.objects.filter(votes__idea=counted.ideas.order_by("number")[1]).get()
    with pgtrigger.ignore("ideas.Vote:counted_votes_stay", "ideas.Count:count_is_frozen"):
        Vote.objects.bulk_create([Vote(ballot=ballot, idea=i) for i in (idea, more)])
        Count.objects.all().delete()
    freeze_count(competition=counted)
    assert recount()[1] == (
        f"Es gibt Abweichungen:\n  Stimmzettel {ballot.pseudonym}: 4 Stimmen, erlaubt sind 3."
    )


def test_differences_end_with_1(counted):
    with pgtrigger.ignore("ideas.Count:count_is_frozen"):
        Count.objects.update(votes=9)
    with pytest.raises(CommandError) as error:
        call_command("recount", "wahl", stdout=StringIO())
    assert error.value.returncode == 1


def test_without_a_count_the_command_says_what_to_do():
    CompetitionFactory(phase="voting", slug="wahl")
    assert recount()[1] == "„wahl“ ist noch nicht ausgezählt: manage.py freeze_count wahl"


def test_unknown_competition():
    assert recount()[1] == "Einen Wettbewerb „wahl“ gibt es nicht."


def test_freeze_count_command_counts_and_refuses_before_the_end():
    competition = CompetitionFactory(phase="voting", slug="wahl")
    vote(IdeaFactory.create_batch(2, competition=competition))
    with pytest.raises(CommandError, match="erst, wenn die Abstimmung beendet ist"):
        call_command("freeze_count", "wahl")
    end_voting(competition)
    out = StringIO()
    call_command("freeze_count", "wahl", stdout=out)
    sha256 = Count.objects.get().sha256
    assert out.getvalue() == f"Ausgezählt: 2 Stimmen auf 1 Stimmzetteln.\nSHA-256: {sha256}\n"


def refused(sql: str, *parameters) -> str:
    """The database's answer to a statement that somebody with full access types."""
    with (
        pytest.raises(ProgrammingError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)
    return str(error.value).splitlines()[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ideas_count SET votes = 7",
        "DELETE FROM ideas_count",
        "UPDATE ideas_voteevent SET pgh_label = 'withdrawn'",
        "DELETE FROM ideas_voteevent",
        "UPDATE ideas_vote SET cast_at = now()",
    ],
)
def test_database_refuses_to_change_what_was_counted(counted, sql):
    assert "Cannot update" in refused(sql)


def test_database_refuses_votes_after_the_count(counted):
    message = "The votes of this competition are counted; they stay as they are."
    assert refused("DELETE FROM ideas_vote") == message
    assert message == refused(
        "INSERT INTO ideas_vote (ballot_id, idea_id, cast_at) "
        "SELECT id, (SELECT max(idea_id) FROM ideas_vote), now() FROM ideas_ballot LIMIT 1"
    )


def test_other_competitions_go_on_voting(counted):
    idea = IdeaFactory(competition=CompetitionFactory(phase="voting"))
    user = UserFactory()
    assert cast_vote(idea=idea, user=user) == 2
    assert withdraw_vote(idea=idea, user=user) == 3


def test_emptied_record_is_found(counted):
    """TRUNCATE needs the owner of the table; whoever does it is found out."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ideas_voteevent")
    assert "laut Vorgängen –." in recount()[1]


def test_the_record_names_nobody():
    fields = {field.name for field in Vote.pgh_event_model._meta.get_fields()}
    own = {"id", "ballot", "idea", "cast_at"}
    assert fields == own | {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj"}
