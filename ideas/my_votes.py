"""What a person sees of their own votes while they can still be changed, and afterwards."""

from dataclasses import dataclass

from ideas.models import Competition, Vote
from myk10.accounts.models import User


@dataclass(frozen=True)
class MyVotes:
    quota: int
    idea_ids: frozenset[int]

    @property
    def given(self) -> int:
        return len(self.idea_ids)

    @property
    def left(self) -> int:
        return max(self.quota - self.given, 0)

    @property
    def dots(self) -> list[bool]:
        """One per vote: whether it is given."""
        return [position < self.given for position in range(self.quota)]


def votes_of(user: User, competition: Competition) -> MyVotes:
    votes = Vote.objects.filter(ballot__competition=competition, ballot__user=user)
    return MyVotes(competition.votes_per_person, frozenset(votes.values_list("idea", flat=True)))


def open_votes_of(user: User, competition: Competition | None) -> MyVotes | None:
    """The person's votes where they can be cast now; None for visitors and in every other phase."""
    if (
        competition is None or competition.phase_name != "voting"
    ):  # a superuser has every permission
        return None
    if not user.has_perm("ideas.cast_vote", competition):
        return None
    return votes_of(user, competition)
