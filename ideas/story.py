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
            _("{number} „{title}“ ist in dieser Idee aufgegangen").format(
                number=merged.number, title=merged.title
            ),
            url=merged.get_absolute_url(),
        )
    if idea.merged_into:
        yield Step(
            idea.decided_at,
            _("Aufgegangen in {number} „{title}“").format(
                number=idea.merged_into.number, title=idea.merged_into.title
            ),
            url=idea.merged_into.get_absolute_url(),
        )
    elif idea.withdrawn_at:
        yield Step(idea.withdrawn_at, _("Zurückgezogen"), reason=idea.withdrawal_reason)
