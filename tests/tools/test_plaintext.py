import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myk10.plaintext import plain_text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p></p><p> </p><p><br></p>", ""),
        ("<p>Guten Tag,</p><p>kommen Sie?</p>", "Guten Tag,\n\nkommen Sie?"),
        ("<p>Freundliche Grüße<br>Ihr Projektbüro</p>", "Freundliche Grüße\nIhr Projektbüro"),
        ("<p>Rad &amp; Bus, 3 &lt; 4,&nbsp;Stra&szlig;e</p>", "Rad & Bus, 3 < 4, Straße"),
        ("<p>viel\n   Platz</p>", "viel Platz"),
        ("<p>ganz <strong>wich<em>tig</em></strong>!</p>", "ganz wichtig!"),
        ("<h2>Programm</h2><p>Um neun.</p>", "Programm\n\nUm neun."),
        ("<ul><li><p>eins</p></li><li><p>zwei</p></li></ul>", "- eins\n- zwei"),
        ("<ol><li><p>eins</p></li><li><p>zwei</p></li></ol>", "1. eins\n2. zwei"),
        ("<ul><li>ohne Absatz</li></ul>", "- ohne Absatz"),
        (
            "<p>Mit:</p><ul><li><p>eins</p></li></ul><p>Ende</p>",
            "Mit:\n\n- eins\n\nEnde",
        ),
        (
            "<ol><li><p>A</p><ul><li><p>a</p></li><li><p>b</p></li></ul></li><li><p>B</p></li></ol>",
            "1. A\n   - a\n   - b\n2. B",
        ),
        ("<ul><li><p>eins</p><p>mehr dazu</p></li></ul>", "- eins\n  mehr dazu"),
        ("<ul><li><p>eins<br>Zeile</p></li></ul>", "- eins\n  Zeile"),
        ("<ul><li></li><li><p>zwei</p></li></ul>", "- zwei"),
        (
            '<p>Mehr im <a href="https://example.org/a?b=1&amp;c=2">Programm</a>.</p>',
            "Mehr im Programm (https://example.org/a?b=1&c=2).",
        ),
        ('<p><a href="https://example.org/">https://example.org/</a></p>', "https://example.org/"),
        ('<p><a href="mailto:buero@example.org">buero@example.org</a></p>', "buero@example.org"),
        ('<p><a href="tel:+49261">anrufen</a></p>', "anrufen (+49261)"),
        ("<p><a>ohne Ziel</a></p>", "ohne Ziel"),
        ("<p>eins<br><br><br>zwei</p>", "eins\n\nzwei"),
        ("<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>", "- a\n\n1. b"),
        ("<li>verirrt</li>", "verirrt"),
        ("nur Text", "nur Text"),
    ],
)
def test_text(html, text):
    assert plain_text_of(html, with_addresses=True) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "</ul>",
                "<ol>",
                "</ol>",
                "<li>",
                "</li>",
                "<br>",
                "<a href='/x'>",
                "</a>",
                "a",
                " ",
                "&amp;",
                "\n",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_gives_lines_without_tags(html):
    text = plain_text_of(
        nh3.clean(html, tags={"p", "ul", "ol", "li", "h2", "br", "a"}), with_addresses=True
    )

    assert text == text.strip()
    assert "\n\n\n" not in text


def test_addresses_are_left_out_unless_they_are_wanted():
    html = '<p>Der <a href="https://example.de/bus">Fahrplan</a> gilt.</p>'
    assert plain_text_of(html) == "Der Fahrplan gilt."
    assert "https://example.de/bus" in plain_text_of(html, with_addresses=True)
