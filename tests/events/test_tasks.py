from datetime import timedelta

import pytest
from django.utils import timezone

from myk10.celery import app
from myk10.events import tasks
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_beat_knows_every_task_of_ours():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith("myk10.events.")}
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert len(ours) == 3
    assert ours <= planned <= set(app.tasks)


def test_seats_are_passed_on_and_what_nobody_confirmed_goes():
    event = EventFactory(seats_on_site=1)
    now = timezone.now()
    RegistrationFactory(event=event, state="offered", offer_expires_at=now)
    waiting = RegistrationFactory(event=event, state="waitlisted")
    RegistrationFactory(event=event, state="pending", created_at=now - timedelta(days=3))
    tasks.pass_on_seats()
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    assert not event.registrations.filter(state="pending").exists()
