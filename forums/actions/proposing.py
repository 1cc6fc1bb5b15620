from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums import emails
from forums.models import Forum, Proposal
from myk10 import clock
from myk10.accounts.models import User
from myk10.discussions.models import Discussion
from myk10.events.models import Registration
from myk10.numbers import next_number
from myk10.refusal import Refused
from myk10.region.models import FieldOfAction

MOST_PER_PERSON = 5


@transaction.atomic
def propose(
    *,
    forum: Forum,
    registration: Registration,
    title: str,
    text: str,
    strand: str,
    field_of_action: FieldOfAction | None = None,
) -> Proposal:
    """Propose a task, before and at the forum. The same words again are a button pressed twice.

    Raises Refused when the time for it is over, and for those who have no seat.
    """
    forums = Forum.objects.select_for_update(of=["self"], no_key=True).with_event()
    forum = forums.get(pk=forum.pk)
    if forum.event.is_cancelled or not _takes_proposals(forum):
        raise Refused(_("Vorschläge für Aufgaben werden gerade nicht angenommen."))
    if not forum.event.registrations.confirmed().filter(pk=registration.pk).exists():
        raise Refused(_("Vorschlagen können alle, die für das Forum angemeldet sind."))
    own = forum.proposals.filter(proposed_by=registration)
    if same := own.filter(title=title, text=text).first():
        return same
    if own.count() >= MOST_PER_PERSON:
        raise Refused(_("Mehr als fünf Vorschläge je Person nehmen wir nicht an."))
    number = next_number(f"V-{forum.year}")
    proposal = Proposal(
        forum=forum,
        number=f"V-{forum.year}-{number:03d}",
        proposed_by=registration,
        author=registration.user,
        title=title,
        text=text,
        strand=strand,
        field_of_action=field_of_action,
    )
    proposal.full_clean(exclude=["number", "proposed_by", "author"])
    proposal.save()
    return proposal


def _takes_proposals(forum: Forum) -> bool:
    return bool(forum.proposals_until and clock.database_now() < forum.proposals_until)


@transaction.atomic
def admit_proposal(*, proposal: Proposal, decided_by: User) -> Proposal:
    proposal = _submitted(proposal)
    proposal.state = Proposal.State.ADMITTED
    proposal.decided_at, proposal.decided_by = timezone.now(), decided_by
    proposal.discussion = Discussion.objects.create(
        title=proposal.title, path=proposal.get_absolute_url()
    )
    proposal.save()
    emails.proposal_admitted(proposal)
    return proposal


@transaction.atomic
def refuse_proposal(*, proposal: Proposal, decided_by: User, reason: str) -> Proposal:
    proposal = _submitted(proposal)
    if not reason.strip():
        raise Refused(_("Bitte begründen Sie, warum der Vorschlag nicht zugelassen wird."))
    proposal.state = Proposal.State.REFUSED
    proposal.decided_at, proposal.decided_by = timezone.now(), decided_by
    proposal.decision_reason = reason.strip()
    proposal.save()
    emails.proposal_refused(proposal)
    return proposal


def _submitted(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    if proposal.state != Proposal.State.SUBMITTED:
        raise Refused(
            _("{number} ist bereits entschieden: {state}.").format(
                number=proposal.number, state=proposal.get_state_display()
            )
        )
    return proposal
