import pytest
from django.template.loader import render_to_string
from django.urls import reverse

PAGES = ["400", "403", "404", "500", "503", "throttled", "input_kept"]
LEGAL = ["impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache"]


@pytest.mark.parametrize("page", PAGES)
def test_page_stands_without_request_and_database(page):
    html = render_to_string(f"errors/{page}.html")

    assert html.count("<h1>") == 1
    missing = [slug for slug in LEGAL if f'href="{reverse("pages:page", args=[slug])}"' not in html]
    assert missing == []


def test_typed_texts_come_back_escaped():
    texts = ["Erste Zeile\nZweite Zeile", "</textarea><script>alert(1)</script>"]

    html = render_to_string("errors/input_kept.html", {"texts": texts, "form_url": "/ideen/"})

    assert "Erste Zeile\nZweite Zeile</textarea>" in html
    assert "<script>alert" not in html
    assert 'href="/ideen/"' in html


def test_signed_out_person_is_led_to_the_login():
    html = render_to_string(
        "errors/input_kept.html", {"signed_out": True, "login_url": "/konto/login/?next=/ideen/"}
    )

    assert 'href="/konto/login/?next=/ideen/"' in html
