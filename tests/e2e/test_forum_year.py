"""The year of a forum, from the announcement to the documentation, in browsers.

Written in steps, one function each, so that what happens in between can be put in between.
"""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from forums.models import Forum, Proposal
from forums.tasks import freeze_due_priorities
from myk10 import honeypot
from myk10.events.models import Event, Registration
from myk10.events.tokens import code_url
from myk10.notifications.tasks import deliver_mail
from tests.conftest import Postbox
from tests.factories import StaffFactory, SubscriptionFactory

PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def quick_fingers(monkeypatch):
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 0)


@pytest.fixture(autouse=True)
def refused_styles_are_no_fault(nothing_goes_wrong_in_any_browser, watches):
    """The policy refuses a style element of the editor, whose rules are in admin.css."""
    yield
    for watch in watches:
        watch.complaints = [c for c in watch.complaints if "Applying inline style" not in c]


def newest_mail(postbox: Postbox) -> str:
    deliver_mail()
    message = message_from_bytes(postbox.messages[-1].content, policy=default)
    return message.get_body(("plain",)).get_content()


def test_from_the_announcement_to_the_ledger_of_the_next_year(
    open_page, transactional_db, smtp_server
):
    SubscriptionFactory()
    office = open_page(StaffFactory())
    forum = announce(office)
    publish(office, forum)
    invite(office, forum)
    guest = open_page(java_script_enabled=False, viewport=PHONE)
    register(guest, forum, smtp_server)
    it_begins(forum)
    check_in(office)
    take_part(guest, forum)
    ask(guest)
    proposal = propose(guest, forum)
    admit(office, proposal)
    vote(guest, forum)
    it_is_over(forum)
    adopt(office, proposal)
    document(office, forum)
    assert "Nachzulesen: 6. Zukunftsforum" in smtp_subject(smtp_server)
    assert f"/foren/{forum.year}/dokumentation/" in newest_mail(smtp_server)
    set_a_task(office, forum)
    next_year_begins_with_the_ledger(office, guest, forum)


def announce(page: Page) -> Forum:
    day = timezone.localdate() + timedelta(days=60)
    page.goto(reverse("admin:forums_forum_add"))
    page.get_by_label("Jahr:").fill(str(day.year))
    page.get_by_label("Titel:").fill("6. Zukunftsforum")
    page.get_by_label("Thema:").fill("Fertig machen, was begonnen ist")
    page.get_by_label("Worum es geht, in einem Satz").fill("Ein Abend für alle.")
    for name, clock in (("Beginn", "17:00"), ("Ende", "21:00")):
        page.get_by_label(f"{name}: Datum", exact=True).fill(f"{day:%d.%m.%Y}")
        page.get_by_label(f"{name}: Uhrzeit", exact=True).fill(clock)
    opens = timezone.localdate() - timedelta(days=1)
    page.get_by_label("Anmeldung ab: Datum", exact=True).fill(f"{opens:%d.%m.%Y}")
    page.get_by_label("Anmeldung ab: Uhrzeit", exact=True).fill("08:00")
    page.get_by_label("Teilnahme:", exact=True).select_option("on_site")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(
        page.get_by_text("Bitte geben Sie an, wo die Veranstaltung stattfindet.")
    ).to_be_visible()
    page.get_by_label("Ort:", exact=True).fill("Kulturhalle Ochtendung")
    page.get_by_label("Plätze vor Ort:").fill("200")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("6. Zukunftsforum")
    return Forum.objects.get()


def open_forum(page: Page, forum: Forum) -> None:
    page.goto(reverse("admin:forums_forum_change", args=[forum.pk]))


def press(page: Page, deed: str) -> None:
    """The link on the page of the forum, and the button on the page that asks."""
    page.get_by_role("link", name=deed, exact=True).click()
    page.get_by_role("button", name=deed, exact=True).click()


def publish(page: Page, forum: Forum) -> None:
    open_forum(page, forum)
    due = page.get_by_role("row", name="Einladung verschicken")
    expect(due).to_contain_text("in 18 Tagen")
    press(page, "Veröffentlichen")
    expect(page.locator(".messagelist")).to_contain_text("Das Forum ist veröffentlicht.")


def invite(page: Page, forum: Forum) -> None:
    open_forum(page, forum)
    press(page, "Einladen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Einladung: 6. Zukunftsforum")
    expect(page.get_by_text("Noch sind keine Empfänger gewählt.")).to_be_visible()


def register(page: Page, forum: Forum, postbox: Postbox) -> None:
    page.goto(reverse("events:register", args=[forum.event.slug]))
    page.get_by_label("Ihr Name").fill("Berta Beispiel")
    page.get_by_label("Ihre E-Mail-Adresse").fill("berta@example.org")
    page.get_by_role("button", name="Anmelden").click()
    link = re.search(r"http://localhost(/termine/\S+)", newest_mail(postbox)).group(1)
    page.goto(link)
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(page.get_by_role("img", name=re.compile("QR-Code für den Eingang"))).to_be_visible()


def it_begins(forum: Forum) -> None:
    """Two months go by. The first mails are sent, and the guest stands at the door."""
    deliver_mail()
    began = timezone.now() - timedelta(hours=1)
    ends = began + timedelta(hours=4)
    Event.objects.update(registration_until=began, starts_at=began, ends_at=ends)
    Forum.objects.update(proposals_until=ends, vote_from=began, vote_until=ends)


def check_in(page: Page) -> None:
    """The telephone at the door reads the guest's code, which is the address of this page."""
    page.goto(code_url(Registration.objects.get()).removeprefix(settings.SITE_URL))
    expect(page.get_by_role("heading", level=1)).to_have_text("Berta Beispiel")
    page.get_by_role("button", name="Ist da").click()
    assert Registration.objects.get().checked_in_at


def take_part(page: Page, forum: Forum) -> None:
    page.goto(reverse("forums:join", args=[forum.year]))
    page.get_by_label("Code auf Ihrer Eintrittskarte").fill(Registration.objects.get().written_code)
    page.get_by_role("button", name="Mitmachen").click()


def ask(page: Page) -> None:
    page.get_by_label("Ihre Frage").fill("Wer pflegt die Karte?")
    page.get_by_role("button", name="Frage absenden").click()
    expect(page.get_by_role("listitem").filter(has_text="Wer pflegt die Karte?")).to_be_visible()


def propose(page: Page, forum: Forum) -> Proposal:
    page.goto(reverse("forums:propose", args=[forum.year]))
    page.get_by_label("Was soll getan werden?").fill("Trinkbrunnen auf jedem Marktplatz")
    page.get_by_label("Warum?").fill("Im Sommer wird es heiß.")
    page.get_by_label("Erste Projekte umsetzen").check()
    page.get_by_role("button", name="Vorschlag absenden").click()
    return forum.proposals.get()


def decide(page: Page, proposal: Proposal, deed: str) -> None:
    page.goto(reverse("admin:forums_proposal_change", args=[proposal.pk]))
    page.get_by_role("link", name=deed, exact=True).click()


def admit(page: Page, proposal: Proposal) -> None:
    decide(page, proposal, "Zulassen")
    page.get_by_role("button", name="Zulassen").click()
    expect(page.locator(".messagelist")).to_be_visible()


def vote(page: Page, forum: Forum) -> None:
    page.goto(reverse("forums:proposals", args=[forum.year]))
    page.get_by_role("button", name=re.compile("Stimme geben.*Trinkbrunnen")).click()
    expect(page.get_by_text("Sie stimmen für diesen Vorschlag.")).to_be_visible()


def it_is_over(forum: Forum) -> None:
    ended = timezone.now() - timedelta(minutes=1)
    began = ended - timedelta(hours=4)
    Forum.objects.update(proposals_until=ended, vote_from=began, vote_until=ended)
    Event.objects.update(registration_until=began, starts_at=began, ends_at=ended)
    freeze_due_priorities()
    deliver_mail()


def adopt(page: Page, proposal: Proposal) -> None:
    """What most people voted for becomes a task of the year."""
    decide(page, proposal, "Als Aufgabe beschließen")
    page.get_by_label("Fertig bis").fill("01.06.2030")
    page.get_by_label("Verantwortlich").fill("Stabsstelle")
    page.get_by_label("Beschlossen von").fill("Lenkungsgruppe")
    page.get_by_role("button", name="Als Aufgabe beschließen").click()
    expect(page.locator(".messagelist")).to_contain_text("A-")


def next_year_begins_with_the_ledger(office: Page, guest: Page, forum: Forum) -> None:
    open_forum(office, forum)
    office.get_by_role("link", name="Ins nächste Jahr kopieren").click()
    office.get_by_label("Jahr des neuen Forums").fill(str(forum.year + 1))
    office.get_by_role("button", name="Ins nächste Jahr kopieren").click()
    following = Forum.objects.get(year=forum.year + 1)
    open_forum(office, following)
    press(office, "Veröffentlichen")
    guest.goto(reverse("forums:review", args=[following.year]))
    ledger = guest.get_by_role("main")
    expect(ledger).to_contain_text(f"A-{forum.year}-01")
    expect(ledger).to_contain_text("Trinkbrunnen auf jedem Marktplatz")
    expect(ledger).to_contain_text("Hitzekarte für alle Gemeinden")


def set_a_task(page: Page, forum: Forum) -> None:
    page.goto(reverse("admin:forums_task_add"))
    page.get_by_label("Forum:").select_option("6. Zukunftsforum")
    page.get_by_label("Titel:").fill("Hitzekarte für alle Gemeinden")
    page.get_by_label("Strang:").select_option("projects")
    page.get_by_label("Fertig bis:").fill("01.06.2030")
    page.get_by_label("beschlossen von:").fill("Lenkungsgruppe")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(f"A-{forum.year}-02")


def document(page: Page, forum: Forum) -> None:
    open_forum(page, forum)
    page.locator(".field-summary [contenteditable]").fill("Viele waren da.")
    page.locator(".field-minutes [contenteditable]").fill("Beginn um 17 Uhr.")
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    press(page, "Niederschrift freigeben")
    expect(page.get_by_text("Freigegeben am")).to_be_visible()
    page.get_by_role("link", name="Dokumentation veröffentlichen").click()
    expect(page.get_by_text("1 Person, die angemeldet war, bekommt eine E-Mail.")).to_be_visible()
    page.get_by_role("button", name="Dokumentation veröffentlichen").click()
    expect(page.get_by_role("row", name="Dokumentation veröffentlichen")).to_contain_text(
        "erledigt"
    )


def smtp_subject(postbox: Postbox) -> str:
    deliver_mail()
    message = message_from_bytes(postbox.messages[-1].content, policy=default)
    return message["Subject"]
