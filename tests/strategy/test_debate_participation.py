"""Small numbers stay hidden: nobody can compute them from what is shown."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myk10.accounts.models import User
from myk10.region.models import FieldOfAction, Municipality
from strategy.models import Contribution, ContributionSupport
from strategy.participation import Participation
from tests.factories import UserFactory
from tests.strategy.factories import ContributionFactory, GuidingQuestionFactory

pytestmark = pytest.mark.django_db

PLACES = ["mayen", "mendig", "pellenz", ""]
FIELDS = ["arbeit", "bildung", ""]


def participation_of(said: list[tuple[str, str, int]]) -> tuple[Participation, dict, dict]:
    """What is published of contributions with field, place and supporters, and the true numbers."""
    question = GuidingQuestionFactory()
    fields, places = dict.fromkeys(FIELDS, 0), dict.fromkeys(PLACES, 0)
    for field, place, supporters in said:
        contribution = ContributionFactory(
            question=question,
            field_of_action=FieldOfAction.objects.filter(slug=field).first(),
            municipality=Municipality.objects.filter(slug=place).first(),
        )
        with_supporters(contribution, supporters)
        fields[field] += 1 + supporters
        places[place] += 1 + supporters
    return Participation(question), fields, places


def with_supporters(contribution: Contribution, count: int) -> None:
    """By the same twelve people each time, since making accounts takes long."""
    people = list(User.objects.filter(email__startswith="supporter")[:count])
    people += [UserFactory(email=f"supporter{n}@example.org") for n in range(len(people), count)]
    ContributionSupport.objects.bulk_create(
        ContributionSupport(contribution=contribution, user=person) for person in people
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(FIELDS), st.sampled_from(PLACES), st.integers(0, 12)), max_size=8
    )
)
def test_hidden_numbers_cannot_be_computed(said):
    ContributionSupport.objects.all().delete()
    Contribution.objects.all().delete()
    participation, fields, places = participation_of(said)
    for rows, true in ((participation.by_field, fields), (participation.by_municipality, places)):
        shown = {row.slug: row.value for row in rows}
        hidden = [true[slug] for slug, value in shown.items() if value is None]
        visible = {slug: value for slug, value in shown.items() if value is not None}
        assert visible == {slug: true.get(slug, 0) for slug in visible}
        assert all(value == 0 or value >= 5 for value in visible.values())
        # From the total one knows the sum of the hidden ones: it must leave more than one answer.
        if any(visible.values()) and hidden:
            assert len(hidden) > 1
            assert sum(hidden) >= 5


def test_a_small_number_takes_the_next_one_along():
    participation, _fields, _places = participation_of(
        [("arbeit", "mayen", 9), ("bildung", "mendig", 6), ("", "", 2)]
    )
    assert {row.slug: row.value for row in participation.by_field if row.value != 0} == {
        "arbeit": 10,
        "bildung": None,
        "": None,
    }
    shown = {row.slug: row.value for row in participation.by_municipality if row.value != 0}
    assert shown == {"mayen": 10, "mendig": None, "": None}


def test_only_what_is_public_counts():
    question = GuidingQuestionFactory()
    ContributionFactory(question=question, withdrawn_at=timezone.now())
    ContributionFactory()
    assert Participation(question).total == 0


def test_the_page_shows_no_hidden_number(client):
    participation, _fields, _places = participation_of(
        [("arbeit", "mayen", 9), ("bildung", "mendig", 6), ("", "", 2)]
    )
    address = reverse("strategy:question", args=[participation.question.slug])
    context = client.get(address).context
    bars = {drawn.bar.label: drawn.bar.text or drawn.bar.value for drawn in context["bars"]}
    assert bars["Arbeit"] == 10
    assert (bars["Bildung"], bars["ohne Handlungsfeld"]) == ("k. A.", "k. A.")
    tiles = {placed.tile.label: placed for placed in context["map"].tiles}
    assert (tiles["Mayen"].tile.value, tiles["Mayen"].tile.text) == (10, "")
    assert (tiles["Mendig"].tile.value, tiles["Mendig"].tile.text) == (0, "k. A.")
    assert context["county"].value is None
