"""The Umsetzungsagenda and its measures, for everybody to read and follow."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas.exports import LICENCE
from myk10.caching import visitor_page
from myk10.kept import kept_page
from myk10.stored import stored_picture
from myk10.story import story_of
from strategy import exports
from strategy.actions.measures import set_following
from strategy.agenda import Agenda
from strategy.models import (
    Measure,
    MeasureFollow,
    MeasureImage,
    MeasureNote,
    Passage,
    Section,
    Version,
)
from strategy.timeline import strip, timeline

IMAGE_SIZES = {"klein": "small", "gross": "large"}


# --- The agenda -----------------------------------------------------------------------------


@require_safe
@visitor_page
def measures(request: HttpRequest) -> HttpResponse:
    """The seven years as a picture, as a list and as a table."""
    return kept_page(
        request,
        "strategy/measures/measures.html",
        partial(_drawn_agenda, request),
        name=request.GET.urlencode(),
        personal={},
    )


def _drawn_agenda(request: HttpRequest, _reader: Any) -> dict[str, Any]:
    agenda, today = Agenda(request.GET), timezone.localdate()
    years = {"first_year": agenda.first_year, "last_year": agenda.last_year}
    return {
        "agenda": agenda,
        "first_year": str(agenda.first_year),
        "last_year": str(agenda.last_year),
        "picture": timeline(agenda.groups, today=today, **years),
        "lists": [
            (field, [(measure, strip(measure, today=today, **years)) for measure in found])
            for field, found in agenda.groups
        ],
    }


@require_safe
def measures_csv(request: HttpRequest) -> StreamingHttpResponse:
    chunks = exports.measures_as_csv(Agenda(request.GET).shown)
    return _download(chunks, "text/csv; charset=utf-8", "massnahmen.csv")


@require_safe
def measures_json(request: HttpRequest) -> StreamingHttpResponse:
    chunks = exports.measures_as_json(Agenda(request.GET).shown)
    return _download(chunks, "application/json", "massnahmen.json")


def _download(chunks: Iterator[str], content_type: str, filename: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        chunks,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Link": f'<{LICENCE["url"]}>; rel="license"',
        },
    )


# --- One measure ----------------------------------------------------------------------------


@require_safe
@visitor_page
def measure(request: HttpRequest, number: str) -> HttpResponse:
    found = _measure_for(request, number)
    return kept_page(
        request,
        "strategy/measures/measure.html",
        partial(_drawn_measure, found),
        name=f"measure {found.pk}",
        version=found.state_set_at,
        personal={"is_followed": _is_followed(request, found)},
        keep=found.is_public,
    )


def _measure_for(request: HttpRequest, number: str) -> Measure:
    return get_object_or_404(Measure.objects.visible_to(request.user), number=number)


def _is_followed(request: HttpRequest, measure: Measure) -> bool:
    if not request.user.is_authenticated:
        return False
    return MeasureFollow.objects.filter(measure=measure, user=request.user).exists()


def _drawn_measure(found: Measure, _reader: Any) -> dict[str, Any]:
    notes = Prefetch("notes", MeasureNote.objects.select_related("written_by"))
    single = ["field_of_action", "target_vision", "idea__competition", "idea__award"]
    single += ["task__forum", "section"]
    measures = Measure.objects.select_related(*single).defer("idea__search", "idea__description")
    related = ["milestones", "other_fields", "images", notes]
    measure = measures.prefetch_related(*related).get(pk=found.pk)
    passage = newest_passage(measure.section) if measure.section else None
    return {"measure": measure, "passage": passage, "steps": story_of(measure)}


def newest_passage(section: Section) -> Passage | None:
    """How the newest version that everybody may read calls a section; None if none has it."""
    passages = Passage.objects.filter(section=section, version__in=Version.objects.published())
    return passages.select_related("version").order_by("-version__published_from").first()


@never_cache
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """`folgen=ja` or `folgen=nein`. Anything but a POST leads to the page where one can ask for it."""
    measure = _measure_for(request, number)
    if not request.user.is_authenticated:
        return redirect_to_login(measure.get_absolute_url())
    if request.method != "POST":
        return redirect(measure)
    wanted = {"ja": True, "nein": False}.get(request.POST.get("folgen", ""))
    if wanted is None:
        raise Http404
    if wanted and not request.user.has_perm("strategy.follow_measure", measure):
        messages.error(request, _("Dieser Maßnahme können Sie nicht folgen."))
        return redirect(measure)
    set_following(measure=measure, user=request.user, following=wanted)
    text = _("Sie folgen dieser Maßnahme nicht mehr.")
    if wanted:
        text = _("Sie folgen dieser Maßnahme: Von ihren Meilensteinen erfahren Sie per E-Mail.")
    messages.success(request, text)
    return redirect(measure)


@require_safe
def image(request: HttpRequest, number: str, pk: int, size: str) -> HttpResponse:
    """A picture of a measure, for whoever may see the measure."""
    if size not in IMAGE_SIZES:
        raise Http404
    images = MeasureImage.objects.filter(measure=_measure_for(request, number))
    found = get_object_or_404(images.select_related("measure"), pk=pk)
    return stored_picture(getattr(found, IMAGE_SIZES[size]), is_public=found.measure.is_public)
