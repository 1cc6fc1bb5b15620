"""What the public learns of a competition once its result phase has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.functional import cached_property

from ideas.actions.results import standings
from ideas.counting import Standing, suppress_small
from ideas.models import Award, Competition, Count, Idea
from myk10.region.models import Municipality


@dataclass(frozen=True)
class Place:
    standing: Standing
    idea: Idea


class Outcome:
    """The result of one competition. Show nothing of it unless it `is_published`."""

    def __init__(self, competition: Competition):
        self.competition = competition

    @property
    def is_uncounted(self) -> bool:
        return self.competition.voting_from is not None and self.count is None

    @property
    def is_published(self) -> bool:
        """Votes are shown from the result phase on, and only once they are counted."""
        return self.competition.phase_name == "result" and not self.is_uncounted

    @cached_property
    def count(self) -> Count | None:
        return Count.objects.defer("ballots").filter(competition=self.competition).first()

    @cached_property
    def awards(self) -> QuerySet[Award]:
        return (
            Award.objects.filter(competition=self.competition)
            .select_related("idea__competition", "idea__field_of_action", "idea__municipality")
            .prefetch_related("idea__images")
        )

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.competition, count=self.count)

    @property
    def is_ordered(self) -> bool:
        """Whether there is an order of all ideas to show: votes, points or both."""
        return self.count is not None or self.competition.uses_jury

    def places(self, part: Sequence[Standing]) -> list[Place]:
        ideas = Idea.objects.select_related("competition", "award").in_bulk(
            [standing.number for standing in part], field_name="number"
        )
        return [Place(standing, ideas[standing.number]) for standing in part]

    @property
    def votes_for_hidden_ideas(self) -> int:
        """Votes that are counted and on the ballots, for ideas that are no longer public."""
        shown = sum(standing.votes for standing in self.standings)
        return self.count.votes - shown if self.count else 0

    @property
    def drawn_lots(self) -> list[list[Standing]]:
        """Groups of ideas with the same score, where the lot decided who is a winner or which one."""
        winners = self.competition.winners_count
        groups = [list(group) for _score, group in groupby(self.standings, key=lambda s: s.score)]
        return [g for g in groups if len(g) > 1 and g[0].rank <= winners and g[0].score > 0]

    def turnout(self) -> list[tuple[Municipality | None, int | None]]:
        """Voters by municipality (None: named none); numbers too small to publish are None."""
        by_key = {m.key: m for m in Municipality.objects.all()}
        counted = self.count.turnout if self.count else {}
        counts = dict.fromkeys(by_key, 0) | counted
        shown = suppress_small(counts)
        return [(by_key.get(key), shown[key]) for key in counts]
