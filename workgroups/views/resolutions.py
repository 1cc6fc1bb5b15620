"""The public register of resolutions, and the vote of a body's members by circulation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from myk10.accounts.decorators import login_required_keeping_input
from myk10.caching import visitor_page
from myk10.refusal import Refused
from workgroups.actions.resolutions import cast_resolution_vote
from workgroups.forms import ConflictForm
from workgroups.models import Body, Resolution, ResolutionVote
from workgroups.oparl import as_papers
from workgroups.register import Register
from workgroups.rules import membership_of
from workgroups.seats import seat_of, voting_seats


@require_safe
@visitor_page
def register(request: HttpRequest) -> HttpResponse:
    found = Register(request.user, request.GET)
    waiting = Resolution.objects.none()
    if request.user.is_authenticated:
        own = Body.objects.of_member(request.user)
        waiting = Resolution.objects.circulating().filter(body__in=own).select_related("body")
    context = {"register": found, "page_obj": found.page, "waiting": list(waiting)}
    return render(request, "workgroups/resolutions.html", context)


@require_safe
@visitor_page
def oparl(request: HttpRequest) -> JsonResponse:
    """The public register in the shape of OParl 1.1 papers."""
    return JsonResponse(
        as_papers(request.GET.get("page")), json_dumps_params={"ensure_ascii": False}
    )


def _found(request: HttpRequest, number: str) -> Resolution:
    resolutions = Resolution.objects.visible_to(request.user).select_related("body")
    return get_object_or_404(resolutions, number=number)


@require_safe
@visitor_page
def resolution(request: HttpRequest, number: str) -> HttpResponse:
    found = _found(request, number)
    is_inside = request.user.has_perm("workgroups.see_inside", found.body)
    context = {"resolution": found, "body": found.body, "is_inside": is_inside}
    if is_inside:
        context |= _inside(request, found)
    return render(request, "workgroups/resolution.html", context)


def _inside(request: HttpRequest, found: Resolution) -> dict[str, object]:
    """What members alone see: who has voted how, whose vote is missing, the own vote."""
    votes = {vote.membership_id: vote for vote in found.votes.select_related("cast_by")}
    seats = [] if found.is_decided else voting_seats(found)
    seat = seat_of(request.user, found) if found.is_circulating else None
    return {
        "seats": [(seat, votes.get(seat.pk)) for seat in seats],
        "votes": list(found.votes.select_related("membership", "cast_by")),
        "conflicts": list(found.conflicts.select_related("membership")),
        "seat": seat,
        "own_vote": votes.get(seat.pk) if seat else None,
        "values": ResolutionVote.Value.choices,
    }


@never_cache
@login_required_keeping_input
def vote(request: HttpRequest, number: str) -> HttpResponse:
    found = _found(request, number)
    value = request.POST.get("stimme", "")
    if request.method == "POST":
        if value not in ResolutionVote.Value.values:
            raise Http404
        try:
            cast_resolution_vote(resolution=found, user=request.user, value=value)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("Ihre Stimme ist gezählt: {value}. Sie können sie bis zum Ende ändern.").format(
                    value=ResolutionVote.Value(value).label
                ),
            )
    return redirect(found)


@never_cache
@login_required_keeping_input
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, number: str) -> HttpResponse:
    """A member declares a conflict of interest, and has no vote on this from then on."""
    found = _found(request, number)
    membership = membership_of(request.user, found.body)
    if membership is None or not found.is_circulating:
        raise Http404
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.declare(found, membership):
        messages.success(request, _("Danke. Sie stimmen hier nicht mit ab."))
        return redirect(found)
    context = {"resolution": found, "form": form, "cancel_url": found.get_absolute_url()}
    return render(request, "workgroups/conflict.html", context)
