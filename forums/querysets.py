"""How forums and what belongs to them are read."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forums.timetable import FORUM
from myk10.accounts.rules import is_projektbuero

if TYPE_CHECKING:
    from forums.models import Forum
    from myk10.accounts.models import User


class ForumQuerySet(models.QuerySet):
    def announced(self) -> "ForumQuerySet":
        return self.filter(event__published_at__lte=timezone.now())

    def visible_to(self, user: "User") -> "ForumQuerySet":
        """The Projektbüro sees what is not announced yet."""
        return self if is_projektbuero(user) else self.announced()

    def with_event(self) -> "ForumQuerySet":
        return self.select_related("event")

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

    def visible_to(self, user: "User") -> "ProposalQuerySet":
        visible = Q(state__in=["admitted", "adopted"], hidden_by=None)
        if is_projektbuero(user):
            return self
        if user.is_authenticated:
            visible |= Q(author=user)
        return self.filter(visible)

    def awaiting_decision(self) -> "ProposalQuerySet":
        return self.filter(state="submitted").order_by("proposed_at", "pk")
