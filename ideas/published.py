"""What is public already, read once for all readers; see `myk10.kept`."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from ideas.models import Competition, Idea
from ideas.querysets import IdeaQuerySet
from myk10 import prepared
from myk10.kept import kept

# Asked at each request, so written out: which version of the idea is the present one, if it is public.
_VERSION = """
    SELECT saved_at, support_count, revision
    FROM ideas_idea LEFT JOIN discussions_discussion discussion ON discussion.id = discussion_id
    WHERE number = %s AND state = 'admitted' AND hidden_by_id IS NULL
"""


def idea_for(user: Any, number: str) -> Idea:
    """The idea as this person may see it, as `for_page()` reads it. Raises Http404."""
    if not user.is_staff and (version := _version_of(number)):
        idea = kept(f"idea {number}", version, lambda: _read(Idea.objects.published(), number))
        if idea:
            return idea
    if idea := _read(Idea.objects.visible_to(user), number):
        return idea
    raise Http404


def idea_to_vote_on(number: str) -> Idea:
    """A public idea with what a vote for it needs, or one that was public some seconds ago: the vote
    itself asks whether it is in the vote, so nobody need ask for its present version. Raises Http404."""

    def read() -> Idea:
        ideas = Idea.objects.published().without_long_texts().select_related("competition")
        return get_object_or_404(ideas, number=number)

    return kept(f"vote {number}", None, read)


def _version_of(number: str) -> tuple[Any, ...] | None:
    return prepared.row(_VERSION, [number])


def _read(ideas: IdeaQuerySet, number: str) -> Idea | None:
    return ideas.for_page().filter(number=number).first()


def version_of(idea: Idea) -> tuple[Any, ...]:
    """Whoever changes, supports or comments on an idea sees it at once, not some seconds later."""
    phase = idea.competition.phase_name if idea.competition else ""
    revision = idea.discussion.revision if idea.discussion else 0
    return idea.saved_at, idea.support_count, revision, phase


def competition_for(user: Any, slug: str) -> Competition:
    """The competition as this person may see it. Raises Http404."""
    competitions = Competition.objects.visible_to(user)
    if user.is_staff:
        return get_object_or_404(competitions, slug=slug)
    return kept(f"competition {slug}", None, lambda: get_object_or_404(competitions, slug=slug))
