"""Ideas and results as open data: CSV for spreadsheets, JSON for programs, without personal data.

A column is a heading, the key in JSON and the function that reads the value.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Competition, Idea
from ideas.outcome import Outcome, Place
from myk10.spreadsheet import csv_lines

LICENCE = {
    "name": gettext_lazy("Datenlizenz Deutschland – Namensnennung – Version 2.0"),
    "id": "dl-de/by-2-0",
    "url": "https://www.govdata.de/dl-de/by-2-0",
}


@dataclass(frozen=True)
class Column:
    key: str
    heading: Any
    read: Callable[[Any], Any]


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _address(idea: Idea) -> str:
    return settings.SITE_URL + idea.get_absolute_url()


def _feasibility(idea: Idea) -> str:
    assessment = getattr(idea, "assessment", None)
    return str(assessment.get_feasibility_display()) if assessment else ""


def _award_rank(idea: Idea) -> int | str:
    """Winners are public from the result phase on."""
    award = getattr(idea, "award", None)
    return award.rank if award and idea.competition.phase_name == "result" else ""


IDEA_COLUMNS = [
    Column("nummer", gettext_lazy("Nummer"), lambda idea: idea.number),
    Column(
        "wettbewerb",
        gettext_lazy("Wettbewerb"),
        lambda idea: str(idea.competition or _("Ideenspeicher")),
    ),
    Column("titel", gettext_lazy("Titel"), lambda idea: idea.title),
    Column("kurzfassung", gettext_lazy("Kurz gesagt"), lambda idea: idea.summary),
    Column("beschreibung", gettext_lazy("Beschreibung"), lambda idea: idea.description),
    Column("handlungsfeld", gettext_lazy("Handlungsfeld"), lambda idea: str(idea.field_of_action)),
    Column("gemeinde", gettext_lazy("Gemeinde"), lambda idea: str(idea.place)),
    Column(
        "gemeindeschluessel",
        gettext_lazy("Gemeindeschlüssel"),
        lambda idea: idea.municipality.key if idea.municipality else "",
    ),
    Column("eingereicht_am", gettext_lazy("Eingereicht am"), lambda idea: _day(idea.submitted_at)),
    Column("zugelassen_am", gettext_lazy("Zugelassen am"), lambda idea: _day(idea.admitted_at)),
    Column("machbarkeit", gettext_lazy("Machbarkeit"), _feasibility),
    Column(
        "beantwortet_am", gettext_lazy("Beantwortet am"), lambda idea: _day(idea.first_answer_at)
    ),
    Column("platz", gettext_lazy("Platz"), _award_rank),
    Column("adresse", gettext_lazy("Adresse"), _address),
]
RESULT_COLUMNS = [
    Column("reihenfolge", gettext_lazy("Reihenfolge"), lambda place: place.standing.rank),
    Column("nummer", gettext_lazy("Nummer"), lambda place: place.standing.number),
    Column("titel", gettext_lazy("Titel"), lambda place: place.idea.title),
    Column("stimmen", gettext_lazy("Stimmen"), lambda place: place.standing.votes),
    Column("jurypunkte", gettext_lazy("Jurypunkte"), lambda place: place.standing.points),
    Column("wertung", gettext_lazy("Wertung"), lambda place: place.standing.score),
    Column("platz", gettext_lazy("Platz"), lambda place: _award_rank(place.idea)),
    Column("adresse", gettext_lazy("Adresse"), lambda place: _address(place.idea)),
]
AWARD_COLUMNS = [
    Column("platz", gettext_lazy("Platz"), lambda award: award.rank),
    Column("nummer", gettext_lazy("Nummer"), lambda award: award.idea.number),
    Column("titel", gettext_lazy("Titel"), lambda award: award.idea.title),
    Column("begruendung", gettext_lazy("Begründung"), lambda award: award.reason),
    Column("adresse", gettext_lazy("Adresse"), lambda award: _address(award.idea)),
]


def published_ideas(competition: Competition | None) -> Iterator[Idea]:
    """The competition's ideas, or the standing pool's, row by row."""
    rows = (
        Idea.objects.published()
        .filter(competition=competition)
        .select_related("field_of_action", "municipality", "assessment", "award")
        .annotate(first_answer_at=Min("answers__answered_at"))
        .order_by("number")
    )
    for idea in rows.iterator(chunk_size=500):
        idea.competition = competition
        yield idea


def result_rows(outcome: Outcome) -> tuple[list[Column], Iterable[Any]]:
    """All ideas in their order; where there was neither vote nor jury, the winners alone."""
    if outcome.is_ordered:
        return RESULT_COLUMNS, _all_places(outcome)
    return AWARD_COLUMNS, outcome.awards


def _all_places(outcome: Outcome) -> Iterator[Place]:
    for start in range(0, len(outcome.standings), 500):
        yield from outcome.places(outcome.standings[start : start + 500])


def as_csv(columns: list[Column], rows: Iterable[Any]) -> Iterator[str]:
    headings = [*(c.heading for c in columns), _("Lizenz")]
    return csv_lines(headings, ([*(c.read(row) for c in columns), LICENCE["id"]] for row in rows))


def as_json(
    head: dict[str, Any], name: str, columns: list[Column], rows: Iterable[Any]
) -> Iterator[str]:
    """One JSON object: what `head` says, the licence, and the rows in a list called `name`."""
    head = {
        **head,
        "lizenz": LICENCE,
        "herausgeber": _("Landkreis Mayen-Koblenz"),
        "stand": timezone.now(),
    }
    opening = json.dumps(head, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    yield opening.removesuffix("\n}") + f',\n "{name}": ['
    separator = "\n"
    for row in rows:
        values = {column.key: column.read(row) for column in columns}
        yield separator + json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def result_head(outcome: Outcome) -> dict[str, Any]:
    competition = outcome.competition
    head: dict[str, Any] = {
        "wettbewerb": competition.title,
        "regel": competition.get_winner_rule_display(),
    }
    if outcome.count:
        head |= {
            "stimmen_je_person": competition.votes_per_person,
            "abstimmende": outcome.count.voters,
            "stimmen": outcome.count.votes,
            "ausgezaehlt_am": outcome.count.counted_at,
            "sha256_der_stimmzettel": outcome.count.sha256,
        }
    return head
