"""What this strand knows of an idea's way."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ideas.models import Idea
from myk10.story import Step


def steps_of_idea(idea: Idea) -> Iterator[Step]:
    if idea.submitted_at:
        yield Step(idea.submitted_at, _("Eingereicht als {number}").format(number=idea.number))
    if idea.admitted_at:
        yield Step(idea.admitted_at, _("Vom Projektbüro zugelassen"))
    if idea.state == Idea.State.REFUSED:
        yield Step(idea.decided_at, _("Nicht zugelassen"), reason=idea.decision_reason)
    if assessment := getattr(idea, "assessment", None):
        yield Step(
            assessment.assessed_at,
            _("Fachprüfung: {result}").format(result=assessment.get_feasibility_display()),
            reason=assessment.reason,
        )
    for answer in idea.answers.all():
        yield Step(answer.answered_at, _("Rückmeldung des Projektbüros"), url="#rueckmeldung")
    yield from _end(idea)


def _end(idea: Idea) -> Iterator[Step]:
    if award := idea.public_award:
        yield Step(
            award.decided_at,
            _("Prämiert: Platz {rank} im Wettbewerb „{competition}“").format(
                rank=award.rank, competition=idea.competition
            ),
            url=idea.competition.get_absolute_url(),
            reason=award.reason,
        )
    for merged in idea.merged_ideas.all():
        yield Step(
            merged.decided_at,
            _("{idea} ist in dieser Idee aufgegangen").format(idea=_name(merged)),
            url=_address(merged),
        )
    if target := idea.merged_into:
        yield Step(
            idea.decided_at,
            _("Aufgegangen in {idea}").format(idea=_name(target)),
            url=_address(target),
        )
    elif idea.withdrawn_at:
        yield Step(idea.withdrawn_at, _("Zurückgezogen"), reason=idea.withdrawal_reason)


def _may_be_named(idea: Idea) -> bool:
    """Nobody has checked the title of an idea that was never admitted, and a hidden one is hidden."""
    return idea.admitted_at is not None and idea.hidden_by_id is None


def _name(idea: Idea) -> str:
    if not _may_be_named(idea):
        return _("Die Idee {number}").format(number=idea.number)
    return _("{number} „{title}“").format(number=idea.number, title=idea.title)


def _address(idea: Idea) -> str:
    return idea.get_absolute_url() if _may_be_named(idea) else ""
