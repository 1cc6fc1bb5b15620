"""The pictures of a competition: its phases in time, its ideas in the county."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ideas.models import Competition
from myk10.charts import Phase, PhaseTimeline, Tile, TileMap, phase_timeline, tile_map
from myk10.phases import Span
from myk10.region.models import Municipality


def phases_picture(competition: Competition) -> PhaseTimeline:
    """What happens from which day to which."""
    phases = [
        Phase(
            label=str(span.phase.label),
            begins=span.begins,
            ends=span.ends,
            note=f"{days_of(span)}: {span.phase.explanation}",
        )
        for span in competition.spans
    ]
    return phase_timeline(phases, now=timezone.now())


def days_of(span: Span) -> str:
    """“9. bis 29. November 2026”, “28. November bis 3. Dezember 2026”, “ab 4. Dezember 2026”."""
    first = timezone.localtime(span.begins).date()
    if span.ends is None:
        return _("ab {day}").format(day=date_format(first, "j. F Y"))
    last = last_day(span.ends)
    if last <= first:
        return _("am {day}").format(day=date_format(first, "j. F Y"))
    return _("{first} bis {last}").format(
        first=date_format(first, _day_format(first, last)), last=date_format(last, "j. F Y")
    )


def last_day(ends: datetime) -> date:
    """The last day on which a phase that ends at this moment can be used."""
    local = timezone.localtime(ends)
    return local.date() - timedelta(days=local.time() == time.min)


def _day_format(first: date, last: date) -> str:
    if first.year != last.year:
        return "j. F Y"
    return "j. F" if first.month != last.month else "j."


def municipalities_picture(
    municipalities: list[Municipality],
    counts: dict[int | None, int],
    url_of: dict[int, str],
    chosen: Municipality | None = None,
) -> TileMap:
    """The number of ideas in each municipality; `url_of` says where its tile leads."""
    return tile_map(
        Tile(
            label=municipality.name,
            column=municipality.column,
            row=municipality.row,
            value=counts.get(municipality.pk, 0),
            url=url_of[municipality.pk],
            chosen=municipality == chosen,
        )
        for municipality in municipalities
    )
