"""Casting and withdrawing votes.

Every change takes the competition's lock in shared mode, the count takes it exclusively: so the count
waits for votes that are under way, and no vote slips in behind it. The quota is counted under the lock
on the person's own ballot.
"""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ideas.models import Ballot, Competition, Count, Idea, Vote
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.refusal import Refused

_VOTING_LOCK = 0x6D796B  # one name space of advisory locks for all competitions' voting


def lock_voting(competition: Competition, *, shared: bool) -> None:
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_VOTING_LOCK, competition.pk])


@transaction.atomic
def cast_vote(*, idea: Idea, user: User) -> int:
    """Give the idea one of the person's votes; a second time changes nothing. Returns the votes left.

    Raises Refused outside the voting phase, for ideas that are not in the vote, and over the quota.
    """
    competition = idea.competition
    if competition is None:
        raise Refused(
            _("Über Ideen im Ideenspeicher wird nicht abgestimmt; Sie können sie unterstützen.")
        )
    ballot = _open_ballot(competition, user)
    if not Idea.objects.published().filter(pk=idea.pk, competition=competition).exists():
        raise Refused(_("Diese Idee steht nicht zur Abstimmung."))
    given = set(ballot.votes.values_list("idea", flat=True))
    if idea.pk not in given:
        if len(given) >= competition.votes_per_person:
            raise Refused(
                _(
                    "Sie haben alle {quota} Stimmen vergeben. "
                    "Nehmen Sie zuerst eine andere Stimme zurück, dann können Sie hier abstimmen."
                ).format(quota=competition.votes_per_person)
            )
        Vote.objects.create(ballot=ballot, idea=idea)
        given.add(idea.pk)
    return competition.votes_per_person - len(given)


@transaction.atomic
def withdraw_vote(*, idea: Idea, user: User) -> int:
    """Take the vote back; without one, nothing changes. Returns the votes left."""
    if idea.competition is None:
        raise Refused(
            _("Über Ideen im Ideenspeicher wird nicht abgestimmt; Sie können sie unterstützen.")
        )
    ballot = _open_ballot(idea.competition, user)
    Vote.objects.filter(ballot=ballot, idea=idea).delete()
    return idea.competition.votes_per_person - ballot.votes.count()


def _open_ballot(competition: Competition, user: User) -> Ballot:
    """The person's ballot, locked, with the phase checked by the database's clock."""
    lock_voting(competition, shared=True)
    _refuse_outside_voting(competition)
    Ballot.objects.bulk_create([Ballot(competition=competition, user=user)], ignore_conflicts=True)
    ballots = Ballot.objects.select_for_update().filter(competition=competition, user=user)
    ballot = ballots.first()
    if ballot is None:  # the account was deleted while this vote waited for the ballot
        raise Refused(_("Dieses Konto gibt es nicht mehr. Ihre Stimme wurde nicht gezählt."))
    return ballot


def _refuse_outside_voting(competition: Competition) -> None:
    is_counted = Exists(Count.objects.filter(competition=OuterRef("pk")))
    competition = Competition.objects.annotate(is_counted=is_counted).get(pk=competition.pk)
    phase = COMPETITION.phase_at(competition, database_now())
    if phase is None or phase.name != "voting" or competition.is_counted:
        raise Refused(_("Die Abstimmung ist nicht geöffnet. Ihre Stimme wurde nicht geändert."))


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
