"""Pages after something was sent: refused, done, and the answers that are no page of their own."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route

from myk10 import honeypot
from myk10.accounts import forms as account_forms
from myk10.events.tokens import ticket_path
from myk10.home.errors import bad_request, server_error
from myk10.moderation.targets import kind_of
from myk10.notifications.models import Mail
from myk10.notifications.tokens import newsletter_url, recipient_token, unsubscribe_url_of
from tests.e2e.faults import faults_of
from tests.e2e.world import World
from tests.factories import IdeaFactory, SubscriptionFactory

Step = Callable[[Page, World], None]


@pytest.fixture
def world(transactional_db, monkeypatch) -> World:
    monkeypatch.setattr(account_forms, "MINIMUM_SECONDS", 0)
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 0)
    return World()


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).first.click()


def open_and_press(address: str, button: str) -> Step:
    """Send a form as it is: most are empty then, and refused."""

    def step(page: Page, world: World) -> None:
        page.goto(address)
        press(page, button)

    step.__name__ = f"press_{button}"
    return step


def of(name: str, idea: str) -> Callable[[World], str]:
    return lambda world: reverse(name, args=[world.ideas[idea].slug, world.ideas[idea].number])


# --- What visitors do ------------------------------------------------------------------------


def log_in_with_a_wrong_password(page: Page, world: World) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("E-Mail-Adresse").fill(world.people["citizen"].email)
    page.get_by_label("Passwort", exact=True).fill("das ist es nicht")
    press(page, "Anmelden")


def ask_for_a_new_password(page: Page, world: World) -> None:
    page.goto(reverse("account_reset_password"))
    page.get_by_label("E-Mail-Adresse").fill(world.people["citizen"].email)
    press(page, "Link anfordern")


def open_flag(page: Page, world: World) -> None:
    page.goto(reverse("moderation:flag", args=[kind_of(world.comment), world.comment.pk]))


def flag_without_saying_why(page: Page, world: World) -> None:
    open_flag(page, world)
    press(page, "Meldung absenden")


def flag_a_comment(page: Page, world: World) -> None:
    open_flag(page, world)
    page.get_by_role("radio").first.check()
    page.get_by_label("Bitte erklären Sie, was Sie stört").fill("Das ist eine Beleidigung.")
    press(page, "Meldung absenden")
    page.get_by_role("heading", name="Vielen Dank für Ihre Meldung").wait_for()


def order_a_newsletter(page: Page, world: World) -> None:
    page.goto(reverse("notifications:newsletter"))
    page.get_by_label("Ihre E-Mail-Adresse").fill("leserin@example.org")
    press(page, "Newsletter bestellen")
    page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach").wait_for()


def confirm_the_newsletter(page: Page, world: World) -> None:
    page.goto(Mail.objects.latest("pk").action_url.removeprefix(settings.SITE_URL))
    press(page, "Ja, Newsletter bekommen")
    page.get_by_role("heading", name="Sie bekommen jetzt den Newsletter").wait_for()


def choose_and_end_the_newsletter(page: Page, world: World) -> None:
    page.goto(newsletter_url(SubscriptionFactory()).removeprefix(settings.SITE_URL))
    page.get_by_label("Mayen").check()
    press(page, "Auswahl speichern")
    press(page, "Newsletter abbestellen")
    page.get_by_role("heading", name="Abbestellt").wait_for()


def open_a_used_link(page: Page, world: World) -> None:
    page.goto(reverse("notifications:newsletter_confirm", args=["benutzt"]))


def register_without_a_name(page: Page, world: World) -> None:
    page.goto(reverse("events:register", args=["hybrid"]))
    press(page, "Anmelden")


def register_for_an_event(page: Page, world: World) -> None:
    page.goto(reverse("events:register", args=["hybrid"]))
    page.get_by_label("Ihr Name").fill("Berta Beispiel")
    page.get_by_label("Ihre E-Mail-Adresse").fill("berta@example.org")
    page.get_by_role("radio").first.check()
    press(page, "Anmelden")
    page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach").wait_for()


def decline_an_invitation(page: Page, world: World) -> None:
    address = reverse("events:register", args=["hybrid"])
    page.goto(f"{address}?einladung={recipient_token(world.invitation)}")
    press(page, "Ich kann nicht kommen")


def open_what_is_gone(page: Page, world: World) -> None:
    page.goto(ticket_path(world.registrations["pending"]))
    press(page, "Das war ich nicht")


def accept_what_has_lapsed(page: Page, world: World) -> None:
    offered = world.registrations["offered"]
    page.goto(ticket_path(offered))
    type(offered).objects.filter(pk=offered.pk).update(offer_expires_at=timezone.now())
    press(page, "Platz annehmen")
    page.get_by_text("Dieses Angebot gilt nicht mehr").wait_for()


def let_somebody_in(page: Page, world: World) -> None:
    page.goto(reverse("events:door", args=["hybrid"]) + "?q=gast")
    press(page, "Ist da")


def look_for_what_is_not_there(page: Page, world: World) -> None:
    page.goto(reverse("ideas:idea_list", args=["speicher"]) + "?q=Zeppelin&gemeinde=mayen")


# --- What citizens do ------------------------------------------------------------------------


def keep_a_draft(page: Page, world: World) -> None:
    page.goto(reverse("ideas:idea_new", args=["submission"]))
    page.get_by_label("Titel Ihrer Idee").fill("Ein Anfang")
    press(page, "Entwurf speichern")


def comment_nothing(page: Page, world: World) -> None:
    page.goto(world.ideas["admitted"].get_absolute_url())
    press(page, "Beitrag veröffentlichen")


def comment(page: Page, world: World) -> None:
    page.goto(world.ideas["admitted"].get_absolute_url())
    page.get_by_label("Ihr Beitrag").fill("Dort warten viele.")
    press(page, "Beitrag veröffentlichen")


def vote_too_often(page: Page, world: World) -> None:
    IdeaFactory.create_batch(3, competition=world.competitions["voting"])
    page.goto("/ideen/voting/liste/?reihenfolge=titel")
    for _vote in range(3):
        left = page.get_by_role("button", name="Stimme geben").count()
        page.get_by_role("button", name="Stimme geben").first.click()
        page.wait_for_function(
            "left => document.querySelectorAll('.vote-button:not(.vote-button--given)').length < left"
            " || document.querySelector('.vote__refusal')",
            arg=left,
        )
    page.get_by_role("alert").wait_for()


def support_and_follow(page: Page, world: World) -> None:
    page.goto(world.ideas["pool"].get_absolute_url())
    press(page, "Nicht mehr unterstützen")
    press(page, "folgen")


def choose_a_taken_name(page: Page, world: World) -> None:
    page.goto(reverse("accounts:profile"))
    page.get_by_label("Anzeigename").fill(world.people["author"].display_name)
    press(page, "Speichern")


def choose_no_way_of_hearing(page: Page, world: World) -> None:
    page.goto(reverse("notifications:preferences"))
    page.evaluate("document.querySelectorAll('[type=radio]').forEach(b => b.checked = false)")
    press(page, "Speichern")
    page.get_by_text("Bitte prüfen Sie Ihre Angaben").wait_for()


def enter_the_admin(page: Page, world: World) -> None:
    page.goto(reverse("admin:index"))


# --- What authors do -------------------------------------------------------------------------


def preview_an_unfinished_draft(page: Page, world: World) -> None:
    page.goto(reverse("ideas:idea_new", args=["submission"]))
    page.get_by_label("Kurz gesagt").fill("")
    page.get_by_label("Was ist auf Bild 1 zu sehen?").fill("")
    press(page, "Vorschau")


def withdraw_without_a_reason(page: Page, world: World) -> None:
    page.goto(of("ideas:withdraw", "new")(world))
    press(page, "zurückziehen")


def empty_ones_idea(page: Page, world: World) -> None:
    page.goto(of("ideas:edit", "new")(world))
    page.get_by_label("Titel Ihrer Idee").fill("")
    press(page, "Änderungen speichern")


def object_without_a_reason(page: Page, world: World) -> None:
    page.goto(world.decision.get_absolute_url())
    press(page, "Widerspruch absenden")


def object_to_a_decision(page: Page, world: World) -> None:
    page.goto(world.decision.get_absolute_url())
    page.get_by_role("textbox").fill("Das ist keine Werbung.")
    press(page, "Widerspruch absenden")


def stop_mails(page: Page, world: World) -> None:
    mail = Mail.objects.filter(kind="content_hidden").earliest("pk")
    page.goto(unsubscribe_url_of(mail).removeprefix(settings.SITE_URL))
    press(page, "Ja, abbestellen")


def score(page: Page, world: World) -> None:
    page.goto(of("ideas:jury_score", "shortlisted")(world))
    page.get_by_role("radio", name="4").check()
    press(page, "Speichern")


STEPS: dict[str, list[Step]] = {
    "visitor": [
        open_and_press(reverse("account_signup"), "Konto anlegen"),
        log_in_with_a_wrong_password,
        ask_for_a_new_password,
        flag_without_saying_why,
        flag_a_comment,
        look_for_what_is_not_there,
        open_and_press(reverse("notifications:newsletter"), "Newsletter bestellen"),
        order_a_newsletter,
        confirm_the_newsletter,
        choose_and_end_the_newsletter,
        open_a_used_link,
        register_without_a_name,
        register_for_an_event,
        decline_an_invitation,
        open_what_is_gone,
        accept_what_has_lapsed,
    ],
    "citizen": [
        open_and_press(reverse("ideas:idea_new", args=["submission"]), "Idee einreichen"),
        keep_a_draft,
        comment_nothing,
        comment,
        vote_too_often,
        support_and_follow,
        choose_a_taken_name,
        open_and_press(reverse("accounts:profile"), "Speichern"),
        open_and_press(reverse("account_delete"), "Konto endgültig löschen"),
        open_and_press(reverse("account_change_password"), "Neues Passwort speichern"),
        open_and_press(reverse("mfa_activate_totp"), "App verbinden"),
        open_and_press(reverse("notifications:list"), "Alle als gelesen markieren"),
        open_and_press(reverse("notifications:preferences"), "Alles täglich gesammelt"),
        choose_no_way_of_hearing,
        enter_the_admin,
    ],
    "author": [
        preview_an_unfinished_draft,
        withdraw_without_a_reason,
        empty_ones_idea,
        object_without_a_reason,
        object_to_a_decision,
        stop_mails,
    ],
    "juror": [score],
    "staff": [let_somebody_in],
}


@pytest.mark.parametrize("role", STEPS)
def test_no_state_has_a_fault(role, world, open_page, axe):
    page = open_page(world.people.get(role))
    found = []
    for step in STEPS[role]:
        step(page, world)
        found += [f"{step.__name__} {fault}" for fault in faults_of(page, axe)]
    assert found == [], "\n".join(found)


# --- Nothing there yet, and errors -----------------------------------------------------------


def test_no_empty_page_has_a_fault(transactional_db, open_page, axe):
    page = open_page()
    addresses = (
        *("/", "/ideen/", "/ideen/speicher/", "/ideen/speicher/liste/", "/moderation/"),
        "/termine/",
    )
    assert {page.goto(address).status for address in addresses} == {200}
    found = []
    for address in addresses:
        page.goto(address)
        found += faults_of(page, axe)
    assert found == [], "\n".join(found)


def test_no_error_page_has_a_fault(transactional_db, open_page, axe, rf):
    page = open_page()
    found = []
    for open_error in (missing_page, broken_page, refused_request, lost_token, too_many_attempts):
        open_error(page, rf)
        found += faults_of(page, axe)
    assert found == [], "\n".join(found)


def missing_page(page: Page, rf) -> None:
    assert page.goto("/gibt-es-nicht/").status == 404


def broken_page(page: Page, rf) -> None:
    _answer_with(page, "**/kaputt/", server_error(rf.get("/")))


def refused_request(page: Page, rf) -> None:
    _answer_with(page, "**/unverstanden/", bad_request(rf.get("/")))


def _answer_with(page: Page, address: str, response) -> None:
    def answer(route: Route) -> None:
        # As 200, because the browser notes a failed page in its console.
        route.fulfill(body=response.content, content_type="text/html; charset=utf-8")

    page.route(address, answer)
    page.goto(address.removeprefix("**"))


def lost_token(page: Page, rf) -> None:
    page.goto(reverse("account_signup"))
    page.get_by_label("Anzeigename").fill("Berta aus Mayen")
    page.context.clear_cookies()
    press(page, "Konto anlegen")
    page.get_by_text("Bitte senden Sie das Formular noch einmal ab.").wait_for()


def too_many_attempts(page: Page, rf) -> None:
    for _attempt in range(6):
        page.goto(reverse("account_reset_password"))
        page.get_by_label("E-Mail-Adresse").fill("niemand@example.org")
        press(page, "Link anfordern")
    page.get_by_text("Das waren viele Versuche in kurzer Zeit.").wait_for()
