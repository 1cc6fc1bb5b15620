"""How forums and what belongs to them are read."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from forums.timetable import FORUM
from myk10.accounts.rules import is_projektbuero

if TYPE_CHECKING:
    from forums.models import Forum
    from myk10.accounts.models import User
    from myk10.events.models import Registration


class ForumQuerySet(models.QuerySet):
    def announced(self) -> "ForumQuerySet":
        return self.filter(event__published_at__lte=timezone.now())

    def visible_to(self, user: "User") -> "ForumQuerySet":
        """The Projektbüro sees what is not announced yet."""
        return self if is_projektbuero(user) else self.announced()

    def with_event(self) -> "ForumQuerySet":
        return self.select_related("event")

    def with_seats(self) -> "ForumQuerySet":
        """With events that know how many seats are taken."""
        events = self.model._meta.get_field("event").related_model.objects
        return self.prefetch_related(Prefetch("event", events.with_counts()))

    def with_places(self) -> "ForumQuerySet":
        """Which pages of a forum have something to show: `has_tasks`, `has_earlier`."""
        tasks = self.model._meta.get_field("tasks").related_model.objects
        earlier = self.model.objects.announced().filter(year__lt=OuterRef("year"))
        return self.annotate(
            has_tasks=Exists(tasks.filter(forum=OuterRef("pk"))), has_earlier=Exists(earlier)
        )

    def with_vote_over(self) -> "ForumQuerySet":
        return self.filter(vote_until__lte=timezone.now())

    def in_phase(self, name: str) -> "ForumQuerySet":
        return self.filter(FORUM.in_phase(name, timezone.now()))

    def to_come(self, now: datetime) -> "ForumQuerySet":
        return self.filter(event__ends_at__gt=now).order_by("event__starts_at")

    def before(self, forum: "Forum") -> "Forum | None":
        """The forum whose tasks this one takes stock of."""
        return self.filter(year__lt=forum.year).order_by("-year").first()


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "TaskQuerySet":
        if is_projektbuero(user):
            return self
        return self.filter(forum__event__published_at__lte=timezone.now())

    def late(self) -> "TaskQuerySet":
        """Those that are neither settled in time nor set once more by a later forum."""
        unsettled = self.filter(state__in=["open", "under_way"], carried_to=None)
        return unsettled.filter(due_on__lt=timezone.localdate())

    def for_list(self) -> "TaskQuerySet":
        return self.select_related("forum", "field_of_action", "carried_to__forum")


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "QuestionQuerySet":
        if is_projektbuero(user):
            return self
        return self.filter(hidden_by=None, forum__event__published_at__lte=timezone.now())

    def asked(self) -> "QuestionQuerySet":
        """Those that stand for themselves: not hidden, not merged into another one."""
        return self.filter(hidden_by=None, merged_into=None)

    def awaiting_answer(self) -> "QuestionQuerySet":
        """The queue of the answer promise."""
        unanswered = self.asked().filter(answered_live_at=None, answered_at=None)
        return unanswered.order_by("answer_due_on", "pk")

    def on_stage(self) -> "QuestionQuerySet":
        """The open ones in the moderator's order; those without a place come after, by support."""
        unanswered = self.asked().filter(answered_live_at=None, answered_at=None)
        place = models.F("position").asc(nulls_last=True)
        return unanswered.order_by(place, "-support_count", "asked_at", "pk")

    def on_screen(self) -> "QuestionQuerySet":
        return self.asked().filter(shown_at__isnull=False, answered_live_at=None)


class PollQuerySet(models.QuerySet):
    def open(self) -> "PollQuerySet":
        return self.filter(opened_at__isnull=False, closed_at=None)

    def closed(self) -> "PollQuerySet":
        return self.filter(closed_at__isnull=False)


class ProposalQuerySet(models.QuerySet):
    def published(self) -> "ProposalQuerySet":
        return self.filter(state__in=["admitted", "adopted"], hidden_by=None)

    def visible_to(
        self, user: "User", participant: "Registration | None" = None
    ) -> "ProposalQuerySet":
        """`participant` is who takes part without an account: their own are visible to them, too."""
        visible = Q(state__in=["admitted", "adopted"], hidden_by=None)
        if is_projektbuero(user):
            return self
        if participant:
            visible |= Q(proposed_by=participant)
        if user.is_authenticated:
            visible |= Q(author=user)
        return self.filter(visible)

    def proposed_by(
        self, user: "User", participant: "Registration | None" = None
    ) -> "ProposalQuerySet":
        own = Q(proposed_by=participant) if participant else Q(pk__in=[])
        if user.is_authenticated:
            own |= Q(author=user)
        return self.filter(own)

    def for_list(self) -> "ProposalQuerySet":
        return self.select_related("forum", "field_of_action", "author", "discussion", "task")

    def awaiting_decision(self) -> "ProposalQuerySet":
        return self.filter(state="submitted").order_by("proposed_at", "pk")
