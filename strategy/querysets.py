from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from myk10.accounts.rules import is_projektbuero
from strategy.timetable import DEBATE, VERSION

if TYPE_CHECKING:
    from myk10.accounts.models import User
    from strategy.models import Section

SILENT_AFTER = timedelta(days=90)


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

    def of_section(self, section: "Section") -> "RemarkQuerySet":
        """In all versions, with what a list of them shows."""
        return self.filter(section=section).select_related("author", "version__adoption")

    def by_support(self) -> "RemarkQuerySet":
        return self.select_related("author").order_by("-support_count", "-pk")

    def newest_version_first(self) -> "RemarkQuerySet":
        newest = ("-version__created_at", "-version_id")
        return self.order_by(*newest, "-support_count", "pk")

    def awaiting_answer(self) -> "RemarkQuerySet":
        return self.filter(decision="open", hidden_by=None, withdrawn_at=None)


class TargetVisionQuerySet(models.QuerySet):
    def with_goals(self) -> "TargetVisionQuerySet":
        """With their goals, indicators and values."""
        from strategy.models import Goal

        goals = Goal.objects.select_related("field_of_action", "section")
        return self.prefetch_related(
            models.Prefetch("goals", goals), "goals__indicators", "goals__indicators__values"
        )


class MeasureQuerySet(models.QuerySet):
    def published(self) -> "MeasureQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: "User") -> "MeasureQuerySet":
        return self if is_projektbuero(user) else self.published()

    def running(self) -> "MeasureQuerySet":
        """Those that have not ended, be they planned or under way."""
        return self.exclude(state__in=["done", "dropped"])

    def late(self) -> "MeasureQuerySet":
        """Their end is past, or people say that they are late."""
        return self.running().filter(Q(ends_on__lt=timezone.localdate()) | Q(light="red"))

    def silent(self) -> "MeasureQuerySet":
        """Nobody has said for SILENT_AFTER where they stand."""
        return self.running().filter(state_set_at__lt=timezone.now() - SILENT_AFTER)

    def for_agenda(self) -> "MeasureQuerySet":
        """With everything that the picture, the lists and the exports show."""
        single = ["field_of_action", "target_vision", "idea__competition", "task__forum", "section"]
        measures = self.select_related(*single).prefetch_related("milestones", "other_fields")
        long_texts = ["description", "search", "decision_reason", "competition__call_text"]
        long_texts += ["competition__rules_text"]
        return measures.defer("profile", "task__text", *(f"idea__{name}" for name in long_texts))
