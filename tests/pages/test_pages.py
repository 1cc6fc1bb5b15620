import re

import pytest
import time_machine
from django.utils import timezone

from myk10.pages.headings import with_anchors
from myk10.pages.models import Page
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
SLUGS = [
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "leichte-sprache",
    "gebaerdensprache",
    "netiquette",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_page_is_there_with_its_date(client, slug):
    with time_machine.travel("2026-11-05 12:00:00+01:00", tick=False):
        Page.objects.filter(slug=slug).update(updated_at=timezone.now())

    response = client.get(f"/{slug}/")

    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "Stand: 5. November 2026" in page
    assert response.cookies == {}
    assert "public" in response.headers["Cache-Control"]


@pytest.mark.parametrize("slug", SLUGS)
def test_text_is_what_the_editor_would_leave_of_it(slug):
    page = Page.objects.get(slug=slug)

    assert Page._meta.get_field("body").clean(page.body, page) == page.body


@pytest.mark.parametrize("slug", SLUGS)
def test_links_of_the_texts_lead_somewhere(client, slug):
    targets = re.findall(r'href="(/[^"#]*)', Page.objects.get(slug=slug).body)

    assert [target for target in targets if client.get(target).status_code not in (200, 302)] == []


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("impressum", ["§ 5 Digitale-Dienste-Gesetz", "Bahnhofstraße 22"]),
        (
            "datenschutz",
            ["Artikel 6 Absatz 1 Buchstabe e", "§ 25 Absatz 2 TDDDG", "LfDI", "/konto/loeschen/"],
        ),
        ("barrierefreiheit", ["durchsetzungsstelle@mastd.rlp.de", "Selbstbewertung", "LInklG"]),
        ("leichte-sprache", ["Gebärden-Sprache", "durchsetzungsstelle@mastd.rlp.de"]),
        ("gebaerdensprache", ["gibt es hier noch nicht", "Die Bedienung", "Weitere Angebote"]),
        ("netiquette", ["Widerspruch"]),
    ],
)
def test_what_the_law_asks_for_is_in_the_text(slug, parts):
    body = Page.objects.get(slug=slug).body

    assert [part for part in parts if part not in body] == []


def test_full_conformance_is_not_claimed():
    body = Page.objects.get(slug="barrierefreiheit").body

    assert "vollständig vereinbar" not in body
    assert "<strong>teilweise</strong>" in body


def test_page_takes_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/impressum/")


def test_unknown_page_is_not_found(client):
    assert client.get("/unbekannt/").status_code == 404


def test_barrier_can_be_linked_to(client):
    assert 'id="barriere-melden"' in client.get("/barrierefreiheit/").content.decode()


def test_headings_become_places():
    html, headings = with_anchors("<h2>Für alle</h2><p>x</p><h2>Für <em>alle</em></h2>")

    assert headings == [("fuer-alle", "Für alle"), ("fuer-alle-2", "Für alle")]
    assert html == (
        '<h2 id="fuer-alle">Für alle</h2><p>x</p><h2 id="fuer-alle-2">Für <em>alle</em></h2>'
    )


@pytest.fixture
def office(client):
    person = StaffFactory()
    client.force_login(person)
    return person


def test_editing_cleans_dates_and_records(client, office):
    page = Page.objects.get(slug="netiquette")
    before = page.updated_at

    response = client.post(
        f"/verwaltung/pages/page/{page.pk}/change/",
        {
            "title": "Netiquette",
            "description": "Die Regeln",
            "body": '<p onclick="x()">Neu<script>alert(1)</script><img src="https://x.example/a"></p>',
        },
    )

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.body == "<p>Neu</p>"
    assert page.updated_at > before
    event = page.events.latest("pgh_id")
    assert (event.body, event.pgh_context.metadata["user"]) == ("<p>Neu</p>", office.pk)


def test_pages_are_neither_added_nor_removed(client, office):
    page = Page.objects.get(slug="netiquette")

    assert client.get("/verwaltung/pages/page/add/").status_code == 403
    assert client.get(f"/verwaltung/pages/page/{page.pk}/delete/").status_code == 403
    assert client.get(f"/verwaltung/pages/page/{page.pk}/change/").status_code == 200
