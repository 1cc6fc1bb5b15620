"""The jury's pages: the shortlisted ideas, and the points of one juror for one idea."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ideas.actions.results import score_idea
from ideas.judging_forms import PointsForm
from ideas.models import Competition, Idea, Juror
from myk10.refusal import Refused


@require_safe
@login_required
@never_cache
def shortlist(request: HttpRequest, slug: str) -> HttpResponse:
    juror = _juror_or_404(request, slug)
    ideas = _ideas_to_score(juror)
    criteria = juror.competition.criteria.count()
    done = sum(1 for idea in ideas if idea.author_id != juror.user_id and idea.scored == criteria)
    to_do = sum(1 for idea in ideas if idea.author_id != juror.user_id)
    context = {
        "competition": juror.competition,
        "may_score": request.user.has_perm("ideas.score_ideas", juror.competition),
        "ideas": ideas,
        "criteria": criteria,
        "done": done,
        "to_do": to_do,
    }
    return render(request, "ideas/jury.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def score(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    juror = _juror_or_404(request, slug)
    idea = get_object_or_404(_ideas_to_score(juror), number=number)
    form = PointsForm(request.POST if request.method == "POST" else None, juror=juror, idea=idea)
    if request.method == "POST" and form.is_valid():
        try:
            score_idea(juror=juror, idea=idea, points=form.points())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("ideas:jury", slug)
        messages.success(
            request, _("Ihre Punkte für {number} sind gespeichert.").format(number=number)
        )
        following = _next_idea(juror, idea) if "next" in request.POST else None
        return (
            redirect("ideas:jury_score", slug, following.number)
            if following
            else redirect("ideas:jury", slug)
        )
    context = {
        "competition": juror.competition,
        "idea": idea,
        "form": form,
        "is_own": idea.author_id == juror.user_id,
        "may_score": request.user.has_perm("ideas.score_ideas", juror.competition),
    }
    return render(request, "ideas/jury_score.html", context)


def _juror_or_404(request: HttpRequest, slug: str) -> Juror:
    competition = get_object_or_404(Competition.objects.announced(), slug=slug)
    juror = Juror.objects.filter(competition=competition, user=request.user).first()
    if juror is None:
        raise Http404
    juror.competition = competition
    return juror


def _ideas_to_score(juror: Juror):
    own = Q(scores__juror=juror)
    return (
        Idea.objects.published()
        .filter(competition=juror.competition, shortlisted_at__isnull=False)
        .select_related("competition", "field_of_action", "municipality")
        .annotate(scored=Count("scores", filter=own))
        .order_by("number")
    )


def _next_idea(juror: Juror, idea: Idea) -> Idea | None:
    """The next idea on the list that still lacks points, beginning again at its top."""
    open_ideas = (
        _ideas_to_score(juror)
        .exclude(author=juror.user)
        .filter(scored__lt=juror.competition.criteria.count())
    )
    return open_ideas.filter(number__gt=idea.number).first() or open_ideas.first()
