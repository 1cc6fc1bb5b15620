"""The vote of those who are registered on which proposals come first.

The same guarantees as in a competition: the quota is counted under a lock on the person's ballot, the
database's clock decides, and counting waits for votes under way.
"""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import Ballot, Forum, PriorityCount, PriorityVote, Proposal
from myk10 import clock
from myk10.ballots import canonical, tally_of
from myk10.events.models import Registration
from myk10.refusal import Refused
from myk10.text import sha256_of

_PRIORITY_LOCK = 0x6D796C  # one name space of advisory locks for all forums' votes


def _lock_vote(forum: Forum, *, shared: bool) -> None:
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_PRIORITY_LOCK, forum.pk])


@transaction.atomic
def cast_priority(*, proposal: Proposal, registration: Registration) -> int:
    """Give the proposal one of the person's votes; again changes nothing. Returns the votes left."""
    ballot, quota = _open_ballot(proposal, registration)
    if not Proposal.objects.published().filter(pk=proposal.pk).exists():
        raise Refused(_("Dieser Vorschlag steht nicht zur Abstimmung."))
    given = set(ballot.votes.values_list("proposal", flat=True))
    if proposal.pk not in given:
        if len(given) >= quota:
            raise Refused(
                ngettext(
                    "Sie haben Ihre Stimme vergeben. Nehmen Sie sie zuerst zurück.",
                    "Sie haben alle {quota} Stimmen vergeben. "
                    "Nehmen Sie zuerst eine andere Stimme zurück.",
                    quota,
                ).format(quota=quota)
            )
        PriorityVote.objects.create(ballot=ballot, proposal=proposal)
        given.add(proposal.pk)
    return quota - len(given)


@transaction.atomic
def withdraw_priority(*, proposal: Proposal, registration: Registration) -> int:
    """Take the vote back, from a proposal that was hidden since, too. Returns the votes left."""
    ballot, quota = _open_ballot(proposal, registration)
    ballot.votes.filter(proposal=proposal).delete()
    return quota - ballot.votes.count()


def _open_ballot(proposal: Proposal, registration: Registration) -> tuple[Ballot, int]:
    """The person's ballot, locked, with everything checked by the database's clock."""
    _lock_vote(proposal.forum, shared=True)
    forum = Forum.objects.select_related("event").get(pk=proposal.forum_id)
    if not _is_open(forum) or PriorityCount.objects.filter(forum=forum).exists():
        raise Refused(_("Die Abstimmung ist nicht geöffnet. Ihre Stimme wurde nicht geändert."))
    present = Registration.objects.select_for_update(no_key=True).filter(
        pk=registration.pk, event=forum.event, state=Registration.State.CONFIRMED
    )
    if not present.exists():
        raise Refused(_("Abstimmen können alle, die für das Forum angemeldet sind."))
    Ballot.objects.bulk_create(
        [Ballot(forum=forum, registration=registration)], ignore_conflicts=True
    )
    ballot = Ballot.objects.select_for_update().get(forum=forum, registration=registration)
    return ballot, forum.votes_per_person


def _is_open(forum: Forum) -> bool:
    now = clock.database_now()
    begins, ends = forum.vote_from, forum.vote_until
    return bool(begins and ends and begins <= now < ends)


@transaction.atomic
def freeze_priorities(*, forum: Forum) -> PriorityCount:
    """Count the votes once, after the vote has closed and every vote under way is done."""
    _lock_vote(forum, shared=False)
    forum = Forum.objects.get(pk=forum.pk)
    if existing := PriorityCount.objects.filter(forum=forum).first():
        return existing
    if not forum.vote_until or clock.database_now() < forum.vote_until:
        raise Refused(_("Ausgezählt wird erst, wenn die Abstimmung beendet ist."))
    ballots = canonical("forum", str(forum.year), votes_by_ballot(forum))
    return PriorityCount.objects.create(
        forum=forum,
        counted_at=timezone.now(),
        ballots=ballots,
        sha256=sha256_of(ballots),
        tally=tally_of(ballots),
        voters=Ballot.objects.filter(forum=forum, votes__isnull=False).distinct().count(),
    )


def votes_by_ballot(forum: Forum) -> dict[str, list[str]]:
    rows = PriorityVote.objects.filter(ballot__forum=forum)
    found: dict[str, list[str]] = {}
    for pseudonym, number in rows.values_list("ballot__pseudonym", "proposal__number"):
        found.setdefault(pseudonym, []).append(number)
    return found
