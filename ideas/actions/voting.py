"""Casting and withdrawing votes.

Every change takes the competition's lock in shared mode, the count takes it exclusively: so the count
waits for votes that are under way, and no vote slips in behind it. The quota is counted under the lock
on the person's own ballot.
"""

from django.db import connection
from django.utils.translation import gettext as _

from ideas.models import Ballot, Competition, Idea, Vote
from ideas.timetable import COMPETITION
from myk10 import prepared
from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.refusal import Refused

_VOTING_LOCK = 0x6D796B  # one name space of advisory locks for all competitions' voting


def lock_voting(competition: Competition, *, shared: bool) -> None:
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_VOTING_LOCK, competition.pk])


# Votes are cast by many at once, so locks, checks and change are one function in the database, and one
# call of it is one transaction: ideas/migrations/0003_vote_function.py.
_SET_VOTE = "SELECT refusal, votes_left FROM ideas_set_vote(%s, %s, %s, %s)"


def cast_vote(*, idea: Idea, user: User) -> int:
    """Give the idea one of the person's votes; a second time changes nothing. Returns the votes left.

    Raises Refused outside the voting phase, for ideas that are not in the vote, and over the quota.
    """
    return _set_vote(idea, user, wanted=True)


def withdraw_vote(*, idea: Idea, user: User) -> int:
    """Take the vote back; without one, nothing changes. Returns the votes left."""
    return _set_vote(idea, user, wanted=False)


def _set_vote(idea: Idea, user: User, *, wanted: bool) -> int:
    if idea.competition is None:
        raise Refused(
            _("Über Ideen im Ideenspeicher wird nicht abgestimmt; Sie können sie unterstützen.")
        )
    values = [idea.pk, idea.competition_id, user.pk, wanted]
    refusal, votes_left = prepared.row(_SET_VOTE, values)
    if refusal == "no ballot":
        _give_ballot(idea.competition, user)
        refusal, votes_left = prepared.row(_SET_VOTE, values)
    if refusal:
        raise Refused(_explained(refusal, idea.competition))
    return votes_left


def _give_ballot(competition: Competition, user: User) -> None:
    """Unless the account was deleted while its vote was under way."""
    if User.objects.filter(pk=user.pk).exists():
        ballot = Ballot(competition=competition, user=user)
        Ballot.objects.bulk_create([ballot], ignore_conflicts=True)


def _explained(refusal: str, competition: Competition) -> str:
    if refusal == "closed":
        return _("Die Abstimmung ist nicht geöffnet. Ihre Stimme wurde nicht geändert.")
    if refusal == "not in the vote":
        return _("Diese Idee steht nicht zur Abstimmung.")
    if refusal == "over the quota":
        return _(
            "Sie haben alle {quota} Stimmen vergeben. "
            "Nehmen Sie zuerst eine andere Stimme zurück, dann können Sie hier abstimmen."
        ).format(quota=competition.votes_per_person)
    return _("Dieses Konto gibt es nicht mehr. Ihre Stimme wurde nicht gezählt.")


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
