"""Which notices of a competition's phases are due, and whom they reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from ideas.models import Ballot, Competition, Follow, Idea, PhaseNotice, Support
from ideas.outcome import Outcome
from myk10.accounts.models import User
from myk10.notifications.models import Preference
from myk10.notifications.topics import Delivery, Topic
from myk10.phases import Span

ANNOUNCED = ["submission", "voting", "result"]
CLOSING_BEFORE = timedelta(days=3)
WORTH_A_REMINDER = timedelta(days=7)
# A competition that is entered afterwards, or moved into the past, tells nobody of what is long over.
NEWS_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    competition: Competition
    phase: str
    moment: str


def due_notices(now: datetime) -> list[Due]:
    """What has not been told completely. Of a phase's beginning and end only the later."""
    competitions = Competition.objects.filter(announcement_from__lte=now).defer(
        "call_text", "rules_text"
    )
    told = set(
        PhaseNotice.objects.filter(finished_at__isnull=False).values_list(
            "competition", "phase", "moment"
        )
    )
    due = [notice for competition in competitions for notice in _due_of(competition, now)]
    return [d for d in due if (d.competition.pk, d.phase, d.moment) not in told]


def _due_of(competition: Competition, now: datetime) -> Iterator[Due]:
    span = next((s for s in competition.spans if s.begins <= now and _is_on(s.ends, now)), None)
    if span is None or span.phase.name not in ANNOUNCED:
        return
    moment, since = PhaseNotice.Moment.OPENING, span.begins
    closing = _closing_moment(span)
    if closing and closing <= now:
        moment, since = PhaseNotice.Moment.CLOSING, closing
    if since < competition.dates_set_at - NEWS_FOR:
        return
    if span.phase.name != "result" or _has_result(competition):
        yield Due(competition, span.phase.name, moment)


def _closing_moment(span: Span) -> datetime | None:
    if span.ends is None or span.ends - span.begins < WORTH_A_REMINDER:
        return None
    return span.ends - CLOSING_BEFORE


def _has_result(competition: Competition) -> bool:
    outcome = Outcome(competition)
    return outcome.is_published and (outcome.is_ordered or outcome.awards.exists())


def _is_on(ends: datetime | None, now: datetime) -> bool:
    return ends is None or now < ends


def people_to_tell(due: Due) -> QuerySet[User]:
    """Who takes part, and who has chosen to hear of phases. Of the result only those who do not
    hear of a winner already."""
    competition = due.competition
    wishes = Preference.objects.filter(topic=Topic.PHASE).exclude(delivery=Delivery.NEVER)
    people = User.objects.filter(
        Q(pk__in=Idea.objects.filter(competition=competition).values("author"))
        | Q(pk__in=Follow.objects.filter(idea__competition=competition).values("user"))
        | Q(pk__in=Support.objects.filter(idea__competition=competition).values("user"))
        | Q(pk__in=Ballot.objects.filter(competition=competition).values("user"))
        | Q(pk__in=wishes.values("user")),
        is_active=True,
    )
    if due.phase != "result":
        return people
    return people.exclude(
        Exists(Idea.objects.filter(award__competition=competition, author=OuterRef("pk")))
    ).exclude(
        Exists(Follow.objects.filter(idea__award__competition=competition, user=OuterRef("pk")))
    )
