"""When collected mails are due: each morning at seven, or on Mondays at seven, in local time."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from myk10.notifications.topics import COLLECTED, Delivery

MORNING = time(7)
DAY = timedelta(days=1)


def next_digest(delivery: Delivery, now: datetime) -> datetime | None:
    """The first one after `now`; None where nothing is collected."""
    if delivery not in COLLECTED:
        return None
    today = timezone.localdate(now)
    day = today if now < _morning_of(today) else today + DAY
    if delivery == Delivery.WEEKLY:
        day += -day.weekday() % 7 * DAY
    return _morning_of(day)


def _morning_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))
