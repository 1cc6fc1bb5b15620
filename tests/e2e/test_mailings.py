"""A mailing from the first word to the mailbox, in the browser of the Projektbüro."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from myk10.notifications.actions.fan_out import write_due_mailings
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.models import Mailing
from tests.e2e.faults import RULES_ABOUT_COLOURS, TOO_WIDE, WIDTHS
from tests.factories import MailingFactory, StaffFactory, SubscriptionFactory

LIST = "/verwaltung/notifications/mailing/"


@pytest.fixture
def mailbox(settings, tmp_path, live_server) -> None:
    settings.SITE_URL = live_server.url
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.fixture
def office(transactional_db, open_page, watches) -> Iterator[Page]:
    page = open_page(StaffFactory(email="buero@example.org"))
    yield page
    # The editor tries to add a style of its own; the policy refuses it, admin.css has it instead.
    for watch in watches:
        watch.complaints = [c for c in watch.complaints if "Applying inline style" not in c]


def faults_in_the_admin(page: Page, axe) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += [f"{page.url}: {width} {fault}" for fault in axe(page)]
        if too_wide := page.evaluate(TOO_WIDE):
            found.append(f"{page.url}: {width} scrolls sideways by {too_wide} pixels")
        page.emulate_media(color_scheme="dark")
        found += [f"{page.url}: {width} dark {f}" for f in axe(page, RULES_ABOUT_COLOURS)]
    return found


def test_from_the_first_word_to_the_mailbox(office, mailbox):
    SubscriptionFactory(email="eva@example.org", places=["mayen"])
    SubscriptionFactory(email="ali@example.org", places=["bendorf"])
    page = office
    page.goto(LIST)
    page.get_by_role("link", name="Rundschreiben hinzufügen").click()
    page.get_by_label("Betreff").fill("Kommen Sie zum Zukunftsforum")
    page.get_by_role("textbox", name="Text:").click()
    page.keyboard.type("Wir zeigen, was geschafft ist.")
    page.get_by_label("Beschriftung der Schaltfläche").fill("Mehr erfahren")
    page.get_by_label("Ziel der Schaltfläche").fill("/ideen/")
    page.get_by_label("Mayen (1)").check()
    page.get_by_label("Alle, die den Newsletter bestellt haben (2)").check()
    page.get_by_role("button", name="Sichern", exact=True).click()

    expect(page.get_by_text("Zusammen sind das 2 Personen.")).to_be_visible()
    frame = page.frame_locator("iframe >> nth=0")
    expect(frame.get_by_text("Wir zeigen, was geschafft ist.")).to_be_visible()
    expect(frame.get_by_role("link", name="Mehr erfahren")).to_have_css(
        "color", "rgb(255, 255, 255)"
    )

    page.get_by_role("link", name="Probe an mich senden").click()
    page.get_by_role("button", name="Probe an mich senden").click()
    expect(page.get_by_text("Die Probe geht an buero@example.org.")).to_be_visible()

    page.get_by_role("link", name="Senden oder planen").click()
    expect(page.get_by_text("Das Rundschreiben geht an 2 Personen.")).to_be_visible()
    page.get_by_role("button", name="Senden oder planen").click()
    expect(
        page.get_by_text("Wird gesendet").or_(page.get_by_text("Beginnt gleich"))
    ).to_be_visible()
    expect(page.get_by_role("link", name="Stand aktualisieren")).to_be_visible()
    write_due_mailings()
    expect(page.get_by_text("0 von 2 E-Mails sind erledigt")).to_be_visible()
    deliver_due_mail()
    expect(page.get_by_text("2 von 2 E-Mails sind erledigt")).to_be_visible()
    expect(page.get_by_text("Fertig")).to_be_visible()  # the page has loaded itself anew
    expect(page.get_by_role("link", name="Versand anhalten")).to_have_count(0)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "100")

    page.get_by_role("link", name="2 gesendet").click()
    expect(page.get_by_role("cell", name="eva@example.org")).to_be_visible()

    page.goto("/demo/post/")
    page.get_by_role("row", name="eva@example.org").get_by_role("link").click()
    letter = page.frame_locator("iframe")
    expect(letter.get_by_role("heading", name="Kommen Sie zum Zukunftsforum")).to_be_visible()
    letter.get_by_role("link", name="Mehr erfahren").click()
    page.wait_for_url("**/ideen/")


def test_no_page_of_mailings_has_a_fault(office, axe):
    SubscriptionFactory.create_batch(2, places=["mayen"])
    draft = MailingFactory(
        subject="Donaudampfschifffahrtsgesellschaftskapitänsmützen für Mayen-Koblenz",
        button_label="Mehr",
        button_path="/ideen/",
    )
    sent = MailingFactory(released=True)
    write_due_mailings()
    page, found = office, []
    for address in (
        LIST,
        f"{LIST}add/",
        f"{LIST}{draft.pk}/change/",
        f"{LIST}{draft.pk}/versand/",
        f"{LIST}{draft.pk}/tun/senden/",
        f"{LIST}{draft.pk}/tun/probe/",
        f"{LIST}{sent.pk}/versand/",
        f"{LIST}{sent.pk}/tun/anhalten/",
        "/verwaltung/notifications/mail/",
        "/verwaltung/notifications/subscription/",
        "/verwaltung/notifications/optout/",
    ):
        assert page.goto(address).status == 200
        found += faults_in_the_admin(page, axe)
    page.goto(f"{LIST}{draft.pk}/tun/senden/")
    page.get_by_label("Erst senden am").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Senden oder planen").click()
    expect(page.get_by_text("schon vorbei")).to_be_visible()
    found += faults_in_the_admin(page, axe)
    assert found == [], "\n".join(found)


def test_everything_works_without_a_script(transactional_db, open_page):
    SubscriptionFactory()
    mailing = MailingFactory()
    page = open_page(StaffFactory(), java_script_enabled=False)
    page.goto(f"{LIST}{mailing.pk}/versand/")
    page.get_by_role("link", name="Senden oder planen").click()
    page.get_by_role("button", name="Senden oder planen").click()
    write_due_mailings()
    page.get_by_role("link", name="Stand aktualisieren").click()
    expect(page.get_by_text("0 von 1 E-Mails sind erledigt")).to_be_visible()
    page.get_by_role("link", name="Versand anhalten").click()
    page.get_by_role("button", name="Versand anhalten").click()
    expect(page.get_by_text("Der Versand ist angehalten.")).to_be_visible()
    assert Mailing.objects.get().stopped_at
