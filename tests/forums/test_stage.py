"""The Projektbüro on the stage, and what hangs in the hall."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Poll, Question
from tests.factories import (
    ForumFactory,
    PollFactory,
    ProgrammeItemFactory,
    QuestionFactory,
    StaffFactory,
    StaffWithoutSecondFactorFactory,
    UserFactory,
)
from tests.forums.hall import guest, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Forum:
    return ForumFactory(phase="under_way")


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def stage(forum: Forum) -> str:
    return reverse("forums:stage", args=[forum.year])


def wall(forum: Forum) -> str:
    return reverse("forums:wall", args=[forum.year])


def press(office, deed: str, row: Question | Poll):
    kind = "umfrage" if isinstance(row, Poll) else "frage"
    return office.post(stage(row.forum), {kind: row.pk, "tun": deed})


@pytest.mark.parametrize("factory", [UserFactory, StaffWithoutSecondFactorFactory])
def test_for_others_there_is_no_stage(client, forum, factory):
    question = QuestionFactory(forum=forum)
    client.force_login(factory())
    assert press(client, "zeigen", question).status_code == 404
    merge = reverse("forums:merge_questions", args=[forum.year, question.pk])
    assert client.post(merge).status_code == 404
    assert Question.objects.get().shown_at is None


def test_a_question_goes_up_on_the_wall_and_is_answered(office, forum):
    question = QuestionFactory(forum=forum, text="Wann kommt der Bus?")
    assert press(office, "zeigen", question).url == f"{stage(forum)}#frage-{question.pk}"
    assert "Wann kommt der Bus?" in text_of(office, wall(forum))
    press(office, "abnehmen", question)
    assert "Wann kommt der Bus?" not in text_of(office, wall(forum))
    press(office, "zeigen", question)
    press(office, "beantwortet", question)
    assert "Wann kommt der Bus?" not in text_of(office, wall(forum))
    assert office.get(stage(forum)).context["answered"] == [question]
    press(office, "offen", question)
    assert office.get(stage(forum)).context["questions"] == [question]


def test_questions_are_moved_up_and_down(office, forum):
    a, b, c = (QuestionFactory(forum=forum, support_count=3 - n) for n in range(3))

    def order():
        return office.get(stage(forum)).context["questions"]

    assert order() == [a, b, c]
    press(office, "hoch", c)
    assert order() == [a, c, b]
    press(office, "runter", a)
    assert order() == [c, a, b]
    press(office, "hoch", c)  # the first one stays
    press(office, "runter", b)  # and the last one
    assert order() == [c, a, b]
    new = QuestionFactory(forum=forum, support_count=9)
    assert order() == [c, a, b, new]
    office.post(stage(forum), {"tun": "ordnen"})
    assert order() == [new, a, b, c]


def test_a_poll_is_opened_and_closed(office, forum):
    poll = PollFactory(forum=forum, state="waiting")
    press(office, "oeffnen", poll)
    assert Poll.objects.get().is_open
    press(office, "schliessen", poll)
    assert Poll.objects.get().closed_at
    press(office, "oeffnen", poll)
    page = office.get(stage(forum))
    assert [str(m) for m in page.context["messages"]] == ["Diese Umfrage ist schon geschlossen."]


@pytest.mark.parametrize(
    "values",
    [{}, {"tun": "zeigen"}, {"frage": "1", "tun": "x"}, {"frage": "x", "tun": "zeigen"},
     {"frage": "9" * 30, "tun": "zeigen"}, {"umfrage": "1", "tun": "zeigen"}],
)  # fmt: skip
def test_a_button_that_does_not_exist(office, forum, values):
    assert office.post(stage(forum), values).status_code == 404


def test_two_questions_are_merged(office, forum):
    one, two = QuestionFactory(forum=forum), QuestionFactory(forum=forum)
    merge = reverse("forums:merge_questions", args=[forum.year, one.pk])
    for wrong in ("", "x", str(one.pk), "9" * 30):
        page = office.post(merge, {"ziel": wrong})
        assert page.context["error"] == "Bitte wählen Sie, welche Frage stehen bleibt."
    assert office.post(merge, {"ziel": two.pk}).url == stage(forum)
    assert office.get(stage(forum)).context["questions"] == [two]
    assert office.get(merge).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_stage(office, forum, django_assert_num_queries, rows):
    QuestionFactory.create_batch(rows, forum=forum)
    QuestionFactory.create_batch(rows, forum=forum, answered_live_at=timezone.now())
    for state in ("waiting", "open", "closed"):
        PollFactory.create_batch(rows, forum=forum, state=state)
    with django_assert_num_queries(15):
        office.get(stage(forum))


def test_the_stage_is_told_what_is_new(office, forum):
    address = reverse("forums:stage_news", args=[forum.year])
    version = office.get(stage(forum)).context["version"]
    assert office.get(address, {"stand": version}).status_code == 204
    QuestionFactory(forum=forum)
    assert "Es gibt Neues" in office.get(address, {"stand": version}).content.decode()


# --- The wall ------------------------------------------------------------------------------


def test_the_wall_shows_how_many_have_answered_and_the_result_after_closing(client, forum):
    poll = PollFactory(forum=forum, question="Wie sind Sie gekommen?")
    poll.answers.create(registration=guest(forum)).options.set(poll.options.all()[:1])
    page = client.get(wall(forum))
    assert page.context["wall"].poll.answer_count == 1
    assert "(100 %)" not in page.content.decode()
    Poll.objects.update(closed_at=timezone.now())
    assert "1 (100 %)" in text_of(client, wall(forum))
    earlier = timezone.now() - timedelta(minutes=11)
    Poll.objects.update(opened_at=earlier, closed_at=earlier)
    assert "Wie sind Sie gekommen?" not in text_of(client, wall(forum))


def test_a_shown_question_comes_before_a_poll(client, forum):
    PollFactory(forum=forum, question="Wie sind Sie gekommen?")
    QuestionFactory(forum=forum, text="Wann?", shown_at=timezone.now())
    page = text_of(client, wall(forum))
    assert ("Wann?" in page, "Wie sind Sie gekommen?" in page) == (True, False)


def test_else_the_wall_shows_what_comes_next_and_where_to_take_part(client, forum):
    ProgrammeItemFactory(forum=forum, title="Vortrag", begins_in=timedelta(hours=1))
    page = text_of(client, wall(forum))
    assert "Vortrag" in page
    assert f"localhost/foren/{forum.year}/live/</p>" in page
    assert "<svg" in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page


def test_an_unchanged_wall_is_answered_with_nothing(client, forum):
    version = client.get(wall(forum)).context["wall"].version
    assert client.get(wall(forum), {"stand": version}).status_code == 204
    QuestionFactory(forum=forum, shown_at=timezone.now())
    assert client.get(wall(forum), {"stand": version}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_wall(client, forum, django_assert_num_queries, rows):
    PollFactory.create_batch(rows, forum=forum)
    ProgrammeItemFactory.create_batch(rows, forum=forum)
    with django_assert_num_queries(5):
        client.get(wall(forum))
