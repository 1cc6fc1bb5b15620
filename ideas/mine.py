"""What is one person's: the votes, while they can still be changed and afterwards; what is followed."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from ideas.models import Competition, Idea
from myk10 import prepared
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
    found = prepared.rows(_VOTES, {"competition": competition.pk, "user": user.pk})
    return MyVotes(competition.votes_per_person, frozenset(pk for (pk,) in found))


def open_votes_of(user: User, competition: Competition | None) -> MyVotes | None:
    """The person's votes where they can be cast now; None for visitors and in every other phase."""
    if competition is None or not may_vote_in(user, competition):
        return None
    return votes_of(user, competition)


def may_vote_in(user: User | AnonymousUser, competition: Competition) -> bool:
    """Asks for the phase first: the Projektbüro's superuser has every permission."""
    return competition.phase_name == "voting" and user.has_perm("ideas.cast_vote", competition)


@dataclass(frozen=True)
class Ties:
    """What binds a person to an idea. `votes` are those in its competition, where they are open."""

    is_followed: bool = False
    is_supported: bool = False
    votes: MyVotes | None = None


def ties_of(user: User | AnonymousUser, idea: Idea) -> Ties:
    if not user.is_authenticated:
        return Ties()
    competition = idea.competition
    values = {"idea": idea.pk, "competition": idea.competition_id, "user": user.pk}
    is_followed, is_supported, voted_for = prepared.row(_TIES, values)
    if not idea.is_public or competition is None or not may_vote_in(user, competition):
        return Ties(is_followed, is_supported)
    votes = MyVotes(competition.votes_per_person, frozenset(voted_for))
    return Ties(is_followed, is_supported, votes)


# Asked at each request of somebody who is signed in, so written out.
_VOTES = """
    SELECT idea_id FROM ideas_vote JOIN ideas_ballot ballot ON ballot.id = ballot_id
    WHERE competition_id = %(competition)s AND user_id = %(user)s
"""
_TIES = f"""
    SELECT EXISTS (SELECT FROM ideas_follow WHERE idea_id = %(idea)s AND user_id = %(user)s),
        EXISTS (SELECT FROM ideas_support WHERE idea_id = %(idea)s AND user_id = %(user)s),
        ARRAY({_VOTES})
"""  # noqa: S608 - of our own constant
