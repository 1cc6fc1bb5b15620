"""What happens to somebody's ideas and votes when the account goes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.actions.submitting import discard_draft, remove_image
from ideas.actions.voting import withdraw_open_votes
from ideas.models import Ballot, Idea
from myk10.accounts.models import User


@transaction.atomic
def forget_author(*, user: User, keep_texts: bool) -> None:
    """Take back open votes, unlink closed ones, drop drafts; keep or erase the texts of ideas.

    An erased idea keeps its number and state, because numbers are permanent and votes point to it.
    """
    withdraw_open_votes(user=user)
    Ballot.objects.filter(user=user).update(user=None)
    for draft in Idea.objects.drafts_of(user):
        discard_draft(draft=draft)
    ideas = Idea.objects.filter(author=user)
    if not keep_texts:
        for idea in ideas:
            _erase(idea)
    ideas.update(author=None)


def _erase(idea: Idea) -> None:
    for image in idea.images.all():
        remove_image(image=image)
    idea.title = idea.summary = idea.description = _("gelöscht")
    idea.will_help = False
    if idea.state in (Idea.State.SUBMITTED, Idea.State.ADMITTED):
        idea.state = Idea.State.WITHDRAWN
        idea.withdrawn_at = timezone.now()
    if idea.withdrawn_at:
        idea.withdrawal_reason = _("Konto und Texte gelöscht")
    idea.save()
    if idea.discussion:
        idea.discussion.title = idea.title
        idea.discussion.save(update_fields=["title"])
