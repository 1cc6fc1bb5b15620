from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from myk10.events import ics
from myk10.events.models import Event
from myk10.events.wording import seats_of

PAST_ON_A_PAGE = 10
CALENDAR_ENTRIES = 200


@require_safe
@visitor_page
def event_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    published = Event.objects.published().defer("text")
    past = Paginator(published.past(now), PAST_ON_A_PAGE)
    context = {
        "events": list(published.upcoming(now).with_counts()),
        "page_obj": past.get_page(request.GET.get("page")),
        "now": now,
    }
    return render(request, "events/list.html", context)


@require_safe
@visitor_page
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).with_counts(), slug=slug)
    if event.path:
        return redirect(event.path)
    context = {
        "event": event,
        "seats": seats_of(event),
        "phase": event.registration_phase(timezone.now()),
    }
    return render(request, "events/detail.html", context)


@require_safe
@visitor_page
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    return _calendar_answer(ics.public_file(event), f"{event.slug}.ics")


@require_safe
@visitor_page
def calendar_file(request: HttpRequest) -> HttpResponse:
    """To subscribe to: the newest, past ones included, so that a calendar keeps what it has shown."""
    events = Event.objects.published().order_by("-starts_at")[:CALENDAR_ENTRIES]
    return _calendar_answer(ics.public_calendar(events, _("Termine MYK10")), "termine-myk10.ics")


def _calendar_answer(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
