"""The pictures of a forum: its phases in time, and the tasks of all years."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.ledger import Year
from forums.models import Forum
from myk10.charts import ColumnChart, Group, Phase, PhaseTimeline, column_chart, phase_timeline
from myk10.phases import Span


def phases_picture(forum: Forum) -> PhaseTimeline:
    phases = [
        Phase(label=str(s.phase.label), begins=s.begins, ends=s.ends, note=_days_of(s))
        for s in forum.spans
    ]
    return phase_timeline(phases, now=timezone.now())


def _days_of(span: Span) -> str:
    """“9. November bis 3. Dezember 2026”, “am 4. Dezember 2026”, “ab 5. Dezember 2026”."""
    first = timezone.localdate(span.begins)
    if span.ends is None:
        return _("ab {day}").format(day=date_format(first, "j. F Y"))
    last = timezone.localdate(span.ends)
    if last <= first:
        return _("am {day}").format(day=date_format(first, "j. F Y"))
    short = "j. F" if first.year == last.year else "j. F Y"
    return _("{first} bis {last}").format(
        first=date_format(first, short), last=date_format(last, "j. F Y")
    )


def years_picture(years: list[Year]) -> ColumnChart | None:
    """Tasks set, done and carried over; None while no forum has set any."""
    if not years:
        return None
    groups = [
        Group(
            label=str(year.year),
            values=[year.set, year.done, year.carried_over],
            url=reverse("forums:tasks", args=[year.year]),
        )
        for year in years
    ]
    return column_chart(groups, [_("gestellt"), _("erledigt"), _("fortgeführt")])
