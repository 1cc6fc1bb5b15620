"""What has changed between two versions, section by section."""

import re

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from myk10.plaintext import plain_text_of
from strategy.chapters import numbered_tree
from strategy.comparison import Comparison
from strategy.difference import applied
from strategy.models import Passage, Section, Version
from strategy.reading import Document, document_of
from tests.factories import StaffFactory
from tests.strategy.documents import two_versions
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory


def address(new, old, view=""):
    return reverse("strategy:difference", args=[new, old]) + view


def page(client, versions, view=""):
    answer = client.get(address(versions.new.slug, versions.old.slug, view))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- Any two trees ---------------------------------------------------------------------------

TEXTS = st.text("ab .", max_size=8)


@st.composite
def documents(draw):
    """A tree of some of ten sections; `Section(pk)` and texts, as the database would give them."""
    chosen = draw(st.lists(st.integers(1, 10), unique=True, max_size=8))
    passages: list[Passage] = []
    for place, section in enumerate(chosen, start=1):
        parents = [None, *(p for p in passages if p.parent_id is None)]
        parent = draw(st.sampled_from(parents))
        passages.append(
            Passage(
                pk=place,
                section=Section(pk=section, key=f"{section:08x}"),
                parent_id=parent and parent.pk,
                position=draw(st.integers(0, 5)),
                title=draw(TEXTS),
                body=f"<p>{draw(TEXTS)}</p>",
            )
        )
    return Document(Version(title="X"), numbered_tree(passages))


def order(document):
    return [each.passage.section_id for each in document.tree]


@settings(max_examples=200, deadline=None)
@given(documents(), documents())
def test_the_difference_of_two_versions_applied_to_the_old_gives_the_new(old, new):
    pairs = Comparison(old, new).pairs
    assert [pair.section.pk for pair in pairs if pair.new] == order(new)
    assert sorted(pair.section.pk for pair in pairs if pair.old) == sorted(order(old))
    for pair in pairs:
        before = plain_text_of(pair.old.passage.body) if pair.old else ""
        after = plain_text_of(pair.new.passage.body) if pair.new else ""
        assert applied(before, pair.changes) == after
        assert applied(pair.old.passage.title if pair.old else "", pair.title_changes) == (
            pair.new.passage.title if pair.new else ""
        )


@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_version_differs_in_nothing_from_itself(document):
    comparison = Comparison(document, document)
    assert all(pair.is_unchanged for pair in comparison.pairs)
    assert comparison.sentence == "Beide Fassungen haben denselben Wortlaut."


@settings(max_examples=200, deadline=None)
@given(documents(), documents())
def test_what_is_new_one_way_is_gone_the_other_way(old, new):
    def of_kind(comparison, kind):
        return {pair.section.pk for pair in comparison.pairs if kind in pair.kinds}

    there, back = Comparison(old, new), Comparison(new, old)
    assert of_kind(there, "new") == of_kind(back, "removed")
    for kind in ("renamed", "changed"):
        assert of_kind(there, kind) == of_kind(back, kind)


# --- The page --------------------------------------------------------------------------------


@pytest.fixture
def versions(db):
    return two_versions()


def test_each_section_is_of_the_kind_that_it_is(versions):
    comparison = Comparison(document_of(versions.old.pk), document_of(versions.new.pk))
    names = {section.pk: name for name, section in versions.sections.items()}
    assert [(names[pair.section.pk], pair.kinds) for pair in comparison.pairs] == [
        ("travel", ["unchanged"]),
        ("bus", ["changed"]),
        ("app", ["new"]),
        ("bike", ["renamed"]),
        ("bench", ["removed"]),
        ("life", ["unchanged"]),
        ("library", ["moved"]),
    ]
    assert comparison.sentence == (
        "Neu: 1 Abschnitt, entfallen: 1 Abschnitt, verschoben: 1 Abschnitt, umbenannt: 1 Abschnitt, "
        "geändert: 1 Abschnitt. Unverändert: 2 Abschnitte."
    )


def test_only_what_changed_its_place_has_moved(db):
    old, new = VersionFactory(), VersionFactory()
    first = [PassageFactory(version=old) for _each in range(4)]
    for place, passage in enumerate([first[3], first[0], first[1], first[2]]):
        PassageFactory(
            version=new,
            section=passage.section,
            position=place,
            title=passage.title,
            body=passage.body,
        )
    comparison = Comparison(document_of(old.pk), document_of(new.pk))
    assert [pair.kinds for pair in comparison.pairs] == [["moved"], *[["unchanged"]] * 3]


def test_the_page_marks_words_for_eyes_and_ears(client, versions):
    html = page(client, versions)
    assert '<ins><span class="kern-sr-only"> [neu: </span>auch am Wochenende' in html
    assert '<del><span class="kern-sr-only"> [gestrichen: </span>Wer mitfahren will' in html


def test_numbers_at_the_top_lead_to_the_changes(client, versions):
    html = page(client, versions)
    for name in ("app", "bench", "library", "bike", "bus"):
        key = versions.sections[name].key
        assert html.count(f'href="#{key}"') == 1
        assert html.count(f'id="{key}"') == 1


def test_side_by_side_each_text_has_its_own_marks_alone(client, versions):
    html = page(client, versions, "?ansicht=nebeneinander")
    sides = re.findall(r'<div class="doc-sides__side">(.*?)</div></div>', html)
    before, after = sides[0], sides[1]
    assert ("Bisher" in before, "<ins>" in before) == (True, False)
    assert ("auch am Wochenende" in after, "<del>" in after) == (True, False)


def test_answers_of_the_old_version_stay_at_the_section(client, versions):
    remark = RemarkFactory(
        passage=versions.passage(versions.new, "bus"), kind="suggestion", decision="adopted"
    )
    later = VersionFactory(phase="published", slug="spaeter", based_on=versions.new)
    PassageFactory(version=later, section=versions.sections["bus"])
    html = client.get(address("spaeter", versions.new.slug)).content.decode()
    assert remark.number in html
    assert remark.answer in html


def test_any_two_versions_can_be_chosen(client, versions):
    start = address(versions.new.slug, versions.old.slug)
    chosen = {"alt": versions.new.slug, "neu": versions.old.slug, "ansicht": "nebeneinander"}
    answer = client.get(start, chosen)
    assert (answer.status_code, answer.url) == (
        302,
        address(versions.old.slug, versions.new.slug, "?ansicht=nebeneinander"),
    )
    assert client.get(answer.url).status_code == 200
    assert client.get(start, chosen | {"neu": "unbekannt"}).status_code == 404


def test_a_draft_is_compared_by_the_projektbuero_alone(client, versions):
    draft = VersionFactory(phase=None, based_on=versions.new)
    addresses = [address(draft.slug, versions.new.slug), address(versions.new.slug, draft.slug)]
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    client.force_login(StaffFactory())
    assert [client.get(each).status_code for each in addresses] == [200, 200]
