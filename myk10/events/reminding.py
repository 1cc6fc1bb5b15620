"""When reminders are due: by the clock on the wall in Mayen-Koblenz, whichever way it was turned."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from myk10.events.models import Event

IN_THE_MORNING = time(7)
AT_LEAST_BEFORE = timedelta(hours=2)


def same_time_days_before(moment: datetime, days: int) -> datetime:
    """The same time of day, `days` days earlier. In the night that summer time begins one hour is
    missing: then it is as much later."""
    zone = timezone.get_default_timezone()
    local = timezone.localtime(moment, zone).replace(tzinfo=None)
    # In UTC, because Python takes no two moments of those nights for equal across zones (PEP 495).
    return (local - timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)


def due_at(event: Event, days: int) -> datetime:
    """0 days before is the morning of the day, and two hours before the beginning at the latest."""
    if days:
        return same_time_days_before(event.starts_at, days)
    zone = timezone.get_default_timezone()
    day = timezone.localtime(event.starts_at, zone).date()
    morning = datetime.combine(day, IN_THE_MORNING, zone)
    return min(morning, event.starts_at - AT_LEAST_BEFORE)


def missed(event: Event, settled: set[int], now: datetime) -> list[int]:
    """The reminders whose time has come and that nobody has dealt with, the latest one first."""
    days = {day for day in event.reminder_days if day not in settled}
    return sorted(day for day in days if due_at(event, day) <= now)


def invited_due_at(event: Event) -> datetime | None:
    if event.remind_invited_days is None:
        return None
    return same_time_days_before(event.registration_closes_at, event.remind_invited_days)
