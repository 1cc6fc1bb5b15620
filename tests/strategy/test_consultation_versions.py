"""The page of a section's remarks, and what was remarked on its other versions."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db

ON_A_PAGE = 20


def address_of(passage) -> str:
    return reverse("strategy:section_remarks", args=[passage.version.slug, passage.section.key])


def page_of(client, passage) -> str:
    return client.get(address_of(passage)).content.decode()


@pytest.fixture
def passages():
    """A section in three versions, the oldest first."""
    now = timezone.now()
    first = PassageFactory(version__phase="evaluation", version__created_at=now - timedelta(days=9))
    later = [
        PassageFactory(
            section=first.section,
            version=VersionFactory(phase="evaluation", created_at=now - timedelta(days=days)),
        )
        for days in (6, 3)
    ]
    return [first, *later]


def test_a_remark_of_long_ago_keeps_its_day(client):
    passage = PassageFactory()
    RemarkFactory(passage=passage, created_at=timezone.now() - timedelta(days=400))
    assert client.get(address_of(passage)).status_code == 200


def test_remarks_on_the_version_before_come_first(client, passages):
    oldest, middle, newest = passages
    shown = [RemarkFactory(passage=passage).number for passage in (middle, oldest)]
    found = re.findall(r'id="([^"]*)"', page_of(client, newest))
    assert [number for number in found if number in shown] == shown


def test_every_version_is_a_link_away_once_not_all_remarks_fit(client, passages):
    oldest, middle, newest = passages
    RemarkFactory(passage=oldest)
    for _ in range(ON_A_PAGE + 1):
        RemarkFactory(passage=middle)
    links = [f'href="{address_of(passage)}"' for passage in (middle, oldest)]
    page = page_of(client, newest)
    assert [page.count(link) for link in links] == [1, 1]
    assert page.index(links[0]) < page.index(links[1])


def test_no_such_link_where_all_fit(client, passages):
    oldest, _middle, newest = passages
    for _ in range(ON_A_PAGE):
        RemarkFactory(passage=oldest)
    assert f'href="{address_of(oldest)}"' not in page_of(client, newest)
