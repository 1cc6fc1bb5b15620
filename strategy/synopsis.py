"""The Synopse: all remarks on a version, what was answered, and what changed; for the Kreistag and
the Expertenbeirat. Page, CSV and PDF show the same rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from myk10.accounts.rules import is_projektbuero
from strategy.difference import Change, difference, marked
from strategy.models import Remark, Version
from strategy.places import Place, places_in

COLUMNS = {
    "number": _("Nummer"),
    "chapter": _("Kapitel"),
    "section": _("Abschnitt"),
    "kind": _("Art"),
    "original": _("Bisheriger Wortlaut"),
    "proposed": _("Vorgeschlagener Wortlaut"),
    "text": _("Anmerkung oder Begründung"),
    "support": _("Menschen dafür"),
    "decision": _("Entscheidung"),
    "answer": _("Antwort"),
    "change": _("Was sich im Text ändert"),
}


@dataclass
class Row:
    remark: Remark
    place: Place

    @cached_property
    def changes(self) -> list[Change]:
        return difference(self.remark.original, self.remark.proposed)

    @property
    def marked(self) -> SafeString:
        """The proposed wording with what was deleted and inserted."""
        return marked(self.changes)

    def values(self) -> dict[str, str | int]:
        """Keyed as COLUMNS."""
        remark = self.remark
        return {
            "number": remark.number,
            "chapter": self.place.chapter_title,
            "section": str(self.place),
            "kind": str(remark.get_kind_display()),
            "original": remark.original,
            "proposed": remark.proposed,
            "text": remark.text,
            "support": remark.support_count,
            "decision": str(remark.get_decision_display()),
            "answer": remark.answer,
            "change": remark.change,
        }


@dataclass
class Chapter:
    title: str
    rows: list[Row]


def may_read(user: object, version: Version) -> bool:
    """Everybody once the consultation is over, the Projektbüro at any time."""
    return is_projektbuero(user) or version.phase_name == "evaluation"


def rows_of(version: Version, *, only_suggestions: bool = False) -> list[Row]:
    """In the order of the document; what stands at sections that it leaves out comes last."""
    remarks: models.QuerySet[Remark] = Remark.objects.published().filter(version=version)
    if only_suggestions:
        remarks = remarks.filter(kind=Remark.Kind.SUGGESTION)
    found = list(remarks.order_by("pk"))
    places = places_in(version, {remark.section_id for remark in found})
    order = {section: position for position, section in enumerate(places)}
    for remark in found:
        remark.version = version
    found.sort(key=lambda remark: order[remark.section_id])
    return [Row(remark, places[remark.section_id]) for remark in found]


def by_chapter(rows: list[Row]) -> Iterator[Chapter]:
    for _chapter, group in groupby(rows, key=lambda row: row.place.chapter):
        chapter = list(group)
        yield Chapter(chapter[0].place.chapter_title, chapter)


def pdf_data(version: Version, rows: list[Row]) -> dict[str, Any]:
    """What templates/pdf/synopsis.typ reads."""
    count = ngettext("{count} Beitrag.", "{count} Beiträge.", len(rows)).format(count=len(rows))
    return {
        "title": gettext("Synopse: {version}").format(version=version.title),
        "strategy": version.strategy.title,
        "count": count,
        "legend": gettext(
            "Im vorgeschlagenen Wortlaut ist durchgestrichen, was wegfallen soll, und unterstrichen, "
            "was neu ist."
        ),
        "without_chapter": gettext("Nicht mehr in dieser Fassung"),
        "heads": {
            "proposed": gettext("Vorschlag und Begründung"),
            "answer": gettext("Entscheidung und Antwort"),
            "why": gettext("Warum"),
        },
        "columns": {key: str(label) for key, label in COLUMNS.items()},
        "rows": [
            row.values() | {"changes": [[change.old, change.new] for change in row.changes]}
            for row in rows
        ],
    }
