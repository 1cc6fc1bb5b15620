"""The workplace of the Projektbüro, to the same measure as the public pages."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from ideas.admin.deeds import DEEDS
from ideas.models import Idea
from myk10.moderation.models import ContentFlag, Decision
from myk10.pages.models import Page
from tests.e2e.faults import RULES_ABOUT_COLOURS, WIDTHS
from tests.e2e.world import World
from tests.factories import FlagFactory, MailFactory

ALLAUTHS = ("account", "mfa", "socialaccount")


@pytest.fixture
def world(transactional_db) -> World:
    world = World()
    FlagFactory(target=world.comment)
    MailFactory(state="failed", last_error="550 unbekannt")
    return world


def lists(world: World) -> Iterator[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        meta = model._meta
        if meta.app_label not in ALLAUTHS:
            yield reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    yield reverse("admin:ideas_idea_changelist") + "?vorrat=alle"


def forms(world: World) -> Iterator[str]:
    yield reverse("admin:ideas_competition_add")
    for phase in ("announcement", "voting", "result"):
        yield reverse("admin:ideas_competition_change", args=[world.competitions[phase].pk])
    yield reverse("admin:ideas_competition_standings", args=[world.competitions["result"].pk])
    yield reverse("admin:pages_page_change", args=[Page.objects.get(slug="netiquette").pk])
    yield reverse("admin:accounts_user_change", args=[world.people["citizen"].pk])
    yield reverse("admin:accounts_user_add")
    yield reverse("admin:forums_forum_add")
    yield reverse("admin:forums_task_add")
    yield reverse("admin:forums_forum_change", args=[world.documented.pk])
    yield reverse("admin:forums_task_change", args=[world.documented.tasks.first().pk])
    yield reverse("admin:forums_proposal_change", args=[world.new_proposal.pk])
    yield reverse("admin:strategy_targetvision_change", args=[world.target_vision.pk])
    goal = world.target_vision.goals.get()
    yield reverse("admin:strategy_goal_change", args=[goal.pk])
    yield reverse("admin:strategy_indicator_change", args=[goal.indicators.first().pk])
    keys = [world.ideas[name].pk for name in ("new", "admitted", "shortlisted", "hidden")]
    for idea in Idea.objects.with_answered().filter(pk__in=keys):
        yield reverse("admin:ideas_idea_change", args=[idea.pk])
        for deed in DEEDS:
            if deed.offered(idea):
                yield reverse("admin:ideas_idea_do", args=[idea.pk, deed.name])


def moderation(world: World) -> Iterator[str]:
    flag, decision = ContentFlag.objects.get(), Decision.objects.first()
    yield f"/verwaltung/moderation/contentflag/{flag.pk}/change/"
    yield f"/verwaltung/moderation/contentflag/{flag.pk}/bleibt/"
    yield reverse("admin:moderation_hide", args=["kommentar", world.comment.pk])
    yield reverse("admin:moderation_decision_change", args=[decision.pk])


@pytest.fixture(autouse=True)
def refused_styles_are_no_fault(nothing_goes_wrong_in_any_browser, watches):
    """The policy refuses a style element of the editor, whose rules are in admin.css, and one that
    axe-core tries to add itself where a stylesheet imports another."""
    yield
    for watch in watches:
        watch.complaints = [c for c in watch.complaints if "Applying inline style" not in c]


@pytest.mark.parametrize("pages", [lists, forms, moderation])
def test_no_page_of_the_admin_has_a_fault(pages, world, open_page, axe):
    page = open_page(world.people["staff"])
    found = []
    for address in pages(world):
        answer = page.goto(address)
        if answer.status != 200 or answer.request.redirected_from:
            found.append(f"{address}: answered with {page.url} ({answer.status})")
        found += faults_of_admin(page, axe)
    assert found == [], "\n".join(found)


def faults_of_admin(page, axe) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, rules in (("light", {}), ("dark", {"only": RULES_ABOUT_COLOURS})):
            page.emulate_media(color_scheme=scheme)
            yield from (f"{page.url} {width} {scheme} {fault}" for fault in axe(page, **rules))


def test_a_refused_date_stands_at_its_field(world, open_page, axe):
    page = open_page(world.people["staff"])
    page.goto(
        reverse("admin:ideas_competition_change", args=[world.competitions["announcement"].pk])
    )
    page.get_by_label("Ergebnis ab: Datum").fill("01.01.2020")
    page.get_by_role("button", name="Sichern", exact=True).click()
    expect(page.locator(".field-result_from .errorlist")).to_contain_text("Muss nach")
    assert list(faults_of_admin(page, axe)) == []
