"""Counting a closed competition again, from everything that the database has.

Four things must say the same: the published numbers, the published ballots that the SHA-256 is taken
of, the rows of votes, and the append-only record of casts and withdrawals.
"""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ideas import counting
from ideas.models import Competition, Count
from myk10.ballots import tally_of
from myk10.text import sha256_of


@dataclass(frozen=True)
class Row:
    """The votes of one idea, four times over."""

    number: str
    published: int
    ballots: int
    rows: int
    record: int

    @property
    def agrees(self) -> bool:
        return self.published == self.ballots == self.rows == self.record


@dataclass(frozen=True)
class Recount:
    count: Count
    sha256: str
    rows: list[Row]
    differences: list[str]


def recount(competition: Competition) -> Recount:
    """Raises Count.DoesNotExist while the competition is not counted."""
    count = Count.objects.get(competition=competition)
    from_rows = counting.canonical_ballots(competition)
    from_record = counting.recorded_ballots(competition)
    tallies = [count.tally] + [tally_of(b) for b in (count.ballots, from_rows, from_record)]
    numbers = sorted({number for tally in tallies for number in tally})
    rows = [Row(number, *(tally.get(number, 0) for tally in tallies)) for number in numbers]
    differences = [
        *_in_the_published_result(count),
        *(
            _("{number}: die Zahlen stimmen nicht überein.").format(number=r.number)
            for r in rows
            if not r.agrees
        ),
        *_in_the_ballots(count.ballots, from_rows, _("laut Stimmen")),
        *_in_the_ballots(count.ballots, from_record, _("laut Vorgängen")),
        *_against_the_rules(competition, count),
    ]
    return Recount(count, sha256_of(count.ballots), rows, differences)


def _in_the_published_result(count: Count) -> list[str]:
    """Whether the sums that the result page shows follow from the ballots that it offers."""
    ballots = json.loads(count.ballots)["ballots"]
    sums = [
        (_("SHA-256"), count.sha256, sha256_of(count.ballots)),
        (_("Zahl der Stimmen"), count.votes, sum(len(ballot["votes"]) for ballot in ballots)),
        (_("Zahl der Abstimmenden"), count.voters, len(ballots)),
        (_("Summe der Beteiligung"), sum(count.turnout.values()), len(ballots)),
    ]
    return [
        _("{what}: veröffentlicht {published}, nachgerechnet {computed}.").format(
            what=what, published=published, computed=computed
        )
        for what, published, computed in sums
        if published != computed
    ]


def _in_the_ballots(published: str, found: str, source: str) -> list[str]:
    before = {b["ballot"]: b["votes"] for b in json.loads(published)["ballots"]}
    after = {b["ballot"]: b["votes"] for b in json.loads(found)["ballots"]}
    return [
        _("Stimmzettel {ballot}: veröffentlicht {published}, {source} {found}.").format(
            ballot=pseudonym,
            published=", ".join(before.get(pseudonym, [])) or "–",
            source=source,
            found=", ".join(after.get(pseudonym, [])) or "–",
        )
        for pseudonym in sorted(before.keys() | after.keys())
        if before.get(pseudonym) != after.get(pseudonym)
    ]


def _against_the_rules(competition: Competition, count: Count) -> list[str]:
    problems = []
    for ballot in json.loads(count.ballots)["ballots"]:
        votes = ballot["votes"]
        if len(votes) > competition.votes_per_person:
            problems.append(
                _("Stimmzettel {ballot}: {n} Stimmen, erlaubt sind {quota}.").format(
                    ballot=ballot["ballot"], n=len(votes), quota=competition.votes_per_person
                )
            )
        if len(set(votes)) < len(votes):
            problems.append(
                _("Stimmzettel {ballot}: dieselbe Idee mehrmals.").format(ballot=ballot["ballot"])
            )
    own = set(competition.ideas.values_list("number", flat=True))
    problems += [
        _("{number} gehört nicht zu diesem Wettbewerb.").format(number=number)
        for number in sorted(set(count.tally) - own)
    ]
    return problems
