"""A guest registers for an event, and comes in at the door: in browsers that run no script."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Page, expect

from myk10 import honeypot
from myk10.events.actions.registering import cancel_registration
from myk10.events.models import Event
from myk10.notifications.tasks import deliver_mail
from tests.conftest import Postbox
from tests.e2e.faults import faults_of
from tests.factories import EventFactory, RegistrationFactory, StaffFactory

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def event(transactional_db, monkeypatch) -> Event:
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 0)
    return EventFactory(title="Zukunftsforum", format="hybrid", seats_on_site=1, seats_online=9)


def newest_link(postbox: Postbox) -> str:
    """The one thing to do in the newest mail."""
    deliver_mail()
    message = message_from_bytes(postbox.messages[-1].content, policy=default)
    text = message.get_body(("plain",)).get_content()
    return re.search(r"http://localhost(/termine/\S+)", text).group(1)


def test_from_registering_to_the_door(open_page, event, smtp_server):
    guest = open_page(java_script_enabled=False, viewport=PHONE)
    register(guest)
    confirm(guest, newest_link(smtp_server))
    code = read_code(guest)
    office = open_page(StaffFactory(), java_script_enabled=False, viewport=PHONE)
    let_in(office, code)
    guest.reload()
    expect(guest.get_by_text("Sie sind da")).to_be_visible()


def register(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Menü", exact=True).click()
    page.locator("details.site-menu").get_by_role("link", name="Termine").click()
    page.get_by_role("link", name="Zukunftsforum").click()
    page.get_by_role("link", name="Jetzt anmelden").click()
    page.get_by_label("Ihr Name").fill("Berta Beispiel")
    page.get_by_label("Ihre E-Mail-Adresse").fill("berta@example.org")
    page.get_by_label("vor Ort: noch 1 Platz frei").check()
    page.get_by_label("Was brauchen Sie, um teilnehmen zu können?").fill("Platz für den Rollstuhl")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")


def confirm(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung bestätigen")
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zukunftsforum")
    expect(page.get_by_role("img", name=re.compile("QR-Code für den Eingang"))).to_be_visible()


def read_code(page: Page) -> str:
    sign = page.locator(".ticket__sign").inner_text()
    return sign.removeprefix("Code:").strip()


def let_in(page: Page, code: str) -> None:
    page.goto("/termine/" + Event.objects.get().slug + "/einlass/")
    expect(page.get_by_text("0 von 1 da")).to_be_visible()
    page.get_by_label("Name oder Code").fill(code)
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_text("Braucht: Platz für den Rollstuhl")).to_be_visible()
    button = page.get_by_role("button", name="Ist da: Berta Beispiel")
    assert button.bounding_box()["height"] >= 44
    button.click()
    expect(page.get_by_text("Berta Beispiel ist da.")).to_be_visible()
    expect(page.get_by_text("1 von 1 da")).to_be_visible()


def test_with_script_the_search_at_the_door_is_quicker(open_page, event, axe):
    RegistrationFactory(event=event, name="Berta Beispiel")
    RegistrationFactory(event=event, name="Zora Zander")
    page = open_page(StaffFactory(), viewport=PHONE)
    page.goto(f"/termine/{event.slug}/einlass/")
    page.get_by_label("Name oder Code").fill("zor")
    expect(page.get_by_role("button", name="Ist da: Zora Zander")).to_be_visible()
    expect(page.get_by_label("Name oder Code")).to_be_focused()
    assert faults_of(page, axe) == []
    page.get_by_role("button", name="Ist da: Zora Zander").click()
    expect(page.get_by_text("Zora Zander ist da.")).to_be_visible()


def test_the_waiting_list_moves_up_by_mail(open_page, event, smtp_server):
    seated = RegistrationFactory(event=event, attendance="on_site")
    RegistrationFactory(event=event, attendance="on_site", state="waitlisted")
    cancel_registration(registration=seated)
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto(newest_link(smtp_server))
    page.get_by_role("button", name="Platz annehmen").click()
    expect(page.get_by_text("Sie haben einen Platz")).to_be_visible()
