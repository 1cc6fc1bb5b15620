"""A forum and its event come into being together."""

from typing import Any

from django.db import transaction

from forums.models import Forum
from myk10.events.actions.changing import change_event
from myk10.events.models import Event


def event_for(*, year: int, title: str, values: dict[str, Any]) -> Event:
    """The unsaved event of a forum, at the address that the forum has."""
    return Event(title=title, slug=f"zukunftsforum-{year}", path=f"/foren/{year}/", **values)


@transaction.atomic
def announce_forum(*, forum: Forum, event: Event) -> Forum:
    """Save a new forum with its event, both unpublished."""
    event.full_clean()
    event.save()
    forum.event = event
    forum.full_clean()
    forum.save()
    return forum


@transaction.atomic
def rename_forum(*, forum: Forum) -> None:
    """The event is called as the forum is."""
    change_event(event=forum.event, values={"title": forum.title}, notify=False)
