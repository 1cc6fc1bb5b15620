"""What the pages of a forum share: the forum itself, and the way between its pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.models import Forum
from forums.querysets import ForumQuerySet
from myk10.accounts.models import User
from myk10.accounts.rules import is_projektbuero


def forum_for(user: User, year: int, forums: ForumQuerySet | None = None) -> Forum:
    """The forum of the year, with what `places_of` wants to know. Raises Http404."""
    forums = Forum.objects.with_event() if forums is None else forums
    return get_object_or_404(forums.visible_to(user).with_places(), year=year)


def forum_page(
    request: HttpRequest, template: str, forum: Forum, context: dict[str, Any]
) -> HttpResponse:
    context = {"forum": forum, "event": forum.event, **context}
    return render(request, template, {"places": places_of(forum, request), **context})


def places_of(forum: Forum, request: HttpRequest) -> list[tuple[str, str, bool]]:
    """(label, address, whether the page lies below it) of the pages that have something to show."""
    places = [
        (_("Überblick"), "forum", True),
        (_("Rückblick"), "review", forum.has_earlier),
        (_("Vorschläge"), "proposals", forum.proposals_until is not None),
        (_("Aufgaben"), "tasks", forum.has_tasks),
        (_("Dokumentation"), "documentation", may_read_documentation(request.user, forum)),
    ]
    found = [
        (label, reverse(f"forums:{name}", args=[forum.year]))
        for label, name, has_something in places
        if has_something
    ]
    below = [url for _label, url in found if request.path.startswith(url)]
    current = max(below, key=len, default=None)
    return [(label, url, url == current) for label, url in found]


def may_read_documentation(user: User, forum: Forum) -> bool:
    """The Projektbüro looks at it before it is public, once there is something written."""
    return bool(forum.documented_at or (forum.summary and is_projektbuero(user)))
