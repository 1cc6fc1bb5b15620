"""People who take part, and a vote that is moved by its dates."""

from datetime import timedelta

from django.utils import timezone

from forums.models import Forum
from forums.participant import SESSION_KEY
from myk10.accounts.models import User
from myk10.events.models import Registration
from tests.factories import RegistrationFactory, UserFactory


def participant(forum: Forum, user: User | None = None) -> Registration:
    """Somebody with an account and a seat."""
    user = user or UserFactory()
    return RegistrationFactory(event=forum.event, user=user, email=user.email)


def bring_ticket(client, registration: Registration) -> None:
    """What opening one's ticket leaves on a phone."""
    session = client.session
    session[SESSION_KEY] = {str(registration.event.forum.year): registration.pk}
    session.save()


def open_vote(forum: Forum) -> Forum:
    return _vote(forum, timedelta(hours=-1), timedelta(hours=1))


def end_vote(forum: Forum) -> Forum:
    """A second ago."""
    return _vote(forum, timedelta(hours=-1), timedelta(seconds=-1))


def _vote(forum: Forum, begins: timedelta, ends: timedelta) -> Forum:
    now = timezone.now()
    Forum.objects.filter(pk=forum.pk).update(vote_from=now + begins, vote_until=now + ends)
    return Forum.objects.select_related("event").get(pk=forum.pk)
