"""Log in, find an idea, vote and comment with Tab, Enter and Space alone, seeing where one is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD, CompetitionFactory, IdeaFactory, UserFactory

TITLE = "Bücherschrank am Bahnhof"
MOST_STEPS = 80
# What somebody sees of the focus: an outline, the card around a link, the frame of a tile.
FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  const marked = [element, element.closest('.card'), element.querySelector('rect')].some((part) => {
    if (!part) return false;
    const style = getComputedStyle(part);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return outlined || parseFloat(style.strokeWidth) >= 4;
  });
  return {
    what: element.outerHTML.slice(0, 120),
    marked,
    uncovered: Boolean(hit) && (element.contains(hit) || hit.contains(element)),
  };
}"""


class Keyboard:
    """Goes from one place to the next and notes where the focus cannot be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[dict] = []

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        for _step in range(MOST_STEPS):
            self.page.keyboard.press(key)
            focus = self.page.evaluate(FOCUS)
            if not (focus["marked"] and focus["uncovered"]):
                self.unseen.append(focus)
            if target.evaluate_all("found => found.includes(document.activeElement)"):
                return
        pytest.fail(f"{MOST_STEPS} times Tab do not lead to {target}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def press_and_leave(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)


@pytest.fixture
def idea(transactional_db):
    competition = CompetitionFactory(phase="voting", slug="wahl", title="Ideen für morgen")
    IdeaFactory.create_batch(4, competition=competition)
    return IdeaFactory(competition=competition, title=TITLE)


@pytest.fixture(params=[320, 1280])
def page(request, open_page, idea) -> Page:
    return open_page(viewport={"width": request.param, "height": 640})


@pytest.fixture
def keyboard(page):
    keyboard = Keyboard(page)
    yield keyboard
    assert keyboard.unseen == []


def test_log_in_find_an_idea_vote_and_comment(page, keyboard):
    log_in(page, keyboard, UserFactory().email)
    find_the_idea(page, keyboard)
    vote(page, keyboard)
    comment(page, keyboard)


def log_in(page: Page, keyboard: Keyboard, email: str) -> None:
    page.goto("/")
    if page.viewport_size["width"] < 768:
        keyboard.tab_to(page.get_by_text("Menü", exact=True))
        keyboard.press("Enter")
    keyboard.tab_to(page.get_by_role("link", name="Anmelden", exact=True))
    keyboard.press_and_leave("Enter")
    keyboard.tab_to(page.get_by_label("E-Mail-Adresse"))
    keyboard.write(email)
    keyboard.tab_to(page.get_by_label("Passwort", exact=True))
    keyboard.write(PASSWORD)
    keyboard.press_and_leave("Enter")


def find_the_idea(page: Page, keyboard: Keyboard) -> None:
    keyboard.tab_to(page.get_by_role("link", name="Jetzt abstimmen"))
    keyboard.press_and_leave("Enter")
    search = page.get_by_role("searchbox", name="Suchwort oder Nummer")
    if not search.is_visible():
        keyboard.tab_to(page.get_by_text("Suchen und filtern"))
        keyboard.press("Space")
    keyboard.tab_to(search)
    keyboard.write("Bücherschränke")
    keyboard.press_and_leave("Enter")
    expect(page.get_by_role("article")).to_have_count(1)


def vote(page: Page, keyboard: Keyboard) -> None:
    keyboard.tab_to(page.get_by_role("button", name="Stimme geben"))
    keyboard.press("Space")
    given = page.get_by_role("button", name="Stimme zurücknehmen")
    expect(given).to_be_focused()
    expect(page.get_by_role("region", name="Ihre Stimmen")).to_contain_text("Noch 2 von 3 Stimmen")
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stimme geben")).to_be_focused()
    keyboard.press("Enter")
    expect(given).to_be_focused()


def comment(page: Page, keyboard: Keyboard) -> None:
    keyboard.tab_to(page.get_by_role("link", name=TITLE), key="Shift+Tab")
    keyboard.press_and_leave("Enter")
    keyboard.tab_to(page.get_by_role("textbox", name="Ihr Beitrag"))
    keyboard.write("Dort warten viele.")
    keyboard.tab_to(page.get_by_role("button", name="Beitrag veröffentlichen"))
    keyboard.press_and_leave("Enter")
    expect(page.get_by_text("Ihr Beitrag ist veröffentlicht.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Dort warten viele.").last).to_be_visible()


def test_the_skip_link_leads_past_the_navigation(page, keyboard):
    page.goto("/ideen/")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    keyboard.tab_to(skip)
    expect(skip).to_be_in_viewport()
    keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    keyboard.tab_to(page.get_by_role("main").get_by_role("link").first)
