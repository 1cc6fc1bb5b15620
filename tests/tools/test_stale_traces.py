from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from myk10.tasks import drop_stale_traces
from myk10.throttle import Attempt

pytestmark = pytest.mark.django_db


def test_traces_of_people_go_when_their_time_is_over():
    now = timezone.now()
    for age in (timedelta(hours=1), timedelta(days=2)):
        Attempt.objects.create(scope="login", who="x", made_at=now - age)
        Session.objects.create(
            session_key=f"key{age.days}", expire_date=now - age + timedelta(days=1)
        )
    cache.set("address", 1, timeout=60)
    cache.set("old-address", 1, timeout=60)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cache SET expires = now() - interval '1 hour' WHERE cache_key LIKE '%old%'"
        )

    drop_stale_traces()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert Attempt.objects.count() == 1
    assert [session.session_key for session in Session.objects.all()] == ["key0"]
    assert keys == [":1:address"]
