"""How many remarks and stances the sections of a version have, and which are one person's."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10 import prepared
from strategy.models import Remark, RemarkSupport, Version

# Below this nobody could be sure not to be recognised.
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class RemarkCounts:
    """Of one section: remarks on this version, remarks on all others, stances on this version."""

    remarks: int = 0
    elsewhere: int = 0
    digital: int = 0
    both: int = 0
    analogue: int = 0

    @property
    def stances(self) -> int:
        return self.digital + self.both + self.analogue

    @property
    def shows_stances(self) -> bool:
        return self.stances >= FEWEST_SHOWN

    @property
    def bars(self) -> list[dict[str, Any]]:
        """What the meter shows, from left to right: label, number, and where its bar begins."""
        bars, begins = [], 0.0
        for name, label in (
            ("digital", _("digital")),
            ("both", _("beides")),
            ("analogue", _("analog")),
        ):
            count = getattr(self, name)
            width = 100 * count / self.stances if self.stances else 0
            shown = {"x": f"{begins:.2f}", "width": f"{width:.2f}"}
            bars.append({"name": name, "label": label, "count": count, **shown})
            begins += width
        return bars


_COUNTS = """
    WITH remarks AS (
        SELECT remark.section_id,
            count(*) FILTER (WHERE version_id = %(version)s) AS here,
            count(*) FILTER (WHERE version_id <> %(version)s) AS elsewhere
        FROM strategy_remark remark JOIN strategy_version version ON version.id = version_id
        WHERE hidden_by_id IS NULL AND withdrawn_at IS NULL AND published_from <= %(now)s
        GROUP BY remark.section_id
    ), stances AS (
        SELECT section_id,
            count(*) FILTER (WHERE value = 'digital') AS digital,
            count(*) FILTER (WHERE value = 'both') AS "both",
            count(*) FILTER (WHERE value = 'analogue') AS analogue
        FROM strategy_stance WHERE version_id = %(version)s GROUP BY section_id
    )
    SELECT passage.section_id, coalesce(here, 0), coalesce(elsewhere, 0),
        coalesce(digital, 0), coalesce("both", 0), coalesce(analogue, 0)
    FROM strategy_passage passage
    LEFT JOIN remarks ON remarks.section_id = passage.section_id
    LEFT JOIN stances ON stances.section_id = passage.section_id
    WHERE passage.version_id = %(version)s
"""


def counts_by_section(version: Version) -> dict[int, RemarkCounts]:
    """For each section of the version, by its primary key. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"version": version.pk, "now": timezone.now()})
        return {section: RemarkCounts(*counts) for section, *counts in cursor}


# Asked at each request of a chapter of somebody who is signed in, so written out.
_STANCES = "SELECT section_id, value FROM strategy_stance WHERE version_id = %s AND user_id = %s"


def stances_of(user: Any, version: Version) -> frozenset[str]:
    """What somebody has said, as "<section>-<value>": what the parts of a kept page ask for."""
    if not user.is_authenticated:
        return frozenset()
    found = prepared.rows(_STANCES, [version.pk, user.pk])
    return frozenset(f"{section}-{value}" for section, value in found)


def supported_by(user: Any, version: Version) -> frozenset[int]:
    """The remarks on the version, by primary key, that somebody supports."""
    if not user.is_authenticated:
        return frozenset()
    own = RemarkSupport.objects.filter(user=user, remark__version=version)
    return frozenset(own.values_list("remark", flat=True))


def answered_suggestions(version: Version) -> dict[int, list[Remark]]:
    """By section: what was suggested for the version and answered. For the page that shows what a later
    version changed. One query."""
    found: dict[int, list[Remark]] = {}
    answered = Remark.objects.published().filter(version=version, kind=Remark.Kind.SUGGESTION)
    for remark in answered.exclude(decision=Remark.Decision.OPEN).order_by("-support_count", "pk"):
        remark.version = version
        found.setdefault(remark.section_id, []).append(remark)
    return found
