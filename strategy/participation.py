"""How much was said to a guiding question: by column, by field of action, by municipality.

What is counted are contributions and the support for them. The numbers by field and by place are
published with small ones hidden, and with as many more as keep the hidden ones from being computed.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Sum

from ideas.counting import suppress_small
from myk10.region.models import FieldOfAction, Municipality
from strategy.models import Contribution, GuidingQuestion


@dataclass(frozen=True)
class Row:
    """`value` None: too small to be shown, or hidden so that a small one cannot be computed."""

    label: str
    slug: str
    value: int | None
    column: int = 0
    row: int = 0


class Participation:
    """One query for all numbers, one each for the names of fields and municipalities."""

    def __init__(self, question: GuidingQuestion):
        self.question = question

    @cached_property
    def _counted(self) -> list[dict]:
        published = Contribution.objects.published().filter(question=self.question).order_by()
        return list(
            published.values("column", "field_of_action", "municipality").annotate(
                contributions=Count("pk"), supports=Sum("support_count")
            )
        )

    @cached_property
    def fields(self) -> list[FieldOfAction]:
        return list(FieldOfAction.objects.all())

    @cached_property
    def municipalities(self) -> list[Municipality]:
        return list(Municipality.objects.all())

    @property
    def total(self) -> int:
        return sum(row["contributions"] for row in self._counted)

    @property
    def by_column(self) -> dict[str, int]:
        counts = dict.fromkeys(Contribution.Column.values, 0)
        for row in self._counted:
            counts[row["column"]] += row["contributions"]
        return counts

    def _voices(self, key: str) -> dict[int | None, int]:
        voices: dict[int | None, int] = {}
        for row in self._counted:
            said = row["contributions"] + row["supports"]
            voices[row[key]] = voices.get(row[key], 0) + said
        return voices

    @cached_property
    def by_field(self) -> list[Row]:
        """The last row, without a slug, is of contributions without a field."""
        voices = self._voices("field_of_action")
        shown = suppress_small({f.slug: voices.get(f.pk, 0) for f in self.fields} | _rest(voices))
        return [
            *(Row(f.name, f.slug, shown[f.slug]) for f in self.fields),
            Row("", "", shown[""]),
        ]

    @cached_property
    def by_municipality(self) -> list[Row]:
        """The last row, without a slug, is of contributions for the whole county."""
        voices = self._voices("municipality")
        places = self.municipalities
        shown = suppress_small({m.slug: voices.get(m.pk, 0) for m in places} | _rest(voices))
        rows = [Row(m.name, m.slug, shown[m.slug], m.column, m.row) for m in places]
        return [*rows, Row("", "", shown[""])]


def _rest(voices: dict[int | None, int]) -> dict[str, int]:
    return {"": voices.get(None, 0)}
