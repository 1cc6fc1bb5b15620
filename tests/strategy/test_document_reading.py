"""Pages of the document: what they show, to whom, and where they lead."""

import hashlib

import pytest
from django.urls import reverse

from strategy.models import Version
from tests.factories import StaffFactory
from tests.strategy.documents import two_versions
from tests.strategy.factories import PassageFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions():
    return two_versions()


def page(client, name, *args):
    answer = client.get(reverse(f"strategy:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_look(client, versions):
    page(client, "version", versions.old.slug)
    page(client, "version", versions.new.slug)
    page(client, "whole", versions.new.slug)
    page(client, "passage", versions.new.slug, versions.sections["travel"].key)
    page(client, "difference", versions.new.slug, versions.old.slug)
    answer = client.get(reverse("strategy:version_pdf", args=[versions.old.slug]))
    open("/tmp/dr.pdf", "wb").write(answer.content)
