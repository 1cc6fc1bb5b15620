"""The entrance of the strategy: what is open now, what is in force, what is being done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from strategy.entrance import entrance
from strategy.measures_of import agenda_numbers
from strategy.models import TargetVision
from strategy.standing import standings_of


@require_safe
@visitor_page
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "entrance": entrance(),
        "visions": standings_of(TargetVision.objects.with_goals()),
        "agenda": agenda_numbers(),
    }
    return render(request, "strategy/index.html", context)
