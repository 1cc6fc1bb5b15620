from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from myk10.client_ip import client_ip
from myk10.events.actions.inviting import decline_invitation
from myk10.events.actions.registering import (
    cancel_registration,
    confirm_registration,
)
from myk10.events.actions.registering import register as register_person
from myk10.events.actions.seats import accept_offer, decline_offer
from myk10.events.codes import qr_code
from myk10.events.forms import RegistrationForm
from myk10.events.models import Event, Invitation, Registration
from myk10.events.tokens import read_ticket_token, ticket_path
from myk10.events.wording import seats_of
from myk10.notifications.models import Mail
from myk10.notifications.tokens import mail_of_recipient_token
from myk10.refusal import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The link in an invitation proves the address, as signing in does."""
    event = get_object_or_404(Event.objects.visible_to(request.user).with_counts(), slug=slug)
    invitation = _invitation(request, event)
    known = _known(request, event, invitation)
    if known:
        return redirect(ticket_path(known))
    if invitation and "absagen" in request.POST:
        return _declined(request, event, invitation)
    address = _proven_address(request, invitation)
    form = _form(request, event, address)
    if request.method == "POST" and (answer := _answer_to(request, event, form, address)):
        return answer
    declines = event.declines.filter(email__iexact=address)
    context = {
        "event": event,
        "form": form,
        "address": address,
        "invitation": invitation,
        "declined": invitation and declines.exists(),
        "phase": event.registration_phase(timezone.now()),
    }
    return render(request, "events/register.html", context)


def _declined(request: HttpRequest, event: Event, invitation: Mail) -> HttpResponse:
    with suppress(Refused):  # registered this very moment: the page will show it
        decline_invitation(event=event, email=invitation.recipient)
    return redirect(request.get_full_path())


def _answer_to(
    request: HttpRequest, event: Event, form: RegistrationForm, address: str
) -> HttpResponse | None:
    """None for a form that needs correction."""
    if form.is_by_machine:
        return render(request, "events/asked.html", {"event": event})
    if not form.is_valid():
        return None
    try:
        return _registered(request, event, form, address)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _invitation(request: HttpRequest, event: Event) -> Mail | None:
    """The mail by whose button somebody came, if it invited to this event."""
    mail = mail_of_recipient_token(request.GET.get("einladung", ""))
    if mail and Invitation.objects.filter(event=event, mailing=mail.mailing_id).exists():
        return mail
    return None


def _proven_address(request: HttpRequest, invitation: Mail | None) -> str:
    if invitation:
        return invitation.recipient
    return request.user.email if request.user.is_authenticated else ""


def _known(request: HttpRequest, event: Event, invitation: Mail | None) -> Registration | None:
    """What the person has already."""
    live = event.registrations.live().exclude(state="pending")
    if invitation:
        return live.of(invitation.recipient).first()
    return live.belonging_to(request.user).first() if request.user.is_authenticated else None


def _form(request: HttpRequest, event: Event, address: str) -> RegistrationForm:
    signed_in = request.user.is_authenticated
    return RegistrationForm(
        request.POST if request.method == "POST" else None,
        event=event,
        seats=seats_of(event),
        address=address,
        who=f"account {request.user.pk}" if signed_in else client_ip(request),
        initial={"name": request.user.display_name if signed_in else ""},
    )


def _registered(
    request: HttpRequest, event: Event, form: RegistrationForm, address: str
) -> HttpResponse:
    is_own = request.user.is_authenticated and request.user.email.lower() == address.lower()
    values = form.values() | ({"email": address} if address else {})
    registration = register_person(
        event=event, user=request.user if is_own else None, is_proven=bool(address), **values
    )
    if address:
        return redirect(ticket_path(registration))
    return render(request, "events/asked.html", {"event": event})


def _confirm(registration: Registration) -> object:
    return confirm_registration(registration=registration)


def _accept(registration: Registration) -> object:
    return accept_offer(registration=registration)


def _decline(registration: Registration) -> object:
    return decline_offer(registration=registration)


def _cancel(registration: Registration) -> object:
    return cancel_registration(registration=registration)


DEEDS = {"bestaetigen": _confirm, "annehmen": _accept, "ablehnen": _decline, "absagen": _cancel}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """All that one can do with a registration. Whoever has the address of the page has the mail."""
    pk = read_ticket_token(token)
    if pk is None:
        raise Http404
    registration = Registration.objects.select_related("event").filter(pk=pk).first()
    if registration is None:
        return render(request, "events/registration_gone.html", status=404)
    refusal = ""
    if request.method == "POST":
        act = DEEDS.get(request.POST.get("tun", ""))
        if act is None:
            raise Http404
        try:
            if act(registration) is None:
                return render(request, "events/registration_gone.html", {"just_now": True})
            return redirect(request.path)
        except Refused as error:
            refusal = str(error)
    return render(request, "events/ticket.html", _ticket_context(registration, refusal))


def _ticket_context(registration: Registration, refusal: str) -> dict[str, object]:
    event, now = registration.event, timezone.now()
    state = "event_cancelled" if event.is_cancelled else registration.state
    has_ticket = state == "confirmed" and not registration.is_online and registration.name
    return {
        "registration": registration,
        "event": event,
        "state": state,
        "refusal": refusal,
        "qr_code": qr_code(registration) if has_ticket else "",
        "has_begun": event.starts_at <= now,
        "is_over": event.ends_at <= now,
        "is_open": event.registration_phase(now) == "open",
    }


@login_required
@require_safe
def my_registrations(request: HttpRequest) -> HttpResponse:
    theirs = Registration.objects.belonging_to(request.user).answered()
    found = theirs.select_related("event").order_by("event__starts_at", "pk")
    now = timezone.now()
    rows = [(registration, ticket_path(registration)) for registration in found]
    context = {
        "coming": [row for row in rows if row[0].event.ends_at > now],
        "past": [row for row in reversed(rows) if row[0].event.ends_at <= now],
    }
    return render(request, "events/mine.html", context)
