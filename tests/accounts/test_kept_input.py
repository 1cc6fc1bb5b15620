"""A typed text is given back when the session has ended or the form's token is too old."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from myk10.accounts.kept_input import page_of_form, typed_texts
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Ein langer Gedanke,\nan dem ich <b>eine Stunde</b> geschrieben habe."


def test_get_while_signed_out_leads_to_the_login(client):
    response = client.get(reverse("accounts:profile"))
    assert (response.status_code, response.url) == (302, "/konto/login/?next=/konto/profil/")


def test_post_while_signed_out_gives_the_text_back(client):
    response = client.post(reverse("accounts:profile"), {"display_name": TEXT})
    page = response.content.decode()
    assert response.status_code == 403
    assert "&lt;b&gt;eine Stunde&lt;/b&gt;" in page
    assert 'href="/konto/login/?next=%2Fkonto%2Fprofil%2F"' in page


def test_post_with_an_old_token_gives_the_text_back():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    response = client.post(
        reverse("accounts:profile"), {"display_name": TEXT, "csrfmiddlewaretoken": "alt"}
    )
    assert response.status_code == 403
    assert "eine Stunde" in response.content.decode()


def test_secrets_and_choices_are_not_shown_again():
    request = RequestFactory().post(
        "/",
        {
            "title": "Ein Titel",
            "description": TEXT,
            "municipality": "12345",
            "password1": "geheim geheim",
            "csrfmiddlewaretoken": "abcdef",
            "credential": "{}{}{}",
            "will_help": "on",
        },
    )
    assert typed_texts(request) == [("Titel", "Ein Titel"), ("Beschreibung", TEXT)]


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/ideen/speicher/12/?seite=2#kommentare", "/ideen/speicher/12/?seite=2"),
        ("https://boese.example/", "/kommentieren/"),
        ("", "/kommentieren/"),
    ],
)
def test_the_way_back_leads_to_the_page_of_the_form(referer, page):
    request = RequestFactory().post("/kommentieren/", headers={"referer": referer})
    assert page_of_form(request) == page
