"""The list of forums and the page of one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import ProgrammeItem
from forums.programme import slots_of
from myk10.events.actions.changing import cancel_event
from myk10.events.models import Event
from tests.factories import (
    ForumFactory,
    ProposalFactory,
    RegistrationFactory,
    StaffFactory,
    TaskFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def item(forum, title: str, begins: int, ends: int, track: str = "", **values) -> ProgrammeItem:
    """From and to so many minutes after the forum has begun."""
    start = forum.event.starts_at
    return ProgrammeItem.objects.create(
        forum=forum,
        title=title,
        starts_at=start + timedelta(minutes=begins),
        ends_at=start + timedelta(minutes=ends),
        track=track,
        **values,
    )


def page_of(client, forum) -> str:
    return client.get(forum.get_absolute_url()).content.decode()


# --- The list -------------------------------------------------------------------------------


def test_the_coming_one_stands_in_front_and_the_past_ones_by_year(client):
    for year, phase in ((2024, "documented"), (2025, "to_document"), (2026, "registration")):
        ForumFactory(year=year, phase=phase)
    context = client.get("/foren/").context
    assert [forum.year for forum, _seats, _phase in context["coming"]] == [2026]
    assert [forum.year for forum in context["past"]] == [2025, 2024]


def test_without_a_forum_to_come_the_page_says_so(client):
    page = client.get("/foren/").content.decode()
    assert "Das nächste Forum steht noch nicht fest" in page
    assert reverse("notifications:newsletter") in page


def test_what_is_not_announced_is_for_the_office(client):
    forum = ForumFactory(year=2027)
    Event.objects.update(published_at=None)
    for address in ("/foren/2027/", "/foren/2027/rueckblick/", "/foren/2027/aufgaben/"):
        assert client.get(address).status_code == 404
    assert forum.title not in client.get("/foren/").content.decode()
    client.force_login(StaffFactory())
    assert "Das sieht nur das Projektbüro." in client.get("/foren/2027/").content.decode()


def test_the_navigation_leads_here(client):
    nav = client.get("/foren/").context["nav"]
    assert ("Zukunftsforen", "/foren/", True) in list(nav)


@pytest.mark.parametrize("year", ["1999", "99999999999999999999"])
def test_a_year_without_a_forum_is_not_found(client, year):
    assert client.get(f"/foren/{year}/").status_code == 404


@pytest.mark.django_db
def test_the_list_costs_the_same_with_one_and_three(client, django_assert_num_queries):
    for more in (1, 2):
        for forum in [ForumFactory(phase="registration") for _forum in range(more)]:
            past = ForumFactory(phase="documented", year=forum.year - 20)
            TaskFactory(forum=past, number=f"A-{past.year}-01")
        with django_assert_num_queries(3):
            client.get("/foren/")


# --- One forum ------------------------------------------------------------------------------


def test_seats_left_and_the_way_to_register(client):
    forum = ForumFactory(year=2026)
    Event.objects.update(seats_on_site=3)
    RegistrationFactory(event=forum.event)
    page = page_of(client, forum)
    assert "Noch 2 Plätze frei" in page
    assert reverse("events:register", args=[forum.event.slug]) in page
    assert "/foren/2026/programm.ics" not in page  # there is none yet
    assert "Das Programm steht noch nicht fest." in page


def test_a_closed_registration_offers_no_button(client):
    forum = ForumFactory(phase="closed")
    page = page_of(client, forum)
    assert "Die Anmeldung ist geschlossen." in page
    assert reverse("events:register", args=[forum.event.slug]) not in page


def test_a_cancelled_forum_says_why_and_takes_no_proposals(client):
    forum = ForumFactory(year=2026)
    cancel_event(event=forum.event, by=StaffFactory(), reason="Der Saal ist gesperrt.")
    page = page_of(client, forum)
    assert "Der Saal ist gesperrt." in page
    assert reverse("forums:propose", args=[2026]) not in page


def test_its_address_is_canonical_and_it_has_a_title_for_sharing(client):
    forum = ForumFactory(year=2026, theme="Gemeinsam weiter")
    page = page_of(client, forum)
    assert '<link rel="canonical" href="http://localhost/foren/2026/">' in page
    assert '<meta property="og:title" content="Zukunftsforum 2026">' in page
    assert "Gemeinsam weiter" in page


def test_the_address_of_the_event_leads_to_the_forum(client):
    forum = ForumFactory(year=2026)
    answer = client.get(reverse("events:detail", args=[forum.event.slug]))
    assert answer["Location"] == "/foren/2026/"


def test_what_is_on_now_and_what_comes_next(client):
    forum = ForumFactory(phase="under_way")  # since half an hour
    item(forum, "Vorbei", 0, 20)
    item(forum, "Im Gange", 20, 60)
    item(forum, "Links", 60, 90, "A")
    item(forum, "Rechts", 60, 90, "B")
    item(forum, "Später", 90, 100)
    context = client.get(forum.get_absolute_url()).context
    assert [i.title for i in context["now_items"]] == ["Im Gange"]
    assert [i.title for i in context["next_items"]] == ["Links", "Rechts"]


def test_before_the_forum_nothing_is_on(client):
    forum = ForumFactory()
    item(forum, "Begrüßung", 0, 20)
    context = client.get(forum.get_absolute_url()).context
    assert (context["now_items"], context["next_items"]) == ([], [])


def test_reading_sets_no_cookie(client):
    forum = ForumFactory(phase="under_way", year=2026)
    proposal = ProposalFactory(forum=forum)
    for address in ("/foren/", "/foren/2026/", "/foren/2026/rueckblick/"):
        client.get(address)
    client.get("/foren/2026/vorschlaege/")
    client.get(proposal.get_absolute_url())
    assert list(client.cookies) == []


@pytest.mark.parametrize(("role", "queries"), [("visitor", 6), ("citizen", 9)])
def test_a_forum_costs_the_same_with_one_and_three(
    client, role, queries, django_assert_num_queries
):
    earlier = ForumFactory(phase="documented", year=2025)
    forum = ForumFactory(phase="registration", year=2026)
    if role == "citizen":
        client.force_login(UserFactory())
    for more in (1, 2):
        TaskFactory.create_batch(more, forum=earlier)
        for _item in range(more):
            item(forum, "Vortrag", 0, 20)
        with django_assert_num_queries(queries):
            client.get("/foren/2026/")


# --- The programme --------------------------------------------------------------------------


def shape_of(forum) -> list[dict[str, list[str]]]:
    return [
        {track: [i.title for i in items] for track, items in slot.tracks.items()}
        for slot in slots_of(forum.programme.all())
    ]


def test_tracks_stand_side_by_side_as_long_as_they_overlap():
    forum = ForumFactory()
    item(forum, "Begrüßung", 0, 15)
    item(forum, "Bus", 15, 60, "Mobilität")
    item(forum, "Noch ein Bus", 60, 80, "Mobilität")
    item(forum, "Schule", 15, 70, "Bildung")
    item(forum, "Kaffee", 30, 40)
    item(forum, "Danach", 80, 90, "Mobilität")
    assert shape_of(forum) == [
        {"": ["Begrüßung"]},
        {"Bildung": ["Schule"], "Mobilität": ["Bus", "Noch ein Bus"]},
        {"": ["Kaffee"]},
        {"Mobilität": ["Danach"]},
    ]


def test_two_days_have_a_heading_each(client):
    forum = ForumFactory()
    item(forum, "Heute", 0, 15)
    item(forum, "Morgen", 24 * 60, 24 * 60 + 15)
    page = page_of(client, forum)
    days = client.get(forum.get_absolute_url()).context["days"]
    first = timezone.localdate(forum.event.starts_at)
    assert [day.date for day in days] == [first, first + timedelta(days=1)]
    assert page.index("Heute") < page.index("Morgen")
