"""Votes that meet: real threads, each with its own connection, on the real PostgreSQL.

Each lock is also taken away, to show that the test would notice.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from ideas.actions import results, voting
from ideas.actions.results import freeze_count
from ideas.actions.voting import cast_vote, withdraw_vote
from ideas.models import Ballot, Count, Vote
from ideas.recounting import recount
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.home.actions import delete_account
from myk10.refusal import Refused
from tests.factories import CompetitionFactory, IdeaFactory, UserFactory
from tests.ideas.voting import end_voting, in_thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def competition():
    return CompetitionFactory(phase="voting")


def at_once(work, arguments: list) -> list:
    """Call `work` with each of the arguments, all at the same moment; Refused counts as an answer."""
    barrier = Barrier(len(arguments))

    @in_thread
    def one(argument):
        connection.ensure_connection()
        barrier.wait()
        try:
            return work(argument)
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(one, arguments))


def test_quota_holds_against_30_requests_at_once(competition):
    ideas = IdeaFactory.create_batch(30, competition=competition)
    user = UserFactory()
    answers = at_once(lambda idea: cast_vote(idea=idea, user=user), ideas)
    assert Vote.objects.filter(ballot__user=user).count() == 3
    assert sorted(a for a in answers if isinstance(a, int)) == [0, 1, 2]
    assert [str(a)[:40] for a in answers if isinstance(a, Refused)] == (
        ["Sie haben alle 3 Stimmen vergeben. Nehme"] * 27
    )


def test_without_the_lock_on_the_ballot_the_quota_breaks(competition):
    """Two requests that have both counted and written before either has committed."""
    ideas = IdeaFactory.create_batch(4, competition=competition)
    user = UserFactory()
    for idea in ideas[:2]:
        cast_vote(idea=idea, user=user)
    both_have_counted = Barrier(2)

    def cast_together(idea):
        with transaction.atomic():
            cast_vote(idea=idea, user=user)
            both_have_counted.wait(timeout=10)

    with the_function_without("FOR UPDATE"):
        at_once(cast_together, ideas[2:])
    assert Vote.objects.filter(ballot__user=user).count() == 4


@contextmanager
def the_function_without(clause: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('ideas_set_vote'::regproc)")
        (function,) = cursor.fetchone()
        cursor.execute(function.replace(clause, ""))
        try:
            yield
        finally:
            cursor.execute(function)


def test_two_votes_for_one_idea_are_one(competition):
    idea = IdeaFactory(competition=competition)
    user = UserFactory()
    answers = at_once(lambda idea: cast_vote(idea=idea, user=user), [idea] * 8)
    assert answers == [2] * 8
    assert Vote.objects.count() == 1
    assert Ballot.objects.count() == 1
    assert Vote.pgh_event_model.objects.count() == 1


def test_casting_and_withdrawing_at_once_leaves_rows_and_record_in_agreement(competition):
    idea = IdeaFactory(competition=competition)
    user = UserFactory()
    at_once(lambda act: act(idea=idea, user=user), [cast_vote, withdraw_vote] * 6)
    freeze_count(competition=end_voting(competition))
    assert recount(competition).differences == []


def race_with_the_count(competition, idea) -> tuple[int, int]:
    """Voting ends and is counted while a vote, cast in time, is not committed yet.

    Returns the votes in the count and in the table.
    """
    user = UserFactory()
    vote_is_cast = Event()

    @in_thread
    def cast():
        with transaction.atomic():
            cast_vote(idea=idea, user=user)
            vote_is_cast.set()
            wait_until_the_count_waits_or_is_done()

    def wait_until_the_count_waits_or_is_done():
        with connection.cursor() as cursor:
            for _attempt in range(1000):
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM ideas_count) OR EXISTS "
                    "(SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database "
                    "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted)"
                )
                if cursor.fetchone()[0]:
                    return
                cursor.execute("SELECT pg_sleep(0.01)")

    @in_thread
    def count():
        vote_is_cast.wait(timeout=10)
        return freeze_count(competition=end_voting(competition)).votes

    with ThreadPoolExecutor(2) as threads:
        casting, counting = threads.submit(cast), threads.submit(count)
        casting.result()
        return counting.result(), Vote.objects.count()


def test_count_waits_for_a_vote_under_way(competition):
    idea = IdeaFactory(competition=competition)
    assert race_with_the_count(competition, idea) == (1, 1)


def test_without_its_lock_the_count_misses_a_vote_under_way(competition, monkeypatch):
    for module in (results, voting):
        monkeypatch.setattr(module, "lock_voting", lambda competition, *, shared: None)
    idea = IdeaFactory(competition=competition)
    assert race_with_the_count(competition, idea) == (0, 1)


def test_two_counts_at_once_are_one(competition):
    ended = end_voting(competition)
    counts = at_once(lambda c: freeze_count(competition=c), [ended] * 4)
    assert {count.pk for count in counts} == {Count.objects.get().pk}


@pytest.mark.parametrize("rule", ["vote", "vote_and_jury"])
@pytest.mark.parametrize("phase", [phase.name for phase in COMPETITION])
def test_the_database_takes_votes_when_the_timetable_says_voting(phase, rule):
    competition = CompetitionFactory(phase=phase, winner_rule=rule)
    idea = IdeaFactory(competition=competition)
    is_open = competition.phase_name == "voting"
    with (
        nullcontext() if is_open else pytest.raises(Refused, match="Abstimmung ist nicht geöffnet")
    ):
        cast_vote(idea=idea, user=UserFactory())
    assert Vote.objects.exists() == is_open


def test_vote_a_second_after_closing_is_refused(competition):
    idea = IdeaFactory(competition=competition)
    user = UserFactory()
    idea.competition.phase  # noqa: B018 - the page was opened while voting ran
    end_voting(competition)
    for act in (cast_vote, withdraw_vote):
        with pytest.raises(Refused, match="Abstimmung ist nicht geöffnet"):
            act(idea=idea, user=user)
    assert Vote.objects.count() == 0


def test_no_vote_slips_onto_the_ballot_of_an_account_that_is_deleted(competition):
    """Else whoever comes back would have a second vote beside the first one."""
    first, second = IdeaFactory.create_batch(2, competition=competition)
    user = UserFactory()
    cast_vote(idea=first, user=user)
    vote_is_cast = Event()

    @in_thread
    def cast():
        with transaction.atomic():
            cast_vote(idea=second, user=user)
            vote_is_cast.set()
            wait_until_somebody_waits_for_a_row()

    @in_thread
    def leave():
        vote_is_cast.wait(timeout=10)
        delete_account(user=User.objects.get(pk=user.pk), keep_texts=True)

    with ThreadPoolExecutor(2) as threads:
        casting, leaving = threads.submit(cast), threads.submit(leave)
        casting.result()
        leaving.result()

    assert (Vote.objects.count(), User.objects.filter(pk=user.pk).count()) == (0, 0)


def wait_until_somebody_waits_for_a_row():
    with connection.cursor() as cursor:
        for _attempt in range(500):
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
                "AND wait_event_type = 'Lock')"
            )
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
