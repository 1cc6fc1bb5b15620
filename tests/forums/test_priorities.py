"""The vote on proposals: pages and actions, also of many at once, on real threads and connections."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.utils import DatabaseError
from django.urls import reverse

from forums.actions import prioritising
from forums.actions.prioritising import cast_priority, freeze_priorities, withdraw_priority
from forums.models import Ballot, PriorityCount, PriorityVote
from forums.tasks import freeze_due_priorities
from myk10.ballots import tally_of
from myk10.moderation.actions import hide_content
from myk10.refusal import Refused
from tests.factories import ForumFactory, ProposalFactory, StaffFactory
from tests.forums.voting import bring_ticket, end_vote, open_vote, participant
from tests.ideas.voting import in_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return open_vote(ForumFactory(phase="under_way", year=2026))


def vote_url(proposal) -> str:
    return reverse("forums:vote", args=[proposal.forum.year, proposal.number])


# --- Pages ----------------------------------------------------------------------------------


def test_votes_are_given_and_taken_back_and_the_page_says_how_many_are_left(client, forum):
    me, proposal = participant(forum), ProposalFactory(forum=forum)
    client.force_login(me.user)
    address = reverse("forums:proposals", args=[2026]) + "?start=7"

    answer = client.post(vote_url(proposal), {"stimme": "geben", "next": address})
    assert (answer.status_code, answer["Location"]) == (303, f"{address}#{proposal.number}")
    page = client.get(address).content.decode()
    assert "Sie stimmen für diesen Vorschlag." in page
    assert "Noch 2 von 3 Stimmen" in page

    client.post(vote_url(proposal), {"stimme": "geben"})
    assert PriorityVote.objects.count() == 1
    client.post(vote_url(proposal), {"stimme": "zuruecknehmen"})
    client.post(vote_url(proposal), {"stimme": "zuruecknehmen"})
    assert PriorityVote.objects.count() == 0


def test_with_script_the_form_and_the_count_are_exchanged(client, forum):
    me, proposal = participant(forum), ProposalFactory(forum=forum)
    client.force_login(me.user)
    answer = client.post(vote_url(proposal), {"stimme": "geben"}, headers={"HX-Request": "true"})
    drawn = answer.content.decode()
    assert 'hx-swap-oob="innerHTML:#stimmen-stand"' in drawn
    assert "Noch 2 von 3 Stimmen" in drawn


def test_a_guest_votes_by_the_ticket(client, forum):
    me, proposal = participant(forum), ProposalFactory(forum=forum)
    me.user = None
    me.save()
    bring_ticket(client, me)
    client.post(vote_url(proposal), {"stimme": "geben"})
    assert Ballot.objects.get().registration == me


def test_whoever_has_no_seat_is_told_who_may_vote(client, forum):
    proposal = ProposalFactory(forum=forum)
    answer = client.post(vote_url(proposal), {"stimme": "geben"}, follow=True)
    assert "Abstimmen können alle, die für das Forum angemeldet sind." in answer.content.decode()
    assert PriorityVote.objects.count() == 0


def test_the_fourth_vote_is_refused_with_what_to_do(client, forum):
    me = participant(forum)
    client.force_login(me.user)
    *given, fourth = ProposalFactory.create_batch(4, forum=forum)
    for proposal in given:
        cast_priority(proposal=proposal, registration=me)
    answer = client.post(vote_url(fourth), {"stimme": "geben"}, follow=True)
    assert "Sie haben alle 3 Stimmen vergeben." in answer.content.decode()


def test_neither_a_wrong_word_nor_a_foreign_address_does_anything(client, forum):
    me, proposal = participant(forum), ProposalFactory(forum=forum)
    client.force_login(me.user)
    assert client.post(vote_url(proposal), {"stimme": "vielleicht"}).status_code == 404
    answer = client.post(vote_url(proposal), {"stimme": "geben", "next": "https://boese.example"})
    assert answer["Location"] == f"{proposal.get_absolute_url()}#{proposal.number}"


def test_the_order_is_random_but_stays_and_no_count_is_shown(client, forum):
    ProposalFactory.create_batch(12, forum=forum)
    address = reverse("forums:proposals", args=[2026])
    led_on = client.get(address)
    assert (led_on.status_code, led_on["Location"].split("=")[0]) == (302, f"{address}?start")

    def order(start: int) -> list[str]:
        shown = client.get(f"{address}?start={start}").context["page_obj"]
        return [proposal.number for proposal in shown]

    assert order(5) == order(5)
    assert sorted(order(5)) == sorted(order(6))
    assert len({tuple(order(start)) for start in range(5)}) > 1
    cast_priority(proposal=forum.proposals.first(), registration=participant(forum))
    assert "1 Stimme" not in client.get(f"{address}?start=5").content.decode()


def test_a_vote_for_what_was_hidden_since_can_be_taken_back(client, forum):
    me, proposal = participant(forum), ProposalFactory(forum=forum)
    cast_priority(proposal=proposal, registration=me)
    hide_content(target=proposal, moderator=StaffFactory(), ground="spam", reason="Werbung")
    client.force_login(me.user)
    page = client.get(reverse("forums:proposals", args=[2026]) + "?start=1").content.decode()
    assert "Stimmen für Vorschläge, die nicht mehr zu sehen sind" in page
    assert proposal.title not in page
    client.post(vote_url(proposal), {"stimme": "zuruecknehmen"})
    assert PriorityVote.objects.count() == 0


def test_the_result_is_there_once_it_is_counted_and_anyone_can_count_again(client, forum):
    first, second = ProposalFactory.create_batch(2, forum=forum)
    for proposals in ([first, second], [second]):
        me = participant(forum)
        for proposal in proposals:
            cast_priority(proposal=proposal, registration=me)
    result = reverse("forums:priorities", args=[2026])
    ballots = reverse("forums:ballots", args=[2026])
    assert [client.get(url).status_code for url in (result, ballots)] == [404, 404]

    end_vote(forum)
    freeze_due_priorities()

    page = client.get(result)
    rows = [(row.rank, row.proposal, row.votes) for row in page.context["rows"]]
    assert rows == [(1, second, 2), (2, first, 1)]
    file = client.get(ballots)
    assert hashlib.sha256(file.content).hexdigest() in page.content.decode()
    assert tally_of(file.content.decode()) == {first.number: 1, second.number: 2}
    assert len(json.loads(file.content)["ballots"]) == 2
    assert file["Content-Disposition"] == 'attachment; filename="stimmzettel-forum-2026.json"'


def test_votes_for_hidden_proposals_are_counted_but_not_named(client, forum):
    proposal = ProposalFactory(forum=forum, title="Verborgen")
    cast_priority(proposal=proposal, registration=participant(forum))
    hide_content(target=proposal, moderator=StaffFactory(), ground="spam", reason="Werbung")
    freeze_priorities(forum=end_vote(forum))
    page = client.get(reverse("forums:priorities", args=[2026])).content.decode()
    assert "Eine weitere Stimme ging an einen Vorschlag, der nicht mehr zu sehen ist." in page
    assert "Verborgen" not in page


def test_the_sweep_counts_what_has_ended_once(forum):
    going_on = open_vote(ForumFactory(phase="under_way"))
    end_vote(forum)
    freeze_due_priorities()
    freeze_due_priorities()
    assert [count.forum for count in PriorityCount.objects.all()] == [forum]
    assert not PriorityCount.objects.filter(forum=going_on).exists()


def test_what_is_counted_cannot_be_changed(forum):
    proposal, me = ProposalFactory(forum=forum), participant(forum)
    cast_priority(proposal=proposal, registration=me)
    freeze_priorities(forum=end_vote(forum))
    with pytest.raises(DatabaseError), transaction.atomic():
        PriorityVote.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        PriorityCount.objects.update(voters=99)


def test_a_second_after_closing_no_vote_is_taken(forum):
    proposal, me = ProposalFactory(forum=forum), participant(forum)
    assert forum.is_voting  # the page was opened while the vote ran
    end_vote(forum)
    for act in (cast_priority, withdraw_priority):
        with pytest.raises(Refused, match="Abstimmung ist nicht geöffnet"):
            act(proposal=proposal, registration=me)
    assert PriorityVote.objects.count() == 0


# --- Many at once ---------------------------------------------------------------------------


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


@pytest.mark.django_db(transaction=True)
def test_quota_holds_against_30_requests_at_once(forum):
    proposals = ProposalFactory.create_batch(30, forum=forum)
    me = participant(forum)
    answers = at_once(lambda p: cast_priority(proposal=p, registration=me), proposals)
    assert PriorityVote.objects.filter(ballot__registration=me).count() == 3
    assert sorted(a for a in answers if isinstance(a, int)) == [0, 1, 2]
    assert sum(isinstance(a, Refused) for a in answers) == 27
    assert PriorityVote.pgh_event_model.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_the_quota_breaks(forum):
    """Two requests that have both counted before either has written."""
    proposals = ProposalFactory.create_batch(4, forum=forum)
    me = participant(forum)
    for proposal in proposals[:2]:
        cast_priority(proposal=proposal, registration=me)
    both_have_counted = Barrier(2)
    create = PriorityVote.objects.create

    def create_together(**values):
        both_have_counted.wait(timeout=10)
        return create(**values)

    with (
        patch.object(QuerySet, "select_for_update", lambda rows, **_options: rows),
        patch.object(PriorityVote.objects, "create", create_together),
    ):
        at_once(lambda p: cast_priority(proposal=p, registration=me), proposals[2:])
    assert PriorityVote.objects.filter(ballot__registration=me).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_votes_for_one_proposal_are_one(forum):
    proposal, me = ProposalFactory(forum=forum), participant(forum)
    answers = at_once(lambda p: cast_priority(proposal=p, registration=me), [proposal] * 8)
    assert answers == [2] * 8
    assert (PriorityVote.objects.count(), Ballot.objects.count()) == (1, 1)


def race_with_the_count(forum, proposal) -> tuple[int, int]:
    """The vote ends and is counted while a vote, cast in time, is not committed yet.

    Returns the votes in the count and in the table.
    """
    me = participant(forum)
    vote_is_cast = Event()

    @in_thread
    def cast():
        with transaction.atomic():
            cast_priority(proposal=proposal, registration=me)
            vote_is_cast.set()
            wait_until_the_count_waits_or_is_done()

    @in_thread
    def count():
        vote_is_cast.wait(timeout=10)
        return sum(freeze_priorities(forum=end_vote(forum)).tally.values())

    with ThreadPoolExecutor(2) as threads:
        casting, counting = threads.submit(cast), threads.submit(count)
        casting.result()
        return counting.result(), PriorityVote.objects.count()


def wait_until_the_count_waits_or_is_done():
    with connection.cursor() as cursor:
        for _attempt in range(1000):
            cursor.execute(
                "SELECT EXISTS (SELECT FROM forums_prioritycount) OR EXISTS "
                "(SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database "
                "WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted)"
            )
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")


@pytest.mark.django_db(transaction=True)
def test_the_count_waits_for_a_vote_under_way(forum):
    assert race_with_the_count(forum, ProposalFactory(forum=forum)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_its_lock_the_count_misses_a_vote_under_way(forum, monkeypatch):
    monkeypatch.setattr(prioritising, "_lock_vote", lambda forum, *, shared: None)
    assert race_with_the_count(forum, ProposalFactory(forum=forum)) == (0, 1)
