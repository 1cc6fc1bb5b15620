from xml.etree import ElementTree

import pytest
from django.urls import reverse

from ideas.actions.submitting import enter_competition
from tests.factories import CompetitionFactory, IdeaFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client):
    response = client.get(reverse("ideas:feed"))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(client):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client)]


def test_feed_has_new_ideas_of_competitions_and_pool(client):
    IdeaFactory(title="Im Wettbewerb")
    IdeaFactory(pool=True, title="Im Speicher <svg onload>")

    assert titles(client) == ["Im Speicher <svg onload>", "Im Wettbewerb"]


@pytest.mark.parametrize("state", ["draft", "submitted", "refused", "withdrawn"])
def test_feed_has_published_ideas_only(client, state):
    IdeaFactory(state=state)

    assert titles(client) == []


def test_feed_leaves_hidden_ideas_out(client, hide):
    hide(IdeaFactory())

    assert titles(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_feed_costs_the_same_for_any_number_of_ideas(client, django_assert_num_queries, count):
    IdeaFactory.create_batch(count)

    with django_assert_num_queries(2):
        assert len(titles(client)) == count


def test_entry_keeps_its_name_when_the_idea_enters_a_competition(client):
    idea = IdeaFactory(pool=True, author=None)
    before = entries(client)[0]
    enter_competition(idea=idea, competition=CompetitionFactory(phase="submission"))

    after = entries(client)[0]

    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.find(f"{ATOM}link").get("href") != before.find(f"{ATOM}link").get("href")
    assert after.findtext(f"{ATOM}author/{ATOM}name") == "gelöschtes Konto"
