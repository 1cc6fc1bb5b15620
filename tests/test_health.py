from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from myk10 import health
from tests.factories import MailFactory


@pytest.fixture(autouse=True)
def nothing_is_known_yet(monkeypatch):
    monkeypatch.setattr(health, "_applied_in_this_process", False)
    monkeypatch.setattr(health, "_redis_known_until", 0.0)


def test_healthz_needs_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_without_redis(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": True,
        "migrations": True,
        "oldest_due_mail_seconds": None,
        "redis": False,
    }


@pytest.mark.django_db
def test_redis_is_reported(client, redis_server, settings):
    settings.CELERY_BROKER_URL = redis_server.url

    assert client.get("/readyz").json()["redis"] is True


@pytest.mark.django_db
def test_age_of_the_oldest_due_mail_is_told(client):
    now = timezone.now()
    MailFactory(next_attempt_at=now - timedelta(seconds=90))
    MailFactory(next_attempt_at=now - timedelta(seconds=30))
    MailFactory(next_attempt_at=now + timedelta(seconds=30))

    with time_machine.travel(now, tick=False):
        assert client.get("/readyz").json()["oldest_due_mail_seconds"] == 90


@pytest.mark.django_db
def test_not_ready_with_a_migration_missing(client):
    MigrationRecorder(connection).record_unapplied("pages", "0002_legal_texts")

    response = client.get("/readyz")

    assert (response.status_code, response.json()["migrations"]) == (503, False)


@pytest.mark.django_db
def test_not_ready_without_database(client, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "_migrations_are_applied", gone)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["database"]) == (503, False)
