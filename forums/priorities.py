"""The vote on proposals as it is shown: a person's own votes, and what came of all of them."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.functions import MD5, Concat

from forums.models import Forum, PriorityCount, PriorityVote, Proposal
from myk10.charts import Bar, DrawnBar, bar_chart
from myk10.events.models import Registration

ORDERS = 100


@dataclass(frozen=True)
class MyPriorities:
    quota: int
    proposal_ids: frozenset[int]

    @property
    def left(self) -> int:
        return max(self.quota - len(self.proposal_ids), 0)

    @property
    def dots(self) -> list[bool]:
        """One a vote: whether it is given."""
        return [place < len(self.proposal_ids) for place in range(self.quota)]


def priorities_of(registration: Registration, forum: Forum) -> MyPriorities:
    given = PriorityVote.objects.filter(ballot__forum=forum, ballot__registration=registration)
    return MyPriorities(
        forum.votes_per_person, frozenset(given.values_list("proposal_id", flat=True))
    )


def count_of(forum: Forum) -> PriorityCount | None:
    return PriorityCount.objects.filter(forum=forum).defer("ballots").first()


def in_random_order(proposals: QuerySet[Proposal], order: int) -> QuerySet[Proposal]:
    """One of so many orders, always the same for its number; nobody stands in front in all of them."""
    shuffled = MD5(Concat(F("number"), Value(f" {order}")))
    return proposals.order_by(shuffled, "pk")


@dataclass(frozen=True)
class Standing:
    rank: int
    proposal: Proposal
    votes: int
    drawn: DrawnBar


def standings(proposals: QuerySet[Proposal], count: PriorityCount) -> list[Standing]:
    """The proposals by their votes; equal votes have one rank."""
    tally = count.tally
    ordered = sorted(proposals, key=lambda p: (-tally.get(p.number, 0), p.number))
    votes = [tally.get(proposal.number, 0) for proposal in ordered]
    bars = bar_chart(
        Bar(proposal.title, given, highlight=proposal.state == "adopted")
        for proposal, given in zip(ordered, votes, strict=True)
    )
    return [
        Standing(votes.index(given) + 1, proposal, given, drawn)
        for proposal, given, drawn in zip(ordered, votes, bars, strict=True)
    ]
