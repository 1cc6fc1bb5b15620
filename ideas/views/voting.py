"""Votes, support, following: each is set or unset by POST, never toggled."""

from collections.abc import Callable
from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas.actions.submitting import set_following, set_support
from ideas.actions.voting import cast_vote, withdraw_vote
from ideas.mine import open_votes_of, votes_of
from ideas.models import Competition, Idea
from ideas.published import idea_for, idea_to_vote_on
from myk10.going_back import page_of_form, see
from myk10.refusal import Refused


@require_safe
@never_cache
@login_required
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """Which ideas have the person's votes; to be changed as long as voting is open."""
    competitions = Competition.objects.visible_to(request.user).filter(voting_from__isnull=False)
    competition = get_object_or_404(competitions, slug=slug)
    votes = votes_of(request.user, competition)
    ideas = Idea.objects.filter(pk__in=votes.idea_ids).for_cards()
    context = {
        "competition": competition,
        "votes": votes,
        "is_open": competition.phase_name == "voting",
        "cards": ideas.order_by("title", "pk"),
        "next": request.get_full_path(),
    }
    return render(request, "ideas/ballot.html", context)


def vote(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """`stimme=geben` or `stimme=zuruecknehmen`."""
    changes = {"geben": cast_vote, "zuruecknehmen": withdraw_vote}
    change = changes.get(request.POST.get("stimme", ""))
    return _answer(request, _visible_or_voted_for(request, number), change, _vote_answered)


def _visible_or_voted_for(request: HttpRequest, number: str) -> Idea:
    """Who has voted for an idea that was hidden since must be able to take the vote back."""
    with suppress(Http404):
        return idea_to_vote_on(number)
    try:
        return idea_for(request.user, number)
    except Http404:
        if not request.user.is_authenticated:
            raise
    voted_for = Idea.objects.filter(votes__ballot__user=request.user)
    return get_object_or_404(voted_for.select_related("competition"), number=number)


def follow(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """`folgen=ja` or `folgen=nein`."""
    wanted = {"ja": True, "nein": False}.get(request.POST.get("folgen", ""))

    def change(*, idea: Idea, user) -> None:
        if wanted and not user.has_perm("ideas.follow_idea", idea):
            raise Refused(_("Dieser Idee kann man nicht folgen."))
        set_following(idea=idea, user=user, following=wanted)

    idea = idea_for(request.user, number)
    return _answer(request, idea, None if wanted is None else change, _follow_answered)


def support(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """`unterstuetzen=ja` or `unterstuetzen=nein`."""
    wanted = {"ja": True, "nein": False}.get(request.POST.get("unterstuetzen", ""))

    def change(*, idea: Idea, user) -> None:
        set_support(idea=idea, user=user, supporting=wanted)

    idea = idea_for(request.user, number)
    return _answer(request, idea, None if wanted is None else change, _support_answered)


Answer = Callable[[HttpRequest, Idea, str], HttpResponse]


@never_cache
def _answer(
    request: HttpRequest, idea: Idea, change: Callable[..., object] | None, answer: Answer
) -> HttpResponse:
    """Do what a POST asks for. Anything else leads to the page where one can ask for it."""
    if not request.user.is_authenticated:
        return _to_login(request, idea)
    if request.method != "POST":
        return redirect(idea)
    if change is None:
        raise Http404
    refusal = ""
    try:
        change(idea=idea, user=request.user)
    except Refused as refused:
        refusal = str(refused)
    return answer(request, idea, refusal)


def _to_login(request: HttpRequest, idea: Idea) -> HttpResponse:
    response = redirect_to_login(idea.get_absolute_url())
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


def _vote_answered(request: HttpRequest, idea: Idea, refusal: str) -> HttpResponse:
    if request.htmx and (votes := open_votes_of(request.user, idea.competition)):
        address = page_of_form(request, idea.get_absolute_url())
        context = {"idea": idea, "votes": votes, "refusal": refusal, "next": address}
        return render(request, "ideas/parts/vote_answer.html", context)
    if refusal:
        return _refused(request, idea, refusal)
    return _back(request, idea)  # where the idea itself says whether it has the vote


def _follow_answered(request: HttpRequest, idea: Idea, refusal: str) -> HttpResponse:
    if refusal:
        return _refused(request, idea, refusal)
    if request.POST["folgen"] == "ja":
        messages.success(
            request, _("Sie folgen dieser Idee: Bei Neuigkeiten bekommen Sie eine E-Mail.")
        )
    else:
        messages.success(request, _("Sie folgen dieser Idee nicht mehr."))
    return _back(request, idea)


def _support_answered(request: HttpRequest, idea: Idea, refusal: str) -> HttpResponse:
    if refusal:
        return _refused(request, idea, refusal)
    if request.POST["unterstuetzen"] == "ja":
        messages.success(request, _("Danke, Sie unterstützen diese Idee."))
    else:
        messages.success(request, _("Sie unterstützen diese Idee nicht mehr."))
    return _back(request, idea)


def _refused(request: HttpRequest, idea: Idea, refusal: str) -> HttpResponse:
    """Back to the top of the page, where the message stands."""
    messages.error(request, refusal)
    return see(request, page_of_form(request, idea.get_absolute_url()))


def _back(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Back to the same idea on the page."""
    return see(request, f"{page_of_form(request, idea.get_absolute_url())}#{idea.number}")
