"""What pages do better with a script, and what none of them does."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from ideas.models import Idea
from tests.e2e.world import LONG_TEXT, World
from tests.factories import CompetitionFactory, IdeaFactory, UserFactory

OFFLINE = "console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
SAVED = re.compile(r"Entwurf gespeichert um \d\d:\d\d Uhr")


@pytest.fixture
def voting(transactional_db):
    return CompetitionFactory(phase="voting", slug="wahl")


def test_a_draft_is_saved_while_typing_and_survives_signing_out(transactional_db, open_page):
    CompetitionFactory(phase="submission", slug="zukunft")
    author = UserFactory()
    page = open_page(author)
    page.goto("/ideen/zukunft/neu/")
    page.get_by_label("Titel Ihrer Idee").fill("Mitfahrerbank")
    page.get_by_label("Beschreibung", exact=True).fill(LONG_TEXT)
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert Idea.objects.get().description == LONG_TEXT

    page.get_by_role("link", name="Abmelden").click()
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    later = open_page(author)
    later.goto("/ideen/zukunft/neu/")
    expect(later.get_by_label("Titel Ihrer Idee")).to_have_value("Mitfahrerbank")
    expect(later.get_by_label("Beschreibung", exact=True)).to_have_value(LONG_TEXT)


def test_a_lost_connection_loses_no_text(transactional_db, open_page, watches):
    CompetitionFactory(phase="submission", slug="zukunft")
    page = open_page(UserFactory())
    page.goto("/ideen/zukunft/neu/")
    page.context.set_offline(True)
    title = page.get_by_label("Titel Ihrer Idee")
    title.fill("Mitfahrerbank")
    expect(page.get_by_text("Der Entwurf konnte gerade nicht gespeichert werden.")).to_be_visible()
    expect(title).to_have_value("Mitfahrerbank")
    page.context.set_offline(False)
    title.press_sequentially("!")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert set(watches[0].complaints) == {OFFLINE}
    watches.clear()


def test_a_vote_changes_the_bar_and_nothing_else(voting, open_page):
    ideas = IdeaFactory.create_batch(2, competition=voting)
    page = open_page(UserFactory())
    page.goto("/ideen/wahl/liste/")
    page.evaluate("document.body.dataset.loaded = 'once'")
    address = page.url
    bar = page.get_by_role("region", name="Ihre Stimmen")
    expect(bar).to_contain_text("Noch 3 von 3 Stimmen")
    for left in (2, 1):
        page.get_by_role("button", name="Stimme geben").first.click()
        expect(bar).to_contain_text(f"Noch {left} von 3 Stimmen")
    page.get_by_role("button", name=f"Stimme zurücknehmen : {ideas[0].title}").click()
    expect(bar).to_contain_text("Noch 2 von 3 Stimmen")
    expect(page.get_by_role("button", name=f"Stimme geben : {ideas[0].title}")).to_be_focused()
    assert (page.url, page.locator("body").get_attribute("data-loaded")) == (address, "once")


def test_a_vote_over_the_quota_is_refused_beside_its_button(voting, open_page):
    IdeaFactory.create_batch(4, competition=voting)
    page = open_page(UserFactory())
    page.goto("/ideen/wahl/liste/")
    for votes in range(1, 4):
        page.get_by_role("button", name="Stimme geben").first.click()
        expect(page.get_by_role("button", name="Stimme zurücknehmen")).to_have_count(votes)
    page.get_by_role("button", name="Stimme geben").click()
    refusal = page.get_by_role("article").get_by_role("alert")
    expect(refusal).to_contain_text("Sie haben alle 3 Stimmen vergeben.")
    expect(page.get_by_role("button", name="Stimme zurücknehmen")).to_have_count(3)


def test_the_error_summary_takes_focus_and_leads_to_the_fields(transactional_db, open_page):
    page = open_page()
    page.goto("/konto/signup/")
    page.get_by_role("button", name="Konto anlegen").click()
    summary = page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Fehler: Registrieren"))
    summary.get_by_role("link", name=re.compile("^Anzeigename")).click()
    expect(page.get_by_label("Anzeigename")).to_be_focused()


def test_ideas_are_found_by_word_form_field_and_place(transactional_db, open_page):
    competition = CompetitionFactory(phase="screening", slug="zukunft")
    for title in ("Bücherschrank am Bahnhof", "Radweg nach Polch"):
        IdeaFactory(competition=competition, title=title)
    page = open_page()
    page.goto("/ideen/zukunft/liste/")
    page.get_by_label("Suchwort oder Nummer").fill("Bücherschränke")
    page.get_by_label("Handlungsfeld").select_option("Mobilität")
    page.get_by_role("button", name="Ideen anzeigen").click()
    found = page.get_by_role("heading", level=2, name="1 Idee zu „Bücherschränke“")
    expect(found).to_have_text("1 Idee zu „Bücherschränke“ im Handlungsfeld Mobilität")
    expect(page.get_by_role("main").get_by_role("article")).to_contain_text("Bücherschrank")
    page.get_by_label("Gemeinde", exact=True).select_option("Mayen")
    page.get_by_role("button", name="Ideen anzeigen").click()
    page.get_by_role("link", name="Alle Ideen anzeigen").click()
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(2)


def test_the_address_of_an_idea_is_copied(transactional_db, open_page):
    idea = IdeaFactory(pool=True)
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(idea.get_absolute_url())
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_text("Link kopiert.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == settings.SITE_URL + idea.get_absolute_url()


PLACES = [
    *("/", "/ideen/", "/ideen/speicher/", "/ideen/speicher/liste/?q=Bus", "/ideen/voting/"),
    *("/ideen/voting/liste/", "/ideen/result/ergebnis/", "/moderation/", "/datenschutz/"),
]


def test_reading_sets_no_cookie_and_asks_no_other_host(transactional_db, open_page):
    """That no other host is asked is watched in every test here; this one reads like a visitor."""
    world = World()
    page = open_page()
    for place in [*PLACES, world.ideas["admitted"].get_absolute_url()]:
        assert page.goto(place).status == 200
        page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert storage_of(page) == {"local": 0, "session": 0}


def storage_of(page: Page) -> dict:
    return page.evaluate("({local: localStorage.length, session: sessionStorage.length})")


def test_the_menu_of_a_phone_closes_with_escape(transactional_db, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto("/ideen/")
    summary = page.get_by_text("Menü", exact=True)
    summary.click()
    places = page.locator("details.site-menu").get_by_role("link", name="Ideenspeicher")
    expect(places).to_be_visible()
    page.keyboard.press("Escape")
    expect(places).to_be_hidden()
    expect(page.locator("summary:focus")).to_have_count(1)
