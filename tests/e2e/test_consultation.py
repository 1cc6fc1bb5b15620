"""A whole consultation: the Projektbüro publishes and asks, somebody proposes wording on a phone without
script, another one supports it, the county answers, the author is told, the Synopse says all of it, and
the next version takes the wording up and is adopted."""

import csv
from datetime import timedelta
from hashlib import sha256
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
PROPOSED = "Der Bus kommt auf Bestellung. Man ruft ihn über die App oder am Telefon."
WHY = "Meine Mutter hat kein Smartphone."
ANSWER = "Das stimmt, die Bestellung am Telefon gehört dazu."
CHANGE = "Der zweite Satz nennt das Telefon."


@pytest.fixture
def passage(transactional_db) -> Passage:
    version = VersionFactory(phase=None, title="Entwurf 2026", slug="entwurf-2026")
    chapter = PassageFactory(version=version, title="Mobilität", position=1)
    body = "<p>Der Bus kommt auf Bestellung. Man ruft ihn über die App.</p>"
    return PassageFactory(version=version, parent=chapter, title="Busse", body=body)


def test_a_whole_consultation(open_page, passage, smtp_server):
    author, friend = UserFactory(display_name="Lena"), UserFactory()
    page_url = reverse("strategy:section_remarks", args=["entwurf-2026", passage.section.key])
    phone = open_page(author, java_script_enabled=False, viewport=PHONE)
    office = open_page(StaffFactory(), java_script_enabled=False)
    publish_and_ask(office, passage.version)
    remark = propose(phone, page_url)
    support(open_page(friend), page_url, remark)
    end_consultation(passage.version)
    answer(office, remark)
    read_the_answer(phone, remark, smtp_server)
    check_synopsis(open_page(), remark)
    new = rewrite_and_adopt(office, passage)
    read_what_was_adopted(phone, new, passage, remark)


def deed(version: Version, name: str) -> str:
    return reverse("admin:strategy_version_do", args=[version.pk, name])


def publish_and_ask(page: Page, version: Version) -> None:
    page.goto(deed(version, "veroeffentlichen"))
    page.get_by_role("button", name="Veröffentlichen").click()
    page.goto(deed(version, "konsultation"))
    for name, days in (("begins", 1), ("ends", 31)):
        day = timezone.localdate() + timedelta(days=days)
        page.locator(f"[name={name}_0]").fill(f"{day:%d.%m.%Y}")
        page.locator(f"[name={name}_1]").fill("09:00")
    page.get_by_role("button", name="Konsultation festlegen").click()
    expect(page.get_by_text("Die Konsultation läuft von")).to_be_visible()
    now = timezone.now()  # two days later
    Version.objects.filter(pk=version.pk).update(
        published_from=now - timedelta(days=2), consultation_from=now - timedelta(days=1)
    )


def propose(page: Page, url: str) -> Remark:
    page.goto(url)
    page.get_by_role("link", name="Besseren Text vorschlagen").click()
    page.get_by_label("So soll der Text heißen").fill(PROPOSED)
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


def rewrite_and_adopt(page: Page, passage: Passage) -> Version:
    page.goto(deed(passage.version, "neue-fassung"))
    page.locator("[name=title]").fill("Strategie 2027")
    page.locator("[name=slug]").fill("strategie-2027")
    page.get_by_role("button", name="Neue Fassung aus dieser").click()
    page.wait_for_url("**/change/")
    new = Version.objects.get(slug="strategie-2027")
    here = new.passages.get(section=passage.section)
    page.goto(reverse("admin:strategy_version_section", args=[new.pk, here.pk]))
    page.get_by_label("Text:", exact=True).fill(f"<p>{PROPOSED}</p>")
    page.get_by_role("button", name="Sichern", exact=True).click()
    page.goto(deed(new, "veroeffentlichen"))
    page.get_by_role("button", name="Veröffentlichen").click()
    page.goto(deed(new, "beschluss"))
    page.locator("[name=body]").fill("Kreistag")
    page.locator("[name=adopted_on]").fill(f"{timezone.localdate():%d.%m.%Y}")
    page.locator("[name=resolution_number]").fill("17/2027")
    page.get_by_role("button", name="Beschluss eintragen").click()
    expect(page.get_by_text("Die Fassung ändert sich nicht mehr.")).to_be_visible()
    return new


def read_what_was_adopted(page: Page, new: Version, passage: Passage, remark: Remark) -> None:
    """The wording stands in the adopted text, its checksum can be recomputed, and the remark is still at
    its section, with the answer."""
    page.goto(new.get_absolute_url())
    expect(page.locator("main")).to_contain_text("17/2027")
    adopted = page.request.get(reverse("strategy:adopted_text", args=[new.slug])).body()
    assert PROPOSED in adopted.decode()
    new.refresh_from_db()
    assert sha256(adopted).hexdigest() == new.adoption.sha256
    page.goto(reverse("strategy:difference", args=[new.slug, "entwurf-2026"]))
    expect(page.locator("ins").filter(has_text="oder am Telefon")).to_have_count(1)
    page.goto(reverse("strategy:section_remarks", args=[new.slug, passage.section.key]))
    expect(page.locator("main")).to_contain_text(remark.number)
    expect(page.locator("main")).to_contain_text(ANSWER)
    page.get_by_role("link", name="Roter Faden dieses Abschnitts").click()
    expect(page.locator(".thread-line")).to_contain_text("Geändert in: Strategie 2027")
