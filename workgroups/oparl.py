"""The public resolutions in the shape of OParl 1.1 (oparl.org), the exchange format of German council
systems: a list of papers, each with the body under whose direction it stands and what was decided."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse

from workgroups.models import Resolution

PER_PAGE = 100
SCHEMA = "https://schema.oparl.org/1.1"


def as_papers(number: str | None) -> dict[str, Any]:
    found = Resolution.objects.published().select_related("body").defer("internal_text")
    page = Paginator(found.order_by("-decided_at", "-pk"), PER_PAGE).get_page(number)
    here = settings.SITE_URL + reverse("workgroups:resolutions_oparl")
    links = {"self": f"{here}?page={page.number}", "first": here}
    if page.has_next():
        links["next"] = f"{here}?page={page.next_page_number()}"
    return {
        "data": [_paper(resolution) for resolution in page],
        "pagination": {
            "totalElements": page.paginator.count,
            "elementsPerPage": PER_PAGE,
            "currentPage": page.number,
            "totalPages": page.paginator.num_pages,
        },
        "links": links,
    }


def _paper(resolution: Resolution) -> dict[str, Any]:
    address = settings.SITE_URL + resolution.get_absolute_url()
    return {
        "id": address,
        "type": f"{SCHEMA}/Paper",
        "name": resolution.title,
        "reference": resolution.number,
        "date": resolution.decided_at.date().isoformat(),
        "paperType": "Beschluss",
        "underDirectionOf": [settings.SITE_URL + resolution.body.get_absolute_url()],
        "web": address,
        "created": resolution.proposed_at.isoformat(),
        "modified": resolution.decided_at.isoformat(),
        "consultation": [
            {
                "id": f"{address}#ergebnis",
                "type": f"{SCHEMA}/Consultation",
                "organization": [settings.SITE_URL + resolution.body.get_absolute_url()],
                "authoritative": True,
                "role": "Beschlussfassung",
                "agendaItem": {
                    "type": f"{SCHEMA}/AgendaItem",
                    "name": resolution.title,
                    "public": True,
                    "result": str(resolution.get_result_display()),
                    "resolutionText": resolution.text,
                },
            }
        ],
    }
