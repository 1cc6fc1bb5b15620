"""The demo's agenda, lived through with the real actions, then moved into the past."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from forums.models import Task
from ideas.demo.pictures import ALT_TEXTS, draw
from ideas.models import Award
from myk10.accounts.models import User
from myk10.notifications.models import Mail, Notification
from myk10.region.models import FieldOfAction
from strategy.actions.measures import (
    add_image,
    create_measure,
    measure_from_idea,
    measure_from_task,
    publish_measure,
    set_following,
)
from strategy.actions.progress import (
    drop_measure,
    finish_measure,
    hand_to_forum,
    note_progress,
    reach_milestone,
)
from strategy.demo.measure_texts import AGENDA, OF_IDEAS, OF_TASKS, VISIONS, Text
from strategy.emails.measures import KINDS
from strategy.models import Measure, MeasureNote, Milestone, TargetVision
from strategy.quarters import first_day, last_day

PREPARED = timedelta(days=45)  # from the decision to the beginning
FIRST_DAY = date(2023, 1, 9)
FOLLOWED = ("Amt-O-Mat", "Digitale Mitfahrerbank", "LoRaWAN")
Make = Callable[..., Measure]


def create_measures() -> None:
    """Does nothing where measures are."""
    if Measure.objects.exists():
        return
    office = User.objects.by_email("projektbuero@demo.example").get()
    citizen = User.objects.by_email("buergerin@demo.example").get()
    planned = [(text, create_measure, {}) for text in AGENDA]
    planned += [*_of_ideas(), *_of_tasks()]
    for text, make, origin in sorted(planned, key=lambda row: row[0].begins):
        measure = _begin(text, make, origin)
        if measure.title in FOLLOWED:
            set_following(measure=measure, user=citizen, following=True)
        _live_through(measure, text, office)
    _hand_in()
    _settle_news(citizen)


def _of_ideas() -> list[tuple[Text, Make, dict[str, Any]]]:
    awards = Award.objects.filter(idea__title__in=OF_IDEAS, competition__slug="2021")
    return [
        (OF_IDEAS[award.idea.title], measure_from_idea, {"idea": award.idea})
        for award in awards.select_related("idea")
    ]


def _of_tasks() -> list[tuple[Text, Make, dict[str, Any]]]:
    found = []
    for title, text in OF_TASKS.items():
        task = Task.objects.filter(title=title).order_by("-forum__year").first()
        if task:
            found.append((text, measure_from_task, {"task": task}))
    return found


def _begin(text: Text, make: Make, origin: dict[str, Any]) -> Measure:
    fields = FieldOfAction.objects.in_bulk([text.field, *text.others], field_name="slug")
    begins = first_day(*text.begins)
    created_at = _past(max(begins - PREPARED, FIRST_DAY))
    measure = make(
        **origin,
        title=text.title,
        summary=text.summary,
        profile=text.profile,
        target_vision=_vision(text.vision),
        field_of_action=fields[text.field],
        other_fields=[fields[slug] for slug in text.others],
        responsible=text.responsible,
        partners=text.partners,
        costs=text.costs,
        funding=text.funding,
        starts_on=begins,
        ends_on=last_day(*text.ends),
        created_at=created_at,
        demo_content=True,
    )
    measure = publish_measure(measure=measure)
    Measure.objects.filter(pk=measure.pk).update(published_at=created_at, state_set_at=created_at)
    if text.picture:
        picture = draw(text.picture, len(text.title))
        add_image(measure=measure, picture=picture, alt_text=ALT_TEXTS[text.picture])
    return measure


def _vision(title: str) -> TargetVision:
    slug, summary = VISIONS[title]
    position = list(VISIONS).index(title)
    values = {"slug": slug, "summary": summary, "position": position}
    return TargetVision.objects.get_or_create(title=title, defaults=values)[0]


def _live_through(measure: Measure, text: Text, office: User) -> None:
    """What has happened by today."""
    for title, due_on, reached_on, note in text.milestones:
        milestone = Milestone.objects.create(measure=measure, title=title, due_on=due_on)
        if reached_on and _is_past(reached_on):
            reach_milestone(milestone=milestone, reached_on=reached_on, note=note)
    for day, state, light, words, reason in text.notes:
        if _is_past(day):
            note = note_progress(
                measure=measure,
                state=state,
                light=light,
                text=words,
                reason=reason,
                written_by=office,
            )
            _move(note, day)
    if text.finished and _is_past(text.finished[0]):
        day, words = text.finished
        note = finish_measure(measure=measure, text=words, finished_on=day, written_by=office)
        _move(note, day)
    if text.dropped and _is_past(text.dropped[0]):
        day, words = text.dropped
        _move(drop_measure(measure=measure, reason=words, written_by=office), day)


def _move(note: MeasureNote, day: date) -> None:
    moment = _past(day)
    MeasureNote.objects.filter(pk=note.pk).update(written_at=moment)
    Measure.objects.filter(pk=note.measure_id).update(state_set_at=moment)


def _is_past(day: date) -> bool:
    return day <= timezone.localdate() - timedelta(days=2)


def _past(day: date) -> datetime:
    """Ten o'clock of that day; of one that is to come, two days ago."""
    day = min(day, timezone.localdate() - timedelta(days=2))
    return timezone.make_aware(datetime.combine(day, time(10)))


def _hand_in() -> None:
    """What the coming forum presents of the last year."""
    year_ago = timezone.localdate() - timedelta(days=366)
    for measure in Measure.objects.filter(finished_on__gt=year_ago):
        hand_to_forum(measure=measure)


def _settle_news(citizen: User) -> None:
    """What was mailed in the past arrived in the past; only the citizen's news are still new."""
    now = timezone.now()
    kinds = [kind.name for kind in KINDS]
    Mail.objects.filter(kind__in=kinds, state=Mail.State.QUEUED).update(
        state=Mail.State.SENT, sent_at=now
    )
    news = Notification.objects.filter(kind__in=kinds)
    news.exclude(user=citizen).update(read_at=now, digest_at=None)
    kept = news.filter(user=citizen).order_by("-pk")[:2]
    news.filter(user=citizen).exclude(pk__in=[row.pk for row in kept]).update(read_at=now)
