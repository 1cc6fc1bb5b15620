"""Sections are added, changed, moved and removed, and keep their identity and their remarks."""

import pytest

from myk10.refusal import Refused
from strategy.actions.document import create_version
from strategy.actions.editing import (
    Removed,
    Stale,
    add_passage,
    edit_passage,
    move_passage,
    note_opening,
    remove_passage,
    shift_passage,
    take_in_again,
)
from strategy.chapters import is_easy_text_stale, numbered_tree, with_all_below
from strategy.models import Passage, Remark, Section
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return VersionFactory(phase=None)


@pytest.fixture
def office():
    return UserFactory(display_name="Projektbüro")


def outline(version) -> list[tuple[str, str]]:
    return [(each.number, each.passage.title) for each in numbered_tree(version.passages.all())]


def chapter_with_two(version):
    chapter = PassageFactory(version=version, title="Kapitel")
    first = PassageFactory(version=version, parent=chapter, title="Erster")
    second = PassageFactory(version=version, parent=chapter, title="Zweiter")
    return chapter, first, second


def test_a_new_section_comes_last(version, office):
    chapter = add_passage(version=version, parent=None, title="Mobilität", by=office)
    for title in ("Bus", "Rad"):
        add_passage(version=version, parent=chapter, title=title, body="<p>Neu</p>", by=office)
    add_passage(version=version, parent=None, title="Medizin", by=office)
    assert outline(version) == [
        ("1", "Mobilität"),
        ("1.1", "Bus"),
        ("1.2", "Rad"),
        ("2", "Medizin"),
    ]


def test_a_copy_has_the_same_sections_tree_and_texts(version, office):
    chapter, first, _second = chapter_with_two(version)
    PassageFactory(version=version, parent=first, title="Unten", body="<p>Tief</p>")
    edit_passage(
        passage=chapter, title="Kapitel", body="", easy_text="<p>Leicht</p>", revision=1, by=office
    )
    copy = create_version(
        strategy=version.strategy, title="Fortschreibung", slug="neu", based_on=version
    )

    def content(of) -> list[tuple]:
        return [
            (each.number, p.section_id, p.title, p.body, p.easy_text, p.easy_of)
            for each in numbered_tree(of.passages.all())
            for p in [each.passage]
        ]

    assert content(copy) == content(version)
    assert [each[0] for each in content(copy)] == ["1", "1.1", "1.1.1", "1.2"]
    assert copy.based_on == version
    assert copy.published_from is None


@pytest.mark.parametrize("slug", ["debatte", "schon-da"])
def test_a_version_needs_an_address_of_its_own(version, slug):
    VersionFactory(slug="schon-da")
    with pytest.raises(Refused, match="schon vergeben"):
        create_version(strategy=version.strategy, title="Neu", slug=slug)


def test_who_saves_over_an_unseen_change_is_refused_with_what_is_there(version, office):
    passage = PassageFactory(version=version)
    colleague = UserFactory()
    edit_passage(passage=passage, title="Bus", body="<p>Von Anna</p>", revision=1, by=colleague)
    with pytest.raises(Stale) as refusal:
        edit_passage(passage=passage, title="Bus", body="<p>Von Ben</p>", revision=1, by=office)
    current = refusal.value.current
    assert (current.body, current.revision, current.edited_by) == ("<p>Von Anna</p>", 2, colleague)
    saved = edit_passage(passage=passage, title="Bus", body="<p>Beide</p>", revision=2, by=office)
    assert (saved.body, saved.revision, saved.edited_by) == ("<p>Beide</p>", 3, office)


def test_saving_what_is_already_there_is_no_change(version, office):
    passage = PassageFactory(version=version, title="Bus", body="<p>Gleich</p>", revision=4)
    again = edit_passage(passage=passage, title="Bus", body="<p>Gleich</p>", revision=1, by=office)
    assert (again.revision, again.edited_by) == (4, None)


def test_a_section_that_was_removed_meanwhile_cannot_be_saved(version, office):
    passage = PassageFactory(version=version)
    remove_passage(passage=Passage.objects.get(pk=passage.pk), revision=1)
    with pytest.raises(Removed):
        edit_passage(passage=passage, title="Bus", body="", revision=1, by=office)


def test_up_and_down_among_neighbours(version):
    chapter, _first, second = chapter_with_two(version)
    shift_passage(passage=second, steps=-1)
    assert outline(version) == [("1", "Kapitel"), ("1.1", "Zweiter"), ("1.2", "Erster")]
    shift_passage(passage=second, steps=-1)
    shift_passage(passage=chapter, steps=1)
    assert outline(version)[1] == ("1.1", "Zweiter")
    shift_passage(passage=second, steps=1)
    assert outline(version)[1] == ("1.1", "Erster")


def test_below_another_with_all_that_stands_below(version):
    _chapter, first, second = chapter_with_two(version)
    other = PassageFactory(version=version, title="Anderes")
    PassageFactory(version=version, parent=first, title="Unten")
    move_passage(passage=first, parent=other)
    move_passage(passage=second, parent=None)
    assert outline(version) == [
        ("1", "Kapitel"),
        ("2", "Anderes"),
        ("2.1", "Erster"),
        ("2.1.1", "Unten"),
        ("3", "Zweiter"),
    ]


def test_a_move_that_cannot_be_is_refused(version):
    chapter, first, second = chapter_with_two(version)
    PassageFactory(version=version, parent=first)
    elsewhere = PassageFactory()
    gone = PassageFactory(version=version)
    gone_too = Passage.objects.get(pk=gone.pk)
    gone.delete()
    refused = [
        (chapter, first, "unter sich selbst"),
        (first, first, "unter sich selbst"),
        (first, second, "Tiefer als 3 Ebenen"),
        (first, elsewhere, "derselben Fassung"),
        (first, gone_too, "inzwischen"),
    ]
    before = outline(version)
    for passage, parent, reason in refused:
        with pytest.raises(Refused, match=reason):
            move_passage(passage=passage, parent=parent)
    assert outline(version) == before


def test_a_removed_section_keeps_its_remarks_and_can_come_back(version, office):
    _chapter, first, _second = chapter_with_two(version)
    copy = create_version(strategy=version.strategy, title="Neu", slug="neu", based_on=version)
    remark = RemarkFactory(passage=first)
    here = copy.passages.get(section=first.section)
    remove_passage(passage=here, revision=here.revision)
    assert outline(copy) == [("1", "Kapitel"), ("1.1", "Zweiter")]
    assert list(Remark.objects.filter(section=first.section)) == [remark]
    take_in_again(version=copy, section=first.section, by=office)
    assert outline(copy) == [("1", "Kapitel"), ("1.1", "Zweiter"), ("1.2", "Erster")]
    with pytest.raises(Refused, match="nicht wieder aufnehmen"):
        take_in_again(version=copy, section=first.section, by=office)


def test_what_never_stood_anywhere_else_cannot_come_back(version, office):
    with pytest.raises(Refused, match="nicht wieder aufnehmen"):
        take_in_again(version=version, section=SectionFactory(), by=office)


def test_a_chapter_with_sections_is_not_removed(version):
    chapter, first, second = chapter_with_two(version)
    with pytest.raises(Refused, match="stehen noch 2 Abschnitte"):
        remove_passage(passage=chapter, revision=1)
    for passage in (first, second):
        remove_passage(passage=passage, revision=1)
    remove_passage(passage=chapter, revision=1)
    assert outline(version) == []
    assert Section.objects.count() == 3


def test_a_section_that_was_rewritten_meanwhile_is_not_removed(version, office):
    passage = PassageFactory(version=version)
    edit_passage(passage=passage, title="Bus", body="<p>Neu</p>", revision=1, by=office)
    with pytest.raises(Stale):
        remove_passage(passage=passage, revision=1)


def test_who_opens_a_section_learns_who_else_has_it_open(version, office, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+02:00", tick=False)
    passage, colleague = PassageFactory(version=version), UserFactory()

    def open_by(person):
        other = note_opening(passage=Passage.objects.get(pk=passage.pk), by=person)
        return other and other[0]

    assert open_by(colleague) is None
    time_machine.shift(14 * 60)
    assert open_by(office) == colleague
    assert open_by(office) is None
    time_machine.shift(16 * 60)
    assert open_by(colleague) is None
    edit_passage(passage=passage, title="Bus", body="", revision=1, by=colleague)
    assert open_by(office) is None


def test_an_easy_text_is_stale_once_its_chapter_changes(version, office):
    chapter, first, _second = chapter_with_two(version)

    def save(**values):
        now = Passage.objects.get(pk=chapter.pk)
        typed = {"title": now.title, "body": now.body, "easy_text": now.easy_text} | values
        saved = edit_passage(passage=now, **typed, revision=now.revision, by=office)
        return is_easy_text_stale(with_all_below(saved, list(version.passages.all())))

    assert save() is False
    assert save(easy_text="<p>Der Bus kommt.</p>") is False
    edit_passage(passage=first, title="Erster", body="<p>Anders</p>", revision=1, by=office)
    assert save() is True
    assert save(easy_text_fits=True) is False
    assert save(title="Neuer Name") is True
    assert save(title="Neuester Name", easy_text="<p>Der Bus kommt oft.</p>") is False
    move_passage(passage=first, parent=None)
    assert save() is True
