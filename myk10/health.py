"""For supervisors: /healthz says that the process answers, /readyz that it can do its work."""

import logging
import time

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from myk10.notifications.models import Mail

log = logging.getLogger(__name__)
REDIS_ANSWERS_WITHIN_SECONDS = 1


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 unless the database answers with every migration applied. Redis is reported, not required."""
    report = {"database": False, "migrations": False, "oldest_due_mail_seconds": None}
    try:
        report["migrations"] = _migrations_are_applied()
        report["database"] = True
        if report["migrations"]:
            report["oldest_due_mail_seconds"] = Mail.objects.oldest_due_age()
    except DatabaseError as error:
        log.error("database not ready: %s", error)
    report["redis"] = _redis_answers()
    ready = report["database"] and report["migrations"]
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


_applied_in_this_process = False


def _migrations_are_applied() -> bool:
    """Looked up until they are: reading them all again costs a tenth of a second."""
    global _applied_in_this_process
    if _applied_in_this_process:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    executor = MigrationExecutor(connection)
    _applied_in_this_process = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _applied_in_this_process


_redis_known_until = 0.0
_redis_answered = False


def _redis_answers() -> bool:
    """Asked at most every five seconds, so that probes do not queue up behind a dead broker."""
    global _redis_known_until, _redis_answered
    if time.monotonic() < _redis_known_until:
        return _redis_answered
    try:
        with redis.Redis.from_url(
            settings.CELERY_BROKER_URL,
            socket_connect_timeout=REDIS_ANSWERS_WITHIN_SECONDS,
            socket_timeout=REDIS_ANSWERS_WITHIN_SECONDS,
        ) as client:
            _redis_answered = bool(client.ping())
    except (redis.RedisError, OSError, ValueError):
        _redis_answered = False
    _redis_known_until = time.monotonic() + 5
    return _redis_answered
