"""A guest at the forum: joins by the ticket, asks, supports, answers a poll, and sees it on the wall.

Once as most people do, with a script that keeps the page up to date, and once without any.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from forums.models import Feedback, Forum
from tests.factories import (
    ForumFactory,
    PollFactory,
    ProgrammeItemFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
)

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def forum(transactional_db) -> Forum:
    forum = ForumFactory(phase="under_way")
    ProgrammeItemFactory(forum=forum, title="Was wir erreicht haben")
    QuestionFactory(forum=forum, text="Wer bezahlt das?")
    PollFactory(forum=forum, state="waiting", question="Wie sind Sie gekommen?")
    return forum


def at(forum: Forum, name: str) -> str:
    return reverse(f"forums:{name}", args=[forum.year])


def join(page: Page, forum: Forum) -> None:
    me = RegistrationFactory(event=forum.event)
    page.goto(at(forum, "live"))
    page.get_by_role("link", name="Code eingeben").click()
    page.get_by_label("Code auf Ihrer Eintrittskarte").fill(me.written_code.lower())
    page.get_by_role("button", name="Mitmachen").click()
    expect(page.get_by_text("Erledigt: Sie machen mit.")).to_be_visible()


def ask_and_support(page: Page) -> None:
    page.get_by_label("Ihre Frage").fill("Wann fährt der Bus?")
    page.get_by_role("button", name="Frage absenden").click()
    expect(page.get_by_role("listitem").filter(has_text="Wann fährt der Bus?")).to_be_visible()
    other = page.get_by_role("listitem").filter(has_text="Wer bezahlt das?")
    other.get_by_role("button", name="Unterstützen").click()
    expect(other.get_by_text("1 unterstützt das, Sie auch")).to_be_visible()
    expect(other.get_by_role("button", name="Zurücknehmen")).to_be_visible()


def on_stage(page: Page, text: str, button: str) -> None:
    page.get_by_role("listitem").filter(has_text=text).get_by_role("button", name=button).click()


def test_an_evening_without_script(open_page, forum):
    phone, wall = (open_page(java_script_enabled=False, viewport=PHONE) for _screen in range(2))
    office = open_page(
        StaffFactory(), java_script_enabled=False, viewport={"width": 820, "height": 1180}
    )
    wall.goto(at(forum, "wall"))
    expect(wall.get_by_text("Was wir erreicht haben")).to_be_visible()
    join(phone, forum)
    ask_and_support(phone)

    office.goto(at(forum, "stage"))
    on_stage(office, "Wann fährt der Bus?", "Auf die Leinwand")
    wall.reload()
    expect(wall.locator(".wall__question")).to_have_text("Wann fährt der Bus?")
    on_stage(office, "Wann fährt der Bus?", "Beantwortet")
    phone.reload()
    answered = phone.get_by_role("listitem").filter(has_text="Wann fährt der Bus?")
    expect(answered.get_by_text("Beantwortet", exact=True)).to_be_visible()

    office.get_by_role("button", name="Öffnen").click()
    phone.reload()
    phone.get_by_label("Rad").check()
    phone.get_by_role("button", name="Antworten").click()
    expect(phone.get_by_text("Ihre Antwort ist gezählt.", exact=True)).to_be_visible()
    wall.reload()
    expect(wall.locator(".wall__count")).to_have_text("1 Antwort")
    office.get_by_role("button", name="Schließen und Ergebnis zeigen").click()
    wall.reload()
    expect(wall.get_by_text("1 (100 %)")).to_be_visible()
    give_feedback(phone)


def give_feedback(phone: Page) -> None:
    phone.reload()
    phone.get_by_role("link", name="Rückmeldung geben").click()
    phone.get_by_role("group", name="Inhalte").get_by_label("sehr gut").check()
    phone.get_by_role("button", name="Rückmeldung absenden").click()
    expect(phone.get_by_text("Vielen Dank für Ihre Rückmeldung!")).to_be_visible()
    assert Feedback.objects.get().content == 5


def test_with_script_the_page_follows_and_takes_nothing_away(open_page, forum):
    """Hours of polling in moments: the clock of the browser is turned."""
    phone, wall = open_page(viewport=PHONE), open_page()
    for page in (phone, wall):
        page.clock.install()
    office = open_page(StaffFactory())
    wall.goto(at(forum, "wall"))
    join(phone, forum)
    ask_and_support(phone)
    office.goto(at(forum, "stage"))
    for question in ("Was essen wir heute?", "Wie sind Sie gekommen?"):
        if question.startswith("Was"):
            PollFactory(forum=forum, question=question)
        else:
            office.get_by_role("button", name="Öffnen").click()
        phone.clock.run_for(11_000)
        expect(phone.get_by_role("heading", name=question)).to_be_visible()
        if question.startswith("Was"):
            phone.get_by_role("group", name=question).get_by_label("Auto").check()
            phone.get_by_label("Ihre Frage").fill("Noch nicht fer")
            phone.get_by_label("Ihre Frage").focus()

    # A poll came in between: what was ticked and typed is still there, and so is the focus.
    expect(
        phone.get_by_role("group", name="Was essen wir heute?").get_by_label("Auto")
    ).to_be_checked()
    expect(phone.get_by_label("Ihre Frage")).to_be_focused()
    phone.keyboard.type("tig")
    expect(phone.get_by_label("Ihre Frage")).to_have_value("Noch nicht fertig")

    button = phone.get_by_role("button", name="Zurücknehmen").first
    button.focus()
    on_stage(office, "Wann fährt der Bus?", "Auf die Leinwand")
    phone.clock.run_for(11_000)
    expect(phone.get_by_text("Jetzt auf der Leinwand")).to_be_visible()
    expect(phone.get_by_role("button", name="Zurücknehmen").first).to_be_focused()
    wall.clock.run_for(5_000)
    expect(wall.locator(".wall__question")).to_have_text("Wann fährt der Bus?")
    on_stage(office, "Wann fährt der Bus?", "Beantwortet")
    wall.clock.run_for(5_000)
    expect(wall.locator(".wall__question")).to_have_count(0)
