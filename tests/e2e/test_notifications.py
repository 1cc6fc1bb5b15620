"""News and how they reach people, in browsers that run no script."""

import pytest
from playwright.sync_api import Page, expect

from ideas.actions.checking import answer_idea
from myk10.notifications.actions.news import deliveries_to
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Delivery, Topic
from tests.factories import IdeaFactory, StaffFactory

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def idea(transactional_db):
    return IdeaFactory(pool=True, title="Bücherschrank am Bahnhof")


@pytest.fixture
def phone(open_page, idea) -> Page:
    return open_page(idea.author, java_script_enabled=False, viewport=PHONE)


def answer(idea, text: str) -> None:
    answer_idea(idea=idea, text=f"<p>{text}</p>", answered_by=StaffFactory())


def test_a_topic_is_switched_to_daily(phone, idea):
    phone.goto("/konto/")
    phone.get_by_role("link", name="Einstellen, wie Sie von Neuem erfahren").click()
    topic = phone.get_by_role("group", name="Entscheidungen und Rückmeldungen zu meinen Ideen")
    expect(topic.get_by_label("sofort per E-Mail")).to_be_checked()
    topic.get_by_label("täglich gesammelt").check()
    phone.get_by_role("button", name="Speichern").click()
    expect(phone.get_by_text("Ihre Einstellungen sind gespeichert.")).to_be_visible()
    expect(topic.get_by_label("täglich gesammelt")).to_be_checked()
    answer(idea, "Machen wir.")
    assert Mail.objects.filter(user=idea.author).count() == 0
    assert Notification.objects.get().digest_at is not None


def test_no_mails_by_one_press(phone, idea):
    phone.goto("/benachrichtigungen/einstellungen/")
    phone.get_by_role("button", name="Keine E-Mails, nur hier").click()
    expect(phone.get_by_text("Ihre Einstellungen sind gespeichert.")).to_be_visible()
    assert set(deliveries_to(idea.author).values()) == {Delivery.SITE}
    assert len(deliveries_to(idea.author)) == len(Topic)


def test_news_are_found_opened_and_read(phone, idea):
    answer(idea, "Wir prüfen.")
    answer(idea, "Machen wir.")
    phone.goto("/")
    phone.get_by_text("Menü", exact=True).click()
    phone.locator("details.site-menu").get_by_role("link", name="Nachrichten (2 ungelesen)").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nachrichten")
    expect(phone.get_by_text("Neu", exact=True)).to_have_count(2)
    phone.get_by_role("link", name="Rückmeldung zu").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bücherschrank am Bahnhof")
    phone.go_back()
    phone.reload()
    expect(phone.get_by_text("Neu", exact=True)).to_have_count(1)
    phone.get_by_role("button", name="Alle als gelesen markieren").click()
    expect(phone.get_by_text("Sie haben alles gelesen.")).to_be_visible()
