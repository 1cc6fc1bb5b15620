import re
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from ideas.timetable import COMPETITION
from myk10.accounts.rules import is_projektbuero

if TYPE_CHECKING:
    from ideas.models import Idea
    from myk10.accounts.models import User

PUBLIC_STATES = ["admitted", "merged", "withdrawn"]
NUMBER = re.compile(r"I-\d{4}-\d{3,7}", re.ASCII)


class CompetitionQuerySet(models.QuerySet):
    def announced(self) -> "CompetitionQuerySet":
        """The competitions that the public knows of."""
        return self.filter(announcement_from__lte=timezone.now())

    def visible_to(self, user: "User") -> "CompetitionQuerySet":
        return self if is_projektbuero(user) else self.announced()

    def in_phase(self, name: str) -> "CompetitionQuerySet":
        return self.filter(COMPETITION.in_phase(name, timezone.now()))

    def with_voting_closed(self) -> "CompetitionQuerySet":
        """Competitions that had a voting phase which is over."""
        now = timezone.now()
        over = COMPETITION.begun("jury", now)
        return self.filter(over, voting_from__isnull=False)


class IdeaQuerySet(models.QuerySet):
    def published(self) -> "IdeaQuerySet":
        """What lists, searches, feeds and exports show."""
        return self.filter(state="admitted", hidden_by__isnull=True)

    def visible_to(self, user: "User") -> "IdeaQuerySet":
        """What can be opened at its address: published ideas, and what became of once published ones.

        Authors see their own ideas in every state, the Projektbüro all but drafts.
        """
        visible = Q(admitted_at__isnull=False, state__in=PUBLIC_STATES, hidden_by__isnull=True)
        if user.is_authenticated:
            visible |= Q(author=user)
            if is_projektbuero(user):
                visible |= ~Q(state="draft")
        return self.filter(visible)

    def pool(self) -> "IdeaQuerySet":
        return self.filter(competition__isnull=True)

    def drafts_of(self, user: "User") -> "IdeaQuerySet":
        return self.filter(state="draft", author=user)

    def awaiting_admission(self) -> "IdeaQuerySet":
        return self.filter(state="submitted").order_by("answer_due_at", "pk")

    def awaiting_answer(self) -> "IdeaQuerySet":
        """The queue of the answer promise: admitted or new, and not answered yet."""
        promised = self.filter(state__in=["submitted", "admitted"], hidden_by__isnull=True)
        return promised.filter(answers__isnull=True).order_by("answer_due_at", "pk")

    def overdue(self) -> "IdeaQuerySet":
        return self.awaiting_answer().filter(answer_due_at__lt=timezone.now())

    def matching(self, words: str) -> "IdeaQuerySet":
        """Full-text search with German stemming; a quoted number finds its idea."""
        query = SearchQuery(words, config="german", search_type="websearch")
        number = words.strip().upper()
        is_number = NUMBER.fullmatch(number)
        found = self.filter(number=number) if is_number else self.filter(search=query)
        return found.annotate(rank=SearchRank(F("search"), query))

    def for_cards(self) -> "IdeaQuerySet":
        """With everything that a card in a list shows."""
        shown = ["field_of_action", "municipality", "competition", "discussion", "award"]
        cards = self.select_related(*shown).prefetch_related("images")
        return cards.without_long_texts().with_answered()

    def without_long_texts(self) -> "IdeaQuerySet":
        """For lists: the texts that only the page of an idea shows stay in the database."""
        return self.defer(
            "description",
            "search",
            "decision_reason",
            "competition__call_text",
            "competition__rules_text",
        )

    def in_alphabetical_order(self) -> "IdeaQuerySet":
        """As in a German dictionary (DIN 5007): ä is sorted like a."""
        plain = Func(Lower("title"), Value("äöüß"), Value("aous"), function="translate")
        return self.order_by(plain, "pk")

    def with_answered(self) -> "IdeaQuerySet":
        answers = self._related("answers").filter(idea=OuterRef("pk"))
        return self.annotate(answered=Exists(answers))

    def with_support_count(self) -> "IdeaQuerySet":
        supports = self._related("supports").filter(idea=OuterRef("pk")).order_by().values("idea")
        count = Subquery(supports.annotate(n=Count("pk")).values("n"))
        return self.annotate(support_count=Coalesce(count, 0))

    def locked(self, *ideas: "Idea") -> list["Idea"]:
        """The ideas as they are now, locked in the order of their keys, so that nobody waits in a circle."""
        keys = [idea.pk for idea in ideas]
        rows = self.select_for_update(of=["self"]).order_by("pk").in_bulk(keys)
        return [rows[key] for key in keys]

    def _related(self, name: str) -> QuerySet:
        return self.model._meta.get_field(name).related_model.objects.all()

    def per_municipality(self) -> dict[int | None, int]:
        """Number of ideas by municipality id (None: the whole county)."""
        rows = self.order_by().values_list("municipality").annotate(n=Count("pk"))
        return dict(rows)


class Rotation:
    """All rows of a queryset in one random order, entered at a place that the visitor's seed names.

    Each idea stands in front equally often, the order is stable over all pages, and the index on
    `shuffle` serves any page without sorting everything. Behaves as a sequence for a Paginator.
    """

    PLACES = 100
    DEEP = 1000  # from this row on skipping whole rows costs more than sorting keys

    def __init__(self, ideas: QuerySet, seed: int):
        pivot = seed % self.PLACES * (2**31 // self.PLACES)
        self._all = ideas
        self._in_second = Case(When(shuffle__gte=pivot, then=0), default=1)
        self._prefetch = ideas._prefetch_related_lookups
        ideas = ideas.prefetch_related(None)
        self._first = ideas.filter(shuffle__gte=pivot).order_by("shuffle", "pk")
        self._second = ideas.filter(shuffle__lt=pivot).order_by("shuffle", "pk")

    def count(self) -> int:
        return self._first.count() + self._second.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Any]:
        start = part.start or 0
        if start >= self.DEEP:
            return self._by_keys(part)
        wanted = part.stop - start
        rows = list(self._first[part])
        if len(rows) < wanted:
            before = self._first.count()
            start = max(start - before, 0)
            rows += self._second[start : start + wanted - len(rows)]
        prefetch_related_objects(rows, *self._prefetch)
        return rows

    def _by_keys(self, part: slice) -> list[Any]:
        ordered = self._all.order_by(self._in_second, "shuffle", "pk")
        keys = list(ordered.values_list("pk", flat=True)[part])
        rows = self._all.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]
