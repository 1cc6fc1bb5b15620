"""Ballots as one canonical text, so that anyone can count them again.

`{"ballots":[{"ballot":"<pseudonym>","votes":["<number>",…]},…],"<vote>":"<name>"}`, keys sorted, ballots by
pseudonym, votes by number, no white space, UTF-8, non-ASCII characters escaped. Ballots without votes are
left out. The SHA-256 of the text is what is published.
"""

import json
from collections import Counter


def canonical(vote: str, name: str, votes_by_ballot: dict[str, list[str]]) -> str:
    ballots = [
        {"ballot": pseudonym, "votes": sorted(votes)}
        for pseudonym, votes in sorted(votes_by_ballot.items())
    ]
    content = {"ballots": ballots, vote: name}
    return json.dumps(content, separators=(",", ":"), sort_keys=True, ensure_ascii=True)


def tally_of(ballots: str) -> dict[str, int]:
    """Votes per number, in the canonical ballots."""
    counter: Counter[str] = Counter()
    for ballot in json.loads(ballots)["ballots"]:
        counter.update(ballot["votes"])
    return dict(sorted(counter.items()))
