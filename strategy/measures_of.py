"""Measures for the pages of other parts: of a target vision, of a section, and the agenda in numbers.

Their templates are in templates/strategy/measures/parts/.
"""

from strategy.agenda import Numbers
from strategy.models import Measure, Section, TargetVision


def measures_of_vision(vision: TargetVision) -> list[Measure]:
    """For parts/of_vision.html, as `measures`."""
    return list(Measure.objects.published().for_agenda().filter(target_vision=vision))


def measures_of_section(section: Section) -> list[Measure]:
    """For parts/of_section.html, as `measures`."""
    return list(Measure.objects.published().for_agenda().filter(section=section))


def measures_by_section(sections: list[Section]) -> dict[int, list[Measure]]:
    """The same for the sections of a chapter, in as many queries as for one; by the section's key."""
    found: dict[int, list[Measure]] = {}
    for measure in Measure.objects.published().for_agenda().filter(section__in=sections):
        found.setdefault(measure.section_id, []).append(measure)
    return found


def agenda_numbers() -> Numbers:
    """For parts/agenda_summary.html, as `agenda`."""
    rows = Measure.objects.published().only("state", "light", "ends_on")
    return Numbers(rows)
