"""What a list of ideas shows: the choices in its address, and the ideas that they leave over."""

import hashlib
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ideas.models import Competition, Idea
from ideas.models.competition import POOL_SLUG
from ideas.querysets import RANKED, IdeaQuerySet, Rotation
from myk10.region.models import FieldOfAction, Municipality
from myk10.text import one_line

PER_PAGE = 20
COUNTY = "kreisweit"
LONGEST_SEARCH = 100
MANY = 1000  # counts of this many ideas and more are kept
KEPT_SECONDS = 60

STATES = {
    "offen": (_("Antwort steht noch aus"), Q(answered=False)),
    "beantwortet": (_("vom Projektbüro beantwortet"), Q(answered=True)),
    "praemiert": (_("prämiert"), Q(award__isnull=False)),
}
RANDOM = "zufall"
DISCUSSED = "diskutiert"
BEST = "treffer"
SORTS = {
    BEST: _("Beste Treffer zuerst"),
    RANDOM: _("Zufällig gemischt"),
    "neu": _("Neueste zuerst"),
    "titel": _("Nach Titel von A bis Z"),
    DISCUSSED: _("Am meisten diskutiert"),
    "unterstuetzt": _("Am meisten unterstützt"),
}


class IdeaList:
    """The list at an address. Values that are none of the choices are taken as not chosen.

    `competition` None is the standing pool.
    """

    def __init__(self, competition: Competition | None, query: QueryDict):
        self.competition = competition
        self.words = one_line(query.get("q", ""))[:LONGEST_SEARCH]
        place = query.get("gemeinde")
        self.municipality = _by_slug(self.municipalities, place) if place else None
        self.field = _by_slug(self.fields, query["feld"]) if query.get("feld") else None
        self.is_county = place == COUNTY
        self.state = _one_of(self.states, query.get("stand"))
        self.sort = _one_of(self.sorts, query.get("reihenfolge")) or next(iter(self.sorts))
        self.start = _place(query.get("start"))
        self.number = _page_number(query.get("page"))

    @cached_property
    def municipalities(self) -> list[Municipality]:
        return list(Municipality.objects.all())

    @cached_property
    def fields(self) -> list[FieldOfAction]:
        return list(FieldOfAction.objects.all())

    @property
    def phase(self) -> str:
        return self.competition.phase_name if self.competition else ""

    @property
    def slug(self) -> str:
        return self.competition.slug if self.competition else POOL_SLUG

    @property
    def url(self) -> str:
        return reverse("ideas:idea_list", args=[self.slug])

    @property
    def takes_ideas(self) -> bool:
        return self.competition is None or self.phase == "submission"

    @property
    def takes_votes(self) -> bool:
        return self.phase == "voting"

    @property
    def states(self) -> dict[str, Any]:
        names = [name for name in STATES if name != "praemiert" or self.phase == "result"]
        return {name: STATES[name][0] for name in names}

    @property
    def sorts(self) -> dict[str, Any]:
        """The orders to choose from; the first one holds where none is chosen."""
        offered = ["neu", "titel", DISCUSSED]
        if self.competition is None:
            offered.append("unterstuetzt")
        if self.phase == "voting":
            offered.insert(0, RANDOM)
        if self.words:
            offered.insert(0, BEST)
        return {name: SORTS[name] for name in offered}

    @property
    def needs_start(self) -> bool:
        """A random order that every page of the list can repeat is entered at a place in the address."""
        return self.sort == RANDOM and self.start is None

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.field or self.municipality or self.is_county or self.state)

    # --- Addresses -------------------------------------------------------------------------

    @property
    def choices(self) -> dict[str, str]:
        chosen = {
            "q": self.words,
            "feld": self.field.slug if self.field else "",
            "gemeinde": self.place_slug,
            "stand": self.state,
            "reihenfolge": self.sort if self.sort != next(iter(self.sorts)) else "",
            "start": "" if self.start is None else str(self.start),
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def place_slug(self) -> str:
        return COUNTY if self.is_county else self.municipality.slug if self.municipality else ""

    def address(self, **changes: str) -> str:
        """The address of this list with some choices changed; an empty value drops the choice."""
        chosen = {name: value for name, value in (self.choices | changes).items() if value}
        return f"{self.url}?{urlencode(chosen)}" if chosen else self.url

    @property
    def page_address(self) -> str:
        """The address of this very page of the list."""
        return self.address(page=str(self.number)) if self.number > 1 else self.address()

    @property
    def newest_address(self) -> str:
        return self.address(reihenfolge="neu")

    @property
    def unfiltered_address(self) -> str:
        kept = ("reihenfolge", "start") if self.sort == RANDOM else ()
        return self.address(**{name: "" for name in self.choices if name not in kept})

    @property
    def query(self) -> str:
        """The choices for links that add a page number."""
        return urlencode(self.choices) + "&" if self.choices else ""

    # --- Ideas -----------------------------------------------------------------------------

    @property
    def _everywhere(self) -> IdeaQuerySet:
        """What all choices but the municipality leave over."""
        ideas = Idea.objects.published().filter(competition=self.competition)
        if self.words:
            ideas = ideas.matching(self.words)
        if self.field:
            ideas = ideas.filter(field_of_action=self.field)
        if self.state:
            ideas = ideas.with_answered().filter(STATES[self.state][1])
        return ideas

    @cached_property
    def counts(self) -> dict[int | None, int]:
        """Ideas by municipality id (None: the whole county), whichever of them is chosen."""
        kept = caches["visitors"]
        narrowing = [self.words, self.field and self.field.pk, self.state]
        digest = hashlib.sha256(repr(narrowing).encode()).hexdigest()
        key = f"ideas-counts-{self.slug}-{digest}"
        counts = kept.get(key)
        if counts is None:
            counts = self._everywhere.per_municipality()
            if sum(counts.values()) >= MANY:
                kept.set(key, counts, KEPT_SECONDS)
        return counts

    @property
    def total(self) -> int:
        if self.is_county:
            return self.counts.get(None, 0)
        if self.municipality:
            return self.counts.get(self.municipality.pk, 0)
        return sum(self.counts.values())

    @property
    def in_words(self) -> str:
        """“12 Ideen zu „Bus“ in Mayen”"""
        parts = [ngettext("{n} Idee", "{n} Ideen", self.total).format(n=number_format(self.total))]
        if self.words:
            parts.append(gettext("zu „{words}“").format(words=self.words))
        if self.field:
            parts.append(gettext("im Handlungsfeld {field}").format(field=self.field))
        if self.municipality:
            parts.append(gettext("in {place}").format(place=self.municipality))
        elif self.is_county:
            parts.append(gettext("für den ganzen Kreis"))
        if self.state:
            parts.append(f"({self.states[self.state]})")
        return " ".join(parts)

    @cached_property
    def page(self) -> Page:
        """Twenty ideas; a page number that is none gives the first page, one too high the last."""
        return _CountedPaginator(self._ordered(), self._shown).get_page(self.number)

    @property
    def _shown(self) -> int:
        """Orders that no index of ideas gives end after so many, so that no page of them is dear."""
        return min(self.total, RANKED) if self.sort in (BEST, DISCUSSED) else self.total

    @property
    def ranks_some_only(self) -> bool:
        return self._shown < self.total

    def _ordered(self) -> "Rotation | _Sorted":
        ideas = self._everywhere
        if self.is_county:
            ideas = ideas.filter(municipality=None)
        elif self.municipality:
            ideas = ideas.filter(municipality=self.municipality)
        if self.sort == RANDOM:
            return Rotation(ideas.for_cards(), self.start or 0)
        if self.sort == "titel":
            return _Sorted(ideas.in_alphabetical_order())
        if self.sort == BEST:
            return _Sorted(ideas.best_matches_first(self.words))
        if self.sort == DISCUSSED:
            return _Sorted(ideas.most_discussed_first())
        if self.sort == "unterstuetzt":
            return _Sorted(ideas.most_supported_first())
        return _Sorted(ideas.newest_first())


class _Sorted:
    """Reads keys only, from the index that gives the order, then fetches what one page shows."""

    def __init__(self, ordered: IdeaQuerySet):
        self._keys = ordered.values_list("pk", flat=True)

    def __getitem__(self, part: slice) -> list[Idea]:
        return Idea.objects.for_cards().by_keys(list(self._keys[part]))


class _CountedPaginator(Paginator):
    """Takes the number of rows that is known already."""

    def __init__(self, rows: Rotation | _Sorted, count: int):
        super().__init__(rows, PER_PAGE)
        self.count = count


def _by_slug(rows: list[Any], slug: str | None) -> Any:
    return next((row for row in rows if row.slug == slug), None)


def _one_of(choices: dict[str, Any], value: str | None) -> str:
    return value if value in choices else ""


def _place(value: str | None) -> int | None:
    """The visitor's seed, if it is one."""
    if value and value.isascii() and value.isdigit() and len(value) <= 2:
        return int(value)
    return None


def _page_number(value: str | None) -> int:
    if value and value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value)
    return 1
