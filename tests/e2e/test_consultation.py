"""A whole consultation: somebody proposes wording on a phone without script, another one supports it,
the county answers, the author is told, and the Synopse says all of it."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from myk10.notifications.models import Mail
from myk10.notifications.tasks import deliver_mail
from strategy.models import Passage, Remark, Version
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import PassageFactory, VersionFactory

PHONE = {"width": 320, "height": 640}
WHY = "Meine Mutter hat kein Smartphone."
ANSWER = "Das stimmt, die Bestellung am Telefon gehört dazu."
CHANGE = "Der zweite Satz nennt das Telefon."


@pytest.fixture
def passage(transactional_db) -> Passage:
    version = VersionFactory(title="Entwurf 2026", slug="entwurf-2026")
    chapter = PassageFactory(version=version, title="Mobilität", position=1)
    body = "<p>Der Bus kommt auf Bestellung. Man ruft ihn über die App.</p>"
    return PassageFactory(version=version, parent=chapter, title="Busse", body=body)


def test_a_whole_consultation(open_page, passage, smtp_server):
    author, friend = UserFactory(display_name="Lena"), UserFactory()
    page_url = reverse("strategy:section_remarks", args=["entwurf-2026", passage.section.key])
    phone = open_page(author, java_script_enabled=False, viewport=PHONE)
    remark = propose(phone, page_url)
    support(open_page(friend), page_url, remark)
    end_consultation(passage.version)
    answer(open_page(StaffFactory(), java_script_enabled=False), remark)
    read_the_answer(phone, remark, smtp_server)
    check_synopsis(open_page(), remark)


def propose(page: Page, url: str) -> Remark:
    page.goto(url)
    page.get_by_role("link", name="Besseren Text vorschlagen").click()
    page.get_by_label("So soll der Text heißen").fill(
        "Der Bus kommt auf Bestellung. Man ruft ihn über die App oder am Telefon."
    )
    page.get_by_label("Was Sie uns sagen wollen").fill(WHY)
    page.get_by_role("button", name="Weiter: noch einmal ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt das so?")
    expect(page.locator("ins")).to_contain_text("oder am Telefon")
    assert not Remark.objects.exists()
    page.get_by_role("button", name="Absenden").click()
    remark = Remark.objects.get()
    expect(page.get_by_text(f"Ihr Beitrag {remark.number} ist veröffentlicht.")).to_be_visible()
    return remark


def support(page: Page, url: str, remark: Remark) -> None:
    """With script: the part is exchanged, and the button keeps the focus."""
    page.goto(url)
    button = page.locator(f"#stimme-{remark.number}")
    button.click()
    expect(page.locator(f"#dafuer-{remark.number}")).to_contain_text("1 Mensch dafür")
    expect(button).to_contain_text("Ich bin dafür")
    expect(button).to_be_focused()


def end_consultation(version: Version) -> None:
    end = timezone.now() - timedelta(seconds=1)
    Version.objects.filter(pk=version.pk).update(evaluation_from=end)


def answer(page: Page, remark: Remark) -> None:
    page.goto(reverse("admin:strategy_remark_changelist"))
    page.get_by_role("link", name=remark.number).click()
    page.get_by_role("link", name="Beantworten").click()
    expect(page.locator("ins")).to_contain_text("oder am Telefon")
    page.get_by_label("übernommen", exact=True).check()
    page.get_by_label("Antwort und Begründung").fill(ANSWER)
    page.get_by_label("Was sich im Text ändert").fill(CHANGE)
    page.get_by_role("button", name="Beantworten").click()
    expect(page.get_by_text(f"Die Antwort auf {remark.number} ist veröffentlicht.")).to_be_visible()


def read_the_answer(page: Page, remark: Remark, postbox) -> None:
    deliver_mail()
    assert Mail.objects.get(kind="remark_answered").state == Mail.State.SENT
    assert len(postbox.messages) == 1
    page.goto(remark.get_absolute_url())
    expect(page.locator("#antwort")).to_contain_text(ANSWER)
    expect(page.locator("#antwort")).to_contain_text(CHANGE)


def check_synopsis(page: Page, remark: Remark) -> None:
    page.goto(reverse("strategy:synopsis", args=["entwurf-2026"]))
    row = page.locator(f"tr[id='{remark.number}']")
    values = [WHY, ANSWER, CHANGE, "1.1 Busse", "1 Mensch dafür", "übernommen"]
    for value in values:
        expect(row).to_contain_text(value)
    found = list(
        csv.DictReader(StringIO(fetched(page, "synopsis_csv").decode("utf-8-sig")), delimiter=";")
    )
    assert [
        (r["Nummer"], r["Anmerkung oder Begründung"], r["Antwort"], r["Was sich im Text ändert"])
        for r in found
    ] == [(remark.number, WHY, ANSWER, CHANGE)]
    text = "".join(
        p.extract_text() for p in PdfReader(BytesIO(fetched(page, "synopsis_pdf"))).pages
    )
    assert "".join(ANSWER.split()) in "".join(text.replace("\u00ad", "").split())


def fetched(page: Page, name: str) -> bytes:
    return page.request.get(reverse(f"strategy:{name}", args=["entwurf-2026"])).body()
