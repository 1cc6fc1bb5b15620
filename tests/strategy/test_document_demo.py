import pytest

from myk10.accounts import demo as accounts_demo
from myk10.accounts.models import User
from strategy.chapters import is_easy_text_stale, numbered_tree, with_all_below
from strategy.demo.document import create_document, html
from strategy.models import Section, Version
from strategy.outline import Outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions():
    accounts_demo.create()
    office = User.objects.by_email("projektbuero@demo.example").get()
    create_document(office)
    create_document(office)
    return Version.objects.order_by("created_at")


def test_one_is_adopted_and_one_open_for_consultation(versions):
    adopted, coming = versions
    assert (adopted.adoption.body, str(adopted.adoption.adopted_on)) == ("Kreistag", "2023-03-27")
    assert "Beispiel" in adopted.adoption.resolution_number
    assert coming.phase_name == "consultation"
    assert coming.based_on == adopted
    assert {adopted.demo_content, coming.demo_content} == {True}


def test_the_fortschreibung_shows_every_kind_of_change(versions):
    outline = Outline(versions[1])
    assert [row.passage.title for row in outline.rows if row.is_new] == [
        "Kühle Orte bei Hitze",
        "Künstliche Intelligenz mit Augenmaß",
    ]
    assert [row.passage.title for row in outline.rows if row.is_renamed] == [
        "Freizeit und Ehrenamt",
        "Umsetzung und Kontrolle",
    ]
    assert [passage.title for passage in outline.left_out] == ["Gedruckte Technikbroschüre"]
    assert sum(row.is_rewritten for row in outline.rows) == 8
    numbers = {row.passage.title: row.numbered.number for row in outline.rows}
    assert numbers["Was analog bleibt"] == "1.4"
    assert Section.objects.count() == versions[0].passages.count() + 2


@pytest.mark.parametrize(("which", "stale"), [(0, []), (1, ["Unterwegs in MYK"])])
def test_one_easy_text_waits_for_somebody(versions, which, stale):
    passages = list(versions[which].passages.all())
    chapters = [each.passage for each in numbered_tree(passages) if each.level == 1]
    assert len([chapter for chapter in chapters if chapter.easy_text]) == 4
    assert [
        chapter.title
        for chapter in chapters
        if is_easy_text_stale(with_all_below(chapter, passages))
    ] == stale


def test_demo_texts_become_paragraphs_and_points():
    assert html("Eins & zwei.\n\n- a\n- b") == (
        "<p>Eins &amp; zwei.</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"
    )
