import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from learning.glossary import by_letter
from learning.models import GlossaryTerm
from tests.learning.factories import GlossaryTermFactory

pytestmark = pytest.mark.django_db


def test_terms_stand_in_the_order_of_the_alphabet():
    for words in ("Sensor", "Öffentlicher Code", "5G", "app", "Open Data", "Algorithmus"):
        GlossaryTermFactory(term=words)

    found = [
        (letter, [t.term for t in terms]) for letter, terms in by_letter(GlossaryTerm.objects.all())
    ]

    assert found == [
        ("0–9", ["5G"]),
        ("A", ["Algorithmus", "app"]),
        ("O", ["Öffentlicher Code", "Open Data"]),
        ("S", ["Sensor"]),
    ]


def test_every_term_and_every_letter_has_its_anchor(client):
    GlossaryTermFactory(term="Sensor", slug="sensor", explanation="Misst <etwas>.")

    page = client.get("/lernen/glossar/").content.decode()

    assert re.findall(r'href="#(.+?)"', page) == ["inhalt", "buchstabe-s"]
    assert 'id="buchstabe-s"' in page
    assert '<div id="begriff-sensor"><dt>Sensor</dt><dd><p>Misst &lt;etwas&gt;.</p></dd>' in page
    assert GlossaryTerm.objects.get().get_absolute_url() == "/lernen/glossar/#begriff-sensor"


def test_an_empty_glossary_says_so(client):
    assert "Noch ist nichts erklärt" in client.get("/lernen/glossar/").content.decode()


@pytest.mark.parametrize("terms", [1, 3])
def test_the_page_asks_as_often_with_many_terms(client, django_assert_num_queries, terms):
    GlossaryTermFactory.create_batch(terms)

    with django_assert_num_queries(1):
        client.get("/lernen/glossar/")


def test_a_term_is_explained_once():
    GlossaryTermFactory(term="Open Data")
    with pytest.raises(ValidationError):
        GlossaryTerm(term="open data", slug="b", explanation="Noch einmal.").full_clean()
    with pytest.raises(IntegrityError):
        GlossaryTermFactory(term="open data")
