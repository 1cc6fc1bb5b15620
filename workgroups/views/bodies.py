"""The pages that everybody reads: the bodies, and who works in them."""

from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from myk10.region.models import FieldOfAction
from myk10.stored import stored_picture
from workgroups.models import Application, Body, Resolution
from workgroups.rules import membership_of

NEWEST = 5


@require_safe
@visitor_page
def index(request: HttpRequest) -> HttpResponse:
    fields = Prefetch("fields_of_action", FieldOfAction.objects.only("name", "slug"))
    bodies = Body.objects.with_member_count().highest_first().prefetch_related(fields)
    at_work = [body for body in bodies if not body.is_over]
    context = {
        "steering": [b for b in at_work if b.kind == Body.Kind.STEERING_GROUP],
        "boards": [b for b in at_work if b.kind == Body.Kind.ADVISORY_BOARD],
        "groups": [b for b in at_work if b.kind == Body.Kind.WORKING_GROUP],
        "past": [body for body in bodies if body.is_over],
    }
    return render(request, "workgroups/index.html", context)


@require_safe
@visitor_page
def body(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Body.objects.prefetch_related("fields_of_action"), slug=slug)
    members = list(found.memberships.current().by_role())
    shown = [member for member in members if member.shown_publicly]
    decided = Resolution.objects.visible_to(request.user).filter(decided_at__isnull=False)
    membership = membership_of(request.user, found)
    context = {
        "body": found,
        "resolutions": list(decided.filter(body=found).order_by("-decided_at")[:NEWEST]),
        "waiting": list(found.resolutions.circulating()) if membership else [],
        "members": shown,
        "unnamed": len(members) - len(shown),
        "membership": membership,
        "application": _own_application(request, found),
    }
    return render(request, "workgroups/body.html", context)


def _own_application(request: HttpRequest, body: Body) -> Application | None:
    if not request.user.is_authenticated:
        return None
    return body.applications.awaiting_answer().filter(user=request.user).first()


@require_safe
def photo(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    members = get_object_or_404(Body, slug=slug).memberships.current()
    member = get_object_or_404(members.filter(shown_publicly=True).exclude(photo=""), pk=pk)
    return stored_picture(member.photo, is_public=True)
