"""From a winning idea to a reached milestone, in browsers: who followed the idea hears of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from ideas.actions.submitting import set_following
from ideas.models import Idea
from myk10.notifications.models import Mail
from strategy.models import Measure
from tests.factories import AwardFactory, CompetitionFactory, IdeaFactory, StaffFactory, UserFactory


@pytest.fixture(autouse=True)
def refused_styles_are_no_fault(nothing_goes_wrong_in_any_browser, watches):
    """The policy refuses a style element of the editor, whose rules are in admin.css."""
    yield
    for watch in watches:
        watch.complaints = [c for c in watch.complaints if "Applying inline style" not in c]


def winner() -> Idea:
    idea = IdeaFactory(competition=CompetitionFactory(phase="result"), title="Mitfahrerbank")
    AwardFactory(idea=idea, competition=idea.competition)
    return idea


def test_a_winner_becomes_a_measure_that_reaches_a_milestone(open_page, transactional_db):
    idea, follower = winner(), UserFactory()
    set_following(idea=idea, user=follower, following=True)
    office, reader = open_page(StaffFactory()), open_page(follower, java_script_enabled=False)
    measure = make(office, idea)
    is_told(reader, measure, "Neu auf der Umsetzungsagenda: Mitfahrerbank")
    expect(reader.get_by_text("Sie folgen dieser Maßnahme.")).to_be_visible()
    plan_a_milestone(office, measure)
    reach_it(office)
    is_told(reader, measure, "Meilenstein erreicht: Die erste Bank steht (Mitfahrerbank)")
    thread_leads_there_and_back(reader, idea, measure)
    on_the_agenda(reader, measure)
    leave(reader)
    assert not measure.follows.filter(user=follower).exists()
    assert Mail.objects.filter(recipient=follower.email).count() == 2


def make(page: Page, idea: Idea) -> Measure:
    page.goto(reverse("admin:strategy_measure_changelist"))
    page.get_by_role("link", name="Gewinnerideen und Aufgaben ohne Maßnahme").click()
    page.get_by_role("link", name=f"Maßnahme anlegen: {idea.number}").click()
    page.get_by_label("Verantwortlich:").fill("Stabsstelle Smarte Region")
    page.get_by_label("Ende:").select_option(label=f"4. Quartal {timezone.localdate().year - 1}")
    page.get_by_role("button", name="Maßnahme anlegen").click()
    expect(page.get_by_text("liegt vor dem Beginn")).to_be_visible()
    expect(page.get_by_label("Verantwortlich:")).to_have_value("Stabsstelle Smarte Region")
    page.get_by_label("Ende:").select_option(label=f"4. Quartal {timezone.localdate().year + 3}")
    page.get_by_role("button", name="Maßnahme anlegen").click()
    page.wait_for_url("**/verwaltung/strategy/measure/*/change/")
    return Measure.objects.get(idea=idea)


def is_told(page: Page, measure: Measure, title: str) -> None:
    page.goto(reverse("notifications:list"))
    page.get_by_role("main").get_by_text(title).first.click()
    page.wait_for_url(f"**{measure.get_absolute_url()}*")
    expect(page.get_by_role("heading", level=1)).to_have_text(measure.title)


def plan_a_milestone(page: Page, measure: Measure) -> None:
    page.goto(reverse("admin:strategy_measure_change", args=[measure.pk]))
    page.get_by_text("Meilenstein hinzufügen").click()
    page.locator("#id_milestones-0-title").fill("Die erste Bank steht")
    due = timezone.localdate() + timedelta(days=30)
    page.locator("#id_milestones-0-due_on").fill(f"{due:%d.%m.%Y}")
    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()
    expect(page.locator(".messagelist")).to_contain_text(measure.number)


def reach_it(page: Page) -> None:
    page.get_by_role("link", name="Meilenstein erreicht", exact=True).click()
    page.get_by_label("Anmerkung:").fill("In Polch, am Marktplatz.")
    page.get_by_role("button", name="Meilenstein erreicht").click()
    expect(page.locator(".messagelist")).to_contain_text("Erreicht: Die erste Bank steht.")


def thread_leads_there_and_back(page: Page, idea: Idea, measure: Measure) -> None:
    page.goto(idea.get_absolute_url())
    thread = page.get_by_role("region", name="Roter Faden")
    expect(thread).to_contain_text(f"Meilenstein von {measure.number} erreicht")
    thread.get_by_role("link", name=f"Maßnahme {measure.number} „Mitfahrerbank“").click()
    expect(page.get_by_text("In Polch, am Marktplatz.").first).to_be_visible()
    thread = page.get_by_role("region", name="Roter Faden")
    thread.get_by_role("link", name=f"Als Idee {idea.number}").click()
    page.wait_for_url(f"**{idea.get_absolute_url()}")


def on_the_agenda(page: Page, measure: Measure) -> None:
    page.goto(reverse("strategy:measures"))
    bar = page.locator(".agenda-picture").get_by_role("link", name=measure.number)
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{measure.get_absolute_url()}")


def leave(page: Page) -> None:
    page.get_by_role("button", name="Nicht mehr folgen").click()
    expect(page.get_by_role("button", name="Dieser Maßnahme folgen")).to_be_visible()
