import re
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone

from ideas.timetable import COMPETITION
from myk10.accounts.rules import is_projektbuero

if TYPE_CHECKING:
    from ideas.models import Idea
    from myk10.accounts.models import User

PUBLIC_STATES = ["admitted", "merged", "withdrawn"]
RANKED = 1000
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
        return self.filter(number=number) if is_number else self.filter(search=query)

    def best_matches_first(self, words: str) -> "IdeaQuerySet":
        """Of `matching(words)` the RANKED newest, the best matches first.

        Ranking reads the whole text of each row, so a word that is everywhere must not rank everything.
        """
        newest = self.newest_first().values("pk")[:RANKED]
        query = SearchQuery(words, config="german", search_type="websearch")
        ranked = self.model.objects.filter(pk__in=newest)
        return ranked.order_by(SearchRank(F("search"), query).desc(), "-admitted_at", "-pk")

    def for_cards(self) -> "IdeaQuerySet":
        """With everything that a card in a list shows."""
        shown = ["field_of_action", "municipality", "competition", "discussion", "award"]
        cards = self.select_related(*shown).prefetch_related("images")
        return cards.without_long_texts().with_answered()

    def for_page(self) -> "IdeaQuerySet":
        """With all that the page of an idea shows of other tables' single rows."""
        shown = ["field_of_action", "municipality", "competition", "discussion", "award"]
        ideas = self.select_related(*shown, "author", "assessment")
        return ideas.defer("search", "competition__call_text", "competition__rules_text")

    def without_long_texts(self) -> "IdeaQuerySet":
        """For lists: the texts that only the page of an idea shows stay in the database."""
        return self.defer(
            "description",
            "search",
            "decision_reason",
            "competition__call_text",
            "competition__rules_text",
        )

    # Orders of published ideas. Each begins with the competition and ends with the key, as its index
    # does (Idea.Meta): so the database reads a page from the index and sorts nothing.

    def newest_first(self) -> "IdeaQuerySet":
        return self.order_by("competition_id", "-admitted_at", "-pk")

    def in_alphabetical_order(self) -> "IdeaQuerySet":
        return self.order_by("competition_id", "sorted_title", "pk")

    def most_supported_first(self) -> "IdeaQuerySet":
        return self.order_by("competition_id", "-support_count", "-admitted_at", "-pk")

    def most_discussed_first(self) -> "IdeaQuerySet":
        """Walks along the index of all discussions, which belong to published ideas for the most part."""
        discussed = self.filter(
            discussion__comment_count__gte=0
        )  # true of all; makes an inner join
        return discussed.order_by("-discussion__comment_count", "-discussion_id")

    def with_answered(self) -> "IdeaQuerySet":
        answers = self._related("answers").filter(idea=OuterRef("pk"))
        return self.annotate(answered=Exists(answers))

    def locked(self, *ideas: "Idea") -> list["Idea"]:
        """The ideas as they are now, locked in the order of their keys, so that nobody waits in a circle."""
        keys = [idea.pk for idea in ideas]
        rows = self.select_for_update(of=["self"]).order_by("pk").in_bulk(keys)
        return [rows[key] for key in keys]

    def by_keys(self, keys: list[int]) -> list["Idea"]:
        """The ideas in the order of the keys."""
        rows = self.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

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

    def __init__(self, ideas: "IdeaQuerySet", seed: int):
        pivot = seed % self.PLACES * (2**31 // self.PLACES)
        self._all = ideas
        keys = ideas.order_by("competition_id", "shuffle", "pk").values_list("pk", flat=True)
        self._first = keys.filter(shuffle__gte=pivot)
        self._second = keys.filter(shuffle__lt=pivot)

    def __getitem__(self, part: slice) -> list[Any]:
        keys = list(self._first[part])
        wanted = part.stop - part.start - len(keys)
        if wanted:
            start = 0 if keys or not part.start else part.start - self._first.count()
            keys += self._second[start : start + wanted]
        return self._all.by_keys(keys)
