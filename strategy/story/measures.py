"""What the agenda knows of the way from an idea, a task or a section to what was carried out, and back."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Achievement, Proposal, Task
from ideas.models import Idea
from myk10.story import Step
from strategy.models import Measure, Milestone, Section
from strategy.querysets import MeasureQuerySet

NOON, EVENING = time(12), time(18)


def steps_of_measure(measure: Measure) -> Iterator[Step]:
    """Where it comes from, and what became of it."""
    yield from _origin(measure)
    if measure.published_at:
        text = _("Als Maßnahme {number} auf die Umsetzungsagenda gesetzt")
        yield Step(measure.published_at, text.format(number=measure.number))
    for milestone in measure.milestones.all():
        if milestone.reached_on:
            text = _("Meilenstein erreicht: {title}").format(title=milestone.title)
            at = _at(milestone.reached_on, NOON)
            yield Step(at, text, f"#meilenstein-{milestone.pk}", milestone.note)
    yield from _end(measure, url="")
    yield from _presented(measure)


def _origin(measure: Measure) -> Iterator[Step]:
    if (idea := measure.idea) and idea.is_public:
        text = _("Als Idee {number} „{title}“ eingereicht")
        text = text.format(number=idea.number, title=idea.title)
        yield Step(idea.submitted_at, text, idea.get_absolute_url())
        if award := idea.public_award:
            text = _("Prämiert im Wettbewerb „{competition}“")
            text = text.format(competition=idea.competition)
            yield Step(award.decided_at, text, idea.competition.get_absolute_url())
    if task := measure.task:
        text = _("Von {forum} als Aufgabe {number} gestellt: {title}")
        text = text.format(forum=task.forum, number=task.number, title=task.title)
        yield Step(task.adopted_at, text, task.get_absolute_url())


def _presented(measure: Measure) -> Iterator[Step]:
    handed_in = Achievement.objects.filter(
        path__startswith=measure.get_absolute_url(),
        forum__event__published_at__lte=timezone.now(),
    )
    for achievement in handed_in.select_related("forum__event"):
        forum = achievement.forum
        is_past = forum.event.ends_at <= timezone.now()
        text = _("Vorgestellt: {forum}") if is_past else _("Wird vorgestellt: {forum}")
        yield Step(
            forum.event.starts_at,
            text.format(forum=forum),
            forum.get_absolute_url(),
            achievement.title if "#" in achievement.path else "",
        )


# --- The other direction --------------------------------------------------------------------


def steps_from_idea(idea: Idea) -> Iterator[Step]:
    """Asks nothing for ideas without an award, which are almost all: only winners become measures."""
    if hasattr(idea, "award"):
        yield from _steps_of(_published().filter(idea=idea))


def steps_from_task(task: Task) -> Iterator[Step]:
    yield from _steps_of(_published().filter(task=task))


def steps_from_proposal(proposal: Proposal) -> Iterator[Step]:
    if proposal.task_id:
        yield from _steps_of(_published().filter(task=proposal.task_id))


def steps_from_section(section: Section) -> Iterator[Step]:
    yield from _steps_of(_published().filter(section=section))


def _published() -> MeasureQuerySet:
    """With the reached milestones, in the same query: pages of ideas have few to spare."""
    reached = Milestone.objects.filter(measure=OuterRef("pk"), reached_on__isnull=False)
    as_rows = reached.values_list(JSONObject(pk="pk", title="title", reached_on="reached_on"))
    return Measure.objects.published().annotate(reached=ArraySubquery(as_rows))


def _steps_of(measures: MeasureQuerySet) -> Iterator[Step]:
    for measure in measures:
        url = measure.get_absolute_url()
        text = _("Maßnahme {number} „{title}“ auf der Umsetzungsagenda")
        text = text.format(number=measure.number, title=measure.title)
        yield Step(measure.published_at, text, url)
        for row in measure.reached:
            text = _("Meilenstein von {number} erreicht: {title}")
            text = text.format(number=measure.number, title=row["title"])
            at = _at(date.fromisoformat(row["reached_on"]), NOON)
            yield Step(at, text, Milestone(pk=row["pk"], measure=measure).get_absolute_url())
        yield from _end(measure, url)


def _end(measure: Measure, url: str) -> Iterator[Step]:
    if measure.state == Measure.State.DONE:
        text = _("Maßnahme {number} abgeschlossen").format(number=measure.number)
        yield Step(_at(measure.finished_on, EVENING), text, url, measure.state_reason)
    if measure.state == Measure.State.DROPPED:
        text = _("Maßnahme {number} eingestellt").format(number=measure.number)
        yield Step(measure.state_set_at, text, url, measure.state_reason)


def _at(day: date, clock: time) -> datetime:
    """Days have no hour of their own; what ends a measure comes after its last milestone."""
    return timezone.make_aware(datetime.combine(day, clock))
