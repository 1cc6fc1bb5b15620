"""The demo's forums, made through their own actions: those of 2021 to 2024 as they are known, later ones
invented, and one that is open for registration."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from forums.actions.announcing import announce_forum, event_for
from forums.actions.documenting import approve_minutes, publish_documentation
from forums.actions.tasks import carry_over, note_progress, set_task
from forums.demo import coming, texts
from forums.demo.people import Cast, settle_mails
from forums.models import Forum, Task, TaskNote
from myk10.accounts.models import User
from myk10.events.actions.changing import publish_event
from myk10.events.models import Event

SEPTEMBER, DECEMBER, THURSDAY = 9, 12, 3
FIRST_INVENTED = 2025
NOTICE = timedelta(days=21)


def create() -> None:
    """Does nothing where forums are; the accounts of the demo must be there."""
    if Forum.objects.exists():
        return
    cast = Cast(
        office=User.objects.by_email("projektbuero@demo.example").get(),
        citizen=User.objects.by_email("buergerin@demo.example").get(),
    )
    day = coming_day(timezone.localdate())
    past = [_of_the_records(*row) for row in texts.REAL]
    past += [_invented(cast, year) for year in range(FIRST_INVENTED, day.year)]
    for forum in past:
        _set_tasks(forum)
    for forum, later in zip(past, [*past[1:], None], strict=True):
        _work_on_tasks(cast, forum, later)
    for forum in past:
        _document(cast, forum)
    coming.create(cast, day)
    settle_mails()


def coming_day(today: date) -> date:
    """The second Thursday of September. Once that is too near, a Thursday of the same year in three
    weeks; shortly before Christmas the next September."""
    for year in (today.year, today.year + 1):
        day = second_thursday(year)
        if day >= today + NOTICE:
            return day
        soon = today + NOTICE
        soon += timedelta(days=(THURSDAY - soon.weekday()) % 7)
        if soon <= date(year, DECEMBER, 20):
            return soon
    raise AssertionError("The next September is always far enough.")


def second_thursday(year: int) -> date:
    first = date(year, SEPTEMBER, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7)


def _of_the_records(
    year: int,
    title: str,
    theme: str,
    span: tuple[datetime, datetime],
    place: str,
    address: str,
    summary: str,
) -> Forum:
    """Date and place are facts; its hours, documentation and tasks are examples."""
    values = {
        "summary": theme,
        "starts_at": span[0],
        "ends_at": span[1],
        "format": Event.Format.ON_SITE if place else Event.Format.ONLINE,
        "place": place,
        "address": address,
        "demo_content": True,
    }
    forum = Forum(year=year, title=title, theme=theme, summary=summary, demo_content=True)
    announce_forum(forum=forum, event=event_for(year=year, title=title, values=values))
    _publish_long_ago(forum)
    return forum


def _invented(cast: Cast, year: int) -> Forum:
    begins = datetime.combine(second_thursday(year), time(17), timezone.get_default_timezone())
    forum = coming.announce(year, begins, theme="Was im Alltag wirklich hilft")
    coming.live_through(cast, forum, begins)
    Forum.objects.filter(pk=forum.pk).update(
        summary=texts.INVENTED_SUMMARY, minutes=texts.INVENTED_MINUTES, proposals_until=None
    )
    _publish_long_ago(forum)
    return Forum.objects.select_related("event").get(pk=forum.pk)


def _publish_long_ago(forum: Forum) -> None:
    publish_event(event=forum.event)
    Event.objects.filter(pk=forum.event_id).update(
        published_at=forum.event.starts_at - timedelta(days=70)
    )
    forum.event.refresh_from_db()


def _tasks_of(forum: Forum) -> list[tuple]:
    return texts.TASKS.get(forum.year, texts.INVENTED_TASKS)


def _set_tasks(forum: Forum) -> None:
    for title, strand, responsible, due, *_rest in _tasks_of(forum):
        set_task(
            forum=forum,
            title=title,
            strand=strand,
            responsible=responsible,
            due_on=timezone.localdate(forum.event.starts_at) + timedelta(days=due),
            adopted_by="Lenkungsgruppe",
        )
    forum.tasks.update(adopted_at=forum.event.ends_at + timedelta(days=14))


def _work_on_tasks(cast: Cast, forum: Forum, later: Forum | None) -> None:
    tasks = {task.title: task for task in forum.tasks.all()}
    for title, _strand, _who, _due, state, happened, days in _tasks_of(forum):
        task = tasks[title]
        if state == "carried" and later:
            state = Task.State.UNDER_WAY
            new = carry_over(
                task=task,
                forum=later,
                due_on=task.due_on + timedelta(days=365),
                adopted_by="Lenkungsgruppe",
            )
            _finish_carried(cast, new, later)
        if happened:
            _note(cast, task, state, happened, forum.event.ends_at + timedelta(days=days))


def _finish_carried(cast: Cast, task: Task, forum: Forum) -> None:
    Task.objects.filter(pk=task.pk).update(adopted_at=forum.event.ends_at + timedelta(days=14))
    moment = forum.event.ends_at + timedelta(days=200)
    _note(cast, task, Task.State.DONE, "Im zweiten Anlauf fertig geworden.", moment)


def _note(cast: Cast, task: Task, state: str, text: str, moment: datetime) -> None:
    moment = min(moment, timezone.now() - timedelta(days=2))
    note = note_progress(task=task, state=state, text=text, written_by=cast.office)
    TaskNote.objects.filter(pk=note.pk).update(written_at=moment)
    Task.objects.filter(pk=task.pk).update(state_set_at=moment)


def _document(cast: Cast, forum: Forum) -> None:
    if forum.minutes:
        approve_minutes(forum=forum, approved_by=cast.office)
    publish_documentation(forum=forum, published_by=cast.office)
    # The minutes' approval stays of today: the database keeps it.
    moment = forum.event.ends_at + timedelta(days=21)
    Forum.objects.filter(pk=forum.pk).update(documented_at=moment)
