from datetime import timedelta

import pytest
from django.urls import reverse

from forums.actions.companion import give_feedback
from forums.models import Feedback, FeedbackGiven, Forum
from myk10.refusal import Refused
from tests.factories import ForumFactory, ProgrammeItemFactory, RegistrationFactory
from tests.forums.hall import end, guest, live, phone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Forum:
    forum = ForumFactory(phase="under_way")
    ProgrammeItemFactory(forum=forum, begins_in=-timedelta(minutes=20))
    return forum


def address(forum: Forum) -> str:
    return reverse("forums:feedback", args=[forum.year])


ANSWERS = {"content": "5", "participation": "", "organisation": "2", "text": " Mehr Kaffee! "}


def test_feedback_says_nothing_about_who_gave_it(forum):
    me = guest(forum)
    phone = phone_of(me, forum)
    assert phone.post(address(forum), ANSWERS).url == live(forum)
    feedback = Feedback.objects.get()
    assert (feedback.content, feedback.participation, feedback.organisation) == (5, None, 2)
    assert feedback.text == "Mehr Kaffee!"
    assert FeedbackGiven.objects.get().registration == me
    # What the row holds beside the answers: nothing that leads to a person or a moment.
    assert {field.name for field in Feedback._meta.get_fields()} - {
        "content", "participation", "organisation", "text"
    } == {"id", "forum"}  # fmt: skip


def test_a_second_time_is_refused_and_keeps_the_text(forum):
    phone = phone_of(guest(forum), forum)
    phone.post(address(forum), ANSWERS)
    page = phone.post(address(forum), {"text": "Und noch etwas"})
    assert page.context["form"].non_field_errors() == [
        "Sie haben schon eine Rückmeldung gegeben. Vielen Dank!"
    ]
    assert "Und noch etwas" in page.content.decode()
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    "answers", [{}, {"text": "  "}, {"content": "6"}, {"content": "x"}, {"text": "a\x00b"}]
)
def test_bad_input_is_told(forum, answers):
    page = phone_of(guest(forum), forum).post(address(forum), answers)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert (Feedback.objects.count(), FeedbackGiven.objects.count()) == (0, 0)


def test_feedback_waits_for_the_last_item(forum):
    ProgrammeItemFactory(forum=forum, begins_in=timedelta(minutes=30))
    phone = phone_of(guest(forum), forum)
    assert "zum Abschluss des Forums" in phone.get(address(forum)).content.decode()
    phone.post(address(forum), ANSWERS)
    assert Feedback.objects.count() == 0
    end(forum)
    phone.post(address(forum), ANSWERS)
    assert Feedback.objects.count() == 1


def test_documented_forums_and_strangers_give_none(forum):
    with pytest.raises(Refused):
        give_feedback(forum=forum, registration=RegistrationFactory(), **NOTHING, text="Gut")
    documented = ForumFactory(phase="documented")
    with pytest.raises(Refused):
        give_feedback(forum=documented, registration=guest(documented), **NOTHING, text="Gut")


NOTHING = {"content": None, "participation": None, "organisation": None}


def test_without_a_ticket_the_way_leads_to_joining(client, forum):
    assert client.get(address(forum)).url == reverse("forums:join", args=[forum.year])
    page = client.post(address(forum), ANSWERS)
    assert page.status_code == 403
    assert "Mehr Kaffee!" in page.content.decode()
