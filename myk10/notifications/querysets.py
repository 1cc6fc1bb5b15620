from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

# A hand-over takes seconds; a row that says so for longer belongs to a worker that died.
HAND_OVER_LASTS_AT_MOST = timedelta(minutes=10)


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "MailQuerySet":
        return self.filter(state="queued", next_attempt_at__lte=now)

    def stuck(self, now: datetime) -> "MailQuerySet":
        return self.filter(state="handing_over", claimed_at__lt=now - HAND_OVER_LASTS_AT_MOST)

    def oldest_due_age(self) -> int | None:
        """Seconds that the mail which waits longest has been due; None when nothing is due."""
        now = timezone.now()
        oldest = self.due(now).aggregate(oldest=models.Min("next_attempt_at"))["oldest"]
        return int((now - oldest).total_seconds()) if oldest else None
