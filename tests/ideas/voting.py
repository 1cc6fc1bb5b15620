"""Casting votes in tests, and moving a competition's phase by its dates."""

from datetime import timedelta

from django.db import connections
from django.utils import timezone

from ideas.actions.voting import cast_vote
from ideas.models import Competition, Idea
from tests.factories import UserFactory


def vote(ideas: list[Idea], **person) -> None:
    """Somebody new gives each of these ideas a vote."""
    user = UserFactory(**person)
    for idea in ideas:
        cast_vote(idea=idea, user=user)


def end_voting(competition: Competition) -> Competition:
    """Let the phase after voting begin a second ago."""
    moment = timezone.now() - timedelta(seconds=1)
    following = "jury_from" if competition.jury_from else "result_from"
    Competition.objects.filter(pk=competition.pk).update(**{following: moment})
    return Competition.objects.get(pk=competition.pk)


def publish(competition: Competition) -> Competition:
    now = timezone.now()
    dates = {"result_from": now - timedelta(seconds=1)}
    if competition.jury_from:
        dates["jury_from"] = now - timedelta(seconds=2)
    Competition.objects.filter(pk=competition.pk).update(**dates)
    return Competition.objects.get(pk=competition.pk)


def in_thread(work):
    """`work`, with the thread's own database connection closed at its end."""

    def wrapped(*args, **kwargs):
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return wrapped
