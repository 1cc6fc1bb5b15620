"""Casting and withdrawing votes.

Every change takes the competition's lock in shared mode, the count takes it exclusively: so the count
waits for votes that are under way, and no vote slips in behind it. The quota is counted under the lock
on the person's own ballot.
"""

from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ideas.models import Ballot, Competition, Count, Idea, Vote
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.phases import Phase
from myk10.refusal import Refused

_VOTING_LOCK = 0x6D796B  # one name space of advisory locks for all competitions' voting


def lock_voting(competition: Competition, *, shared: bool) -> None:
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_VOTING_LOCK, competition.pk])


# Votes are cast by many at once, so each step is one statement, written out. What holds the guarantees:
# the ballot stays locked until the end of the transaction, and CAST counts in a later statement than
# the one that waited for the lock, so it sees every vote that was cast under it before.
# The two of OPEN_BALLOT travel together; the second one still sees what the first one waited for.
_BALLOT_LOCK = "FOR UPDATE OF ballot"
_OPEN_BALLOT = """
    SELECT pg_advisory_xact_lock_shared(%(lock)s, %(competition)s);
    SELECT ballot.id, votes_per_person, clock_timestamp(),
        EXISTS (SELECT FROM ideas_count WHERE competition_id = competition.id),
        announcement_from, submission_from, screening_from, voting_from, jury_from, result_from
    FROM ideas_ballot ballot JOIN ideas_competition competition ON competition.id = competition_id
    WHERE competition_id = %(competition)s AND user_id = %(user)s
"""
_CAST = """
    WITH given AS (SELECT idea_id FROM ideas_vote WHERE ballot_id = %(ballot)s),
    idea AS (
        SELECT id FROM ideas_idea WHERE id = %(idea)s AND competition_id = %(competition)s
        AND state = 'admitted' AND hidden_by_id IS NULL
    ),
    added AS (
        INSERT INTO ideas_vote (ballot_id, idea_id, cast_at)
        SELECT %(ballot)s, id, clock_timestamp() FROM idea
        WHERE id NOT IN (SELECT idea_id FROM given) AND (SELECT count(*) FROM given) < %(quota)s
        RETURNING idea_id
    )
    SELECT EXISTS (SELECT FROM idea), (SELECT count(*) FROM given),
        ARRAY(SELECT idea_id FROM given UNION ALL SELECT idea_id FROM added) @> ARRAY[%(idea)s]::bigint[],
        (SELECT count(*) FROM added)
"""
_WITHDRAW = """
    WITH given AS (SELECT idea_id FROM ideas_vote WHERE ballot_id = %(ballot)s),
    removed AS (
        DELETE FROM ideas_vote WHERE ballot_id = %(ballot)s AND idea_id = %(idea)s RETURNING idea_id
    )
    SELECT (SELECT count(*) FROM given) - (SELECT count(*) FROM removed)
"""


@dataclass(frozen=True)
class _OpenBallot:
    pk: int
    quota: int


@transaction.atomic
def cast_vote(*, idea: Idea, user: User) -> int:
    """Give the idea one of the person's votes; a second time changes nothing. Returns the votes left.

    Raises Refused outside the voting phase, for ideas that are not in the vote, and over the quota.
    """
    ballot = _open_ballot(idea, user)
    is_in_the_vote, given, has_vote, added = _change(_CAST, ballot, idea)
    if not is_in_the_vote:
        raise Refused(_("Diese Idee steht nicht zur Abstimmung."))
    if not has_vote:
        raise Refused(
            _(
                "Sie haben alle {quota} Stimmen vergeben. "
                "Nehmen Sie zuerst eine andere Stimme zurück, dann können Sie hier abstimmen."
            ).format(quota=ballot.quota)
        )
    return ballot.quota - given - added


@transaction.atomic
def withdraw_vote(*, idea: Idea, user: User) -> int:
    """Take the vote back; without one, nothing changes. Returns the votes left."""
    ballot = _open_ballot(idea, user)
    (given,) = _change(_WITHDRAW, ballot, idea)
    return ballot.quota - given


def _change(statement: str, ballot: _OpenBallot, idea: Idea) -> Any:
    values = {"idea": idea.pk, "competition": idea.competition_id}
    return _row(statement, **values, ballot=ballot.pk, quota=ballot.quota)


def _open_ballot(idea: Idea, user: User) -> _OpenBallot:
    """The person's ballot, locked, with the phase checked by the database's clock."""
    competition = idea.competition
    if competition is None:
        raise Refused(
            _("Über Ideen im Ideenspeicher wird nicht abgestimmt; Sie können sie unterstützen.")
        )
    values = {"lock": _VOTING_LOCK, "competition": competition.pk, "user": user.pk}
    find = partial(_row, f"{_OPEN_BALLOT} {_BALLOT_LOCK}", **values)
    if not (row := find()):
        _refuse_outside_voting(competition)
        # Unless the account was deleted while this vote waited for the ballot.
        if User.objects.filter(pk=user.pk).exists():
            new = Ballot(competition=competition, user=user)
            Ballot.objects.bulk_create([new], ignore_conflicts=True)
            row = find()
    if not row:
        raise Refused(_("Dieses Konto gibt es nicht mehr. Ihre Stimme wurde nicht gezählt."))
    pk, quota, now, is_counted, *dates = row
    fields = [phase.field for phase in COMPETITION]
    phases = SimpleNamespace(**dict(zip(fields, dates, strict=True)))
    _refuse_unless_open(COMPETITION.phase_at(phases, now), is_counted)
    return _OpenBallot(pk, quota)


def _refuse_outside_voting(competition: Competition) -> None:
    is_counted = Exists(Count.objects.filter(competition=OuterRef("pk")))
    competition = Competition.objects.annotate(is_counted=is_counted).get(pk=competition.pk)
    _refuse_unless_open(COMPETITION.phase_at(competition, database_now()), competition.is_counted)


def _refuse_unless_open(phase: Phase | None, is_counted: bool) -> None:
    if phase is None or phase.name != "voting" or is_counted:
        raise Refused(_("Die Abstimmung ist nicht geöffnet. Ihre Stimme wurde nicht geändert."))


def _row(statements: str, **values: Any) -> tuple[Any, ...] | None:
    """The row that the last of the statements gives."""
    with connection.cursor() as cursor:
        cursor.execute(statements, values)
        while cursor.nextset():
            pass
        return cursor.fetchone()


def withdraw_open_votes(*, user: User) -> None:
    """Take back the person's votes wherever voting is still open. The caller holds the transaction.

    The ballots stay locked until it ends, so that no vote under way slips onto one that is let go.
    """
    for competition in Competition.objects.filter(ballots__user=user, count=None):
        lock_voting(competition, shared=True)
        ballot = Ballot.objects.select_for_update().get(competition=competition, user=user)
        phase = COMPETITION.phase_at(competition, database_now())
        if phase is not None and phase.name == "voting":
            Vote.objects.filter(ballot=ballot).delete()
