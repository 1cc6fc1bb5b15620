from datetime import UTC, datetime
from io import BytesIO
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from myk10 import pdf as tool
from myk10.blocks import blocks_of

DOCUMENT = """
#import "base.typ": *
#show: paged.with(title: data.title, foot: data.title)
= #data.title
#rich(data.body)
"""
HTML = (
    "<h2>Der Bus</h2><p>Er kommt <strong>immer</strong>,<br>auch <em>nachts</em>: "
    '<a href="https://example.de/bus">Fahrplan</a>.</p>'
    "<ul><li><p>Mayen</p><ul><li>Hausen</li></ul></li><li>Polch</li></ul><ol><li>Erst</li><li>Dann</li></ol>"
)


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("pdf")
    copy(tool.FOLDER / "base.typ", found)
    (found / "probe.typ").write_text(DOCUMENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tool, "FOLDER", found)
        yield found


def made(title, html):
    return PdfReader(BytesIO(tool.pdf("probe", {"title": title, "body": blocks_of(html)})))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_document_is_tagged_and_says_its_language_and_title():
    root = made("Unsere Strategie", HTML).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert made("Unsere Strategie", HTML).metadata.title == "Unsere Strategie"


def test_formatted_text_is_read_back_whole():
    text = text_of(made("Titel", HTML))
    for words in ["Der Bus", "Er kommt immer, auch nachts: Fahrplan.", "Mayen", "Hausen", "Polch"]:
        assert words in text
    assert text.index("Erst") < text.index("Dann")
    assert "Seite 1 von 1" in text


def test_links_lead_where_they_led():
    page = made("Titel", HTML).pages[0]
    links = [annotation.get_object()["/A"]["/URI"] for annotation in page["/Annots"]]
    assert set(links) == {"https://example.de/bus"}


def test_text_is_never_typst():
    text = text_of(made('#panic("a")', "<p>#read(&quot;/etc/passwd&quot;) $x$ *b* \\ @ref</p>"))
    assert '#panic("a")' in text
    assert "/etc/passwd" in text
    assert "$x$" in text


@settings(deadline=None, max_examples=15)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_any_text_makes_a_document(words):
    html = words.replace("&", "&amp;").replace("<", "&lt;")
    assert tool.pdf("probe", {"title": "T", "body": blocks_of(f"<p>{html}</p>")}).startswith(
        b"%PDF-"
    )


def test_the_same_data_at_the_same_moment_give_the_same_file():
    data, at = {"title": "T", "body": blocks_of(HTML)}, datetime(2026, 1, 1, tzinfo=UTC)
    assert tool.pdf("probe", data, at=at) == tool.pdf("probe", data, at=at)


def test_blocks_are_what_the_text_was():
    blocks = blocks_of("<p>a <strong>b</strong></p><ul><li><p>c</p><p>d</p></li></ul>")
    kinds = [(b["kind"], b["depth"], b["bullet"], b["runs"]) for b in blocks]
    assert kinds == [
        ("p", 0, False, [{"text": "a "}, {"text": "b", "strong": True}]),
        ("p", 1, True, [{"text": "c"}]),
        ("p", 1, False, [{"text": "d"}]),
    ]


def test_what_the_fonts_lack_is_shown_as_a_box():
    assert "gut □ so" in text_of(made("Titel", "<p>gut 👍 so</p>"))
