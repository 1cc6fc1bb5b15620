from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from myk10.accounts.rules import is_projektbuero
from strategy.timetable import DEBATE, VERSION

if TYPE_CHECKING:
    from myk10.accounts.models import User


class GuidingQuestionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "GuidingQuestionQuerySet":
        return self if is_projektbuero(user) else self.filter(announced_from__lte=timezone.now())

    def in_phase(self, name: str) -> "GuidingQuestionQuerySet":
        return self.filter(DEBATE.in_phase(name, timezone.now()))

    def with_participation(self) -> "GuidingQuestionQuerySet":
        """`contribution_total` and `support_total`: of what is public."""
        public = Q(contributions__hidden_by=None, contributions__withdrawn_at=None)
        return self.order_by("position", "pk").annotate(
            contribution_total=Count("contributions", filter=public),
            support_total=Coalesce(Sum("contributions__support_count", filter=public), 0),
        )


class ContributionQuerySet(models.QuerySet):
    def published(self) -> "ContributionQuerySet":
        """What boards, lists and charts show."""
        return self.filter(
            hidden_by=None, withdrawn_at=None, question__announced_from__lte=timezone.now()
        )

    def visible_to(self, user: "User") -> "ContributionQuerySet":
        """Authors see their own contributions in every state, the Projektbüro sees all."""
        if is_projektbuero(user):
            return self
        visible = Q(hidden_by=None, withdrawn_at=None, question__announced_from__lte=timezone.now())
        if user.is_authenticated:
            visible |= Q(author=user)
        return self.filter(visible)

    def for_cards(self) -> "ContributionQuerySet":
        return self.select_related(
            "question", "author", "field_of_action", "municipality", "discussion"
        )

    def most_supported_first(self) -> "ContributionQuerySet":
        return self.order_by("-support_count", "-pk")

    def newest_first(self) -> "ContributionQuerySet":
        return self.order_by("-created_at", "-pk")

    def first_of_each_column(self, count: int) -> "ContributionQuerySet":
        """The keys of the most supported ones, so many of each column."""
        columns = [
            self.filter(column=column).most_supported_first().values("pk")[:count]
            for column in self.model.Column.values
        ]
        return columns[0].union(*columns[1:], all=True)


class VersionQuerySet(models.QuerySet):
    def published(self) -> "VersionQuerySet":
        return self.filter(published_from__lte=timezone.now())

    def visible_to(self, user: "User") -> "VersionQuerySet":
        return self if is_projektbuero(user) else self.published()

    def in_phase(self, name: str) -> "VersionQuerySet":
        return self.filter(VERSION.in_phase(name, timezone.now()))

    def binding(self) -> "VersionQuerySet":
        """The adopted versions, the latest first."""
        return self.filter(adoption__isnull=False).order_by("-adoption__adopted_on", "-pk")


class RemarkQuerySet(models.QuerySet):
    def published(self) -> "RemarkQuerySet":
        """What pages, the Synopse and exports show."""
        return self.filter(
            hidden_by=None, withdrawn_at=None, version__published_from__lte=timezone.now()
        )

    def visible_to(self, user: "User") -> "RemarkQuerySet":
        if is_projektbuero(user):
            return self
        visible = Q(hidden_by=None, withdrawn_at=None, version__published_from__lte=timezone.now())
        if user.is_authenticated:
            visible |= Q(author=user)
        return self.filter(visible)

    def awaiting_answer(self) -> "RemarkQuerySet":
        return self.filter(decision="open", hidden_by=None, withdrawn_at=None)


class MeasureQuerySet(models.QuerySet):
    def published(self) -> "MeasureQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: "User") -> "MeasureQuerySet":
        return self if is_projektbuero(user) else self.published()

    def late(self) -> "MeasureQuerySet":
        unsettled = self.exclude(state__in=["done", "dropped"])
        return unsettled.filter(ends_on__lt=timezone.localdate())
