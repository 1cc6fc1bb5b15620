"""What reading costs: as many queries with 300 sections and 3.000 remarks as with one."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from strategy.models import Passage, Remark, Section, Version
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db

CHAPTERS, SECTIONS_EACH, REMARKS_EACH = 10, 29, 10
HEAVIEST_CHAPTER = 150_000
BODY = "<p>" + "Der Bus kommt auf Bestellung, auch am Wochenende und in der Nacht. " * 8 + "</p>"
# For a visitor, and for somebody who is signed in.
WANTED = {"version": (4, 7), "whole": (4, 7), "passage": (7, 11), "difference": (8, 11)}


def small(sections: int) -> Version:
    version = VersionFactory()
    chapter = PassageFactory(version=version)
    for _each in range(sections):
        RemarkFactory(passage=PassageFactory(version=version, parent=chapter))
    return version


def large() -> Version:
    version = VersionFactory()
    count = CHAPTERS * (SECTIONS_EACH + 1)
    sections = Section.objects.bulk_create(
        [Section(strategy=version.strategy) for _each in range(count)]
    )
    chapters = Passage.objects.bulk_create(
        [
            Passage(version=version, section=section, position=n, title=f"Kapitel {n}", body=BODY)
            for n, section in enumerate(sections[:CHAPTERS])
        ]
    )
    Passage.objects.bulk_create(
        [
            Passage(
                version=version,
                section=section,
                parent=chapters[n % CHAPTERS],
                position=n,
                title=f"Abschnitt {n}",
                body=BODY,
            )
            for n, section in enumerate(sections[CHAPTERS:])
        ]
    )
    author = UserFactory()
    Remark.objects.bulk_create(
        [
            Remark(
                number=f"K-2040-{n:04d}",
                version=version,
                section=sections[n % count],
                author=author,
                kind="remark",
                text="Auch am Wochenende?",
                created_at=timezone.now(),
            )
            for n in range(count * REMARKS_EACH)
        ]
    )
    return version


def addresses(version: Version) -> dict[str, str]:
    chapter = version.passages.select_related("section").filter(parent=None).first()
    return {
        "version": reverse("strategy:version", args=[version.slug]),
        "whole": reverse("strategy:whole", args=[version.slug]),
        "passage": reverse("strategy:passage", args=[version.slug, chapter.section.key]),
        "difference": reverse("strategy:difference", args=[version.slug, version.slug]),
    }


def cost(client, url: str) -> int:
    for name in ("visitors", "pages"):
        caches[name].clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("make", [lambda: small(1), lambda: small(3), large])
def test_reading_stays_within_the_budget(client, make):
    version = make()
    found = {name: [cost(client, url)] for name, url in addresses(version).items()}
    client.force_login(UserFactory())
    for name, url in addresses(version).items():
        cost(client, url)  # the first visit reads the session's age
        found[name].append(cost(client, url))
    assert {name: tuple(counts) for name, counts in found.items()} == WANTED


def test_a_kept_chapter_costs_a_signed_in_person_little(client, settings):
    settings.VISITOR_CACHE_SECONDS = 60
    url = addresses(small(3))["passage"]
    client.force_login(UserFactory())
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) == 5


def test_the_chapter_of_a_large_document_is_light(client):
    answer = client.get(addresses(large())["passage"])
    assert answer.content.count(b"doc-tools__link") == SECTIONS_EACH + 1
    assert b"10 Anmerkungen" in answer.content
    assert len(answer.content) < HEAVIEST_CHAPTER
