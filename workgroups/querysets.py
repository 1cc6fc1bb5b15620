from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone

from myk10.accounts.rules import is_projektbuero

if TYPE_CHECKING:
    from myk10.accounts.models import User

ROLES = ["chair", "deputy", "secretary", "member", "guest"]
KINDS = ["steering_group", "advisory_board", "working_group"]


def _in_order_of(field: str, values: list[str]) -> Case:
    cases = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*cases, output_field=IntegerField())


def holds_today(prefix: str = "") -> Q:
    """The filter for memberships that hold today, their first and last day included."""
    today = timezone.localdate()
    open_ended = Q(**{f"{prefix}until_on": None}) | Q(**{f"{prefix}until_on__gte": today})
    return Q(**{f"{prefix}from_on__lte": today}) & open_ended


class BodyQuerySet(models.QuerySet):
    def at_work(self) -> "BodyQuerySet":
        today = timezone.localdate()
        return self.filter(Q(term_until=None) | Q(term_until__gte=today), term_from__lte=today)

    def with_member_count(self) -> "BodyQuerySet":
        counted = Count("memberships", holds_today("memberships__"))
        return self.annotate(member_count=counted)

    def highest_first(self) -> "BodyQuerySet":
        """The steering group, the board, then the working groups by name."""
        return self.order_by(_in_order_of("kind", KINDS), "name")

    def of_member(self, user: "User") -> "BodyQuerySet":
        return self.filter(holds_today("memberships__"), memberships__user=user)


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        return self.filter(holds_today())

    def by_role(self) -> "MembershipQuerySet":
        return self.order_by(_in_order_of("role", ROLES), "name", "pk")

    def ending_within(self, days: int) -> "MembershipQuerySet":
        today = timezone.localdate()
        return self.filter(until_on__range=(today, today + timedelta(days=days)))


class ApplicationQuerySet(models.QuerySet):
    def awaiting_answer(self) -> "ApplicationQuerySet":
        return self.filter(state="open")

    def visible_to(self, user: "User") -> "ApplicationQuerySet":
        return self if is_projektbuero(user) else self.filter(user_id=user.pk)


class ResolutionQuerySet(models.QuerySet):
    def published(self) -> "ResolutionQuerySet":
        """What the public register, feeds and exports show."""
        return self.filter(is_public=True, decided_at__isnull=False)

    def visible_to(self, user: "User") -> "ResolutionQuerySet":
        """Members see all of their body's from the day on which it is proposed."""
        if is_projektbuero(user):
            return self
        visible = Q(is_public=True, decided_at__isnull=False)
        if user.is_authenticated:
            seats = user.memberships.filter(holds_today())
            visible |= Q(body__in=seats.values("body"))
        return self.filter(visible)

    def circulating(self) -> "ResolutionQuerySet":
        now = timezone.now()
        open_ = self.filter(mode="circulation", decided_at=None, opens_at__lte=now)
        return open_.filter(closes_at__gt=now).order_by("closes_at", "pk")

    def awaiting_decision(self) -> "ResolutionQuerySet":
        """Circulations whose time is over, and what a meeting was to decide."""
        over = Q(mode="circulation", closes_at__lte=timezone.now())
        met = Q(mode="meeting", sitting_on__lte=timezone.localdate())
        return self.filter(over | met, decided_at=None)

    def late(self) -> "ResolutionQuerySet":
        today = timezone.localdate()
        return self.filter(decided_at__isnull=False, done_on=None, due_on__lt=today)

    def matching(self, words: str) -> "ResolutionQuerySet":
        """Full-text search with German stemming; a number finds its resolution."""
        query = SearchQuery(words, config="german", search_type="websearch")
        vector = SearchVector("title", "text", config="german")
        return self.annotate(found=vector).filter(Q(found=query) | Q(number__iexact=words.strip()))
