"""What a debate shows: as a board with a column a kind, or as a list by the choices in its address."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from myk10.region.models import FieldOfAction, Municipality
from strategy.models import Contribution, GuidingQuestion
from strategy.participation import Participation
from strategy.querysets import ContributionQuerySet

PER_PAGE = 20
PER_COLUMN = 20
COUNTY = "kreisweit"
SORTS = {"neu": _("Neueste zuerst"), "unterstuetzt": _("Am meisten unterstützt")}
EXPLANATIONS = {
    "digital": _("Das soll künftig online oder mit digitaler Hilfe gehen."),
    "analogue": _("Das soll so bleiben: von Mensch zu Mensch, auf Papier, vor Ort."),
    "needed": _("Ohne das klappt es nicht: Netz, Geräte, Wissen, Menschen, Regeln."),
    "project": _("Das könnte der Landkreis in den nächsten Jahren anpacken."),
}


@dataclass(frozen=True)
class BoardColumn:
    name: str
    label: Any
    explanation: Any
    count: int
    contributions: list[Contribution]
    more_url: str

    @property
    def has_more(self) -> bool:
        return self.count > len(self.contributions)


class ContributionList:
    """The contributions at an address. Values that are none of the choices are taken as not chosen."""

    def __init__(self, question: GuidingQuestion, query: QueryDict, participation: Participation):
        self.question = question
        self.participation = participation
        self.is_list = query.get("ansicht") == "liste"
        place = query.get("gemeinde")
        self.is_county = place == COUNTY
        self._place, self._field = place, query.get("feld")
        column = query.get("einordnung")
        self.column = column if column in Contribution.Column.values else ""
        sort = query.get("reihenfolge")
        self.sort = sort if sort in SORTS else "neu"
        self.number = _page_number(query.get("page"))

    columns = Contribution.Column.choices
    sorts = SORTS

    @property
    def fields(self) -> list[FieldOfAction]:
        return self.participation.fields

    @property
    def municipalities(self) -> list[Municipality]:
        return self.participation.municipalities

    @cached_property
    def field(self) -> FieldOfAction | None:
        return _by_slug(self.fields, self._field) if self._field else None

    @cached_property
    def municipality(self) -> Municipality | None:
        return _by_slug(self.municipalities, self._place) if self._place else None

    @property
    def column_label(self) -> str:
        return str(Contribution.Column(self.column).label) if self.column else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.column or self.field or self.municipality or self.is_county)

    # --- Addresses -------------------------------------------------------------------------

    @property
    def board_address(self) -> str:
        return self.question.get_absolute_url()

    def list_address(self, **choices: str) -> str:
        chosen = {name: value for name, value in choices.items() if value}
        return f"{self.board_address}?{urlencode({'ansicht': 'liste', **chosen})}"

    @property
    def plain_list_address(self) -> str:
        return self.list_address()

    @property
    def choices(self) -> dict[str, str]:
        place = self.municipality.slug if self.municipality else ""
        chosen = {
            "einordnung": self.column,
            "feld": self.field.slug if self.field else "",
            "gemeinde": COUNTY if self.is_county else place,
            "reihenfolge": self.sort if self.sort != "neu" else "",
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def query(self) -> str:
        """The choices for links that add a page number."""
        return urlencode({"ansicht": "liste", **self.choices}) + "&"

    @property
    def address(self) -> str:
        """The address of this very page: the name under which it is kept."""
        if not self.is_list:
            return self.board_address
        return self.list_address(**self.choices, page=str(self.number))

    # --- Contributions ---------------------------------------------------------------------

    @cached_property
    def page(self) -> Page:
        """Twenty; a page number that is none gives the first page, one too high the last."""
        return Paginator(self._ordered(), PER_PAGE).get_page(self.number)

    @property
    def _published(self) -> ContributionQuerySet:
        return Contribution.objects.published().filter(question=self.question)

    def _ordered(self) -> ContributionQuerySet:
        rows = self._published.for_cards()
        if self.column:
            rows = rows.filter(column=self.column)
        if self.field:
            rows = rows.filter(field_of_action=self.field)
        if self.is_county:
            rows = rows.filter(municipality=None)
        elif self.municipality:
            rows = rows.filter(municipality=self.municipality)
        return rows.most_supported_first() if self.sort == "unterstuetzt" else rows.newest_first()

    @property
    def board(self) -> list[BoardColumn]:
        keys = [row["pk"] for row in self._published.first_of_each_column(PER_COLUMN)]
        found = list(Contribution.objects.for_cards().filter(pk__in=keys).most_supported_first())
        counts = self.participation.by_column
        return [
            BoardColumn(
                name=name,
                label=label,
                explanation=EXPLANATIONS[name],
                count=counts[name],
                contributions=[row for row in found if row.column == name],
                more_url=self.list_address(einordnung=name, reihenfolge="unterstuetzt"),
            )
            for name, label in self.columns
        ]


def _by_slug(rows: list[Any], slug: str | None) -> Any:
    return next((row for row in rows if row.slug == slug), None)


def _page_number(value: str | None) -> int:
    if value and value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value)
    return 1
