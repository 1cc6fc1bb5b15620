"""Reading the strategy: a version, its chapters, the whole of it, its PDF, and what has changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from myk10.kept import kept, kept_page
from myk10.story import story_of
from strategy.comparison import Comparison
from strategy.document_pdf import pdf_of
from strategy.models import Adoption, Passage, Version
from strategy.reading import (
    Edition,
    document_of,
    edition_of,
    newest_place_of,
    shown,
    standing_of,
)
from strategy.remarks_of import answered_suggestions, counts_by_section, stances_of

SIDE_BY_SIDE = "nebeneinander"


@require_safe
def section(request: HttpRequest, key: str) -> HttpResponse:
    """Leads on to the newest version that one may read the section in."""
    return redirect(_place(*newest_place_of(request.user, key), key))


@require_safe
@visitor_page
def section_story(request: HttpRequest, key: str) -> HttpResponse:
    """The Roter Faden of a section through all versions."""
    slug, chapter = newest_place_of(request.user, key)
    passages = Passage.objects.select_related("section", "version")
    found = get_object_or_404(passages, version__slug=slug, section__key=key)
    context = {
        "passage": found,
        "steps": story_of(found.section),
        "address": _place(slug, chapter, key),
    }
    return render(request, "strategy/document/section_story.html", context)


def _place(slug: str, chapter: str, key: str) -> str:
    anchor = "" if chapter == key else f"#{key}"
    return reverse("strategy:passage", args=[slug, chapter]) + anchor


@require_safe
@visitor_page
def version(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, "version", edition_of(request.user, slug), _read, slug)


@require_safe
@visitor_page
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, "whole", edition_of(request.user, slug), _read, slug)


@require_safe
@visitor_page
def passage(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A chapter with all its sections. The key of a section below one leads on to its place there."""
    edition = edition_of(request.user, slug, key)
    if edition.chapter != key:
        return redirect(_place(slug, edition.chapter, key))
    mine = _stances(request.user, edition)
    return _page(request, "chapter", edition, _read_chapter, f"{slug} {key}", my_stances=mine)


Read = Callable[[Edition], dict[str, Any]]


def _page(
    request: HttpRequest, template: str, edition: Edition, read: Read, name: str, **personal: Any
) -> HttpResponse:
    def draw(_reader: Any) -> dict[str, Any]:
        return read(edition)

    template = f"strategy/document/{template}.html"
    return kept_page(
        request,
        template,
        draw,
        name=name,
        version=edition.stamp,
        personal=personal,
        keep=edition.is_public,
    )


def _read(edition: Edition) -> dict[str, Any]:
    document = document_of(edition.version_id)
    standing = standing_of(document.version)
    return {"document": document, "version": document.version, "standing": standing}


def _read_chapter(edition: Edition) -> dict[str, Any]:
    context = _read(edition)
    chapter, before, after = context["document"].chapter(edition.chapter)
    return context | {
        "chapter": chapter,
        "before": before,
        "after": after,
        "sections": shown(chapter),
        "counts": counts_by_section(context["version"]),
    }


def _stances(user: Any, edition: Edition) -> frozenset[str]:
    if not edition.takes_remarks:
        return frozenset()
    return stances_of(user, Version(pk=edition.version_id))


@require_safe
@visitor_page
def version_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request.user, slug)
    make = partial(pdf_of, edition.version_id)
    content = kept(f"strategy pdf {slug}", edition.stamp, make) if edition.is_public else make()
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="strategie-{slug}.pdf"'},
    )


@require_safe
@visitor_page
def adopted_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The very bytes that the SHA-256 is of."""
    readable = Version.objects.visible_to(request.user)
    adoption = get_object_or_404(Adoption, version__slug=slug, version__in=readable)
    return HttpResponse(
        adoption.text.encode(),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="beschluss-{slug}.json"'},
    )


@require_safe
@visitor_page
def difference(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """What changed from the version `other` to the version `slug`."""
    if chosen := _chosen(request):
        return redirect(chosen)
    new, old = edition_of(request.user, slug), edition_of(request.user, other)
    side_by_side = request.GET.get("ansicht") == SIDE_BY_SIDE

    def draw(_reader: Any) -> dict[str, Any]:
        before, after = document_of(old.version_id), document_of(new.version_id)
        return {
            "comparison": Comparison(before, after, answered_suggestions(before.version)),
            "version": after.version,
            "old": before.version,
            "versions": [after.version, *standing_of(after.version).others],
            "side_by_side": side_by_side,
        }

    return kept_page(
        request,
        "strategy/document/difference.html",
        draw,
        name=f"{slug} {other} {side_by_side}",
        version=(new.stamp, old.stamp),
        personal={},
        keep=new.is_public and old.is_public,
    )


def _chosen(request: HttpRequest) -> str:
    """The address of the comparison that the form at the top asks for. Raises Http404."""
    old, new = request.GET.get("alt", ""), request.GET.get("neu", "")
    if not (old and new):
        return ""
    found = Version.objects.visible_to(request.user).filter(slug__in={old, new})
    if found.count() != len({old, new}):
        raise Http404
    address = reverse("strategy:difference", args=[new, old])
    view = request.GET.get("ansicht")
    return f"{address}?{urlencode({'ansicht': view})}" if view == SIDE_BY_SIDE else address
