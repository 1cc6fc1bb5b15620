"""Reading the strategy on a small phone, with the keyboard alone, with and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_by_keyboard import Keyboard
from tests.strategy.documents import two_versions


@pytest.fixture
def versions(transactional_db):
    return two_versions()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, open_page, versions) -> Page:
    return open_page(java_script_enabled=request.param, viewport={"width": 320, "height": 640})


def follow(page: Page, name: str) -> None:
    """Enter on the link; whether the focus can be seen on the way there is asked with a script."""
    link = page.get_by_role("link", name=name, exact=True).first
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")


def test_from_the_entrance_through_the_chapters_to_what_has_changed(phone, versions):
    page, bus = phone, versions.sections["bus"].key
    page.goto(versions.new.get_absolute_url())
    follow(page, "1.1 Der Bus auf Bestellung")
    expect(page).to_have_url(re.compile(f"#{bus}$"))
    heading = page.get_by_role("heading", name="1.1 Der Bus auf Bestellung")
    expect(heading).to_be_in_viewport()

    easy = page.get_by_text("Dieses Kapitel in Leichter Sprache")
    easy.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Der Bus kommt, wenn Sie ihn brauchen.")).to_be_visible()

    follow(page, "Nächstes Kapitel 2 MYK vernetzt Menschen")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 MYK vernetzt Menschen")
    follow(page, "Was sich geändert hat seit: Strategie 2023")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was sich geändert hat")
    follow(page, "1.1 Der Bus auf Bestellung")
    expect(page.get_by_role("insertion").filter(has_text="auch am Wochenende")).to_be_in_viewport()

    old, new = page.get_by_label("Bisherige Fassung"), page.get_by_label("Neue Fassung")
    old.select_option("Fortschreibung 2027")
    new.select_option("Strategie 2023")
    page.get_by_role("button", name="Vergleichen").press("Enter")
    expect(page.get_by_role("deletion").filter(has_text="auch am Wochenende")).to_be_visible()


def test_the_focus_is_seen_wherever_the_keyboard_leads(open_page, versions):
    page = open_page(viewport={"width": 320, "height": 640})
    keyboard = Keyboard(page)
    page.goto(versions.new.get_absolute_url())
    keyboard.tab_to(page.get_by_role("link", name="Lesen: Kapitel 1"))
    keyboard.press_and_leave("Enter")
    keyboard.tab_to(page.get_by_role("link", name="Nächstes Kapitel 2 MYK vernetzt Menschen"))
    keyboard.press_and_leave("Enter")
    keyboard.tab_to(page.get_by_role("link", name="Was sich geändert hat seit: Strategie 2023"))
    keyboard.press_and_leave("Enter")
    keyboard.tab_to(page.get_by_role("link", name="Nebeneinander"), key="Shift+Tab")
    keyboard.press_and_leave("Enter")
    expect(page.get_by_role("heading", name="Bisher").first).to_be_visible()
    assert keyboard.unseen == []


def test_nothing_is_wider_than_a_small_phone(phone, versions):
    for address in versions.addresses():
        phone.goto(address)
        width = phone.locator("main").evaluate("element => element.scrollWidth")
        assert width <= 320, address
