from datetime import timedelta
from typing import TYPE_CHECKING

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
