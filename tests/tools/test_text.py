import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from myk10.text import one_line, paragraphs, plain_line, plain_text

FORBIDDEN = ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"]
BIDI = ["\u202a", "\u202d", "\u202e", "\u2066", "\u2067", "\u2069"]


@pytest.mark.parametrize("character", [*FORBIDDEN, *BIDI, "\n", "\r", "\t"])
def test_one_line_fields_refuse(character):
    with pytest.raises(ValidationError):
        plain_line(f"a{character}b")


@pytest.mark.parametrize("character", [*FORBIDDEN, *BIDI])
def test_longer_texts_refuse(character):
    with pytest.raises(ValidationError):
        plain_text(f"a{character}b")


@pytest.mark.parametrize(
    "text", ["Straße in Mayen – „schön“", "اهلا", "👩‍👩‍👧", "a\u00a0b", "a\u00adb"]
)
def test_everything_that_people_write_is_fine(text):
    assert (plain_line(text), plain_text(f"{text}\r\n\t{text}")) == (None, None)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\r\nBcc: x@example.org", "a Bcc: x@example.org"),
        ("  a \t b\n\n", "a b"),
        ("a\u202eb\x00c", "a b c"),
        ("", ""),
    ],
)
def test_one_line(typed, shown):
    assert one_line(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("eins", "<p>eins</p>"),
        ("eins\nzwei\r\n\r\ndrei\n \n\nvier", "<p>eins<br>zwei</p><p>drei</p><p>vier</p>"),
        ("<svg onload=alert(1)>", "<p>&lt;svg onload=alert(1)&gt;</p>"),
        ("{{7*7}} & „so“", "<p>{{7*7}} &amp; „so“</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("data:text/html,<b>", "<p>data:text/html,&lt;b&gt;</p>"),
        ("http://[x", "<p>http://[x</p>"),
        ("https://", "<p>https://</p>"),
    ],
)
def test_paragraphs(typed, shown):
    assert paragraphs(typed) == shown


@pytest.mark.parametrize(
    ("typed", "address", "rest"),
    [
        ("Siehe https://www.kvmyk.de/a?b=1&c=2.", "https://www.kvmyk.de/a?b=1&amp;c=2", "."),
        ("(http://example.org/x)", "http://example.org/x", ")"),
        ('HTTPS://example.org/"onclick="x', "HTTPS://example.org/", "&quot;onclick=&quot;x"),
        ("https://example.org/'><script>", "https://example.org/", "&#x27;&gt;&lt;script&gt;"),
    ],
)
def test_links(typed, address, rest):
    link = f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>{rest}'
    assert paragraphs(typed).endswith(f"{link}</p>")


@given(st.text(alphabet="<>&\"' \n:/.ahtpsx[]@"))
def test_paragraphs_hold_no_other_elements(typed):
    shown = paragraphs(typed)
    for element in ("<p>", "</p>", "<br>", "</a>"):
        shown = shown.replace(element, "")
    assert shown.count("<") == shown.count('<a href="http')
