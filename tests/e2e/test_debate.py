"""A citizen on a phone says something to a guiding question, in a browser that runs no script."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from strategy.actions.debate import summarise
from strategy.models import Contribution, GuidingQuestion
from tests.e2e.signing_in import sign_in
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import ContributionFactory, GuidingQuestionFactory

PHONE = {"width": 320, "height": 640}
TITLE = "Glasfaser auch in den Weilern"


@pytest.fixture
def question(transactional_db) -> GuidingQuestion:
    question = GuidingQuestionFactory(title="Was brauchen wir?", slug="netz")
    ContributionFactory(question=question, column="needed", title="Lotsen in jedem Ort")
    return question


def test_from_reading_to_being_used_in_the_summary(open_page, question):
    citizen = UserFactory(display_name="Berta")
    phone = open_page(java_script_enabled=False, viewport=PHONE)
    phone.goto("/strategie/debatte/")
    phone.get_by_role("heading", name="Was brauchen wir?").get_by_role("link").click()
    phone.get_by_role("link", name="brauchen wir dafür (1)").click()
    expect(phone).to_have_url("/strategie/debatte/netz/#needed")
    column = phone.get_by_role("region", name="brauchen wir dafür")
    expect(column.get_by_role("heading", level=4)).to_have_text("Lotsen in jedem Ort")

    column.get_by_role("link", name="Hier etwas beitragen").click()
    sign_in(phone, citizen.email)
    expect(phone.get_by_role("radio", checked=True)).to_have_accessible_name(
        "brauchen wir dafür: Ohne das klappt es nicht: Netz, Geräte, Wissen, Menschen, Regeln."
    )
    phone.get_by_role("button", name="Beitrag veröffentlichen").click()
    fault = phone.get_by_role("link", name="Bitte sagen Sie in einem Satz, worum es Ihnen geht.")
    expect(fault).to_have_attribute("href", "#id_title")
    phone.get_by_label("Ihr Beitrag in einem Satz").fill(TITLE)
    phone.get_by_label("Erläuterung").fill("Ein Foto lädt zwei Minuten.")
    phone.get_by_label("Für welche Gemeinde?").select_option(label="Vordereifel")
    phone.get_by_role("button", name="Beitrag veröffentlichen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)

    phone.get_by_role("button", name="Ich bin dafür").click()
    expect(phone.get_by_role("heading", name="1 Mensch ist dafür")).to_be_visible()
    phone.get_by_role("button", name="Nicht mehr unterstützen").click()
    expect(phone.get_by_role("heading", name="Noch unterstützt das niemand")).to_be_visible()
    phone.get_by_label("Ihr Beitrag", exact=True).fill("Wer ist noch betroffen?")
    phone.get_by_role("button", name="Beitrag veröffentlichen").click()
    expect(phone.get_by_text("Wer ist noch betroffen?")).to_be_visible()

    phone.goto("/strategie/debatte/netz/neu/")
    phone.get_by_role("radio").first.check()
    phone.get_by_label("Ihr Beitrag in einem Satz").fill("Noch etwas")
    close_and_summarise(question)
    phone.get_by_role("button", name="Beitrag veröffentlichen").click()
    expect(phone.get_by_text("ist seit")).to_be_visible()
    expect(phone.get_by_label("Ihr Beitrag in einem Satz")).to_have_value("Noch etwas")

    phone.goto("/strategie/debatte/netz/")
    phone.get_by_text("Sie stützt sich auf 1 Beitrag").click()
    phone.get_by_role("region", name="Zusammenfassung").get_by_role("link", name=TITLE).click()
    expect(phone.get_by_text("stützt sich auch auf diesen Beitrag")).to_be_visible()


def close_and_summarise(question: GuidingQuestion) -> None:
    GuidingQuestion.objects.update(closed_from=timezone.now())
    summarise(
        question=question,
        summary="<p>Zuerst das Netz.</p>",
        sources=[Contribution.objects.get(title=TITLE)],
        by=StaffFactory(),
    )
