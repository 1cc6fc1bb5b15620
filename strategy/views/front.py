"""The entrance of the strategy: what is open now, what is in force, what is being done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page


@require_safe
@visitor_page
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "strategy/index.html")
