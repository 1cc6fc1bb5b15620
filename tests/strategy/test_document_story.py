import pytest
from django.urls import reverse

from tests.strategy.documents import two_versions
from tests.strategy.factories import MeasureFactory, PassageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("measures", [1, 3])
def test_a_section_tells_its_way_in_the_same_queries_for_any_number_of_measures(
    client, measures, django_assert_num_queries
):
    versions = two_versions()
    section = versions.sections["bus"]
    for _ in range(measures):
        MeasureFactory(section=section)
    with django_assert_num_queries(6):
        response = client.get(reverse("strategy:section_story", args=[section.key]))
    page = response.content.decode()
    assert f"Neu in: {versions.old}" in page
    assert f"Geändert in: {versions.new}" in page
    assert page.count("Amt-O-Mat") >= measures


def test_nobody_learns_of_a_section_that_is_not_published(client):
    draft = PassageFactory(version__phase=None)
    response = client.get(reverse("strategy:section_story", args=[draft.section.key]))
    assert response.status_code == 404
