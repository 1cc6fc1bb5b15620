"""What happens to somebody's ideas and votes when the account goes."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.actions.submitting import discard_draft, remove_image
from ideas.actions.voting import withdraw_open_votes
from ideas.models import Ballot, Idea
from myk10.accounts.models import User
from myk10.notifications.models import Notification


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
    _forget_news_quoting(idea)
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


def _forget_news_quoting(idea: Idea) -> None:
    """Other people's news name the idea by number and title; those of replies by the title alone."""
    quoting = Q(title__contains=f"{idea.number} „")
    if idea.discussion:
        replies = idea.discussion.comments.exclude(parent=None)
        quoting |= Q(path__in=[reply.get_absolute_url() for reply in replies])
    Notification.objects.filter(quoting).delete()
