"""Terms of the glossary: explained in place with a script, a link to the glossary without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.learning.factories import GlossaryTermFactory
from tests.strategy.factories import GoalFactory, TargetVisionFactory


@pytest.fixture
def address(transactional_db) -> str:
    GlossaryTermFactory(term="LoRaWAN", slug="lorawan", explanation="Ein Funknetz für Sensoren.")
    vision = TargetVisionFactory(text="Mit LoRaWAN messen wir, was die Natur braucht. " * 30)
    GoalFactory(target_vision=vision)
    return vision.get_absolute_url()


def shown(page: Page):
    return page.get_by_text("Ein Funknetz für Sensoren.")


def test_a_term_opens_by_keyboard_and_closes_with_escape(address, open_page, axe):
    page = open_page()
    page.goto(address)
    term = page.get_by_role("button", name="LoRaWAN", exact=True)
    before = page.get_by_role("heading", level=2).last.bounding_box()
    term.focus()
    page.keyboard.press("Enter")
    expect(shown(page)).to_be_visible()
    assert page.get_by_role("heading", level=2).last.bounding_box() == before
    assert axe(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Im Glossar")).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown(page)).to_be_hidden()
    expect(term).to_be_focused()


def test_the_explanation_stays_within_narrow_screens_and_leads_to_the_glossary(address, open_page):
    page = open_page()
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(address)
    page.get_by_role("button", name="LoRaWAN", exact=True).click()
    box = shown(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.get_by_role("link", name="Im Glossar").click()
    expect(page).to_have_url(re.compile(r"/lernen/glossar/#begriff-lorawan$"))


def test_without_a_script_a_term_is_a_link_to_its_entry(address, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="LoRaWAN", exact=True).click()
    expect(page).to_have_url(re.compile(r"/lernen/glossar/#begriff-lorawan$"))
    expect(page.locator(":target")).to_contain_text("Ein Funknetz für Sensoren.")
