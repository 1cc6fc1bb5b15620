"""What forums know of the way from a proposal to a finished task."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import PriorityCount, Proposal, Task
from myk10.story import Step


def steps_of_task(task: Task) -> Iterator[Step]:
    if (proposal := getattr(task, "proposal", None)) and proposal.is_public:
        yield Step(
            proposal.proposed_at,
            _("Vorgeschlagen als {number}").format(number=proposal.number),
            url=proposal.get_absolute_url(),
        )
    if earlier := task.carried_from:
        yield Step(
            task.adopted_at,
            _("Fortgeführt von {number}").format(number=earlier.number),
            url=earlier.get_absolute_url(),
        )
    yield Step(
        task.adopted_at,
        _("Als Aufgabe beschlossen: {body}").format(body=task.adopted_by),
    )
    for note in task.notes.all():
        state = note.get_state_display()
        yield Step(note.written_at, _("Stand: {state}").format(state=state), reason=note.text)
    if later := getattr(task, "carried_to", None):
        yield Step(
            later.adopted_at,
            _("Fortgeführt als {number}").format(number=later.number),
            url=later.get_absolute_url(),
        )


def steps_of_proposal(proposal: Proposal) -> Iterator[Step]:
    yield Step(proposal.proposed_at, _("Vorgeschlagen als {number}").format(number=proposal.number))
    if proposal.state == Proposal.State.ADMITTED:
        yield Step(proposal.decided_at, _("Vom Projektbüro zugelassen"))
    if proposal.state == Proposal.State.REFUSED:
        yield Step(proposal.decided_at, _("Nicht zugelassen"), reason=proposal.decision_reason)
    yield from _counted(proposal)
    if task := proposal.task:
        yield Step(
            proposal.decided_at,
            _("Als Aufgabe {number} beschlossen: {body}").format(
                number=task.number, body=task.adopted_by
            ),
            url=task.get_absolute_url(),
            reason=proposal.decision_reason,
        )
        if task.is_settled:
            state = task.get_state_display()
            yield Step(
                task.state_set_at,
                _("Aufgabe {state}").format(state=state),
                url=task.get_absolute_url(),
                reason=task.state_reason,
            )


def _counted(proposal: Proposal) -> Iterator[Step]:
    count = PriorityCount.objects.filter(forum=proposal.forum_id).defer("ballots").first()
    if count and proposal.is_public:
        votes = count.tally.get(proposal.number, 0)
        yield Step(
            count.counted_at,
            ngettext(
                "Abstimmung beim Forum: {votes} Stimme",
                "Abstimmung beim Forum: {votes} Stimmen",
                votes,
            ).format(votes=votes),
        )
