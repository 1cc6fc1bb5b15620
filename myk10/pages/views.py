from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from myk10.caching import visitor_page
from myk10.pages.headings import with_anchors
from myk10.pages.models import Page


@require_safe
@visitor_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, slug=slug)
    body, headings = with_anchors(found.body)
    context = {"page": found, "body": body, "headings": headings}
    return render(request, "pages/page.html", context)
