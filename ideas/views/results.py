"""The published result: winners, votes, turnout, and all that one needs to count again."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas.models import Competition, Count
from ideas.outcome import Outcome, Place
from myk10.caching import visitor_page
from myk10.charts import Bar, DrawnBar, bar_chart

TABLE_ROWS = 50


@require_safe
@visitor_page
def result(request: HttpRequest, slug: str) -> HttpResponse:
    competition = get_object_or_404(Competition.objects.visible_to(request.user), slug=slug)
    outcome = Outcome(competition)
    if not outcome.is_published:
        return render(request, "ideas/result_pending.html", {"competition": competition})
    paginator = Paginator(outcome.standings, TABLE_ROWS)
    page = paginator.get_page(request.GET.get("page"))
    places = outcome.places(page.object_list)
    context = {
        "competition": competition,
        "outcome": outcome,
        "stats": _stats(outcome),
        "turnout_bars": _turnout_bars(outcome),
        "lots": [[s.number for s in group] for group in outcome.drawn_lots],
        "page_obj": page,
        "rows": _rows(outcome, places),
    }
    return render(request, "ideas/result.html", context)


@require_safe
def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """The canonical ballots: exactly the bytes whose SHA-256 stands on the result page."""
    competition = get_object_or_404(Competition.objects.visible_to(request.user), slug=slug)
    if not Outcome(competition).is_published:
        raise Http404
    count = get_object_or_404(Count, competition=competition)
    return HttpResponse(
        count.ballots.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="stimmzettel-{slug}.json"'},
    )


def _stats(outcome: Outcome) -> list[tuple[str, int]]:
    if outcome.count is None:
        return []
    return [
        (_("Menschen haben abgestimmt"), outcome.count.voters),
        (_("Stimmen wurden vergeben"), outcome.count.votes),
        (_("Stimmen hatte jede Person"), outcome.competition.votes_per_person),
        (_("Ideen standen zur Wahl"), len(outcome.standings)),
    ]


def _rows(outcome: Outcome, places: list[Place]) -> list[tuple[Place, DrawnBar]]:
    """Each place with the bar that shows its score; the full length is the winner's."""
    bars = bar_chart(
        (
            Bar(
                label=place.idea.title,
                value=place.standing.score,
                highlight=hasattr(place.idea, "award"),
            )
            for place in places
        ),
        full=max((standing.score for standing in outcome.standings), default=0),
    )
    return list(zip(places, bars, strict=True))


def _turnout_bars(outcome: Outcome) -> list[DrawnBar]:
    if outcome.count is None:
        return []
    return bar_chart(
        Bar(
            label=municipality.name if municipality else _("ohne Angabe"),
            value=voters or 0,
            text=_("nicht gezeigt") if voters is None else str(voters),
        )
        for municipality, voters in outcome.turnout()
    )
