"""The PDF of a version, read back."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.strategy.documents import two_versions
from tests.strategy.factories import PassageFactory, VersionFactory

pytestmark = pytest.mark.django_db


def pdf_of(client, version):
    answer = client.get(reverse("strategy:version_pdf", args=[version.slug]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def text_of(*pages):
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_whole_text_is_read_back(client):
    versions = two_versions()
    reader = pdf_of(client, versions.old)
    text = text_of(*reader.pages)
    for passage in versions.old.passages.all():
        assert passage.title in text
    assert "Der Bus kommt auf Bestellung." in text
    assert "Liebe Bürgerinnen und Bürger" in text
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == (
        "Smarte Region MYK10: Strategie 2023",
        "de",
    )


def test_the_cover_names_version_and_adoption_with_its_checksum(client):
    old = two_versions().old
    cover = text_of(pdf_of(client, old).pages[0])
    for words in ("Strategie 2023", "Beschlossene Fassung", "Kreistag", "KT-2023-12"):
        assert words in cover
    assert old.adoption.sha256 in cover


def test_what_is_not_adopted_says_so_and_what_holds(client):
    cover = text_of(pdf_of(client, two_versions().new).pages[0])
    assert "Konsultationsfassung Dieser Text ist nicht beschlossen. Konsultation bis" in cover
    assert "Es gilt: Strategie 2023" in cover
    assert "SHA-256" not in cover


def test_the_contents_name_the_page_of_each_section(client):
    reader = pdf_of(client, two_versions().new)
    contents = text_of(reader.pages[1])
    for title in ("In MYK gut von A nach B kommen", "Der Bus auf Bestellung", "Die App dazu"):
        [page] = [n for n, page in enumerate(reader.pages[2:], start=3) if title in text_of(page)]
        line = contents[contents.index(title) :]
        assert line.replace(".", "").replace(title, "").split()[0] == str(page)


def test_headings_that_leave_a_level_out_do_not_break_it(client):
    version = VersionFactory(phase="published")
    PassageFactory(version=version, body="<h3>Klein</h3><p>Text 🚌</p><h2>Groß</h2><p>Text</p>")
    assert "Klein" in text_of(*pdf_of(client, version).pages)


def test_text_is_never_code(client):
    version = VersionFactory(phase="published", title="#pagebreak() $x$ *fett*")
    PassageFactory(version=version, title="= Kein Titel", body="<p>#panic() \\ `x`</p>")
    text = text_of(*pdf_of(client, version).pages)
    for words in ("#pagebreak() $x$ *fett*", "= Kein Titel", "#panic()"):
        assert words in text
