"""The door: who comes in. For the Projektbüro, on a telephone or with a printed list."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from myk10.events.actions.attending import check_in, undo_check_in
from myk10.events.forms import DoorSearchForm
from myk10.events.models import Event, Registration
from myk10.events.tokens import read_code_token, ticket_path
from myk10.refusal import Refused

SHOWN = 30


def for_the_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As in the admin: signed in, of the Projektbüro, with a second factor."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("events.check_in"):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


@for_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.with_counts(), slug=slug)
    form = DoorSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if request.method == "POST":
        pk = request.POST.get("anmeldung", "")
        if not pk.isdecimal():
            raise Http404
        _let_in_or_out(request, get_object_or_404(event.registrations, pk=pk))
        return redirect(f"{request.path}?{urlencode({'q': words})}" if words else request.path)
    people = event.registrations.live().exclude(state="pending").filter(attendance="on_site")
    found = people.found_by(words).order_by(Lower("name"), "pk") if words else people.none()
    context = {
        "event": event,
        "words": words,
        "found": found[:SHOWN],
        "latest": people.filter(checked_in_at__isnull=False).order_by("-checked_in_at")[:5],
        "expected": people.confirmed().count(),
    }
    return render(request, "events/door.html", context)


def _let_in_or_out(request: HttpRequest, registration: Registration) -> None:
    name = str(registration)
    if request.POST.get("tun") == "zuruecknehmen":
        undo_check_in(registration=registration)
        messages.success(request, _("{name} ist nicht mehr als da vermerkt.").format(name=name))
        return
    try:
        registration, first = check_in(registration=registration, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    if first:
        messages.success(request, _("{name} ist da.").format(name=name))
    else:
        arrived = date_format(localtime(registration.checked_in_at), "G:i")
        messages.warning(
            request,
            _("{name} war schon da, seit {time} Uhr.").format(name=name, time=arrived),
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """Where the QR code leads. Nobody but the Projektbüro learns whether a code is real; whoever
    scans their own is led to their ticket."""
    if request.user.is_authenticated and not request.user.has_perm("events.check_in"):
        pk = read_code_token(token)
        own = Registration.objects.belonging_to(request.user).filter(pk=pk).first()
        if own is None:
            raise Http404
        return redirect(ticket_path(own))
    return _scanned_at_the_door(request, token)


@for_the_office
def _scanned_at_the_door(request: HttpRequest, token: str) -> HttpResponse:
    found = Registration.objects.select_related("event").exclude(state="pending")
    registration = get_object_or_404(found, pk=read_code_token(token))
    if request.method == "POST":
        _let_in_or_out(request, registration)
        return redirect(request.path)
    return render(request, "events/scanned.html", {"registration": registration})


@for_the_office
@require_safe
def door_list(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.all(), slug=slug)
    people = event.registrations.confirmed().filter(attendance="on_site")
    context = {"event": event, "people": people.order_by(Lower("name"), "pk")}
    return render(request, "events/door_list.html", context)
