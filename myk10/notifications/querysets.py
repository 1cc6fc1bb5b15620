from datetime import datetime, timedelta

from django.db import models

# A hand-over takes seconds; a row that says so for longer belongs to a worker that died.
HAND_OVER_LASTS_AT_MOST = timedelta(minutes=10)


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "MailQuerySet":
        return self.filter(state="queued", next_attempt_at__lte=now)

    def stuck(self, now: datetime) -> "MailQuerySet":
        return self.filter(state="handing_over", claimed_at__lt=now - HAND_OVER_LASTS_AT_MOST)
