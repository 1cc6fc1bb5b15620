"""From registering to a counted vote, in browsers that run no script."""

import hashlib
import json
import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from ideas.models import Competition, Count
from ideas.tasks import freeze_due_counts
from myk10.accounts import forms
from myk10.notifications.tasks import deliver_mail
from tests.conftest import Postbox
from tests.e2e.signing_in import sign_in, totp_code
from tests.e2e.world import photo
from tests.factories import CompetitionFactory, IdeaFactory, StaffFactory
from tests.ideas.voting import end_voting

PHONE = {"width": 360, "height": 740}
ADDRESS = "berta@example.org"
WORDS = "vier lange worte reichen"
TITLE = "Eine Mitfahrerbank für jedes Dorf"


@pytest.fixture
def competition(transactional_db) -> Competition:
    competition = CompetitionFactory(phase="submission", slug="zukunft", title="Ideen für morgen")
    IdeaFactory(competition=competition, title="Bücherschrank am Bahnhof")
    return competition


@pytest.fixture
def phone(open_page, competition) -> Page:
    return open_page(java_script_enabled=False, viewport=PHONE)


@pytest.fixture
def office(open_page) -> Page:
    return open_page(java_script_enabled=False)


def test_from_registering_to_a_counted_vote(phone, office, competition, smtp_server, monkeypatch):
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    register(phone)
    confirm(phone, newest_link(smtp_server, to=ADDRESS))
    sign_in(phone, ADDRESS, WORDS)
    number = submit(phone)
    admit(office, number)
    let_voting_begin(competition)
    vote_and_change_ones_mind(phone, number)
    end_voting(competition)
    freeze_due_counts()
    count_again(phone, competition, number)


def register(page: Page) -> None:
    page.goto("/")
    open_menu(page).get_by_role("link", name="Registrieren").click()
    page.get_by_label("E-Mail-Adresse").fill(ADDRESS)
    page.get_by_label("Anzeigename").fill("Berta aus Mayen")
    page.get_by_label("Gemeinde (optional)").select_option("Mayen")
    page.get_by_label("Passwort").fill(WORDS)
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")


def open_menu(page: Page):
    page.get_by_text("Menü", exact=True).click()
    return page.locator("details.site-menu")


def newest_link(postbox: Postbox, *, to: str) -> str:
    deliver_mail()
    envelope = postbox.messages[-1]
    assert envelope.rcpt_tos == [to]
    message = message_from_bytes(envelope.content, policy=default)
    body = message.get_body(("plain",)).get_content()
    return re.search(r"http://[^/\s]+(/\S+)", body).group(1)


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text(ADDRESS)
    page.goto(link)  # a mail scanner that opened the link has confirmed nothing
    page.get_by_role("button", name="Ja, Adresse bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")


def submit(page: Page) -> str:
    page.goto("/ideen/")
    page.get_by_role("link", name="Idee einreichen", exact=True).first.click()
    page.get_by_label("Titel Ihrer Idee").fill(TITLE)
    page.get_by_label("Kurz gesagt").fill("Wer mitfahren will, setzt sich hin.")
    page.get_by_label("Beschreibung", exact=True).fill("An der Bank steht, wohin man möchte.")
    page.get_by_label("Handlungsfeld").select_option("Mobilität")
    picture = {"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.get_by_label("Bild 1", exact=True).set_input_files(picture)
    page.get_by_label("Was ist auf Bild 1 zu sehen?").fill("Eine Bank unter einer Linde")
    page.get_by_role("button", name="Vorschau").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    shown = page.get_by_role("img", name="Eine Bank unter einer Linde")
    assert page.request.get(shown.get_attribute("src")).headers["content-type"] == "image/webp"
    page.get_by_role("button", name="Idee einreichen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke! Ihre Idee ist eingereicht.")
    return re.search(r"I-2026-\d{3}", page.get_by_role("main").inner_text()).group()


def admit(page: Page, number: str) -> None:
    staff = StaffFactory()
    page.goto("/verwaltung/")
    sign_in(page, staff.email)
    page.get_by_label("Code").fill(totp_code())
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="1 Ideen warten auf Vorprüfung").click()
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Zulassen", exact=True).click()
    page.get_by_role("button", name="Zulassen", exact=True).click()
    expect(page.get_by_text(f"{number} ist zugelassen und öffentlich.")).to_be_visible()


def let_voting_begin(competition: Competition) -> None:
    now = timezone.now()
    Competition.objects.filter(pk=competition.pk).update(
        screening_from=now - timedelta(minutes=2), voting_from=now - timedelta(minutes=1)
    )


def vote_and_change_ones_mind(page: Page, number: str) -> None:
    page.goto("/ideen/")
    page.get_by_role("link", name="Jetzt abstimmen").click()
    press(page, "Stimme geben", left=2)
    own_choice = page.get_by_role("article").filter(has_text=number)
    expect(own_choice).to_contain_text("Sie stimmen für diese Idee.")
    press(page, "Stimme zurücknehmen", left=3)
    press(page, "Stimme geben", left=2)
    page.get_by_role("link", name="Meine Stimmen ansehen").click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text(number)


def press(page: Page, button: str, *, left: int) -> None:
    page.get_by_role("button", name=re.compile(f"{button} ?: {TITLE}")).click()
    own_votes = page.get_by_role("region", name="Ihre Stimmen")
    expect(own_votes).to_contain_text(f"Noch {left} von 3 Stimmen")


def count_again(page: Page, competition: Competition, number: str) -> None:
    page.goto("/ideen/")
    page.get_by_role("link", name="Ergebnis ansehen").first.click()
    row = page.get_by_role("row", name=re.compile(TITLE)).last
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    with page.expect_download() as download:
        page.get_by_role("link", name="Stimmzettel").click()
    ballots = download.value.path().read_bytes()
    expect(page.locator("code.checksum")).to_have_text(hashlib.sha256(ballots).hexdigest())
    assert [ballot["votes"] for ballot in json.loads(ballots)["ballots"]] == [[number]]
    call_command("recount", competition.slug)
    assert Count.objects.get().tally == {number: 1}
