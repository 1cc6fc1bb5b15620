"""Ideas and results for everybody to download and use."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas import exports
from ideas.models import Competition
from ideas.models.competition import POOL_SLUG
from ideas.outcome import Outcome

CSV = "text/csv; charset=utf-8"
JSON = "application/json"


@require_safe
def ideas_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    ideas = exports.published_ideas(_competition(request, slug))
    return _download(exports.as_csv(exports.IDEA_COLUMNS, ideas), CSV, f"ideen-{slug}.csv")


@require_safe
def ideas_json(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    competition = _competition(request, slug)
    head = {"wettbewerb": competition.title if competition else _("Ideenspeicher")}
    ideas = exports.published_ideas(competition)
    return _download(
        exports.as_json(head, "ideen", exports.IDEA_COLUMNS, ideas), JSON, f"ideen-{slug}.json"
    )


@require_safe
def result_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    columns, rows = exports.result_rows(_outcome(request, slug))
    return _download(exports.as_csv(columns, rows), CSV, f"ergebnis-{slug}.csv")


@require_safe
def result_json(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    outcome = _outcome(request, slug)
    columns, rows = exports.result_rows(outcome)
    head = exports.result_head(outcome)
    return _download(
        exports.as_json(head, "ergebnis", columns, rows), JSON, f"ergebnis-{slug}.json"
    )


def _competition(request: HttpRequest, slug: str) -> Competition | None:
    if slug == POOL_SLUG:
        return None
    return get_object_or_404(Competition.objects.visible_to(request.user), slug=slug)


def _outcome(request: HttpRequest, slug: str) -> Outcome:
    competition = _competition(request, slug)
    outcome = Outcome(competition) if competition else None
    if outcome is None or not outcome.is_published:
        raise Http404
    return outcome


def _download(chunks: Iterator[str], content_type: str, filename: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        chunks,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Link": f'<{exports.LICENCE["url"]}>; rel="license"',
        },
    )
