"""The list of remarks on a version: what it is filtered by."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from strategy.models import Remark, Version
from strategy.places import Place, places_in

PER_PAGE = 20
KINDS = {
    "anmerkungen": (Remark.Kind.REMARK, _("Anmerkungen")),
    "fragen": (Remark.Kind.QUESTION, _("Fragen")),
    "vorschlaege": (Remark.Kind.SUGGESTION, _("Änderungsvorschläge")),
}
DECISIONS = {
    "offen": (Remark.Decision.OPEN, _("noch nicht beantwortet")),
    "uebernommen": (Remark.Decision.ADOPTED, _("übernommen")),
    "teilweise": (Remark.Decision.PARTLY, _("teilweise übernommen")),
    "nicht-uebernommen": (Remark.Decision.NOT_ADOPTED, _("nicht übernommen")),
    "beantwortet": (Remark.Decision.ANSWERED, _("beantwortet")),
}


class RemarkList:
    """`?art=` one of KINDS, `?stand=` one of DECISIONS, `?kapitel=` the key of a chapter. What is not
    understood filters nothing."""

    def __init__(self, version: Version, query: QueryDict) -> None:
        self.version = version
        self.kind = query.get("art") if query.get("art") in KINDS else ""
        self.decision = query.get("stand") if query.get("stand") in DECISIONS else ""
        self.chapter = next((c for c in self.chapters if c.key == query.get("kapitel")), None)
        self._page = query.get("page")

    kinds = KINDS
    decisions = DECISIONS

    @cached_property
    def places(self) -> dict[int, Place]:
        return places_in(self.version)

    @cached_property
    def chapters(self) -> list[Place]:
        return [place for place in self.places.values() if place.chapter == place.section_id]

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.decision or self.chapter)

    @property
    def query(self) -> str:
        """The rest of the query string, for links to other pages of the list."""
        chosen = {
            "art": self.kind,
            "stand": self.decision,
            "kapitel": self.chapter.key if self.chapter else "",
        }
        found = urlencode({name: value for name, value in chosen.items() if value})
        return f"{found}&" if found else ""

    @cached_property
    def page(self) -> Any:
        found = Remark.objects.published().filter(version=self.version)
        if self.kind:
            found = found.filter(kind=KINDS[self.kind][0])
        if self.decision:
            found = found.filter(decision=DECISIONS[self.decision][0])
        if self.chapter:
            inside = [
                p.section_id for p in self.places.values() if p.chapter == self.chapter.chapter
            ]
            found = found.filter(section__in=inside)
        page = Paginator(found.by_support(), PER_PAGE).get_page(self._page)
        page.object_list = list(page.object_list)
        self._give_places(page.object_list)
        return page

    def _give_places(self, remarks: list[Remark]) -> None:
        places = self.places
        if missing := {remark.section_id for remark in remarks} - places.keys():
            places = places_in(self.version, missing)
        for remark in remarks:
            remark.version = self.version
            remark.place = places[remark.section_id]
