"""Asking, supporting, merging, and the list of all questions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from forums.actions import companion
from forums.actions.companion import ask_question, merge_questions, set_question_support
from forums.models import Forum, Question, QuestionSupport
from myk10.moderation.actions import hide_content
from myk10.refusal import Refused
from tests.factories import ForumFactory, QuestionFactory, RegistrationFactory, StaffFactory
from tests.forums.hall import end, guest, live, parts, phone_of, shown_messages, text_of
from tests.ideas.voting import in_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Forum:
    return ForumFactory(phase="under_way")


def ask(forum: Forum) -> str:
    return reverse("forums:ask", args=[forum.year])


def support(question: Question) -> str:
    return reverse("forums:support", args=[question.forum.year, question.pk])


def questions(forum: Forum) -> str:
    return reverse("forums:questions", args=[forum.year])


def test_a_question_is_asked_with_a_promise(forum):
    me = guest(forum)
    phone = phone_of(me, forum)
    answer = phone.post(ask(forum), {"text": " Wann fährt der Bus? "})
    assert answer.url == live(forum) + "#fragen"
    question = Question.objects.get()
    assert (question.text, question.asked_by) == ("Wann fährt der Bus?", me)
    assert (question.answer_due_on - forum.event.ends_at.date()).days in (21, 22)
    assert "Ihre Frage ist gestellt. Alle können sie unterstützen." in shown_messages(
        phone, live(forum)
    )


def test_pressing_twice_asks_once(forum):
    phone = phone_of(guest(forum), forum)
    for _press in range(2):
        phone.post(ask(forum), {"text": "Wann fährt der Bus?"})
    assert Question.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_asks_once(forum):
    me = guest(forum)
    at_once(lambda _n: ask_question(forum=forum, registration=me, text="Wann?"), range(8))
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Bitte schreiben Sie Ihre Frage."),
        (
            "x" * 501,
            "Bitte sicherstellen, dass der Wert aus höchstens 500 Zeichen besteht. "
            "(Er besteht aus 501 Zeichen.)",
        ),
        ("a\x07b", "Bitte entfernen Sie unsichtbare Steuerzeichen."),
    ],
)
def test_a_question_that_is_none_keeps_what_was_typed(forum, text, error):
    page = phone_of(guest(forum), forum).post(ask(forum), {"text": text})
    assert page.context["form"].errors["text"] == [error]
    assert page.context["form"]["text"].value() == text
    assert Question.objects.count() == 0


def test_who_asks_too_much_keeps_the_text(forum):
    phone = phone_of(guest(forum), forum)
    for number in range(11):
        page = phone.post(ask(forum), {"text": f"Frage {number}?"})
    assert page.context["form"].non_field_errors()[0].startswith("Das waren sehr viele Versuche")
    assert "Frage 10?" in page.content.decode()
    assert Question.objects.count() == 10


def test_without_a_ticket_the_text_comes_back(client, forum):
    page = client.post(ask(forum), {"text": "Wann fährt der Bus?"})
    assert page.status_code == 403
    assert "Wann fährt der Bus?" in page.content.decode()
    assert Question.objects.count() == 0


def test_after_the_end_nobody_asks_or_supports(forum):
    question = QuestionFactory(forum=forum)
    phone = phone_of(guest(forum), forum)
    end(forum)
    page = phone.post(ask(forum), {"text": "Noch etwas?"})
    assert page.context["form"].non_field_errors() == [
        "Das Forum ist vorbei. Fragen beantwortet das Projektbüro per E-Mail."
    ]
    assert "Noch etwas?" in page.content.decode()
    phone.post(support(question), {"stimme": "geben"})
    assert (Question.objects.count(), QuestionSupport.objects.count()) == (1, 0)


def test_a_registration_for_something_else_cannot_ask_or_support(forum):
    """Whatever a view has let through."""
    stranger = RegistrationFactory()
    with pytest.raises(Refused):
        ask_question(forum=forum, registration=stranger, text="Wann?")
    with pytest.raises(Refused):
        set_question_support(
            question=QuestionFactory(forum=forum), registration=stranger, supporting=True
        )


# --- Support -------------------------------------------------------------------------------


def test_support_is_set_and_taken_back_never_toggled(forum):
    question = QuestionFactory(forum=forum)
    phone = phone_of(guest(forum), forum)
    counts = []
    for stimme in ("geben", "geben", "zuruecknehmen", "zuruecknehmen"):
        answer = phone.post(support(question), {"stimme": stimme})
        assert answer.url == f"{live(forum)}#frage-{question.pk}"
        question.refresh_from_db()
        counts.append((question.support_count, question.supports.count()))
    assert counts == [(1, 1), (1, 1), (0, 0), (0, 0)]


def at_once(work, arguments) -> list:
    arguments = list(arguments)
    barrier = Barrier(len(arguments))

    @in_thread
    def one(argument):
        connection.ensure_connection()
        barrier.wait()
        return work(argument)

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(one, arguments))


@pytest.mark.django_db(transaction=True)
def test_50_people_support_one_question_at_once(forum):
    question = QuestionFactory(forum=forum)
    people = [guest(forum) for _person in range(50)]
    at_once(
        lambda me: set_question_support(question=question, registration=me, supporting=True), people
    )
    question.refresh_from_db()
    assert (question.support_count, question.supports.count()) == (50, 50)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_person_breaks_it(forum):
    """The twin: two presses of one person that have both looked before either has written."""
    question, me = QuestionFactory(forum=forum), guest(forum)
    both_have_looked = Barrier(2)

    def unlocked(question):
        return Question.objects.select_related("forum__event").get(pk=question.pk)

    create = QuestionSupport.objects.create

    def create_together(**values):
        both_have_looked.wait(timeout=10)
        return create(**values)

    def press(_n):
        try:
            set_question_support(question=question, registration=me, supporting=True)
        except Exception as error:
            return type(error).__name__
        return "ok"

    with (
        patch.object(companion, "_locked_question", unlocked),
        patch.object(QuestionSupport.objects, "create", create_together),
    ):
        assert sorted(at_once(press, range(2))) == ["IntegrityError", "ok"]
    Question.objects.update(support_count=0)
    QuestionSupport.objects.all().delete()
    assert at_once(press, range(2)) == ["ok", "ok"]


def test_a_hidden_or_merged_question_cannot_be_supported(forum):
    question = QuestionFactory(forum=forum)
    phone = phone_of(guest(forum), forum)
    merge_questions(question=question, into=QuestionFactory(forum=forum))
    assert phone.post(support(question), {"stimme": "geben"}).status_code == 404


# --- Merging -------------------------------------------------------------------------------


def test_merging_keeps_each_supporter_once(forum):
    anna, bert, carl = (guest(forum) for _person in range(3))
    one, two = QuestionFactory(forum=forum, asked_by=anna), QuestionFactory(forum=forum)
    for question, people in ((one, [bert, carl]), (two, [carl, anna])):
        for person in people:
            set_question_support(question=question, registration=person, supporting=True)
    into = merge_questions(question=one, into=two)
    supporters = set(into.supports.values_list("registration", flat=True))
    assert supporters == {anna.pk, bert.pk, carl.pk}
    assert into.support_count == 3


def test_questions_of_two_forums_cannot_be_merged(forum):
    with pytest.raises(Refused):
        merge_questions(question=QuestionFactory(forum=forum), into=QuestionFactory())


# --- All questions -------------------------------------------------------------------------


def test_all_questions_with_their_answers(client, forum):
    due = QuestionFactory(forum=forum, answer_due_on=date(2026, 11, 26))
    live_ = QuestionFactory(forum=forum, answered_live_at=forum.event.starts_at)
    written = QuestionFactory(
        forum=forum, answer="<p>Am Montag.</p>", answered_at=forum.event.starts_at
    )
    merged = QuestionFactory(forum=forum, text="Doppelt", merged_into=due)
    page = client.get(questions(forum))
    assert page.context["open"] == [due]
    assert page.context["answered"] == [live_, written]
    html = page.content.decode()
    assert "Antwort zugesagt bis Donnerstag, 26. November 2026." in html
    assert "Im Saal beantwortet am" in html
    assert "<p>Am Montag.</p>" in html
    assert "Doppelt" not in html
    for question in (due, live_, written, merged):  # permanent anchors
        assert html.count(f'id="frage-{question.pk}"') == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_all_questions(client, forum, django_assert_num_queries, rows):
    QuestionFactory.create_batch(rows, forum=forum)
    with django_assert_num_queries(3):
        client.get(questions(forum))


def test_hidden_questions_vanish_everywhere(forum):
    question = QuestionFactory(
        forum=forum, text="Unflätiges", shown_at=forum.event.starts_at, author=None
    )
    client = Client()
    names = ("live", "live_parts", "questions", "wall")
    pages = [reverse(f"forums:{name}", args=[forum.year]) for name in names]
    assert [("Unflätiges" in text_of(client, page)) for page in pages] == [True] * 4
    hide_content(target=question, moderator=StaffFactory(), ground="insulting", reason="Grob.")
    assert [("Unflätiges" in text_of(client, page)) for page in pages] == [False] * 4


def test_a_question_can_be_reported(client, forum):
    question = QuestionFactory(forum=forum)
    address = reverse("moderation:flag", args=["frage", question.pk])
    assert address in text_of(client, questions(forum))
    assert client.get(address).status_code == 200


def test_a_long_list_is_cut_on_phones_and_says_so(client, forum):
    QuestionFactory.create_batch(41, forum=forum, asked_by=None)
    page = client.get(parts(forum))
    assert page.content.decode().count('class="live-card"') == 40
    assert "Alle weiteren Fragen und Antworten" in page.content.decode()
