"""Moving what was just done into the past, so that every date on the site makes sense."""

from datetime import datetime, timedelta
from itertools import groupby
from random import Random

import pgtrigger
from django.utils import timezone

from ideas.models import (
    Assessment,
    Award,
    Competition,
    Count,
    Idea,
    OfficialAnswer,
    Vote,
)
from ideas.timetable import COMPETITION
from myk10.discussions.models import Comment
from myk10.notifications.models import Notification

FROZEN = [
    "ideas.Competition:rule_is_frozen",
    "ideas.Competition:changed_update",
    "ideas.Count:count_is_frozen",
    "ideas.Vote:vote_is_never_changed",
    "ideas.VoteEvent:append_only",
    "ideas.OfficialAnswer:changed_update",
    "ideas.Award:changed_update",
]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
UNREAD_NEWS = 2
Dates = dict[str, datetime | None]


def dates_of(competition: Competition) -> Dates:
    return {phase.field: getattr(competition, phase.field) for phase in COMPETITION}


@pgtrigger.ignore(*FROZEN)
def pretend(competition: Competition, dates: Dates, phase: str, now: datetime) -> None:
    """Shift all dates alike, so that `phase` began an hour ago."""
    shift = now - HOUR - dates[COMPETITION[phase].field]
    moved = {name: moment and moment + shift for name, moment in dates.items()}
    Competition.objects.filter(pk=competition.pk).update(**moved)


@pgtrigger.ignore(*FROZEN)
def settle(random: Random, competition: Competition, dates: Dates) -> None:
    """Give the competition its own dates back, and everything in it a moment between them."""
    Competition.objects.filter(pk=competition.pk).update(**dates)
    competition.refresh_from_db()
    now = timezone.now()
    begins = competition.submission_from
    length = min(competition.submission_until or now, now) - begins
    ideas = list(competition.ideas.order_by("number"))
    late = [idea for idea in ideas if idea.state == Idea.State.SUBMITTED][:1]
    for place, idea in enumerate(ideas):
        share = 0.02 if idea in late else (place + random.random()) / len(ideas)
        _age_idea(random, idea, begins + length * share, competition.answer_within_days)
    _age_votes(random, competition, now)
    Award.objects.filter(competition=competition).update(
        decided_at=competition.result_from - 2 * DAY
    )


@pgtrigger.ignore(*FROZEN)
def settle_pool(random: Random) -> None:
    now = timezone.now()
    for place, idea in enumerate(Idea.objects.pool().exclude(state=Idea.State.DRAFT)):
        _age_idea(random, idea, now - (26 - 4 * place) * DAY + random.random() * HOUR, 28)


def _age_idea(random: Random, idea: Idea, submitted: datetime, days: int) -> None:
    now = timezone.now()
    decided = min(submitted + (1 + 2 * random.random()) * DAY, now - HOUR)
    changes = {"submitted_at": submitted, "answer_due_at": submitted + days * DAY}
    if idea.decided_at:
        changes["decided_at"] = decided
    if idea.admitted_at:
        changes["admitted_at"] = decided
    Idea.objects.filter(pk=idea.pk).update(
        created_at=submitted - DAY, saved_at=submitted, **changes
    )
    comments = list(Comment.objects.filter(discussion=idea.discussion).order_by("pk"))
    until = min(decided + 20 * DAY, now - HOUR)
    for place, comment in enumerate(comments):
        comment.created_at = decided + (until - decided) * (place + random.random()) / len(comments)
    Comment.objects.bulk_update(comments, ["created_at"])


def _age_votes(random: Random, competition: Competition, now: datetime) -> None:
    if competition.voting_from is None or competition.voting_from > now:
        return
    begins, ends = competition.voting_from, min(competition.voting_until, now - HOUR)
    votes = list(Vote.objects.filter(ballot__competition=competition))
    events = list(Vote.pgh_event_model.objects.filter(ballot__competition=competition))
    cast_at = {vote.pk: begins + (ends - begins) * random.random() for vote in votes}
    for vote in votes:
        vote.cast_at = cast_at[vote.pk]
    for event in events:
        event.cast_at = event.pgh_created_at = cast_at[event.pgh_obj_id]
    Vote.objects.bulk_update(votes, ["cast_at"])
    Vote.pgh_event_model.objects.bulk_update(events, ["cast_at", "pgh_created_at"])
    counted = Count.objects.filter(competition=competition)
    counted.update(counted_at=ends + timedelta(seconds=40))


@pgtrigger.ignore(*FROZEN)
def settle_answers(random: Random, competition: Competition) -> None:
    now = timezone.now()
    for answer in OfficialAnswer.objects.filter(idea__competition=competition).select_related(
        "idea"
    ):
        idea = answer.idea
        span = min(idea.answer_due_at, now - HOUR) - idea.admitted_at
        answered = idea.admitted_at + span * (0.4 + 0.5 * random.random())
        OfficialAnswer.objects.filter(pk=answer.pk).update(answered_at=answered)
        Assessment.objects.filter(idea=idea).update(assessed_at=answered - HOUR)


def settle_news() -> None:
    """One piece of news a day for everybody, the latest of them not read yet."""
    now = timezone.now()
    rows = list(Notification.objects.order_by("user", "-pk"))
    for _user, news in groupby(rows, key=lambda row: row.user_id):
        for place, row in enumerate(news):
            row.created_at = now - 3 * HOUR - place * DAY
            row.read_at = row.created_at + HOUR if place >= UNREAD_NEWS else None
    Notification.objects.bulk_update(rows, ["created_at", "read_at"], batch_size=500)
