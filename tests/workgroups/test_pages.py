from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.factories import UserFactory
from tests.workgroups.factories import ApplicationFactory, BodyFactory, MembershipFactory
from workgroups.models import Application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_bodies_takes_the_same_queries_for_any_number(
    client, rows, django_assert_num_queries
):
    for _ in range(rows):
        MembershipFactory()
    with django_assert_num_queries(2):
        response = client.get(reverse("workgroups:index"))
    assert response.content.decode().count('class="card"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_body_takes_the_same_queries_for_any_number(
    client, rows, django_assert_num_queries
):
    body = BodyFactory()
    for _ in range(rows):
        MembershipFactory(body=body, shown_publicly=True)
    with django_assert_num_queries(4):
        response = client.get(body.get_absolute_url())
    assert response.content.decode().count('class="person"') == rows


def test_the_public_reads_only_who_agreed_and_is_a_member_today(client):
    body = BodyFactory()
    MembershipFactory(body=body, name="Offen Genannt", shown_publicly=True)
    MembershipFactory(body=body, name="Lieber Ungenannt")
    yesterday = timezone.localdate() - timedelta(days=1)
    MembershipFactory(
        body=body,
        name="Gestern Gegangen",
        shown_publicly=True,
        from_on=date(2020, 1, 1),
        until_on=yesterday,
    )
    page = client.get(body.get_absolute_url()).content.decode()
    names = ["Offen Genannt", "Lieber Ungenannt", "Gestern Gegangen"]
    assert [name in page for name in names] == [True, False, False]
    assert "Dazu kommt 1 Mitglied, das nicht genannt werden möchte." in page


def test_applying_and_withdrawing(client):
    user, body = UserFactory(), BodyFactory()
    client.force_login(user)
    url = reverse("workgroups:apply", args=[body.slug])
    refused = client.post(url, {"name": "Erika Beispiel", "text": ""})
    assert "Bitte schreiben Sie, warum" in refused.content.decode()
    assert "Erika Beispiel" in refused.content.decode()
    client.post(url, {"name": "Erika Beispiel", "affiliation": "", "text": "Gern!"})
    assert Application.objects.get().state == "open"
    page = client.get(body.get_absolute_url()).content.decode()
    assert "Ihre Bewerbung wartet auf Antwort" in page
    client.post(reverse("workgroups:withdraw", args=[body.slug]))
    assert Application.objects.get().state == "withdrawn"


def test_what_was_typed_is_shown_when_the_group_closes_meanwhile(client):
    client.force_login(UserFactory())
    body = BodyFactory(takes_applications=False)
    url = reverse("workgroups:apply", args=[body.slug])
    response = client.post(url, {"name": "Erika", "text": "Zwanzig Minuten getippt"})
    assert "Zwanzig Minuten getippt" in response.content.decode()
    assert Application.objects.count() == 0


def test_others_do_not_withdraw_my_application(client):
    application = ApplicationFactory()
    client.force_login(UserFactory())
    url = reverse("workgroups:withdraw", args=[application.body.slug])
    assert client.post(url).status_code == 404


def photo():
    buffer = BytesIO()
    Image.new("RGB", (800, 800), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile("ich.jpg", buffer.getvalue(), "image/jpeg")


def test_a_member_decides_what_others_read(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    membership = MembershipFactory(name="Erika Beispiel")
    body = membership.body
    client.force_login(membership.user)
    url = reverse("workgroups:oneself", args=[body.slug])
    client.post(url, {"shown": "on", "affiliation": "Feuerwehr", "photo": photo()})
    client.logout()
    page = client.get(body.get_absolute_url()).content.decode()
    assert "Erika Beispiel" in page
    assert "Feuerwehr" in page
    picture = reverse("workgroups:photo", args=[body.slug, membership.pk])
    response = client.get(picture)
    assert Image.open(BytesIO(response.getvalue())).format == "WEBP"
    client.force_login(membership.user)
    client.post(url, {"affiliation": "Feuerwehr"})
    membership.refresh_from_db()
    assert (membership.shown_publicly, membership.photo.name) == (False, "")
    assert client.get(picture).status_code == 404
    assert "Erika Beispiel" not in client.get(body.get_absolute_url()).content.decode()


def test_a_file_that_is_no_picture_gets_an_error_and_keeps_the_rest(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    url = reverse("workgroups:oneself", args=[membership.body.slug])
    fake = SimpleUploadedFile("ich.jpg", b"<html>", "image/jpeg")
    page = client.post(url, {"affiliation": "Feuerwehr", "photo": fake}).content.decode()
    assert "kein vollständiges Bild" in page
    assert "Feuerwehr" in page


def test_who_left_yesterday_has_no_say_here_any_more(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    membership = MembershipFactory(from_on=date(2020, 1, 1), until_on=yesterday)
    client.force_login(membership.user)
    url = reverse("workgroups:oneself", args=[membership.body.slug])
    assert client.get(url).status_code == 404
    assert (
        "Sie sind Mitglied" not in client.get(membership.body.get_absolute_url()).content.decode()
    )
