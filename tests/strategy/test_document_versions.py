"""Versions in the admin: made, published, opened for consultation, adopted, and then only read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from strategy.models import Passage, Strategy, Version
from tests.factories import StaffFactory
from tests.strategy.factories import (
    PassageFactory,
    RemarkFactory,
    StrategyFactory,
    VersionFactory,
)
from tests.strategy.test_document_admin import PAGES, adopt, edit_url, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    return PassageFactory(version=VersionFactory(phase="published"), title="Bus")


def test_a_strategy_and_its_first_version(office):
    strategy = {"title": "Smarte Region MYK10", "summary": "Wie der Kreis digital wird."}
    office.post(reverse("admin:strategy_strategy_add"), strategy)
    office.post(reverse("admin:strategy_strategy_add"), {**strategy, "title": "Eine zweite"})
    assert [row.title for row in Strategy.objects.all()] == ["Smarte Region MYK10"]
    add = reverse("admin:strategy_version_add")
    assert office.get(add).context["adminform"].form.initial["strategy"] == Strategy.objects.get()
    row = {"strategy": Strategy.objects.get().pk, "title": "Entwurf", "slug": "debatte"}
    answer = office.post(add, row)
    assert "Dieses Kürzel gehört einer anderen Seite." in answer.content.decode()
    office.post(add, row | {"slug": "entwurf", "demo_content": "on"})
    version = Version.objects.get()
    assert (version.slug, version.demo_content, version.passages.count()) == ("entwurf", True, 0)


def test_a_new_version_with_the_sections_of_another(office, passage):
    row = {"strategy": passage.version.strategy_id, "title": "Neu", "slug": "neu"}
    office.post(reverse("admin:strategy_version_add"), row | {"based_on": passage.version_id})
    assert Version.objects.get(slug="neu").passages.get().section == passage.section


@pytest.mark.parametrize(
    ("slug", "error"), [("debatte", "gehört einer anderen Seite"), ("schon-da", "bereits")]
)
def test_a_copy_needs_an_address_of_its_own(office, passage, slug, error):
    VersionFactory(slug="schon-da")
    answer = office.post(
        url("do", passage.version, "neue-fassung"), {"title": "Mein Titel", "slug": slug}
    )
    assert error in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Mein Titel"


def offered(client, version) -> list[str]:
    return [label for _url, label in client.get(url("change", version)).context["deeds"]]


def test_from_the_draft_to_the_adopted_version(office, time_machine):
    version = PassageFactory(version=VersionFactory(phase=None)).version
    assert offered(office, version) == ["Veröffentlichen", "Neue Fassung aus dieser"]
    office.post(url("do", version, "veroeffentlichen"))
    deeds = ["Konsultation festlegen", "Beschluss eintragen", "Neue Fassung aus dieser"]
    assert offered(office, version) == deeds
    begins = timezone.localtime() + timedelta(days=1)
    ends = begins + timedelta(days=30)
    dates = {"begins_0": f"{begins:%d.%m.%Y}", "begins_1": "08:00"}
    dates |= {"ends_0": f"{ends:%d.%m.%Y}", "ends_1": "18:00"}
    consult = url("do", version, "konsultation")
    answer = office.post(consult, dates | {"ends_0": "01.01.2020"})
    assert "nach ihrem Beginn enden" in answer.content.decode()
    assert answer.context["form"]["begins"].value() == [dates["begins_0"], "08:00"]
    assert office.post(consult, dates).status_code == 302
    assert offered(office, version) == [deeds[0], deeds[2]]
    person = StaffFactory()
    time_machine.move_to(begins + timedelta(days=5))
    office.force_login(person)
    assert list(office.get(consult).context["form"].fields) == ["ends"]
    longer = ends + timedelta(days=10)
    office.post(consult, {"ends_0": f"{longer:%d.%m.%Y}", "ends_1": "18:00"})
    assert Version.objects.get().evaluation_from.date() == longer.date()
    RemarkFactory(passage=version.passages.get())
    time_machine.move_to(begins + timedelta(days=60))
    office.force_login(person)
    assert offered(office, version) == deeds
    adopting = url("do", version, "beschluss")
    assert (
        "1 Anmerkung zu dieser Fassung ist noch ohne Antwort"
        in office.get(adopting).context["hint"]
    )
    day = f"{timezone.localdate():%d.%m.%Y}"
    resolution = {"body": "Kreistag", "adopted_on": day, "resolution_number": "12/2027"}
    office.post(adopting, resolution)
    assert Version.objects.get().adoption.recorded_by == person
    answer = office.post(adopting, resolution | {"resolution_number": "13/2027"})
    assert "ist beschlossen (Kreistag" in answer.content.decode()
    assert answer.context["form"]["resolution_number"].value() == "13/2027"


def test_an_adopted_version_is_only_read(office, passage):
    version = passage.version
    adopt(version)
    page = office.get(url("change", version)).content.decode()
    assert offered(office, version) == ["Neue Fassung aus dieser"]
    assert 'name="_save"' not in page
    assert "Darunter schreiben" not in page
    assert version.adoption.sha256 in page
    assert office.get(edit_url(passage))["Location"] == (
        f"{url('change', version)}#abschnitt-{passage.pk}"
    )
    before = list(version.passages.values())
    for name in PAGES[2:]:
        office.post(url(name, version, passage.pk), typed(passage, title="Neu", parent="", steps=1))
    office.post(url("add_section", version), {"title": "Neu"})
    office.post(url("take_in", version, passage.section_id))
    assert list(version.passages.values()) == before
    assert Version.objects.get().title == version.title


def test_nothing_of_a_strategy_is_deleted(office, passage):
    for row in (passage.version, StrategyFactory()):
        name = f"admin:strategy_{row._meta.model_name}_delete"
        assert office.post(reverse(name, args=[row.pk]), {"post": "yes"}).status_code == 403
