"""What happens in the hall right now, the same for everybody: programme, polls, questions.

Phones ask again and again. Each part has a version, a digest of what it shows: a phone that knows the
version gets an empty answer, and nothing on its screen moves.
"""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Forum, Poll, PollOption, ProgrammeItem, Question
from myk10.charts import Bar, DrawnBar, bar_chart
from myk10.kept import kept

QUESTIONS_SHOWN = 40
KEPT_SECONDS = 2  # so much may a phone be behind, for 300 phones to cost little
RESULT_ON_WALL = timedelta(minutes=10)


@dataclass(frozen=True)
class Programme:
    current: list[ProgrammeItem]
    following: list[ProgrammeItem]

    @property
    def version(self) -> str:
        return _digest(
            [(i.pk, i.title, i.room, i.speakers, i.starts_at, i.ends_at) for i in items]
            for items in (self.current, self.following)
        )


def programme_at(items: Iterable[ProgrammeItem], now: datetime) -> Programme:
    """What runs, and all that begins next; tracks run side by side."""
    to_come = sorted((i for i in items if i.starts_at > now), key=lambda i: i.starts_at)
    return Programme(
        [i for i in items if i.starts_at <= now < i.ends_at],
        [i for i in to_come if i.starts_at == to_come[0].starts_at],
    )


def polls_of(forum: Forum) -> list[Poll]:
    """Those that were opened, with the numbers of answers: open ones first, then the latest results."""
    options = PollOption.objects.annotate(votes=Count("answers"))
    polls = forum.polls.filter(opened_at__isnull=False).annotate(answer_count=Count("answers"))
    found = polls.prefetch_related(Prefetch("options", options)).order_by("-opened_at", "-pk")
    return sorted(found, key=lambda poll: not poll.is_open)


def result_of(poll: Poll) -> list[DrawnBar]:
    """The bars of a closed poll from `polls_of`."""
    whole = poll.answer_count or 1
    bars = [
        Bar(
            option.text,
            option.votes,
            text=_("{votes} ({percent} %)").format(
                votes=option.votes, percent=round(100 * option.votes / whole)
            ),
        )
        for option in poll.options.all()
    ]
    return bar_chart(bars, full=whole)


class Hall:
    """All that the companion page shows to everybody, read once."""

    PARTS = ("programme", "polls", "questions")

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        self.items = list(forum.programme.all())
        self.programme = programme_at(self.items, timezone.now())
        self.polls = polls_of(forum)
        self.asked = list(forum.questions.asked()[: QUESTIONS_SHOWN + 1])

    @property
    def questions(self) -> list[Question]:
        """The open ones first, each group by support."""
        return sorted(self.asked[:QUESTIONS_SHOWN], key=lambda question: question.is_answered)

    @property
    def has_more_questions(self) -> bool:
        return len(self.asked) > QUESTIONS_SHOWN

    @cached_property
    def versions(self) -> dict[str, str]:
        polls = [
            (p.pk, p.question, p.is_open, [(o.text, p.is_open or o.votes) for o in p.options.all()])
            for p in self.polls
        ]
        questions = [
            (q.pk, q.text, q.support_count, q.answered_live_at, q.answered_at, q.shown_at)
            for q in self.asked
        ]
        return {
            "programme": self.programme.version,
            "polls": _digest(polls),
            "questions": _digest([self.forum.takes_questions, questions]),
        }

    @property
    def version(self) -> str:
        return ".".join(self.versions.values())

    def changed_since(self, version: str) -> list[str]:
        known = dict(zip(self.PARTS, version.split("."), strict=False))
        return [part for part in self.PARTS if known.get(part) != self.versions[part]]


def version_of(year: int) -> str:
    """The version of an announced forum's hall, at most KEPT_SECONDS old; empty when there is none."""
    moment = int(time.time()) // KEPT_SECONDS
    return kept(f"hall {year}", moment, partial(_version_now, year))


def _version_now(year: int) -> str:
    forum = Forum.objects.announced().with_event().filter(year=year).first()
    return Hall(forum).version if forum else ""


@dataclass(frozen=True)
class Wall:
    """What the projector shows: what the moderator put there, else a poll, else what comes next."""

    questions: list[Question]
    poll: Poll | None
    programme: Programme

    @property
    def version(self) -> str:
        poll = self.poll and (self.poll.pk, self.poll.is_open, self.poll.answer_count)
        questions = [(q.pk, q.text, q.support_count) for q in self.questions]
        return _digest([questions, poll, self.programme.version])


def wall_of(forum: Forum) -> Wall:
    now = timezone.now()
    questions = list(forum.questions.on_screen().order_by("shown_at")[:3])
    fresh = [p for p in polls_of(forum) if p.is_open or p.closed_at > now - RESULT_ON_WALL]
    poll = fresh[0] if fresh and not questions else None
    return Wall(questions, poll, programme_at(list(forum.programme.all()), now))


def _digest(value: Any) -> str:
    if not isinstance(value, list):
        value = list(value)
    return hashlib.sha256(repr(value).encode()).hexdigest()[:10]
