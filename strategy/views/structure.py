"""What the strategy aims at, and how far the county is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from strategy.measures_of import measures_of_vision
from strategy.models import TargetVision
from strategy.standing import standings_of


@require_safe
@visitor_page
def target_visions(request: HttpRequest) -> HttpResponse:
    visions = standings_of(TargetVision.objects.with_goals())
    return render(request, "strategy/structure/target_visions.html", {"visions": visions})


@require_safe
@visitor_page
def target_vision(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(TargetVision.objects.with_goals(), slug=slug)
    context = {"standing": standings_of([found])[0], "measures": measures_of_vision(found)}
    return render(request, "strategy/structure/target_vision.html", context)
