"""Counting votes so that anyone can count them again; `myk10.ballots` describes the text."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ideas.models import Competition, Vote
from myk10.ballots import canonical
from myk10.text import sha256_of


def canonical_ballots(competition: Competition) -> str:
    """The ballots as the rows of votes have them."""
    rows = Vote.objects.filter(ballot__competition=competition)
    by_ballot: dict[str, list[str]] = defaultdict(list)
    for pseudonym, number in rows.values_list("ballot__pseudonym", "idea__number"):
        by_ballot[pseudonym].append(number)
    return canonical("competition", competition.slug, by_ballot)


def recorded_ballots(competition: Competition) -> str:
    """The ballots as the append-only record has them: what was cast less what was withdrawn."""
    events = Vote.pgh_event_model.objects.filter(ballot__competition=competition)
    net: Counter[tuple[str, str]] = Counter()
    for label, pseudonym, number in events.values_list(
        "pgh_label", "ballot__pseudonym", "idea__number"
    ):
        net[pseudonym, number] += 1 if label == "cast" else -1
    by_ballot: dict[str, list[str]] = defaultdict(list)
    for (pseudonym, number), votes in net.items():
        if votes > 0:
            by_ballot[pseudonym] += [number] * votes
    return canonical("competition", competition.slug, by_ballot)


@dataclass(frozen=True)
class Standing:
    """An idea's place. `votes` and `points` are raw, `score` is what the competition's rule orders by."""

    rank: int
    number: str
    votes: int
    points: float
    score: float


def standings(
    competition: Competition, *, tally: dict[str, int], points: dict[str, float], lot: str
) -> list[Standing]:
    """The ideas in the order that the competition's rule gives them.

    Weighted: each part is taken relative to its best value, so 100 is the highest possible score.
    Equal scores are ordered by lot: the SHA-256 of `lot` and the number. The lot is the digest of the
    ballots, which nobody knows before voting ends and anyone can check afterwards.
    """
    numbers = sorted(set(tally) | set(points))
    scores = {
        n: _score(competition, tally.get(n, 0), points.get(n, 0.0), tally, points) for n in numbers
    }
    ordered = sorted(numbers, key=lambda n: (-scores[n], sha256_of(lot + n)))
    return [
        Standing(rank, n, tally.get(n, 0), points.get(n, 0.0), scores[n])
        for rank, n in enumerate(ordered, start=1)
    ]


def _score(
    competition: Competition,
    votes: int,
    points: float,
    tally: dict[str, int],
    all_points: dict[str, float],
) -> float:
    rule = Competition.WinnerRule
    if competition.winner_rule == rule.JURY:
        return points
    if competition.winner_rule != rule.VOTE_AND_JURY:
        return votes
    most_votes = max(tally.values(), default=0) or 1
    most_points = max(all_points.values(), default=0) or 1
    return round(
        competition.vote_weight * votes / most_votes
        + competition.jury_weight * points / most_points,
        6,
    )


def suppress_small(counts: dict[str, int], threshold: int = 5) -> dict[str, int | None]:
    """Hide counts below the threshold (None), so that nobody can be recognised.

    What is hidden could be computed from the total if it were one count alone, or several that add up
    to less than the threshold; so the next smallest are hidden as well until neither is the case.
    """
    hidden = {key for key, n in counts.items() if 0 < n < threshold}
    shown = sorted((n, key) for key, n in counts.items() if n >= threshold)
    for _n, key in shown:
        if not hidden or (len(hidden) > 1 and sum(counts[k] for k in hidden) >= threshold):
            break
        hidden.add(key)
    return {key: None if key in hidden else n for key, n in counts.items()}
