"""What the debate knows of the way of a contribution."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from myk10.story import Step
from strategy.models import Contribution


def steps_of_contribution(contribution: Contribution) -> Iterator[Step]:
    question = contribution.question
    address = question.get_absolute_url()
    yield Step(
        contribution.created_at,
        _("Zur Leitfrage „{question}“ geschrieben").format(question=question.title),
        url=address,
    )
    if contribution.edited_at:
        yield Step(contribution.edited_at, _("Bearbeitet"))
    if contribution.withdrawn_at:
        yield Step(contribution.withdrawn_at, _("Zurückgezogen"))
        return
    if question.phase and question.phase.name == "closed":
        yield Step(question.closed_from, _("Debatte beendet"))
    if contribution.is_used:
        yield Step(
            question.summarised_at,
            _("In der Zusammenfassung des Projektbüros verwendet"),
            url=f"{address}#zusammenfassung",
        )
