"""The Synopse as a page, as a table for spreadsheets, and as an accessible PDF."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from myk10 import pdf as pdf_tool
from myk10.caching import visitor_page
from myk10.spreadsheet import csv_lines
from strategy.models import Version
from strategy.synopsis import COLUMNS, by_chapter, may_read, pdf_data, rows_of
from strategy.views.remarks import version_for

ONLY_SUGGESTIONS = "vorschlaege"


def _version(request: HttpRequest, slug: str) -> Version:
    version = version_for(request.user, slug)
    if not may_read(request.user, version):
        raise Http404
    return version


def _only_suggestions(request: HttpRequest) -> bool:
    return request.GET.get("art") == ONLY_SUGGESTIONS


@require_safe
@visitor_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_for(request.user, slug)
    if not may_read(request.user, version):
        context = {"version": version}
        if version.consultation_from is None:
            raise Http404
        return render(request, "strategy/consultation/synopsis_later.html", context)
    only = _only_suggestions(request)
    rows = rows_of(version, only_suggestions=only)
    context = {
        "version": version,
        "only_suggestions": only,
        "query": f"?art={ONLY_SUGGESTIONS}" if only else "",
        "chapters": list(by_chapter(rows)),
        "count": len(rows),
        "open_count": sum(not row.remark.is_answered for row in rows),
    }
    return render(request, "strategy/consultation/synopsis.html", context)


@require_safe
@visitor_page
def csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    version = _version(request, slug)
    rows = rows_of(version, only_suggestions=_only_suggestions(request))
    return StreamingHttpResponse(
        csv_lines(COLUMNS.values(), (row.values().values() for row in rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="synopse-{version.slug}.csv"'},
    )


@require_safe
@visitor_page
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    version = _version(request, slug)
    rows = rows_of(version, only_suggestions=_only_suggestions(request))
    return HttpResponse(
        pdf_tool.pdf("synopsis", pdf_data(version, rows)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="synopse-{version.slug}.pdf"'},
    )
