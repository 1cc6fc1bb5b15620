import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideas.mine import open_votes_of
from ideas.models import Award, Competition, Idea
from ideas.next_step import by_urgency
from ideas.querysets import Rotation
from myk10.caching import visitor_page

IDEAS_SHOWN = 3
OWN_IDEAS_SHOWN = 3


@require_safe
@visitor_page
def home(request: HttpRequest) -> HttpResponse:
    competitions = list(Competition.objects.announced().defer("call_text", "rules_text"))
    current = by_urgency(competitions)
    voting = next((c for c in current if c.phase_name == "voting"), None)
    finished = next((c for c in competitions if c.phase_name == "result"), None)
    context = {
        "current": current,
        "voting": voting,
        "votes": open_votes_of(request.user, voting),
        "finished": finished,
        "winners": _winners(finished),
        "cards": _cards(voting),
        "own_ideas": _own_ideas(request),
    }
    return render(request, "home/home.html", context)


def _winners(competition: Competition | None) -> list[Award]:
    if competition is None:
        return []
    awards = competition.awards.select_related(
        "idea__competition", "idea__field_of_action", "idea__municipality"
    )
    return list(awards.defer("idea__description", "idea__search").prefetch_related("idea__images"))


def _cards(voting: Competition | None) -> list[Idea]:
    """The newest; while people vote any of those they vote on, so that nobody has an advantage."""
    ideas = Idea.objects.published().for_cards()
    if voting:
        start = secrets.randbelow(Rotation.PLACES)
        return Rotation(ideas.filter(competition=voting), start)[0:IDEAS_SHOWN]
    return list(ideas.order_by("-admitted_at", "-pk")[:IDEAS_SHOWN])


def _own_ideas(request: HttpRequest) -> list[Idea]:
    if not request.user.is_authenticated:
        return []
    own = Idea.objects.filter(author=request.user).exclude(number=None)
    return list(own.select_related("competition").without_long_texts()[:OWN_IDEAS_SHOWN])
