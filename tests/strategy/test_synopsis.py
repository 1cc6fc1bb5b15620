"""The Synopse: the same rows on the page, in the CSV and in the PDF."""

import csv
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from strategy.models import RemarkSupport
from strategy.synopsis import COLUMNS
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """A chapter with a section; a remark, a question and a suggestion; one section left out since."""
    version = VersionFactory(phase="evaluation", slug="entwurf", title="Entwurf 2022")
    chapter = PassageFactory(version=version, title="Unterwegs", position=1)
    section = PassageFactory(version=version, title="Busse", position=1, parent=chapter)
    gone = PassageFactory(version=version, title="Seilbahn", position=2)
    RemarkFactory(number="K-2022-001", passage=gone, text="Bitte bauen!")
    RemarkFactory(number="K-2022-002", passage=chapter, kind="question", text="Ab wann?")
    suggestion = RemarkFactory(
        number="K-2022-003",
        passage=section,
        kind="suggestion",
        text="=WENN(1;2) ist kein Bus.",
        decision="partly",
        answer="Abends ja.\n\nNachts nein.",
        change="Im ersten Satz steht „abends“.",
    )
    RemarkSupport.objects.create(remark=suggestion, user=UserFactory())
    PassageFactory(version=VersionFactory(), section=gone.section, title="Seilbahn zur Burg")
    gone.delete()
    return version


def address(name: str, query: str = "") -> str:
    return reverse(f"strategy:{name}", args=["entwurf"]) + query


def csv_rows(client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(address("synopsis_csv", query))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def text_of_pdf(client) -> str:
    reader = PdfReader(BytesIO(client.get(address("synopsis_pdf")).content))
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    """Without the white space and the hyphens that lines are broken with."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of_page(client, query: str = "") -> str:
    reader = Words()
    reader.feed(client.get(address("synopsis", query)).content.decode())
    return squeezed("".join(reader.words))


def test_the_csv_has_german_columns_and_harmless_formulas(client, version):
    rows = csv_rows(client)
    assert list(rows[0]) == [str(label) for label in COLUMNS.values()]
    assert [(row["Nummer"], row["Kapitel"], row["Abschnitt"]) for row in rows] == [
        ("K-2022-002", "1 Unterwegs", "1 Unterwegs"),
        ("K-2022-003", "1 Unterwegs", "1.1 Busse"),
        ("K-2022-001", "", "Seilbahn zur Burg"),
    ]
    assert rows[1] == {
        "Nummer": "K-2022-003",
        "Kapitel": "1 Unterwegs",
        "Abschnitt": "1.1 Busse",
        "Art": "Änderungsvorschlag",
        "Bisheriger Wortlaut": "Der Bus kommt auf Bestellung.",
        "Vorgeschlagener Wortlaut": "Der Bus kommt auch am Wochenende.",
        "Anmerkung oder Begründung": "'=WENN(1;2) ist kein Bus.",
        "Menschen dafür": "1",
        "Entscheidung": "teilweise übernommen",
        "Antwort": "Abends ja.\n\nNachts nein.",
        "Was sich im Text ändert": "Im ersten Satz steht „abends“.",
    }


def test_page_csv_and_pdf_say_the_same(client, version):
    page, pdf = text_of_page(client), text_of_pdf(client)
    rows = csv_rows(client)
    assert len(rows) == 3
    for row in rows:
        for column, value in row.items():
            value = squeezed(value.removeprefix("'"))
            if column == "Vorgeschlagener Wortlaut" and value:
                continue  # there it is marked: see the next test
            assert value in page, column
            assert value in pdf, column
    order = ["K2022002", "K2022003", "K2022001"]
    for text in (page, pdf):
        assert sorted(order, key=text.index) == order


def test_the_proposed_wording_is_marked_on_the_page_and_in_the_pdf(client, version):
    page = client.get(address("synopsis")).content.decode()
    assert "[gestrichen: </span>auf Bestellung" in page
    assert "[neu: </span>auch am Wochenende" in page
    assert squeezed("Der Bus kommt auf Bestellungauch am Wochenende.") in text_of_pdf(client)


def test_only_suggestions(client, version):
    query = "?art=vorschlaege"
    assert [row["Nummer"] for row in csv_rows(client, query)] == ["K-2022-003"]
    assert "K2022002" not in text_of_page(client, query)


def test_the_pdf_is_tagged_german_and_lies_on_its_side(client, version):
    reader = PdfReader(BytesIO(client.get(address("synopsis_pdf")).content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert reader.metadata.title == "Synopse: Entwurf 2022"
    width, height = reader.pages[0].mediabox[2:]
    assert width > height


def test_no_text_is_ever_code(client, version):
    nasty = '#panic("x") *a* $x$ `c` <l> @r \\ // = Titel'
    passage = version.passages.first()
    RemarkFactory(passage=passage, kind="suggestion", text=nasty, proposed=nasty)
    assert squeezed(nasty) in text_of_pdf(client)


def test_while_people_are_asked_it_is_the_offices_alone(client):
    VersionFactory(phase="consultation", slug="entwurf")
    names = ("synopsis", "synopsis_csv", "synopsis_pdf")
    assert [client.get(address(name)).status_code for name in names] == [200, 404, 404]
    assert "wenn die Konsultation zu Ende ist" in client.get(address("synopsis")).content.decode()
    client.force_login(StaffFactory())
    assert [client.get(address(name)).status_code for name in names] == [200, 200, 200]
    assert "nur das Projektbüro" in client.get(address("synopsis")).content.decode()


def test_without_a_consultation_there_is_none(client):
    VersionFactory(phase="published", slug="entwurf")
    assert client.get(address("synopsis")).status_code == 404


def test_an_empty_one_says_so(client):
    VersionFactory(phase="evaluation", slug="entwurf")
    assert "Keine Beiträge" in client.get(address("synopsis")).content.decode()
    assert client.get(address("synopsis_pdf")).content.startswith(b"%PDF")
