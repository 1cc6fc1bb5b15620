from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.actions.documenting import copy_forum
from forums.models import Forum
from myk10.refusal import Refused
from tests.events.conftest import berlin
from tests.factories import ForumFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """On a Thursday, four days after the clocks were put back, with a registration from summer on."""
    begins = berlin(2026, 10, 29, 17)
    forum = ForumFactory(
        year=2026,
        event__starts_at=begins,
        event__ends_at=begins + timedelta(hours=4),
        event__registration_from=berlin(2026, 9, 1, 8),
        event__registration_until=berlin(2026, 10, 25, 23, 59),
        demo_content=True,
    )
    forum.programme.create(
        title="Begrüßung",
        speakers="Frau Muster",
        room="Saal",
        starts_at=begins,
        ends_at=begins + timedelta(minutes=15),
    )
    poll = forum.polls.create(question="Wie?", opened_at=timezone.now(), closed_at=timezone.now())
    for position, text in enumerate(["Bus", "Rad"]):
        poll.options.create(text=text, position=position)
    RegistrationFactory(event=forum.event)
    return forum


def test_same_weekday_and_same_time_by_the_clock(forum):
    copy = copy_forum(forum=forum, year=2027)
    event = copy.event
    # The clocks go back on 31 October in 2027: the copy is in summer time, the model is not.
    assert (event.starts_at, event.ends_at) == (berlin(2027, 10, 28, 17), berlin(2027, 10, 28, 21))
    assert event.starts_at.astimezone(berlin(2027, 1, 1).tzinfo).weekday() == 3
    assert event.registration_until == berlin(2027, 10, 24, 23, 59)
    assert copy.programme.get().starts_at == berlin(2027, 10, 28, 17)


def test_structure_comes_along_and_nothing_that_happened(forum):
    copy = copy_forum(forum=forum, year=2027)
    event, poll, item = copy.event, copy.polls.get(), copy.programme.get()
    assert (event.slug, event.path) == ("zukunftsforum-2027", "/foren/2027/")
    assert (copy.title, event.title) == ("Zukunftsforum 2027", "Zukunftsforum 2027")
    assert (event.published_at, event.registrations.count()) == (None, 0)
    assert (poll.opened_at, poll.closed_at) == (None, None)
    assert [option.text for option in poll.options.all()] == ["Bus", "Rad"]
    assert (item.title, item.room, item.speakers) == ("Begrüßung", "Saal", "")
    assert (copy.demo_content, event.demo_content) == (False, False)
    forum.refresh_from_db()
    assert (forum.programme.count(), forum.polls.get().options.count()) == (1, 2)


def test_a_year_is_copied_to_once(forum):
    copy_forum(forum=forum, year=2027)
    with pytest.raises(Refused, match="Für 2027 gibt es schon ein Forum"):
        copy_forum(forum=forum, year=2027)
    assert Forum.objects.count() == 2


def test_copying_in_the_admin(office, forum):
    address = reverse("admin:forums_forum_do", args=[forum.pk, "kopieren"])
    assert office.get(address).context["form"]["year"].value() == 2027
    answer = office.post(address, {"year": "2027"})
    copy = Forum.objects.get(year=2027)
    assert answer["Location"] == reverse("admin:forums_forum_change", args=[copy.pk])
    again = office.post(address, {"year": "2027"})
    assert "Für 2027 gibt es schon ein Forum." in again.content.decode()
