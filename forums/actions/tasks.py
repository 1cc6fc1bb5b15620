"""The tasks of a project year. Their numbers are permanent; their state is decided by people."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Achievement, Forum, Proposal, Task, TaskNote
from myk10.accounts.models import User
from myk10.numbers import next_number
from myk10.refusal import Refused
from myk10.region.models import FieldOfAction


@transaction.atomic
def set_task(
    *,
    forum: Forum,
    title: str,
    strand: str,
    due_on: date,
    adopted_by: str,
    text: str = "",
    responsible: str = "",
    field_of_action: FieldOfAction | None = None,
    carried_from: Task | None = None,
) -> Task:
    """Set a task for the project year that begins with this forum."""
    number = next_number(f"A-{forum.year}")
    task = Task(
        forum=forum,
        number=f"A-{forum.year}-{number:02d}",
        title=title,
        text=text,
        strand=strand,
        field_of_action=field_of_action,
        responsible=responsible,
        due_on=due_on,
        adopted_by=adopted_by,
        carried_from=carried_from,
    )
    task.full_clean(exclude=["number"])
    task.save()
    return task


@transaction.atomic
def adopt_proposal(
    *,
    proposal: Proposal,
    decided_by: User,
    adopted_by: str,
    due_on: date,
    responsible: str = "",
    reason: str = "",
) -> Task:
    """Make a task of what participants proposed. Raises Refused if somebody has decided otherwise."""
    proposal = Proposal.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    if not proposal.is_public or proposal.state == Proposal.State.ADOPTED:
        raise Refused(
            _("{number} kann nicht beschlossen werden: {state}.").format(
                number=proposal.number, state=proposal.get_state_display()
            )
        )
    proposal.task = set_task(
        forum=proposal.forum,
        title=proposal.title,
        text=proposal.text,
        strand=proposal.strand,
        field_of_action=proposal.field_of_action,
        due_on=due_on,
        responsible=responsible,
        adopted_by=adopted_by,
    )
    proposal.state = Proposal.State.ADOPTED
    proposal.decided_at, proposal.decided_by = timezone.now(), decided_by
    proposal.decision_reason = reason
    proposal.save()
    return proposal.task


@transaction.atomic
def note_progress(
    *, task: Task, state: str, text: str, written_by: User | None, url: str = ""
) -> TaskNote:
    """Say where a task stands. The note is public and dated; done and dropped need a reason."""
    task = Task.objects.select_for_update(of=["self"]).get(pk=task.pk)
    text = text.strip()
    if not text:
        raise Refused(_("Bitte schreiben Sie, was geschehen ist."))
    now = timezone.now()
    task.state, task.state_set_at, task.state_set_by = state, now, written_by
    task.state_reason = text[:500] if task.is_settled else ""
    task.state_url = url
    task.full_clean()
    task.save()
    return TaskNote.objects.create(
        task=task, text=text, state=state, written_at=now, written_by=written_by
    )


@transaction.atomic
def carry_over(*, task: Task, forum: Forum, due_on: date, adopted_by: str) -> Task:
    """Set the unfinished task once more at a later forum, under a new number."""
    task = Task.objects.select_for_update(of=["self"]).get(pk=task.pk)
    if task.is_settled or hasattr(task, "carried_to"):
        raise Refused(_("Diese Aufgabe ist schon erledigt, aufgegeben oder fortgeführt."))
    if forum.year <= task.forum.year:
        raise Refused(_("Fortgeführt wird eine Aufgabe in einem späteren Jahr."))
    return set_task(
        forum=forum,
        title=task.title,
        text=task.text,
        strand=task.strand,
        field_of_action=task.field_of_action,
        responsible=task.responsible,
        due_on=due_on,
        adopted_by=adopted_by,
        carried_from=task,
    )


def hand_in_achievement(
    *, title: str, strand: str, path: str, achieved_on: date, text: str = ""
) -> Achievement | None:
    """Tell the next forum of something to present; once per `path`. None while no forum is to come.

    Other parts of the site call this, each for what it knows.
    """
    forum = Forum.objects.to_come(timezone.now()).first()
    if forum is None or Achievement.objects.filter(path=path).exists():
        return None
    achievement = Achievement(
        forum=forum, title=title, text=text, strand=strand, path=path, achieved_on=achieved_on
    )
    Achievement.objects.bulk_create([achievement], ignore_conflicts=True)
    return achievement
