"""The Projektbüro writes the strategy: its pages without a fault, and two people in one section."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from strategy.actions.document import adopt_version, create_version
from strategy.actions.editing import edit_passage, note_opening, remove_passage
from strategy.models import Passage, Version
from tests.e2e.test_admin import faults_of_admin
from tests.factories import StaffFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory


@pytest.fixture(autouse=True)
def refused_styles_are_no_fault(nothing_goes_wrong_in_any_browser, watches):
    """As in `test_admin`: styles that the policy refuses."""
    yield
    for watch in watches:
        watch.complaints = [c for c in watch.complaints if "Applying inline style" not in c]


@pytest.fixture
def petra(transactional_db):
    return StaffFactory(display_name="Petra Projekt")


@pytest.fixture
def klaus(transactional_db):
    return StaffFactory(display_name="Klaus Kollege")


@pytest.fixture
def passage(transactional_db) -> Passage:
    version = VersionFactory(phase="evaluation", title="Strategie 2023")
    chapter = PassageFactory(version=version, title="Mobilität")
    section = PassageFactory(version=version, parent=chapter, title="Bus")
    PassageFactory(version=version, parent=section, title="Am Wochenende", body="")
    RemarkFactory(passage=section)
    return section


def url(name: str, version: Version, *args) -> str:
    return reverse(f"admin:strategy_version_{name}", args=[version.pk, *args])


def save_as(person, passage: Passage, **values) -> None:
    now = Passage.objects.get(pk=passage.pk)
    typed = {"title": now.title, "body": now.body} | values
    edit_passage(passage=now, **typed, revision=now.revision, by=person)


def test_no_page_has_a_fault(passage, petra, klaus, open_page, axe):
    old = passage.version
    save_as(petra, passage.parent, easy_text="<p>Der Bus kommt.</p>")
    adopt_version(
        version=old,
        body="Kreistag",
        adopted_on=old.evaluation_from.date(),
        resolution_number="12/2023",
        recorded_by=petra,
    )
    new = create_version(strategy=old.strategy, title="Neu", slug="neu", based_on=old)
    here = new.passages.get(title="Bus")
    save_as(klaus, here, title="Busse", body="<h2>Neu</h2><ul><li><p>Alle</p></li></ul>")
    gone = new.passages.get(title="Am Wochenende")
    note_opening(passage=here, by=klaus)
    pages = [
        reverse("admin:strategy_strategy_changelist"),
        reverse("admin:strategy_strategy_change", args=[old.strategy_id]),
        reverse("admin:strategy_version_changelist"),
        reverse("admin:strategy_version_add"),
        url("change", old),
        url("change", new),
        url("section", new, here.pk),
        url("section", new, here.parent_id),
        url("add_section", new),
        url("move_section", new, here.pk),
        url("remove_section", new, gone.pk),
        url("do", new, "veroeffentlichen"),
        url("do", new, "neue-fassung"),
    ]
    page = open_page(petra)
    found = []
    for address in pages:
        answer = page.goto(address)
        assert answer.status == 200
        assert not answer.request.redirected_from
        found += faults_of_admin(page, axe)
    remove_passage(passage=gone, revision=gone.revision)
    new.published_from = old.published_from
    new.save()
    for address in (
        url("change", new),
        url("do", new, "konsultation"),
        url("do", new, "beschluss"),
    ):
        assert page.goto(address).status == 200
        found += faults_of_admin(page, axe)
    page.goto(url("section", new, here.parent_id))
    page.get_by_role("button", name="Vorschau").click()
    found += faults_of_admin(page, axe)
    page.get_by_label("Überschrift").fill("")
    page.get_by_role("button", name="Sichern", exact=True).click()
    found += faults_of_admin(page, axe)
    assert found == [], "\n".join(found)


def test_two_people_in_one_section_lose_nothing(passage, petra, klaus, open_page, axe):
    address = url("section", passage.version, passage.pk)
    first, second = open_page(klaus), open_page(petra)
    first.goto(address)
    second.goto(address)
    expect(second.get_by_role("alert")).to_contain_text("Klaus Kollege hat diesen Abschnitt")
    for page, text in ((first, "Klaus schreibt. "), (second, "Petra schreibt. ")):
        editor = page.get_by_role("textbox", name="Text:")
        editor.click()
        expect(editor).to_be_focused()
        editor.press("Control+Home")
        editor.press_sequentially(text)
    first.get_by_role("button", name="Sichern", exact=True).click()
    expect(first.get_by_text("„Bus“ ist gespeichert.")).to_be_visible()

    second.get_by_role("button", name="Sichern", exact=True).click()
    expect(second.get_by_role("region", name="So ist es jetzt gespeichert")).to_contain_text(
        "Klaus schreibt. Der Bus kommt auf Bestellung."
    )
    expect(second.get_by_role("region", name="Das haben Sie geschrieben")).to_contain_text(
        "Petra schreibt. Der Bus kommt auf Bestellung."
    )
    editor = second.get_by_role("textbox", name="Text:")
    expect(editor).to_have_text("Petra schreibt. Der Bus kommt auf Bestellung.")
    assert list(faults_of_admin(second, axe)) == []
    editor.click()
    second.keyboard.press("Control+Home")
    second.keyboard.type("Klaus schreibt. ")
    second.get_by_role("button", name="Meinen Text sichern").click()
    expect(second.get_by_text("„Bus“ ist gespeichert.")).to_be_visible()
    passage.refresh_from_db()
    assert passage.body == "<p>Klaus schreibt. Petra schreibt. Der Bus kommt auf Bestellung.</p>"


def test_a_chapter_is_written_and_placed_without_script(passage, petra, open_page):
    page = open_page(petra, java_script_enabled=False)
    page.goto(url("change", passage.version))
    page.get_by_role("link", name="Neues Kapitel").click()
    page.get_by_label("Überschrift").fill("Medizin")
    page.get_by_label("Text:", exact=True).fill("<p>Die Praxis ist nah.</p><script>1</script>")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("region", name="Vorschau")).to_contain_text("Die Praxis ist nah.")
    page.get_by_role("button", name="Sichern", exact=True).click()
    page.get_by_role("button", name="2 Medizin nach oben").click()
    expect(page.locator(".outline-row").first).to_contain_text("Medizin")
    page.get_by_role("link", name="Verschieben: 1 Medizin").click()
    page.get_by_label("Wohin").select_option(label="2 Mobilität")
    page.get_by_role("button", name="Verschieben").click()
    chapter = Passage.objects.get(title="Medizin")
    assert (chapter.parent, chapter.body) == (passage.parent, "<p>Die Praxis ist nah.</p>")


def test_a_paste_of_two_megabytes_comes_back(passage, petra, open_page):
    page = open_page(petra, java_script_enabled=False)
    page.goto(url("section", passage.version, passage.pk))
    paste = "<p>" + "Bus & Bahn für alle. " * 100_000 + "</p>"
    page.get_by_label("Text:", exact=True).fill(paste)
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.locator(".field-body .errorlist")).to_contain_text("Möglich sind 200.000 Zeichen")
    assert page.get_by_label("Text:", exact=True).input_value() == paste
