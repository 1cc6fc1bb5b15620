"""The file is read back with the library that calendars are read with."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from forums.models import ProgrammeItem
from myk10.events.actions.changing import cancel_event
from tests.events.conftest import berlin
from tests.factories import ForumFactory, StaffFactory

pytestmark = pytest.mark.django_db

FILE = "/foren/2026/programm.ics"


@pytest.fixture
def forum():
    forum = ForumFactory(year=2026)
    forum.event.starts_at = berlin(2026, 11, 5, 18)
    forum.event.ends_at = berlin(2026, 11, 5, 21)
    forum.event.registration_from = forum.event.registration_until = None
    forum.event.save()
    return forum


def add(forum, title: str, minutes: int, **values) -> ProgrammeItem:
    begins = forum.event.starts_at + timedelta(minutes=minutes)
    return ProgrammeItem.objects.create(
        forum=forum,
        title=title,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=30),
        **values,
    )


def entries(client) -> list:
    answer = client.get(FILE)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="programm-2026.ics"'
    return list(Calendar.from_ical(answer.content.decode()).walk("VEVENT"))


def test_every_part_of_the_programme_is_an_entry(client, forum):
    add(forum, "Begrüßung", 0, room="Großer Saal", speakers="der Landrat", text="Willkommen.")
    add(forum, "Workshop; mit Komma, Strichpunkt", 30, track="A")
    first, second = entries(client)
    assert first["SUMMARY"] == "Begrüßung"
    assert first["LOCATION"] == "Großer Saal, Kulturhalle Ochtendung"
    assert first["DESCRIPTION"] == (
        "Willkommen.\n\nMit der Landrat\n\nhttp://localhost/foren/2026/"
    )
    assert first["DTSTART"].dt == berlin(2026, 11, 5, 18)
    assert first["DTEND"].dt == berlin(2026, 11, 5, 18, 30)
    assert second["SUMMARY"] == "Workshop; mit Komma, Strichpunkt"
    assert first["STATUS"] == second["STATUS"] == "CONFIRMED"


def test_an_entry_keeps_its_name_when_it_moves(client, forum):
    item = add(forum, "Begrüßung", 0)
    (before,) = entries(client)
    ProgrammeItem.objects.filter(pk=item.pk).update(
        starts_at=item.starts_at + timedelta(minutes=5), title="Grußwort"
    )
    (after,) = entries(client)
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(minutes=5)


def test_cancelling_the_forum_cancels_every_entry(client, forum):
    add(forum, "Begrüßung", 0)
    type(forum.event).objects.update(
        starts_at=forum.event.starts_at + timedelta(days=3650),
        ends_at=forum.event.ends_at + timedelta(days=3650),
    )
    forum.event.refresh_from_db()
    cancel_event(event=forum.event, by=StaffFactory(), reason="Der Saal ist gesperrt.")
    (entry,) = entries(client)
    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 1)


def test_it_costs_the_same_with_one_and_three(client, forum, django_assert_num_queries):
    for more in (1, 2):
        for _item in range(more):
            add(forum, "Vortrag", 0)
        with django_assert_num_queries(2):
            client.get(FILE)
