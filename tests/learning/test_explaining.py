"""Terms of the glossary in running text: what becomes a link, and that nothing else changes."""

import re
from html.parser import HTMLParser

import nh3
import pytest
from django.template import Context, Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.glossary import explained
from tests.learning.factories import GlossaryTermFactory

pytestmark = pytest.mark.django_db


def term(words: str, forms: str = "") -> None:
    GlossaryTermFactory(term=words, slug=words.lower().replace(" ", "-"), other_forms=forms)


def linked(html: str) -> list[tuple[str, str]]:
    """(the entry's anchor, the words that lead to it), in the order of the text."""
    link = re.compile(r'<a class="term" href="/lernen/glossar/#begriff-(.+?)"[^>]*>(.*?)</a>', re.S)
    return [(match[1], match[2]) for match in link.finditer(html)]


def test_the_first_occurrence_leads_to_the_entry_and_carries_the_explanation():
    GlossaryTermFactory(term="LoRaWAN", slug="lorawan", explanation='Ein "Funknetz" & mehr.')

    assert explained("<p>Mit LoRaWAN messen. LoRaWAN ist sparsam.</p>") == (
        '<p>Mit <a class="term" href="/lernen/glossar/#begriff-lorawan" '
        'data-explanation="Ein &quot;Funknetz&quot; &amp; mehr.">LoRaWAN</a> messen. '
        "LoRaWAN ist sparsam.</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>Sensorik, Drucksensor und Sensor-Netz</p>",
        "<p>Sensorﬂäche und sensor</p>",
        "<h2>Der Sensor</h2>",
        '<p><a href="/x/">Der <strong>Sensor</strong></a></p>',
        "<code>Sensor</code><pre>Sensor</pre><script>Sensor</script>",
        "<p>Sen<strong>sor</strong></p>",
        "<p>Sensor<em>ik</em></p>",
        '<p title="Sensor"><br></p><!-- Sensor -->',
    ],
)
def test_parts_of_words_and_what_is_no_running_text_stay_as_they_are(html):
    term("Sensor")

    assert explained(html) == html


def test_a_heading_does_not_use_up_the_first_occurrence():
    term("Sensor")

    assert linked(explained("<h2>Sensor</h2><p>Ein Sensor.</p>")) == [("sensor", "Sensor")]


def test_other_forms_are_the_same_term():
    term("Algorithmus", "Algorithmen, Algorithmus’")

    found = linked(explained("<p>Algorithmen rechnen. Jeder Algorithmus auch.</p>"))

    assert found == [("algorithmus", "Algorithmen")]


def test_the_longest_term_wins_and_no_term_stands_within_another():
    for words in ("Data", "Open Data", "Open Data Portal"):
        term(words)

    text = "<p>Open Data Portal, Open\n Data, Open Data und Data.</p>"

    assert linked(explained(text)) == [
        ("open-data-portal", "Open Data Portal"),
        ("open-data", "Open\n Data"),
        ("data", "Data"),
    ]


def test_a_term_does_not_reach_across_paragraphs():
    term("Open Data")

    assert linked(explained("<p>Open</p><p>Data</p><p>Open<br>Data</p>")) == []


def test_a_small_letter_may_begin_a_sentence():
    term("barrierefrei")

    assert linked(explained("<p>Barrierefrei bauen.</p>")) == [("barrierefrei", "Barrierefrei")]


def test_after_an_open_tag_nothing_breaks():
    term("Sensor")

    assert explained("<p>Ein <a>Sensor</p><p>1 < 2 & 3</p>") == (
        "<p>Ein <a>Sensor</p><p>1 &lt; 2 &amp; 3</p>"
    )


def test_what_was_escaped_stays_escaped():
    term("Sensor")
    escaped = "&lt;b&gt; &amp;amp; &lt;script&gt;"

    assert linked(explained(f"<p>{escaped}Sensor {escaped}</p>")) == [("sensor", "Sensor")]
    assert explained(f"<p>{escaped}Sensor {escaped}</p>").count(escaped) == 2
    assert explained(f"<p>{escaped}</p>") == f"<p>{escaped}</p>"


def test_a_page_of_many_texts_asks_the_database_once(django_assert_num_queries):
    term("Sensor")
    page = Template("{% load glossary %}{% for text in texts %}{{ text|explained }}{% endfor %}")

    with django_assert_num_queries(1):
        html = page.render(Context({"texts": ["<p>Ein Sensor</p>"] * 3}))

    assert len(linked(html)) == 3


def test_without_terms_html_stays_as_it_is():
    assert explained("<p>Ein &amp; Sensor</p>") == "<p>Ein &amp; Sensor</p>"


class Text(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


TAGS = ["<p>", "</p>", "<strong>", "</strong>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<br>"]
LINKS = ['<a href="/sensor/">', "</a>", "<code>", "</code>"]
WORDS = ["Sensor", "Open Data", "Open", "Data", "Algorithmen", "ß", " ", "-", ",", "&", "&lt;", "<"]
HTML = st.lists(st.sampled_from([*TAGS, *LINKS, *WORDS]) | st.text(max_size=5), max_size=30)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
@given(HTML.map("".join))
def test_what_people_read_stays_the_same(terms, source):
    html = nh3.clean(source)  # as the editor's texts are

    marked = explained(html)

    assert Text(marked).text == Text(html).text
    unlinked = re.sub(r'<a class="term" [^>]*>(.*?)</a>', r"\1", marked, flags=re.DOTALL)
    assert nh3.clean(unlinked) == html
    anchors = [anchor for anchor, _words in linked(marked)]
    assert len(anchors) == len(set(anchors))


@pytest.fixture
def terms(db):
    term("Sensor")
    term("Open Data")
    term("Data")
    term("Algorithmus", "Algorithmen")
