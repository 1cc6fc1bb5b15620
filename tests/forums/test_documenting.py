import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from forums.actions.documenting import approve_minutes, publish_documentation
from forums.models import Forum
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.factories import ForumFactory, RegistrationFactory, StaffFactory
from tests.forums.typing import typed

pytestmark = pytest.mark.django_db


def change(forum: Forum) -> str:
    return reverse("admin:forums_forum_change", args=[forum.pk])


def do(forum: Forum, deed: str) -> str:
    return reverse("admin:forums_forum_do", args=[forum.pk, deed])


@pytest.fixture
def forum():
    return ForumFactory(phase="to_document", summary="<p>Kurz.</p>", minutes="<p>Lang.</p>")


def test_minutes_are_approved_once(forum):
    first, second = StaffFactory(), StaffFactory()
    approve_minutes(forum=forum, approved_by=first)
    at = Forum.objects.get().minutes_approved_at
    approve_minutes(forum=forum, approved_by=second)
    forum.refresh_from_db()
    assert (forum.minutes_approved_by, forum.minutes_approved_at) == (first, at)


def test_nothing_to_approve():
    with pytest.raises(Refused, match="Es gibt noch keine Niederschrift"):
        approve_minutes(forum=ForumFactory(), approved_by=StaffFactory())


@pytest.mark.parametrize("values", [{"minutes": "<p>Anders.</p>"}, {"minutes_approved_at": None}])
def test_the_database_keeps_approved_minutes(forum, values):
    approve_minutes(forum=forum, approved_by=StaffFactory())
    with pytest.raises(ProgrammingError, match="Approved minutes stay"), transaction.atomic():
        Forum.objects.update(**values)
    Forum.objects.update(summary="<p>Noch kürzer.</p>")


def test_the_form_shows_approved_minutes_and_returns_what_was_typed_meanwhile(office, forum):
    office.post(do(forum, "niederschrift-freigeben"))
    answer = office.post(change(forum), typed(forum, minutes="<p>Mein Zusatz</p>"))
    assert "Das hatten Sie geschrieben: Mein Zusatz" in answer.content.decode()
    page = office.get(change(forum)).content.decode()
    assert "Freigegeben am" in page
    assert 'name="minutes"' not in page
    values = typed(forum, summary="<p>Neu.</p>")
    del values["minutes"]
    assert office.post(change(forum), values).status_code == 302


def test_everybody_with_a_seat_is_told_once(forum):
    told = RegistrationFactory.create_batch(2, event=forum.event)
    RegistrationFactory(event=forum.event, email="")
    RegistrationFactory(event=forum.event, state="cancelled")
    for _time in range(2):
        publish_documentation(forum=forum, published_by=StaffFactory())
    assert sorted(Mail.objects.values_list("recipient", flat=True)) == sorted(r.email for r in told)


def test_the_page_says_how_many_are_told(office, forum):
    RegistrationFactory.create_batch(2, event=forum.event)
    page = office.get(do(forum, "dokumentieren")).content.decode()
    assert "2 Personen, die angemeldet waren, bekommen eine E-Mail." in page
    office.post(do(forum, "dokumentieren"))
    assert Forum.objects.get().phase_name == "documented"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"phase": "registration", "summary": "<p>Kurz.</p>"}, "noch nicht vorbei"),
        ({"phase": "to_document"}, "zuerst eine Zusammenfassung"),
    ],
)
def test_too_early(values, reason):
    with pytest.raises(Refused, match=reason):
        publish_documentation(forum=ForumFactory(**values), published_by=StaffFactory())
