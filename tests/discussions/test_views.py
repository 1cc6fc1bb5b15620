from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from myk10.discussions.models import Comment
from myk10.moderation.actions import hide_content
from tests.factories import CommentFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(client):
    comment = CommentFactory()
    client.force_login(comment.author)
    return comment


def test_permanent_address_leads_to_the_place(client, comment):
    response = client.get(comment.get_absolute_url())

    assert (response.status_code, response.url) == (
        302,
        f"{comment.discussion.path}#kommentar-{comment.pk}",
    )


def test_editing_a_comment(client, comment):
    url = f"/beitraege/{comment.pk}/bearbeiten/"

    assert "Das finde ich gut." in client.get(url).content.decode()
    response = client.post(url, {"text": "Das finde ich sehr gut."})

    assert response.url == f"{comment.discussion.path}#kommentar-{comment.pk}"
    comment.refresh_from_db()
    assert comment.text == "Das finde ich sehr gut."


def test_bad_text_stays_in_the_form(client, comment):
    response = client.post(f"/beitraege/{comment.pk}/bearbeiten/", {"text": "Gut\x0bso"})

    assert response.status_code == 200
    assert "Steuerzeichen" in response.content.decode()
    assert "Gut\x0bso" in response.content.decode()


def test_after_fifteen_minutes_editing_is_explained(client, comment):
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        response = client.post(f"/beitraege/{comment.pk}/bearbeiten/", {"text": "Anders"})

    assert response.status_code == 302
    comment.refresh_from_db()
    assert comment.text == "Das finde ich gut."


def test_deleting_asks_first(client, comment):
    url = f"/beitraege/{comment.pk}/loeschen/"

    assert client.get(url).status_code == 200
    assert Comment.objects.count() == 1
    assert client.post(url).url == f"{comment.discussion.path}#diskussion"
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("word", ["bearbeiten", "loeschen"])
def test_other_peoples_comments_are_not_found(client, comment, word):
    client.force_login(UserFactory())

    assert client.post(f"/beitraege/{comment.pk}/{word}/").status_code == 404


@pytest.mark.parametrize("word", ["bearbeiten", "loeschen"])
def test_hidden_comments_are_not_found(client, comment, word):
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="Werbung")

    assert client.get(f"/beitraege/{comment.pk}/{word}/").status_code == 404


@pytest.mark.parametrize("word", ["bearbeiten", "loeschen"])
def test_visitors_are_asked_to_sign_in(client, comment, word):
    client.logout()

    response = client.get(f"/beitraege/{comment.pk}/{word}/")

    assert response.url == f"/konto/login/?next=/beitraege/{comment.pk}/{word}/"
