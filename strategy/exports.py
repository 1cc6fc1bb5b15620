"""The agenda as open data: CSV for spreadsheets, JSON for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.exports import Column, as_csv, as_json
from strategy.models import Measure, Milestone
from strategy.models.measure import Origin


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _origin_number(measure: Measure) -> str:
    """What is hidden is not named."""
    if measure.origin == Origin.IDEA:
        return str(measure.idea.number) if measure.idea.is_public else ""
    if measure.origin == Origin.TASK:
        return measure.task.number
    return measure.section.key if measure.origin == Origin.SECTION else ""


def _light(measure: Measure) -> str:
    """What has ended has none."""
    return "" if measure.is_settled else str(measure.standing.label)


COLUMNS = [
    Column("nummer", gettext_lazy("Nummer"), lambda m: m.number),
    Column("titel", gettext_lazy("Titel"), lambda m: m.title),
    Column("kurzfassung", gettext_lazy("Kurz gesagt"), lambda m: m.summary),
    Column("stand", gettext_lazy("Stand"), lambda m: str(m.get_state_display())),
    Column("ampel", gettext_lazy("Ampel"), _light),
    Column("begruendung", gettext_lazy("Begründung"), lambda m: m.state_reason),
    Column(
        "stand_vom", gettext_lazy("Stand vom"), lambda m: _day(timezone.localdate(m.state_set_at))
    ),
    Column("beginn", gettext_lazy("Beginn"), lambda m: _day(m.starts_on)),
    Column("ende", gettext_lazy("Ende"), lambda m: _day(m.ends_on)),
    Column("abgeschlossen_am", gettext_lazy("Abgeschlossen am"), lambda m: _day(m.finished_on)),
    Column("zielbild", gettext_lazy("Zielbild"), lambda m: str(m.target_vision or "")),
    Column("handlungsfeld", gettext_lazy("Handlungsfeld"), lambda m: str(m.field_of_action)),
    Column(
        "weitere_handlungsfelder",
        gettext_lazy("Weitere Handlungsfelder"),
        lambda m: ", ".join(field.name for field in m.other_fields.all()),
    ),
    Column("verantwortlich", gettext_lazy("Verantwortlich"), lambda m: m.responsible),
    Column("beteiligte", gettext_lazy("Beteiligte"), lambda m: m.partners),
    Column(
        "kosten_euro",
        gettext_lazy("Kosten in Euro"),
        lambda m: "" if m.costs is None else f"{m.costs:.2f}",
    ),
    Column("finanzierung", gettext_lazy("Finanzierung"), lambda m: m.funding),
    Column("herkunft", gettext_lazy("Herkunft"), lambda m: str(m.origin.label)),
    Column("herkunft_nummer", gettext_lazy("Nummer der Herkunft"), _origin_number),
    Column(
        "beispielinhalt",
        gettext_lazy("Beispielinhalt"),
        lambda m: _("ja") if m.demo_content else _("nein"),
    ),
    Column("adresse", gettext_lazy("Adresse"), lambda m: settings.SITE_URL + m.get_absolute_url()),
]


def _milestones(measure: Measure) -> list[dict[str, str]]:
    return [_milestone(milestone) for milestone in measure.milestones.all()]


def _milestone(milestone: Milestone) -> dict[str, str]:
    return {
        "titel": milestone.title,
        "geplant_bis": _day(milestone.due_on),
        "erreicht_am": _day(milestone.reached_on),
        "anmerkung": milestone.note,
    }


JSON_COLUMNS = [*COLUMNS, Column("meilensteine", gettext_lazy("Meilensteine"), _milestones)]


def measures_as_csv(measures: Iterable[Measure]) -> Iterator[str]:
    return as_csv(COLUMNS, measures)


def measures_as_json(measures: Iterable[Measure]) -> Iterator[str]:
    return as_json({"agenda": _("Umsetzungsagenda")}, "massnahmen", JSON_COLUMNS, measures)
