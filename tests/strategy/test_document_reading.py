"""Pages of the document: what they show, to whom, and where they lead."""

import hashlib
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from myk10.story import story_of
from strategy.actions.consultation import set_stance
from strategy.chapters import digest_of
from strategy.models import Passage, Version
from tests.factories import StaffFactory, UserFactory
from tests.learning.factories import GlossaryTermFactory
from tests.strategy.documents import two_versions
from tests.strategy.factories import (
    MeasureFactory,
    PassageFactory,
    RemarkFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

OF_VERSION = ("version", "whole", "version_pdf")


@pytest.fixture
def versions():
    return two_versions()


def address(name, *args) -> str:
    return reverse(f"strategy:{name}", args=args)


def page(client, name, *args) -> str:
    answer = client.get(address(name, *args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- The entrance of a version ---------------------------------------------------------------


def test_the_entrance_names_what_was_adopted_by_whom(client, versions):
    text = words(page(client, "version", "strategie-2023"))
    adoption = versions.old.adoption
    for said in ("Beschlossene Fassung. Über diesen Text ist abgestimmt worden.", "Kreistag"):
        assert said in text
    assert f"Nummer KT-2023-12 Prüfsumme (SHA-256) {adoption.sha256}" in text
    assert "Diese Fassung gilt. Über eine neuere wird schon gesprochen: Fortschreibung 2027" in text


def test_the_entrance_numbers_the_contents(client, versions):
    html = page(client, "version", "fortschreibung-2027")
    numbers = re.findall(r'<span class="doc-number">([\d.]+)</span>', html)
    assert numbers == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]
    chapter = address("passage", "fortschreibung-2027", versions.sections["travel"].key)
    assert f'href="{chapter}#{versions.sections["app"].key}"' in html


def test_a_consultation_has_its_end_and_a_way_to_take_part(client, versions):
    html = page(client, "version", "fortschreibung-2027")
    assert f'href="{address("remarks", "fortschreibung-2027")}"' in html
    assert "Die Konsultation läuft bis" in html
    with time_machine.travel(versions.new.evaluation_from + timedelta(minutes=1)):
        caches["visitors"].clear()
        html = page(client, "version", "fortschreibung-2027")
    assert "Die Konsultation läuft bis" not in html
    assert "Das Projektbüro wertet die Anmerkungen aus." in html


def test_what_is_not_adopted_says_what_holds(client, versions):
    text = words(page(client, "version", "fortschreibung-2027"))
    assert "Diese Fassung ist noch nicht beschlossen." in text
    assert "Bis zu einem neuen Beschluss gilt weiter: Strategie 2023" in text


def test_an_old_version_says_that_there_is_a_newer_one(client):
    versions = two_versions(adopted=False)
    for name, args in (("version", ()), ("whole", ()), ("passage", (_key(versions, "travel"),))):
        text = words(page(client, name, "strategie-2023", *args))
        assert "Es gibt eine neuere Fassung: Fortschreibung 2027 (Konsultationsfassung)." in text


def test_what_was_replaced_says_since_when(client, versions):
    from strategy.actions.document import adopt_version

    with time_machine.travel(versions.new.evaluation_from + timedelta(days=2)):
        adopt_version(
            version=versions.new,
            body="Kreistag",
            adopted_on=timezone.localdate(),
            resolution_number="KT-2027-4",
            recorded_by=StaffFactory(),
        )
        text = words(page(client, "version", "strategie-2023"))
        newest = words(page(client, "version", "fortschreibung-2027"))
    assert "Diese Fassung gilt nicht mehr. Seit dem" in text
    assert "Diese Fassung gilt nicht mehr." not in newest


@pytest.mark.parametrize("name", OF_VERSION)
def test_drafts_are_for_the_projektbuero(client, name):
    version = VersionFactory(phase=None)
    passage = PassageFactory(version=version)
    addresses = [address(name, version.slug), address("passage", version.slug, passage.section.key)]
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    client.force_login(UserFactory())
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    client.force_login(StaffFactory())
    assert [client.get(each).status_code for each in addresses] == [200, 200]


def test_the_adopted_text_has_the_checksum_that_is_shown(client, versions):
    answer = client.get(address("adopted_text", "strategie-2023"))
    assert hashlib.sha256(answer.content).hexdigest() == versions.old.adoption.sha256
    assert client.get(address("adopted_text", "fortschreibung-2027")).status_code == 404


# --- Chapters --------------------------------------------------------------------------------


def _key(versions, name) -> str:
    return versions.sections[name].key


def chapter_page(client, versions, name="travel", slug="fortschreibung-2027") -> str:
    return page(client, "passage", slug, _key(versions, name))


def test_each_section_is_a_place_with_a_visible_link(client, versions):
    html = chapter_page(client, versions)
    for name in ("travel", "bus", "app", "bike"):
        key = _key(versions, name)
        assert f'id="{key}"' in html
        assert f'<a class="doc-tools__link" href="#{key}">Link zu diesem Abschnitt' in html
    assert f'id="{_key(versions, "life")}"' not in html


def test_headings_in_a_text_stand_below_that_of_the_section(client, versions):
    html = chapter_page(client, versions)
    levels = re.findall(r"<h([1-6])", html[html.index("<article") :])
    assert levels[:4] == ["2", "3", "3", "2"]  # the bus, what is in its text, the app, the bike
    assert "<h3>Was dafür nötig ist</h3>" in html


def test_chapters_lead_to_the_next_and_the_one_before(client, versions):
    first, second = chapter_page(client, versions), chapter_page(client, versions, "life")
    slug = "fortschreibung-2027"
    assert f'rel="next" href="{address("passage", slug, _key(versions, "life"))}"' in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="{address("passage", slug, _key(versions, "travel"))}"' in second
    assert 'rel="next"' not in second


def test_an_easy_text_says_when_the_chapter_has_changed_since(client, versions):
    assert "Sie kann an manchen Stellen überholt sein." in chapter_page(client, versions)
    travel = versions.passage(versions.new, "travel")
    below = [versions.passage(versions.new, name) for name in ("bus", "app", "bike")]
    Passage.objects.filter(pk=travel.pk).update(
        easy_of=digest_of([travel, *below]), edited_at=timezone.now()
    )
    caches["visitors"].clear()
    html = chapter_page(client, versions)
    assert "Der Bus kommt, wenn Sie ihn brauchen." in html
    assert "Sie kann an manchen Stellen überholt sein." not in html


def test_terms_of_the_glossary_are_explained(client, versions):
    term = GlossaryTermFactory(term="Leitstelle")
    assert f'<a class="term" href="{term.get_absolute_url()}"' in chapter_page(client, versions)


def test_remarks_and_measures_stand_beside_their_section(client, versions):
    bus = versions.passage(versions.new, "bus")
    RemarkFactory.create_batch(2, passage=bus)
    measure = MeasureFactory(section=bus.section)
    text = words(chapter_page(client, versions))
    assert "2 Anmerkungen" in text
    assert measure.title in text


@pytest.mark.parametrize(("name", "chapter"), [("app", "travel"), ("library", "life")])
def test_a_section_that_is_no_chapter_leads_to_its_place_in_one(client, versions, name, chapter):
    answer = client.get(address("passage", "fortschreibung-2027", _key(versions, name)))
    wanted = address("passage", "fortschreibung-2027", _key(versions, chapter))
    assert (answer.status_code, answer.url) == (302, f"{wanted}#{_key(versions, name)}")


def test_a_section_that_a_version_leaves_out_is_not_found_there(client, versions):
    bench = _key(versions, "bench")
    assert client.get(address("passage", "fortschreibung-2027", bench)).status_code == 404
    assert client.get(address("passage", "fortschreibung-2027", "0" * 8)).status_code == 404


def test_a_section_leads_to_the_newest_version_that_has_it(client, versions):
    travel = _key(versions, "travel")

    def led_to(name):
        return client.get(address("section", _key(versions, name))).url

    assert led_to("travel") == address("passage", "fortschreibung-2027", travel)
    assert (
        led_to("bus")
        == address("passage", "fortschreibung-2027", travel) + f"#{_key(versions, 'bus')}"
    )
    assert (
        led_to("bench")
        == address("passage", "strategie-2023", travel) + f"#{_key(versions, 'bench')}"
    )

    draft = VersionFactory(phase=None)
    PassageFactory(version=draft, section=versions.sections["travel"])
    assert led_to("travel") == address("passage", "fortschreibung-2027", travel)
    client.force_login(StaffFactory())
    assert led_to("travel") == address("passage", draft.slug, travel)


def test_a_section_that_nobody_may_read_yet_is_not_found(client):
    passage = PassageFactory(version__phase=None)
    assert client.get(address("section", passage.section.key)).status_code == 404


def test_the_whole_document_is_on_one_page(client, versions):
    html = page(client, "whole", "fortschreibung-2027")
    for name in ("travel", "bus", "app", "bike", "life", "library"):
        assert html.count(f'id="{_key(versions, name)}"') == 1
        assert f'href="#{_key(versions, name)}"' in html
    levels = re.findall(
        r"<h([1-6])", html[html.index('id="inhalt-liste"') : html.index("</article>")]
    )
    assert levels == ["2", "3", "4", "4", "3", "2", "3"]


# --- What is kept ----------------------------------------------------------------------------


@pytest.fixture
def kept(settings):
    settings.VISITOR_CACHE_SECONDS = 60


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_whoever_reads_sees_a_change_at_once(kept, versions):
    client = signed_in(UserFactory())
    assert "Eine App für Bus, Rad und Bahn." in chapter_page(client, versions)
    app = versions.passage(versions.new, "app")
    app.body, app.edited_at = "<p>Keine App.</p>", timezone.now()
    app.save()
    assert "Keine App." in chapter_page(client, versions)


def test_nothing_of_the_one_is_on_the_page_of_the_other(kept, versions):
    first, second = UserFactory(display_name="Erika Einzig"), UserFactory()
    set_stance(version=versions.new, section=versions.sections["bus"], user=first, value="digital")
    mine = chapter_page(signed_in(first), versions)
    others = chapter_page(signed_in(second), versions)
    assert (mine.count("von Ihnen gewählt"), others.count("von Ihnen gewählt")) == (1, 0)
    assert "Erika Einzig" not in others
    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w+)"', html)[0] for html in (mine, others)]
    assert tokens[0] != tokens[1]


def test_a_version_taken_back_is_gone_at_once(kept, versions):
    client = signed_in(UserFactory())
    chapter_page(client, versions)
    Version.objects.filter(pk=versions.new.pk).update(
        published_from=None, consultation_from=None, evaluation_from=None
    )
    key = _key(versions, "travel")
    assert client.get(address("passage", "fortschreibung-2027", key)).status_code == 404


# --- The thread ------------------------------------------------------------------------------


def steps(versions, name) -> list[str]:
    return [step.text for step in story_of(versions.sections[name])]


def test_a_section_tells_in_which_versions_it_was_new_changed_and_adopted(versions):
    new, adopted = "Neu in: Strategie 2023", "Beschlossen von: Kreistag, Beschluss KT-2023-12"
    assert steps(versions, "bus") == [new, adopted, "Geändert in: Fortschreibung 2027"]
    assert steps(versions, "life") == [new, adopted]
    assert steps(versions, "bench") == [new, adopted, "Entfallen in: Fortschreibung 2027"]
    assert steps(versions, "app") == ["Neu in: Fortschreibung 2027"]
