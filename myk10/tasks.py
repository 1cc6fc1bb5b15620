"""What is kept only for a while: addresses in limits on attempts, and sessions that have ended."""

from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from myk10.throttle import Attempt

LONGEST_LIMIT = timedelta(days=1)


@shared_task
def drop_stale_traces() -> None:
    now = timezone.now()
    Attempt.objects.filter(made_at__lt=now - LONGEST_LIMIT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [now])
