"""How much is flagged, hidden and restored: numbers that anyone may see (Art. 15 DSA)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, DurationField, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myk10.moderation.models import ContentFlag, Decision, Objection


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Counts:
    flags: list[tuple[str, int]]
    flags_total: int
    flags_open: int
    flags_upheld: int
    flags_dismissed: int
    median: timedelta | None
    hidden: int
    hidden_automatically: int
    restored: int
    objections: int
    objections_open: int
    objections_upheld: int
    objections_rejected: int

    @property
    def median_text(self) -> str:
        return in_words(self.median)


def counts() -> Counts:
    """Three queries, however many rows there are."""
    decided_after = F("decided_at") - F("created_at")
    flags = ContentFlag.objects.aggregate(
        flags_total=Count("pk"),
        flags_open=Count("pk", Q(state="open")),
        flags_upheld=Count("pk", Q(state="upheld")),
        flags_dismissed=Count("pk", Q(state="dismissed")),
        median=Median(decided_after, filter=Q(decided_at__isnull=False)),
        **{f"of_{value}": Count("pk", Q(category=value)) for value in ContentFlag.Category.values},
    )
    by_category = [
        (str(label), flags.pop(f"of_{value}")) for value, label in ContentFlag.Category.choices
    ]
    decisions = Decision.objects.aggregate(
        hidden=Count("pk", Q(kind="hide")),
        hidden_automatically=Count("pk", Q(kind="hide", automated=True)),
        restored=Count("pk", Q(kind="restore")),
    )
    objections = Objection.objects.aggregate(
        objections=Count("pk"),
        objections_open=Count("pk", Q(state="open")),
        objections_upheld=Count("pk", Q(state="upheld")),
        objections_rejected=Count("pk", Q(state="rejected")),
    )
    return Counts(flags=by_category, **flags, **decisions, **objections)


def in_words(duration: timedelta | None) -> str:
    """“35 Minuten”, “5 Stunden”, “3 Tage”: as exact as anyone needs it."""
    if duration is None:
        return "–"
    minutes = max(1, round(duration.total_seconds() / 60))
    if minutes < 120:
        return ngettext("{count} Minute", "{count} Minuten", minutes).format(count=minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return _("{count} Stunden").format(count=hours)
    return _("{count} Tage").format(count=round(hours / 24))
