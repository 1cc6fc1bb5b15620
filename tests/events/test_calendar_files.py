"""The files are read back with the library that calendars are read with."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from myk10.events import ics
from myk10.events.actions.changing import cancel_event
from myk10.events.actions.registering import register
from myk10.notifications.tasks import deliver_mail
from tests.events.conftest import berlin
from tests.factories import EventFactory, RegistrationFactory, StaffFactory

pytestmark = pytest.mark.django_db


def entry(text: str):
    """The one event in the file."""
    return next(iter(Calendar.from_ical(text).walk("VEVENT")))


def moment_in_file(text: str, name: str) -> datetime:
    """As a calendar computes it that knows nothing but what is in the file."""
    calendar = Calendar.from_ical(text)
    zone = next(iter(calendar.walk("VTIMEZONE"))).to_tz()
    return entry(text)[name].dt.replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("begins", "utc"),
    [
        ((2026, 10, 24, 18), "2026-10-24T16:00:00+00:00"),
        ((2026, 10, 25, 1, 30), "2026-10-24T23:30:00+00:00"),
        ((2026, 10, 25, 3, 30), "2026-10-25T02:30:00+00:00"),
        ((2026, 10, 25, 18), "2026-10-25T17:00:00+00:00"),
        ((2027, 3, 27, 18), "2027-03-27T17:00:00+00:00"),
        ((2027, 3, 28, 1, 30), "2027-03-28T00:30:00+00:00"),
        ((2027, 3, 28, 3, 30), "2027-03-28T01:30:00+00:00"),
        ((2027, 3, 28, 18), "2027-03-28T16:00:00+00:00"),
    ],
)
def test_times_are_right_on_both_sides_of_both_clock_changes(begins, utc):
    text = ics.public_file(EventFactory(starts_at=berlin(*begins)))
    assert "DTSTART;TZID=Europe/Berlin:" in text
    assert moment_in_file(text, "DTSTART") == datetime.fromisoformat(utc)


def test_the_second_half_past_two_of_that_night_is_written_without_doubt():
    event = EventFactory(starts_at=berlin(2026, 10, 25, 2, 30).replace(fold=1))
    assert "DTSTART:20261025T013000Z" in ics.public_file(event)


def test_an_event_that_ends_after_the_clock_was_turned():
    begins = berlin(2026, 10, 24, 22)
    text = ics.public_file(EventFactory(starts_at=begins, ends_at=begins + timedelta(hours=8)))
    length = moment_in_file(text, "DTEND") - moment_in_file(text, "DTSTART")
    assert entry(text)["DTEND"].dt.hour == 6
    assert length == timedelta(hours=8)


def test_request_names_who_and_where():
    event = EventFactory(
        title="Reden; hören, fragen\\", address="Raiffeisenplatz 1\n56299 Ochtendung"
    )
    person = RegistrationFactory(
        event=event, name='Anna "Änne"; Beispiel: X, Y', email="a@example.org"
    )

    text = ics.request_for(person)

    calendar, found = Calendar.from_ical(text), entry(text)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert found["SUMMARY"] == "Reden; hören, fragen\\"
    assert found["LOCATION"] == "Kulturhalle Ochtendung, Raiffeisenplatz 1 56299 Ochtendung"
    assert found["UID"] == f"termin-{event.pk}@localhost"
    assert found["ATTENDEE"] == "MAILTO:a@example.org"
    assert found["ATTENDEE"].params["CN"] == "Anna 'Änne'; Beispiel: X, Y"
    assert found["ORGANIZER"].params["CN"] == "Projektbüro MYK10"
    assert found["STATUS"] == "CONFIRMED"


def test_a_name_with_line_breaks_adds_no_lines():
    person = RegistrationFactory(name="Eva\r\nATTENDEE:MAILTO:alle@example.org")
    assert len(list(Calendar.from_ical(ics.request_for(person)).walk("VEVENT"))) == 1
    assert entry(ics.request_for(person))["ATTENDEE"] == f"MAILTO:{person.email}"


def test_no_line_is_longer_than_75_octets():
    event = EventFactory(title="Ä" * 120, summary="Ö" * 250)
    for text in (ics.public_file(event), ics.request_for(RegistrationFactory(event=event))):
        assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
        assert entry(text)["SUMMARY"] == "Ä" * 120


def test_the_link_is_for_people_with_a_seat_online():
    event = EventFactory(format="hybrid")
    online, there = (
        ics.request_for(RegistrationFactory(event=event, attendance=way))
        for way in ("online", "on_site")
    )
    assert entry(online)["URL"] == event.link
    for text in (there, ics.public_file(event), ics.public_calendar([event], "Termine")):
        assert "konferenz" not in text


def test_cancelled_events_stay_in_the_public_calendar_as_cancelled():
    event = cancel_event(event=EventFactory(), by=StaffFactory(), reason="Sturm")
    text = ics.public_calendar([event, EventFactory()], "Termine MYK10")
    assert [str(e["STATUS"]) for e in Calendar.from_ical(text).walk("VEVENT")] == [
        "CANCELLED", "CONFIRMED",
    ]  # fmt: skip
    assert "METHOD:PUBLISH" in text


def attachment(envelope):
    message = message_from_bytes(envelope.content, policy=default)
    parts = list(message.iter_attachments())
    assert [part.get_filename() for part in parts] == ["termin.ics"]
    return parts[0]


def test_it_arrives_as_it_was_written_and_takes_itself_back(transactional_db, smtp_server):
    event = EventFactory(title="Zukunft für Mayen-Koblenz – mit Ü")
    person = register(
        event=event, name="Änne", email="a@example.org", attendance="on_site", is_proven=True
    )
    cancel_event(event=event, by=StaffFactory(), reason="Sturm")
    person.refresh_from_db()

    deliver_mail()

    part = attachment(smtp_server.messages[-1])
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "CANCEL"
    text = part.get_content()
    found = entry(text)
    assert (found["SUMMARY"], found["STATUS"], found["SEQUENCE"]) == (event.title, "CANCELLED", 1)
    assert found["UID"] == entry(ics.request_for(person))["UID"]
