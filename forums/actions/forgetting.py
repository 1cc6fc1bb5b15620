"""What happens to somebody's questions, proposals and votes when the account goes.

Those who took part without an account are forgotten with their registrations (`myk10.events`):
what they wrote stays, linked to a registration that names nobody.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Ballot, PriorityVote, Proposal, Question
from myk10 import clock
from myk10.accounts.models import User
from myk10.events.models import Registration


@transaction.atomic
def forget_author(*, user: User, keep_texts: bool) -> None:
    """Take open votes back and unlink closed ones; keep the texts without a name, or erase them.

    To be called while the registrations still say whose they are.
    """
    theirs = Registration.objects.belonging_to(user)
    _take_back_open_votes(theirs)
    questions = Question.objects.filter(Q(author=user) | Q(asked_by__in=theirs))
    proposals = Proposal.objects.filter(Q(author=user) | Q(proposed_by__in=theirs))
    if not keep_texts:
        for question in questions.select_for_update(of=["self"]).order_by("pk"):
            _erase_question(question)
        for proposal in proposals.select_for_update(of=["self"]).order_by("pk"):
            _erase_proposal(proposal)
    questions.update(author=None)
    proposals.update(author=None)


def _take_back_open_votes(theirs: QuerySet) -> None:
    ballots = Ballot.objects.filter(registration__in=theirs)
    open_ = ballots.filter(forum__vote_until__gt=clock.database_now(), forum__count=None)
    PriorityVote.objects.filter(ballot__in=open_).delete()
    open_.delete()
    ballots.update(registration=None)


def _erase_question(question: Question) -> None:
    """An answer is the county's and stays; without one nothing is left to keep."""
    if not question.is_answered and not question.merged_questions.exists():
        question.delete()
        return
    question.text = _("gelöscht")
    question.save(update_fields=["text"])


def _erase_proposal(proposal: Proposal) -> None:
    """Numbers are permanent and votes point to them; a task that was made of it is the county's."""
    proposal.title = proposal.text = _("gelöscht")
    if proposal.state in (Proposal.State.SUBMITTED, Proposal.State.ADMITTED):
        proposal.state, proposal.decided_at = Proposal.State.REFUSED, timezone.now()
        proposal.decision_reason = _("Konto und Texte gelöscht")
    proposal.save()
    if proposal.discussion:
        proposal.discussion.title = proposal.title
        proposal.discussion.save(update_fields=["title"])
