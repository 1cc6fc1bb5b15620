"""The Projektbüro writes the strategy: nothing that somebody has typed is lost."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from strategy.actions.document import adopt_version
from strategy.models import Passage, Version
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import (
    PassageFactory,
    RemarkFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

WORD = (
    "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    '<style>p.MsoNormal {margin: 0cm}</style><p class="MsoNormal" style="mso-margin-top-alt:auto">'
    '<span lang="DE" style="font-family:Calibri">Der <b>Bus</b> kommt.<o:p></o:p></span></p>'
    '<script>alert(1)</script><img src="https://boese.example/zaehler.gif" onerror="alert(1)">'
    '<p onclick="alert(1)"><a href="javascript:alert(1)">mehr</a> '
    '<strong>wirklich</strong></p><iframe src="https://boese.example"></iframe>'
)


@pytest.fixture
def person():
    return StaffFactory(display_name="Petra Projekt")


@pytest.fixture
def office(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def colleague():
    client = Client()
    client.force_login(StaffFactory(display_name="Klaus Kollege"))
    return client


def url(name: str, version: Version, *args) -> str:
    return reverse(f"admin:strategy_version_{name}", args=[version.pk, *args])


def edit_url(passage: Passage) -> str:
    return url("section", passage.version, passage.pk)


def typed(passage: Passage, **values) -> dict:
    form = {"title": passage.title, "body": passage.body, "revision": passage.revision}
    return form | {"easy_text": passage.easy_text} | values


def adopt(version: Version) -> None:
    adopt_version(
        version=version,
        body="Kreistag",
        adopted_on=date(2023, 3, 27),
        resolution_number="12/2023",
        recorded_by=UserFactory(),
    )


@pytest.fixture
def passage():
    chapter = PassageFactory(version=VersionFactory(phase="published"), title="Mobilität")
    return PassageFactory(version=chapter.version, parent=chapter, title="Bus")


# --- Pages and what they cost ------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_versions(
    office, django_assert_num_queries, count
):
    for _ in range(count):
        passage = PassageFactory()
        RemarkFactory.create_batch(2, passage=passage)
    with django_assert_num_queries(6):
        answer = office.get(reverse("admin:strategy_version_changelist"))
    row = answer.context["cl"].result_list[0]
    assert (row.passages_here, row.remarks_here) == (1, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_outline_costs_the_same_for_any_number_of_sections(
    office, django_assert_num_queries, count
):
    before = VersionFactory()
    version = VersionFactory(based_on=before, phase=None)
    for _ in range(count):
        left_out = PassageFactory(version=before)
        chapter = PassageFactory(version=version, opened_by=UserFactory())
        section = PassageFactory(version=version, parent=chapter)
        RemarkFactory(passage=section)
    office.get(url("change", version))
    with django_assert_num_queries(7):
        answer = office.get(url("change", version))
    outline = answer.context["outline"]
    assert len(outline.rows) == 2 * count
    assert outline.left_out[-1] == left_out
    assert [row.remarks for row in outline.rows[:2]] == [0, 1]


def test_the_outline_says_what_is_new_and_what_has_changed(office):
    before = VersionFactory()
    same, renamed, rewritten, gone = (PassageFactory(version=before) for _ in range(4))
    version = VersionFactory(based_on=before, phase=None)
    PassageFactory(version=version, section=same.section, title=same.title)
    PassageFactory(version=version, section=renamed.section, title="Jetzt so")
    PassageFactory(
        version=version, section=rewritten.section, title=rewritten.title, body="<p>Anders</p>"
    )
    PassageFactory(version=version, title="Ganz neu", body="")
    outline = office.get(url("change", version)).context["outline"]
    assert [
        (row.is_new, row.is_renamed, row.is_rewritten, row.is_empty) for row in outline.rows
    ] == [
        (False, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
        (True, False, False, True),
    ]
    assert outline.left_out == [gone]


PAGES = ["change", "add_section", "section", "shift_section", "move_section", "remove_section"]


@pytest.mark.parametrize("name", [*PAGES, "take_in"])
def test_only_the_projektbuero_gets_in(client, passage, name):
    needs_row = name not in ("change", "add_section")
    key = passage.section_id if name == "take_in" else passage.pk
    address = url(name, passage.version, *([key] if needs_row else []))
    for person in (UserFactory(), UserFactory(is_staff=True)):
        client.force_login(person)
        assert client.post(address).status_code == 302
        assert client.post(address)["Location"].startswith("/verwaltung/login/")


# --- Writing -----------------------------------------------------------------------------------


def test_a_chapter_and_what_stands_below_it(office, person):
    version = VersionFactory(phase=None)
    new = {"title": "Mobilität", "body": "<p>Alle.</p>", "easy_text": "<p>Leicht.</p>"}
    answer = office.post(url("add_section", version), new)
    chapter = Passage.objects.get()
    assert answer["Location"] == f"{url('change', version)}#abschnitt-{chapter.pk}"
    below = url("add_section", version) + f"?unter={chapter.pk}"
    assert "easy_text" not in office.get(below).context["form"].fields
    office.post(below, {"title": "Bus", "body": "<p>Der Bus.</p>", "continue": "1"})
    section = Passage.objects.get(title="Bus")
    assert (section.parent, section.edited_by) == (chapter, person)
    assert chapter.easy_text == "<p>Leicht.</p>"


def test_a_section_is_written(office, person, passage):
    answer = office.post(
        edit_url(passage), typed(passage, title="Busse", body="<p>Neu</p>", **{"continue": "1"})
    )
    assert answer["Location"] == edit_url(passage)
    passage.refresh_from_db()
    assert (passage.title, passage.body) == ("Busse", "<p>Neu</p>")
    assert (passage.revision, passage.edited_by) == (2, person)


def test_the_preview_saves_nothing(office, passage):
    data = typed(passage, body="<p>Versuch</p><script>x</script>", preview="1")
    answer = office.post(edit_url(passage), data)
    assert answer.context["preview"] == {"title": "Bus", "body": "<p>Versuch</p>"}
    assert "<p>Versuch</p>" in answer.content.decode()
    passage.refresh_from_db()
    assert passage.body == "<p>Der Bus kommt auf Bestellung.</p>"


@pytest.mark.parametrize("field", ["body", "easy_text"])
def test_what_is_pasted_from_word_is_cleaned(office, passage, field):
    chapter = passage.parent
    office.post(edit_url(chapter), typed(chapter, **{field: WORD}))
    chapter.refresh_from_db()
    assert getattr(chapter, field) == (
        "<p>Der Bus kommt.</p><p><a>mehr</a> <strong>wirklich</strong></p>"
    )


@pytest.mark.parametrize("field", ["body", "easy_text"])
def test_a_paste_of_two_megabytes_is_refused_and_given_back(office, passage, field):
    chapter = passage.parent
    paste = "<p>" + "Bus und Bahn. " * 150_000 + "</p>"
    assert len(paste) > 2_000_000
    answer = office.post(edit_url(chapter), typed(chapter, **{field: paste}))
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        field: [
            "Der Text ist zu lang: 2.100.007 Zeichen. Möglich sind 200.000 Zeichen mit "
            "Formatierung. Bitte teilen Sie ihn auf mehrere Abschnitte auf."
        ]
    }
    assert "Bus und Bahn. " * 150_000 in answer.content.decode()
    assert Passage.objects.get(pk=chapter.pk).revision == 1


def test_much_formatting_around_little_text_is_no_long_text(office, passage):
    paste = '<span style="mso-bidi">' * 20_000 + "<p>Kurz</p>" + "</span>" * 20_000
    assert len(paste) > 400_000
    assert office.post(edit_url(passage), typed(passage, body=paste)).status_code == 302
    passage.refresh_from_db()
    assert passage.body == "<p>Kurz</p>"


@pytest.mark.parametrize(("title", "error"), [("", "zwingend"), ("Zwei\nZeilen", "Zeilenumbrüche")])
def test_a_section_needs_a_heading(office, passage, title, error):
    answer = office.post(edit_url(passage), typed(passage, title=title, body="<p>Bleibt da</p>"))
    assert error in str(answer.context["form"].errors["title"])
    assert "&lt;p&gt;Bleibt da&lt;/p&gt;" in answer.content.decode()


def test_an_easy_text_that_still_fits_is_no_longer_stale(office, passage):
    chapter = passage.parent
    office.post(edit_url(chapter), typed(chapter, easy_text="<p>Leicht.</p>"))
    office.post(edit_url(passage), typed(passage, body="<p>Anders</p>"))
    chapter.refresh_from_db()
    assert office.get(url("change", chapter.version)).context["outline"].rows[0].easy_text_is_stale
    assert "easy_text_fits" in office.get(edit_url(chapter)).context["form"].fields
    office.post(edit_url(chapter), typed(chapter, easy_text_fits="on"))
    outline = office.get(url("change", chapter.version)).context["outline"]
    assert not outline.rows[0].easy_text_is_stale


# --- Two people at once ------------------------------------------------------------------------


def test_who_opens_what_a_colleague_has_open_is_warned(office, colleague, passage):
    assert colleague.get(edit_url(passage)).context["other"] is None
    answer = office.get(edit_url(passage))
    assert "<strong>Klaus Kollege</strong> hat diesen Abschnitt" in answer.content.decode()
    assert (
        "bei Petra Projekt geöffnet"
        in colleague.get(url("change", passage.version)).content.decode()
    )


def test_who_saves_last_sees_both_texts_and_decides(office, colleague, passage):
    colleague.post(edit_url(passage), typed(passage, body="<p>Von Klaus</p>"))
    mine = typed(passage, title="Busse", body="<p>Von Petra</p>")
    answer = office.post(edit_url(passage), mine)
    page = answer.content.decode()
    assert "<p>Von Klaus</p>" in page
    assert "<p>Von Petra</p>" in page
    form = answer.context["form"]
    assert (form["title"].value(), form["body"].value()) == ("Busse", "<p>Von Petra</p>")
    assert form["revision"].value() == "2"
    assert Passage.objects.get(pk=passage.pk).body == "<p>Von Klaus</p>"
    both = {"title": "Busse", "body": "<p>Von Klaus und Petra</p>", "revision": "2"}
    assert office.post(edit_url(passage), both).status_code == 302
    passage.refresh_from_db()
    assert (passage.title, passage.body) == ("Busse", "<p>Von Klaus und Petra</p>")


def test_very_long_texts_are_shown_but_not_compared(office, colleague, passage):
    long = "<p>" + "Bus und Bahn. " * 10_000 + "</p>"
    colleague.post(edit_url(passage), typed(passage, body=long))
    answer = office.post(edit_url(passage), typed(passage, body="<p>Kurz</p>"))
    assert answer.context["changes"] == ""
    assert answer.context["theirs"].body == long


def test_what_was_typed_for_a_removed_section_becomes_a_new_one(office, colleague, passage):
    colleague.post(url("remove_section", passage.version, passage.pk), {"revision": 1})
    answer = office.post(edit_url(passage), {"title": "Bus", "body": "<p>Mein</p>", "revision": 1})
    assert answer.status_code == 200
    assert "inzwischen aus der Fassung entfernt" in answer.content.decode()
    assert answer.context["form"]["body"].value() == "<p>Mein</p>"
    office.post(answer.context["action"], {"title": "Bus", "body": "<p>Mein</p>", "revision": 1})
    assert passage.version.passages.get(title="Bus").body == "<p>Mein</p>"
    assert office.get(edit_url(passage)).status_code == 404


def test_what_was_typed_while_a_version_was_adopted_comes_back(office, passage):
    adopt(passage.version)
    answer = office.post(edit_url(passage), typed(passage, body="<p>Zu spät</p>"))
    assert "Diese Fassung ist beschlossen (Kreistag" in answer.content.decode()
    assert answer.context["form"]["body"].value() == "<p>Zu spät</p>"


def test_two_who_change_the_foreword_at_once(office, colleague):
    version = VersionFactory(phase=None, title="Entwurf", slug="entwurf")
    seen = office.get(url("change", version)).context["adminform"].form["seen"].value()

    def save(client, foreword, seen):
        data = {"title": "Entwurf", "slug": "entwurf", "foreword": foreword, "seen": seen}
        return client.post(url("change", version), data)

    assert save(colleague, "<p>Von Klaus</p>", seen).status_code == 302
    answer = save(office, "<p>Von Petra</p>", seen)
    form = answer.context["adminform"].form
    assert "mit dem Vorwort: Von Klaus" in str(form.non_field_errors())
    assert form["foreword"].value() == "<p>Von Petra</p>"
    assert save(office, "<p>Beide</p>", form["seen"].value()).status_code == 302
    assert Version.objects.get().foreword == "<p>Beide</p>"


def test_a_foreword_that_comes_too_late_is_given_back(office, passage):
    version = passage.version
    adopt(version)
    answer = office.post(url("change", version), {"title": "Neu", "foreword": "<p>Zu spät</p>"})
    errors = str(answer.context["adminform"].form.non_field_errors())
    assert "ist beschlossen" in errors
    assert "Das hatten Sie als Vorwort geschrieben: Zu spät" in errors


# --- Placing -----------------------------------------------------------------------------------


def test_sections_are_shifted_moved_removed_and_taken_in_again(office, passage):
    version, chapter = passage.version, passage.parent
    other = PassageFactory(version=version, parent=chapter, title="Bahn")
    office.post(url("shift_section", version, other.pk), {"steps": "-1"})
    assert list(chapter.children.order_by("position")) == [other, passage]
    office.post(url("move_section", version, other.pk), {"parent": ""})
    other.refresh_from_db()
    assert other.parent is None
    copy_url = url("do", version, "neue-fassung")
    office.post(copy_url, {"title": "Fortschreibung", "slug": "fortschreibung"})
    copy = Version.objects.get(slug="fortschreibung")
    here = copy.passages.get(section=other.section)
    RemarkFactory(passage=other)
    page = office.get(url("remove_section", copy, here.pk)).content.decode()
    assert "1 Anmerkung bleibt am Abschnitt erhalten" in page
    assert "in keiner anderen Fassung" not in page
    office.post(url("remove_section", copy, here.pk), {"revision": here.revision})
    assert not copy.passages.filter(section=other.section).exists()
    office.post(url("take_in", copy, other.section_id))
    assert copy.passages.filter(section=other.section, title="Bahn").exists()
    office.get(url("shift_section", version, other.pk))
    office.get(url("take_in", copy, other.section_id))
    assert copy.passages.count() == 3


def test_places_that_cannot_be_are_not_offered(office, passage):
    version, chapter = passage.version, passage.parent
    PassageFactory(version=version, parent=passage, title="Ganz unten")
    PassageFactory(version=version, title="Medizin")
    form = office.get(url("move_section", version, chapter.pk)).context["form"]
    labels = [label for _key, label in form.fields["parent"].choices]
    assert labels == ["ganz nach oben, als eigenes Kapitel", "2 Medizin"]
    assert passage.version.passages.count() == 4
    answer = office.post(
        url("move_section", version, chapter.pk), {"parent": form.fields["parent"].choices[1][0]}
    )
    assert "Tiefer als 3 Ebenen" in answer.content.decode()


def test_removing_says_what_stands_in_the_way(office, passage):
    version, chapter = passage.version, passage.parent
    address = url("remove_section", version, chapter.pk)
    assert "Darunter steht noch 1 Abschnitt" in office.get(address).content.decode()
    answer = office.post(address, {"revision": 1}, follow=True)
    assert "Verschieben oder entfernen Sie ihn zuerst" in answer.content.decode()
    page = office.get(url("remove_section", version, passage.pk)).content.decode()
    assert "Sein Text steht in keiner anderen Fassung" in page
