"""The debate as everybody reads it. What writes is in `debating`."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from myk10.discussions.forms import CommentForm
from myk10.discussions.thread import thread_context
from myk10.kept import kept_page
from myk10.story import story_of
from strategy.debate_listing import COUNTY, ContributionList
from strategy.debate_pictures import fields_picture, municipalities_picture
from strategy.models import Contribution, ContributionSupport, GuidingQuestion
from strategy.participation import Participation
from strategy.querysets import ContributionQuerySet

LARGEST_KEY = 2**63 - 1


def question_for(user: Any, slug: str) -> GuidingQuestion:
    return get_object_or_404(GuidingQuestion.objects.visible_to(user), slug=slug)


def contribution_for(user: Any, slug: str, pk: int) -> Contribution:
    """As this person may see it. Raises Http404."""
    if pk > LARGEST_KEY:
        raise Http404
    visible: ContributionQuerySet = Contribution.objects.visible_to(user).for_cards()
    return get_object_or_404(visible.select_related("hidden_by"), question__slug=slug, pk=pk)


@require_safe
@visitor_page
def debate(request: HttpRequest) -> HttpResponse:
    """Which guiding questions there are, and where each of them stands."""
    return kept_page(
        request, "strategy/debate/debate.html", _drawn_debate, name="debate", personal={}
    )


def _drawn_debate(reader: Any) -> dict[str, Any]:
    return {"questions": GuidingQuestion.objects.visible_to(reader).with_participation()}


@require_safe
@visitor_page
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """The board, or with `ansicht=liste` the same as a list."""
    found = question_for(request.user, slug)
    shown = ContributionList(found, request.GET, Participation(found))
    return kept_page(
        request,
        "strategy/debate/list.html" if shown.is_list else "strategy/debate/board.html",
        partial(_drawn_question, shown),
        name=shown.address,
        version=(found.phase, found.summarised_at),
        personal={},
    )


def _drawn_question(shown: ContributionList, _reader: Any) -> dict[str, Any]:
    context = {"question": shown.question, "list": shown, "sources": _sources(shown.question)}
    if shown.is_list:
        return context | {"page_obj": shown.page}
    participation = shown.participation
    context |= {"columns": shown.board, "total": participation.total}
    if participation.total:
        context |= {
            "bars": fields_picture(participation, shown),
            "map": municipalities_picture(participation, shown),
            "county": participation.by_municipality[-1],
            "county_url": shown.list_address(gemeinde=COUNTY),
        }
    return context


def _sources(question: GuidingQuestion) -> list[Contribution]:
    """What the published summary rests on, as far as it is still public."""
    if not question.is_summarised:
        return []
    return list(question.summary_sources.published().order_by("column", "pk"))


@require_safe
@visitor_page
def contribution(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return contribution_page(request, contribution_for(request.user, slug, pk))


def contribution_page(
    request: HttpRequest, found: Contribution, form: CommentForm | None = None
) -> HttpResponse:
    return kept_page(
        request,
        "strategy/debate/contribution.html",
        partial(_drawn_contribution, request, found, form),
        name=f"{found.pk}?{request.GET.urlencode()}",
        version=_version_of(found),
        personal={"for_me": found, "is_supported": _is_supported(request.user, found)},
        keep=found.is_public and form is None and "antwort" not in request.GET,
    )


def _version_of(found: Contribution) -> tuple[Any, ...]:
    """Whoever changes, supports or comments sees it at once, not some seconds later."""
    question = found.question
    counts = found.support_count, found.discussion.revision
    return found.edited_at, *counts, question.phase, question.summarised_at


def _is_supported(user: Any, found: Contribution) -> bool:
    if not user.is_authenticated:
        return False
    return ContributionSupport.objects.filter(contribution=found, user=user).exists()


def _drawn_contribution(
    request: HttpRequest, found: Contribution, form: CommentForm | None, reader: Any
) -> dict[str, Any]:
    return {
        "contribution": found,
        "question": found.question,
        "steps": story_of(found),
        **thread_context(
            request,
            found.discussion,
            post_url=f"{found.get_absolute_url()}kommentieren/",
            may_post=reader.has_perm("strategy.comment_contribution", found),
            form=form,
        ),
    }
