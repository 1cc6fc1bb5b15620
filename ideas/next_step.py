"""The one thing that a person can do with a competition in its present phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.models import Competition
from ideas.models.competition import POOL_SLUG

URGENCY = ["voting", "submission", "jury", "screening", "announcement", ""]


def by_urgency(competitions: Iterable[Competition]) -> list[Competition]:
    """Those under way, where there is something to do first. Finished ones are left out."""
    under_way = [c for c in competitions if c.phase_name != "result"]
    return sorted(under_way, key=lambda c: URGENCY.index(c.phase_name))


@dataclass(frozen=True)
class NextStep:
    label: str
    url: str


def next_step(competition: Competition | None) -> NextStep:
    """None stands for the standing pool, where ideas can be submitted at any time."""
    slug = competition.slug if competition else POOL_SLUG
    phase = competition.phase_name if competition else "submission"
    if phase == "submission":
        return NextStep(_("Idee einreichen"), reverse("ideas:idea_new", args=[slug]))
    if phase == "voting":
        return NextStep(_("Jetzt abstimmen"), reverse("ideas:idea_list", args=[slug]))
    if phase == "result":
        return NextStep(_("Ergebnis ansehen"), reverse("ideas:result", args=[slug]))
    if phase in ("screening", "jury"):
        return NextStep(_("Ideen ansehen"), reverse("ideas:idea_list", args=[slug]))
    return NextStep(_("Regeln lesen"), reverse("ideas:competition", args=[slug]) + "#regeln")
