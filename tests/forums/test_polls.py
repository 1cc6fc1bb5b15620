import pytest
from django.urls import reverse

from forums.actions.companion import answer_poll, close_poll
from forums.hall import polls_of, result_of
from forums.models import Forum, Poll, PollAnswer
from myk10.events.models import Event
from myk10.refusal import Refused
from tests.factories import ForumFactory, PollFactory, RegistrationFactory
from tests.forums.hall import guest, live, phone_of, shown_messages, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Forum:
    return ForumFactory(phase="under_way")


@pytest.fixture
def poll(forum) -> Poll:
    return PollFactory(forum=forum)


def address(poll: Poll) -> str:
    return reverse("forums:answer_poll", args=[poll.forum.year, poll.pk])


def chosen(poll: Poll) -> list[list[str]]:
    return [[option.text for option in answer.options.all()] for answer in poll.answers.all()]


def test_a_second_answer_replaces_the_first(forum, poll):
    phone = phone_of(guest(forum), forum)
    bus, bike, _car = poll.options.all()
    phone.post(address(poll), {"antwort": bus.pk})
    answer = phone.post(address(poll), {"antwort": bike.pk})
    assert answer.url == live(forum) + "#umfragen"
    assert chosen(poll) == [["Rad"]]
    page = text_of(phone, live(forum))
    assert f'id="antwort-{bike.pk}" checked' in page
    assert "Antwort ändern" in page


def test_several_answers_where_they_are_allowed(forum):
    one, many = PollFactory(forum=forum), PollFactory(forum=forum, several=True)
    phone = phone_of(guest(forum), forum)
    for poll in (one, many):
        phone.post(address(poll), {"antwort": [o.pk for o in poll.options.all()[:2]]})
    assert (chosen(one), chosen(many)) == ([], [["Bus", "Rad"]])


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "99999999999999999999", "\x00", "²"])
def test_no_answer_is_told(forum, poll, value):
    phone = phone_of(guest(forum), forum)
    phone.get(live(forum))
    phone.post(address(poll), {"antwort": value})
    assert chosen(poll) == []
    assert shown_messages(phone, live(forum)) == ["Bitte wählen Sie eine Antwort."]


def test_an_option_of_another_poll_is_no_answer(forum, poll):
    other = PollFactory(forum=forum).options.first()
    with pytest.raises(Refused):
        answer_poll(poll=poll, registration=guest(forum), options=[other])
    assert PollAnswer.objects.count() == 0


def test_a_closed_poll_takes_no_answer(forum, poll):
    phone = phone_of(guest(forum), forum)
    phone.get(live(forum))
    close_poll(poll=poll)
    phone.post(address(poll), {"antwort": poll.options.first().pk})
    assert chosen(poll) == []
    assert shown_messages(phone, live(forum)) == ["Diese Umfrage ist geschlossen."]


def test_a_waiting_poll_is_not_there(client, forum):
    poll = PollFactory(forum=forum, state="waiting", question="Geheim?")
    phone = phone_of(guest(forum), forum)
    assert phone.post(address(poll), {"antwort": "1"}).status_code == 404
    assert "Geheim?" not in text_of(client, live(forum))


def test_nobody_answers_in_a_cancelled_forum_or_with_a_foreign_ticket(forum, poll):
    options = [poll.options.first()]
    with pytest.raises(Refused):
        answer_poll(poll=poll, registration=RegistrationFactory(), options=options)
    me = guest(forum)
    Event.objects.filter(pk=forum.event_id).update(
        cancelled_at=forum.event.starts_at, cancellation_reason="Sturm"
    )
    with pytest.raises(Refused):
        answer_poll(poll=poll, registration=me, options=options)


def test_the_result_shows_once_the_poll_is_closed(client, forum, poll):
    for option in [poll.options.first()] * 2 + [poll.options.last()]:
        answer_poll(poll=poll, registration=guest(forum), options=[option])
    assert "2 (67 %)" not in text_of(client, live(forum))
    close_poll(poll=poll)
    assert "2 (67 %)" in text_of(client, live(forum))
    (closed,) = polls_of(forum)
    bars = [(d.bar.label, d.bar.text, d.length) for d in result_of(closed)]
    assert bars == [
        ("Bus", "2 (67 %)", "66.7"),
        ("Rad", "0 (0 %)", "0.0"),
        ("Auto", "1 (33 %)", "33.3"),
    ]
    assert closed.answer_count == 3
