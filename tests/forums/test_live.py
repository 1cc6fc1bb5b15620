"""The companion page: reading without a cookie, taking part by ticket or account, asking for changes."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums import hall as halls
from forums.hall import Hall
from forums.models import Forum, Question
from forums.participant import WRONG_CODES_PER_HOUR
from myk10.events.actions.changing import cancel_event
from myk10.throttle import Attempt
from tests.factories import (
    ForumFactory,
    PollFactory,
    ProgrammeItemFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)
from tests.forums.hall import cookies_of, end, guest, live, parts, phone_of, text_of, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Forum:
    return ForumFactory(phase="under_way")


def join(forum: Forum) -> str:
    return reverse("forums:join", args=[forum.year])


def takes_part(client: Client, forum: Forum) -> bool:
    return client.get(live(forum)).context["me"] is not None


def test_a_visitor_reads_everything_and_gets_no_cookie(client, forum):
    ProgrammeItemFactory(forum=forum, title="Begrüßung")
    ProgrammeItemFactory(forum=forum, title="Vortrag", begins_in=timedelta(hours=1))
    ProgrammeItemFactory(forum=forum, title="Workshop", begins_in=timedelta(hours=2))
    QuestionFactory(forum=forum, text="Wann kommt der Bus?")
    PollFactory(forum=forum, question="Wie sind Sie gekommen?")
    page = client.get(live(forum))
    assert [item.title for item in page.context["hall"].programme.current] == ["Begrüßung"]
    assert [item.title for item in page.context["hall"].programme.following] == ["Vortrag"]
    html = page.content.decode()
    assert "Wann kommt der Bus?" in html
    assert "Wie sind Sie gekommen?" in html
    assert "<form" not in html
    client.get(parts(forum))
    client.get(reverse("forums:questions", args=[forum.year]))
    client.get(reverse("forums:wall", args=[forum.year]))
    assert cookies_of(client) == set()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_visitor(client, forum, django_assert_num_queries, rows):
    fill(forum, rows)
    with django_assert_num_queries(6):
        client.get(live(forum))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_participant(forum, django_assert_num_queries, rows):
    fill(forum, rows)
    phone = phone_of(guest(forum), forum)
    phone.get(live(forum))  # shows the message of having joined
    with django_assert_num_queries(11):
        phone.get(live(forum))


def fill(forum: Forum, rows: int) -> None:
    QuestionFactory.create_batch(rows, forum=forum)
    PollFactory.create_batch(rows, forum=forum)
    PollFactory.create_batch(rows, forum=forum, state="closed")
    ProgrammeItemFactory.create_batch(rows, forum=forum)


def test_a_forum_that_is_not_announced_is_not_there(client, forum):
    type(forum.event).objects.update(published_at=None)
    for name in ("live", "live_parts", "join", "questions", "wall", "live_poster"):
        assert client.get(reverse(f"forums:{name}", args=[forum.year])).status_code == 404


# --- Taking part ---------------------------------------------------------------------------


def test_the_tickets_link_shows_a_button_and_only_pressing_it_counts(client, forum):
    me = guest(forum)
    page = text_of(client, f"{join(forum)}?karte={token_of(me)}")
    assert "Jetzt mitmachen" in page
    assert not takes_part(client, forum)
    client.post(join(forum), {"karte": token_of(me)})
    assert client.get(live(forum)).context["me"] == me


def test_whoever_is_signed_in_with_a_registration_takes_part_at_once(client, forum):
    user = UserFactory()
    me = guest(forum, email=user.email, user=user)
    client.force_login(user)
    assert client.get(live(forum)).context["me"] == me


@pytest.mark.parametrize("state", ["pending", "waitlisted", "offered", "cancelled"])
def test_without_a_seat_nobody_takes_part(client, forum, state):
    waiting = guest(forum, state=state)
    client.post(join(forum), {"karte": token_of(waiting)})
    client.post(join(forum), {"code": waiting.code})
    assert not takes_part(client, forum)


@pytest.mark.parametrize("token", ["", "geraten", "1.gefälscht", "1\x00"])
def test_a_forged_ticket_is_refused(client, forum, token):
    guest(forum)
    page = client.post(join(forum), {"karte": token})
    assert [str(message) for message in page.context["messages"]] == [
        "Dieser Link gehört zu keiner gültigen Karte dieses Forums."
    ]
    assert not takes_part(client, forum)


def test_the_ticket_of_another_event_is_refused(client, forum):
    other = RegistrationFactory()
    client.post(join(forum), {"karte": token_of(other)})
    client.post(join(forum), {"code": other.code})
    assert not takes_part(client, forum)


def test_a_seat_that_is_given_up_takes_part_no_more(forum):
    me = guest(forum)
    phone = phone_of(me, forum)
    type(me).objects.filter(pk=me.pk).update(
        state="cancelled", cancelled_at=me.created_at, confirmed_at=None
    )
    assert not takes_part(phone, forum)


@pytest.mark.parametrize("written", ["{}", " {} ", "lower", "dash"])
def test_the_code_on_the_ticket_is_read_as_people_write_it(client, forum, written):
    me = guest(forum)
    forms = {"lower": me.code.lower(), "dash": me.written_code}
    client.post(join(forum), {"code": forms.get(written) or written.format(me.code)})
    assert client.get(live(forum)).context["me"] == me


def test_codes_cannot_be_guessed(client, forum):
    me = guest(forum)
    for _attempt in range(WRONG_CODES_PER_HOUR):
        page = client.post(join(forum), {"code": "CCCCCC"})
    assert page.context["form"].errors["code"] == [
        "Zu diesem Code gibt es keine Anmeldung mit einem Platz."
    ]
    page = client.post(join(forum), {"code": me.code})
    assert page.context["form"].errors["code"][0].startswith("Das waren sehr viele Versuche")
    assert 'value="' + me.code in page.content.decode()
    assert not takes_part(client, forum)


def test_right_codes_are_no_attempts_because_a_hall_shares_one_address(client, forum):
    for _person in range(3):
        client.post(join(forum), {"code": guest(forum).code})
    assert Attempt.objects.filter(scope="forum_code").count() == 0


def test_on_another_persons_phone_one_can_leave(forum):
    phone = phone_of(guest(forum), forum)
    phone.post(reverse("forums:leave", args=[forum.year]))
    assert not takes_part(phone, forum)


def test_the_ticket_is_large_for_the_door_until_one_has_come_in(forum):
    me = guest(forum)
    phone = phone_of(me, forum)
    page = text_of(phone, live(forum))
    assert me.written_code in page
    assert "/termine/anmeldung/" not in page  # who has read a code cannot open the ticket
    type(me).objects.update(checked_in_at=me.created_at)
    assert me.written_code not in text_of(phone, live(forum))


def test_nobody_takes_part_in_a_cancelled_forum(forum):
    phone = phone_of(guest(forum), forum)
    cancel_event(event=forum.event, by=StaffFactory(), reason="Sturm")
    assert "Das Forum ist abgesagt." in text_of(phone, live(forum))
    phone.post(reverse("forums:ask", args=[forum.year]), {"text": "Und jetzt?"})
    assert Question.objects.count() == 0


# --- Asking for what has changed -----------------------------------------------------------


def test_nothing_new_is_answered_with_nothing(
    client, forum, django_assert_num_queries, settings, time_machine
):
    QuestionFactory(forum=forum)
    settings.VISITOR_CACHE_SECONDS = 60
    phone = phone_of(guest(forum), forum)
    time_machine.move_to(timezone.now(), tick=False)
    version = Hall(forum).version
    client.get(parts(forum, version))
    with django_assert_num_queries(0):
        answer = client.get(parts(forum, version))
    assert (answer.status_code, answer.content) == (204, b"")
    with django_assert_num_queries(0):
        assert phone.get(parts(forum, version)).status_code == 204


def test_only_what_has_changed_is_sent(client, forum):
    PollFactory(forum=forum)
    version = Hall(forum).version
    QuestionFactory(forum=forum, text="Ganz neu?")
    page = text_of(client, parts(forum, version))
    assert "Ganz neu?" in page
    assert 'id="fragen"' in page
    assert 'id="umfragen"' not in page
    assert 'id="jetzt"' not in page
    assert Hall(forum).version in page


def test_how_many_have_answered_an_open_poll_changes_nothing_on_phones(forum):
    poll = PollFactory(forum=forum)
    version = Hall(forum).version
    answer = poll.answers.create(registration=guest(forum))
    answer.options.set(poll.options.all()[:1])
    assert Hall(forum).version == version


@pytest.mark.parametrize("version", ["", "geraten", "a.b.c.d.e", "\x00", "ä.ö"])
def test_any_other_version_is_answered_with_everything(client, forum, version):
    page = client.get(reverse("forums:live_parts", args=[forum.year]), {"stand": version})
    assert page.status_code == 200
    for part in ("jetzt", "umfragen", "fragen"):
        assert f'id="{part}"' in page.content.decode()


def test_kept_parts_hold_nothing_of_one_person(forum, settings):
    settings.VISITOR_CACHE_SECONDS = 60
    question = QuestionFactory(forum=forum)
    first, second = guest(forum), guest(forum)
    one, two = phone_of(first, forum), phone_of(second, forum)
    one.post(reverse("forums:support", args=[forum.year, question.pk]), {"stimme": "geben"})
    caches["pages"].clear()
    pages = [
        text_of(one, parts(forum)),
        text_of(two, parts(forum)),
        text_of(Client(), parts(forum)),
    ]
    assert ["zuruecknehmen" in page for page in pages] == [True, False, False]
    assert ['value="geben"' in page for page in pages] == [False, True, False]
    assert ["csrfmiddlewaretoken" in page for page in pages] == [True, True, False]


def test_the_version_is_kept_for_two_seconds(client, forum, settings, monkeypatch, time_machine):
    settings.VISITOR_CACHE_SECONDS = 60
    looked = []
    look = halls._version_now
    monkeypatch.setattr(halls, "_version_now", lambda year: looked.append(year) or look(year))
    time_machine.move_to("2026-11-05 10:00:00+00:00", tick=False)
    for _phone in range(5):
        client.get(parts(forum, "x"))
    assert looked == [forum.year]
    time_machine.move_to("2026-11-05 10:00:02+00:00", tick=False)
    client.get(parts(forum, "y"))
    assert looked == [forum.year] * 2


def test_after_the_end_only_feedback_is_left(client, forum):
    end(forum)
    phone = phone_of(guest(forum), forum)
    page = text_of(phone, live(forum))
    assert "Frage absenden" not in page
    assert "Rückmeldung geben" in page
