"""The pages that everybody reads: competitions, lists, ideas."""

import secrets
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas.actions.commenting import comment_on_idea
from ideas.listing import COUNTY, RANDOM, IdeaList
from ideas.mine import open_votes_of, ties_of
from ideas.models import Award, Competition, CriterionRating, Idea, IdeaImage
from ideas.models.competition import POOL_SLUG
from ideas.next_step import by_urgency
from ideas.pictures import municipalities_picture, phases_picture
from ideas.posters import qr_code
from ideas.published import competition_for, idea_for, version_of
from ideas.querysets import Rotation
from myk10.accounts.decorators import login_required_keeping_input
from myk10.caching import visitor_page
from myk10.discussions.forms import CommentForm
from myk10.discussions.thread import address_of, thread_context
from myk10.kept import kept_page
from myk10.stored import stored_picture
from myk10.story import story_of

CARDS_SHOWN = 6
IMAGE_SIZES = {"klein": "small", "gross": "large"}


@require_safe
@visitor_page
def index(request: HttpRequest) -> HttpResponse:
    competitions = list(
        Competition.objects.visible_to(request.user).prefetch_related(winners_prefetch())
    )
    pool = Idea.objects.pool().published().for_cards()
    context = {
        "current": by_urgency(competitions),
        "past": [c for c in competitions if c.phase_name == "result"],
        "pool_cards": pool.newest_first()[:3],
    }
    return render(request, "ideas/index.html", context)


def winners_prefetch() -> Prefetch:
    """`competition.winners`; whether they may be shown yet is for the competition's phase to say."""
    awards = Award.objects.select_related(
        "idea__competition", "idea__field_of_action", "idea__municipality"
    ).defer("idea__description", "idea__search")
    return Prefetch("awards", awards.prefetch_related("idea__images"), to_attr="winners")


@require_safe
@visitor_page
def competition(request: HttpRequest, slug: str) -> HttpResponse:
    if slug == POOL_SLUG:
        return _pool(request)
    competitions = Competition.objects.visible_to(request.user).prefetch_related("criteria")
    found = get_object_or_404(competitions, slug=slug)
    if found.phase_name == "result":
        prefetch_related_objects([found], winners_prefetch())
    shown = IdeaList(found, QueryDict())
    context = {
        "competition": found,
        "phases": phases_picture(found),
        "list": shown,
        "map": _map(shown),
        "cards": _sample(found),
        "votes": open_votes_of(request.user, found),
    }
    return render(request, "ideas/competition.html", context)


def _pool(request: HttpRequest) -> HttpResponse:
    shown = IdeaList(None, QueryDict())
    pool = Idea.objects.pool().published().for_cards()
    newest = pool.newest_first()[0:CARDS_SHOWN]
    context = {"list": shown, "map": _map(shown), "cards": newest}
    context["open_competition"] = Competition.objects.in_phase("submission").first()
    return render(request, "ideas/pool.html", context)


def _sample(competition: Competition) -> list[Idea]:
    """Newest ideas; while people vote any, because being shown here is an advantage."""
    ideas = competition.ideas.published().for_cards()
    if competition.phase_name == "voting":
        return Rotation(ideas, secrets.randbelow(Rotation.PLACES))[0:CARDS_SHOWN]
    if competition.phase_name == "result":
        return []
    return list(ideas.newest_first()[:CARDS_SHOWN])


def _map(shown: IdeaList) -> dict[str, Any]:
    """The tile map beside a list; a tile chooses its municipality, the chosen one lets it go."""
    url_of = {
        m.pk: shown.address(gemeinde="" if m == shown.municipality else m.slug)
        for m in shown.municipalities
    }
    return {
        "chart": municipalities_picture(
            shown.municipalities, shown.counts, url_of, shown.municipality
        ),
        "county_count": shown.counts.get(None, 0),
        "county_url": shown.address(gemeinde="" if shown.is_county else COUNTY),
    }


@require_safe
@visitor_page
def idea_list(request: HttpRequest, slug: str) -> HttpResponse:
    found = None
    if slug != POOL_SLUG:
        found = competition_for(request.user, slug)
    shown = IdeaList(found, request.GET)
    if shown.needs_start:
        return _at_a_random_place(request, shown)

    def draw(_reader: Any) -> dict[str, Any]:
        return {
            "competition": found,
            "list": shown,
            "page_obj": shown.page,
            "map": _map(shown),
            "next": shown.page_address,
        }

    return kept_page(
        request,
        "ideas/idea_list.html",
        draw,
        name=shown.page_address,
        version=shown.phase,
        personal={"competition": found, "votes": open_votes_of(request.user, found)},
    )


@never_cache
def _at_a_random_place(request: HttpRequest, shown: IdeaList) -> HttpResponse:
    """Once: from here on the place travels in the links, so that no cookie is needed for it."""
    start = str(secrets.randbelow(Rotation.PLACES))
    return redirect(shown.address(reihenfolge=RANDOM, start=start))


# --- One idea ------------------------------------------------------------------------------


@require_safe
@visitor_page
def idea_detail(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    idea = idea_for(request.user, number)
    if idea.slug != slug:
        return redirect(idea, permanent=True)
    return _detail_page(request, idea)


def _detail_page(
    request: HttpRequest, idea: Idea, comment_form: CommentForm | None = None
) -> HttpResponse:
    user = request.user
    may_enter = (
        user.has_perm("ideas.enter_competition", idea)
        and Competition.objects.in_phase("submission").exists()
    )
    ties = ties_of(user, idea)
    return kept_page(
        request,
        "ideas/idea_detail.html",
        partial(_drawn_idea, request, idea, comment_form),
        name=f"{idea.pk}?{request.GET.urlencode()}",
        version=version_of(idea),
        personal={
            "for_me": idea,
            "ties": ties,
            "competition": idea.competition,
            "may_enter": may_enter,
            "votes": ties.votes,
        },
        keep=idea.is_public and comment_form is None and "antwort" not in request.GET,
    )


def _drawn_idea(
    request: HttpRequest, idea: Idea, comment_form: CommentForm | None, reader: Any
) -> dict[str, Any]:
    ratings = CriterionRating.objects.select_related("criterion")
    merged = Idea.objects.select_related("competition").defer("description", "search")
    prefetch_related_objects(
        [idea],
        "images",
        "answers",
        Prefetch("merged_ideas", merged),
        Prefetch("assessment__ratings", ratings),
    )
    context = {
        "idea": idea,
        "competition": idea.competition,
        "steps": story_of(idea),
        "next": idea.get_absolute_url(),
    }
    if idea.discussion:
        context |= thread_context(
            request,
            idea.discussion,
            post_url=f"{idea.get_absolute_url()}kommentieren/",
            may_post=reader.has_perm("ideas.comment_idea", idea),
            form=comment_form,
        )
    return context


@login_required_keeping_input
def comment(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Post a comment; a refused one is shown again on the page of the idea, with its text."""
    idea = idea_for(request.user, number)
    if request.method != "POST" or idea.discussion is None:
        return redirect(idea)
    if not request.user.has_perm("ideas.comment_idea", idea):
        messages.error(request, _("Zu dieser Idee kann niemand mehr etwas schreiben."))
        return redirect(idea)
    form = CommentForm(request.POST, discussion=idea.discussion)
    if form.is_valid() and (posted := form.post(request.user, partial(comment_on_idea, idea=idea))):
        messages.success(request, _("Ihr Beitrag ist veröffentlicht."))
        return redirect(address_of(posted))
    return _detail_page(request, idea, form)


@require_safe
@visitor_page
def poster(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """A sheet to print and hang up."""
    ideas = Idea.objects.published().select_related(
        "competition", "field_of_action", "municipality", "author"
    )
    idea = get_object_or_404(ideas.defer("search"), number=number)
    if idea.slug != slug:
        return redirect("ideas:poster", idea.slug, number, permanent=True)
    return render(request, "ideas/poster.html", {"idea": idea, "qr_code": qr_code(idea)})


@require_safe
def image(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """A picture of an idea, for whoever may see the idea."""
    if size not in IMAGE_SIZES:
        raise Http404
    visible = Idea.objects.visible_to(request.user)
    found = get_object_or_404(IdeaImage.objects.select_related("idea"), pk=pk, idea__in=visible)
    return stored_picture(getattr(found, IMAGE_SIZES[size]), is_public=found.idea.is_public)
