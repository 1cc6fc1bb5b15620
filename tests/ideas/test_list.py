import re

import pytest
from django.core.cache import caches
from django.urls import reverse

from ideas import listing
from myk10.region.models import FieldOfAction, Municipality
from tests.factories import (
    AwardFactory,
    CommentFactory,
    CompetitionFactory,
    IdeaFactory,
    IdeaImageFactory,
    OfficialAnswerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def list_url(competition=None):
    return reverse("ideas:idea_list", args=[competition.slug if competition else "speicher"])


def titles(client, competition=None, **query):
    response = client.get(list_url(competition), query)
    assert response.status_code == 200, response.get("Location")
    return [idea.title for idea in response.context["page_obj"].object_list]


# --- Cost ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("phase", "query", "queries"),
    [
        ("submission", {}, 7),
        ("submission", {"q": "idee", "feld": "mobilitaet", "stand": "offen"}, 7),
        ("voting", {"reihenfolge": "zufall", "start": "37"}, 8),
    ],
)
def test_list_costs_a_visitor_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, phase, query, queries, count
):
    competition = CompetitionFactory(phase=phase)
    for _each in range(count):
        idea = IdeaFactory(competition=competition, shuffle=0)  # behind the place 37
        IdeaImageFactory(idea=idea)
        CommentFactory(discussion=idea.discussion)

    with django_assert_num_queries(queries):
        response = client.get(list_url(competition), query)

    assert len(response.context["page_obj"].object_list) == count
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_citizen_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    competition = CompetitionFactory(phase="voting")
    IdeaFactory.create_batch(count, competition=competition, shuffle=0)
    client.force_login(UserFactory())

    with django_assert_num_queries(12):
        client.get(list_url(competition), {"start": "3"})


@pytest.mark.parametrize("count", [1, 3])
def test_pool_costs_a_visitor_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    IdeaFactory.create_batch(count, pool=True)

    with django_assert_num_queries(6):
        client.get(list_url(), {"reihenfolge": "unterstuetzt"})


def test_counts_of_many_ideas_are_kept(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(listing, "MANY", 2)
    competition = CompetitionFactory()
    IdeaFactory.create_batch(2, competition=competition)
    client.get(list_url(competition))

    with django_assert_num_queries(6):
        client.get(list_url(competition))

    caches["visitors"].clear()
    with django_assert_num_queries(7):
        client.get(list_url(competition))


# --- Choosing ------------------------------------------------------------------------------


def test_search_stems_german_words_and_finds_numbers(client):
    competition = CompetitionFactory()
    paths = IdeaFactory(competition=competition, title="Radwege im Wald")
    IdeaFactory(competition=competition, title="Leihräder", description="Für alle Bürgerinnen.")

    assert titles(client, competition, q="Radweg") == ["Radwege im Wald"]
    assert titles(client, competition, q="Leihrad") == ["Leihräder"]
    assert titles(client, competition, q="bürgerin") == ["Leihräder"]
    assert titles(client, competition, q=paths.number.lower()) == ["Radwege im Wald"]
    assert titles(client, competition, q="Rakete") == []


def test_title_weighs_more_than_description(client):
    competition = CompetitionFactory()
    IdeaFactory(competition=competition, title="Zweite", description="Eine Bank am Weg.")
    IdeaFactory(competition=competition, title="Bank am Weg")
    IdeaFactory(competition=competition, title="Dritte", description="Noch eine Bank.")

    assert titles(client, competition, q="Bank")[0] == "Bank am Weg"


def test_filters_by_field_and_place(client):
    competition = CompetitionFactory()
    mayen = Municipality.objects.get(slug="mayen")
    IdeaFactory(competition=competition, title="In Mayen", municipality=mayen)
    IdeaFactory(
        competition=competition,
        title="Überall",
        field_of_action=FieldOfAction.objects.get(slug="umwelt"),
    )

    assert titles(client, competition, gemeinde="mayen") == ["In Mayen"]
    assert titles(client, competition, gemeinde="kreisweit") == ["Überall"]
    assert titles(client, competition, feld="umwelt") == ["Überall"]
    assert titles(client, competition, feld="mobilitaet", gemeinde="kreisweit") == []


def test_filters_by_state(client):
    award = AwardFactory(idea__title="Prämiert")
    competition = award.competition
    answered = IdeaFactory(competition=competition, title="Beantwortet")
    OfficialAnswerFactory.create_batch(2, idea=answered)

    assert titles(client, competition, stand="praemiert") == ["Prämiert"]
    assert titles(client, competition, stand="beantwortet") == ["Beantwortet"]
    assert titles(client, competition, stand="offen") == ["Prämiert"]


def test_awards_cannot_be_found_out_before_the_result(client):
    competition = AwardFactory(idea__competition__phase="jury").competition
    IdeaFactory(competition=competition)

    assert len(titles(client, competition, stand="praemiert")) == 2
    assert "Platz 1" not in client.get(list_url(competition)).content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "refused", "withdrawn", "merged"])
def test_only_published_ideas_are_listed(client, state):
    idea = IdeaFactory(state=state, title="Nicht hier")
    client.force_login(idea.author)

    assert "Nicht hier" not in titles(client, idea.competition)
    assert "Nicht hier" not in titles(client, idea.competition, q="Nicht hier")


def test_hidden_idea_is_found_nowhere(client, hide):
    idea = IdeaFactory(title="Nicht hier")
    hide(idea)

    assert titles(client, idea.competition) == []
    assert titles(client, idea.competition, q=idea.number) == []


def test_lists_keep_competitions_and_pool_apart(client):
    in_competition = IdeaFactory(title="Im Wettbewerb")
    IdeaFactory(pool=True, title="Im Speicher")

    assert titles(client, in_competition.competition) == ["Im Wettbewerb"]
    assert titles(client) == ["Im Speicher"]


def test_sorts(client):
    for title, supporters, comments in [("Äpfel", 1, 0), ("Zebra", 2, 0), ("birnen", 0, 1)]:
        idea = IdeaFactory(pool=True, title=title)
        for _each in range(supporters):
            idea.supports.create(user=UserFactory())
        for _each in range(comments):
            CommentFactory(discussion=idea.discussion)

    assert titles(client) == ["birnen", "Zebra", "Äpfel"]
    assert titles(client, reihenfolge="titel") == ["Äpfel", "birnen", "Zebra"]
    assert titles(client, reihenfolge="unterstuetzt") == ["Zebra", "Äpfel", "birnen"]
    assert titles(client, reihenfolge="diskutiert")[0] == "birnen"


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99999999999999999999"},
        {"page": "9" * 5000},
        {"page": "-1"},
        {"page": "٣"},
        {"page": "x"},
        {"feld": "gibt-es-nicht", "gemeinde": "\x00", "stand": "x", "reihenfolge": "'; DROP"},
        {"q": "\x00\ud800".encode("utf-8", "surrogatepass")},
        {"q": "a\x0bb \u202e ' & | ! ( <->"},
        {"q": "wort " * 500},
        {"start": "99999999999"},
        {"start": "²"},
    ],
)
@pytest.mark.parametrize("phase", ["submission", "voting"])
def test_garbage_in_the_address_is_no_error(client, phase, query):
    competition = CompetitionFactory(phase=phase)
    IdeaFactory(competition=competition)

    assert client.get(list_url(competition), query, follow=True).status_code == 200


def test_result_is_told_in_words_with_a_way_out_of_the_empty_list(client):
    competition = CompetitionFactory()
    IdeaFactory.create_batch(2, competition=competition)
    page = client.get(list_url(competition)).content.decode()
    assert "2 Ideen</h2>" in page

    page = client.get(list_url(competition), {"q": "Rakete", "gemeinde": "mayen"}).content.decode()
    assert "0 Ideen zu „Rakete“ in Mayen" in page
    assert f'href="{list_url(competition)}"' in page


def test_map_counts_ideas_and_links_to_each_municipality(client):
    competition = CompetitionFactory()
    mayen = Municipality.objects.get(slug="mayen")
    IdeaFactory.create_batch(2, competition=competition, municipality=mayen)

    response = client.get(list_url(competition), {"feld": "mobilitaet", "gemeinde": "mayen"})

    tiles = {placed.tile.label: placed.tile for placed in response.context["map"]["chart"].tiles}
    assert len(tiles) == 10
    assert tiles["Mayen"].value == 2
    assert tiles["Mayen"].chosen
    assert tiles["Mayen"].url == f"{list_url(competition)}?feld=mobilitaet"
    assert tiles["Bendorf"].url == f"{list_url(competition)}?feld=mobilitaet&gemeinde=bendorf"


# --- The random order of the voting phase --------------------------------------------------


@pytest.fixture
def voting():
    competition = CompetitionFactory(phase="voting")
    IdeaFactory.create_batch(45, competition=competition)
    return competition


def test_random_order_gets_its_place_once_and_is_not_kept(client, voting):
    response = client.get(list_url(voting), {"gemeinde": "kreisweit"})

    assert response.status_code == 302
    assert re.search(r"\?gemeinde=kreisweit&reihenfolge=zufall&start=\d{1,2}$", response.url)
    assert "no-store" in response["Cache-Control"]
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("start", ["0", "37", "97"])  # the order goes on at its beginning
def test_random_order_is_stable_over_all_pages(client, voting, start):
    pages = [titles(client, voting, start=start, page=str(number)) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45
    assert titles(client, voting, start=start) == pages[0]


def test_random_order_differs_by_place(client, voting):
    assert titles(client, voting, start="10") != titles(client, voting, start="60")


def test_place_travels_in_the_links(client, voting):
    page = client.get(list_url(voting), {"start": "37", "feld": "mobilitaet"}).content.decode()

    assert "?feld=mobilitaet&amp;start=37&amp;page=2" in page
    assert '<input type="hidden" name="start" value="37">' in page


def test_other_orders_need_no_place(client, voting):
    assert len(titles(client, voting, reihenfolge="titel")) == 20


def test_no_votes_are_shown_while_voting_is_open(client, voting):
    page = client.get(list_url(voting), {"start": "1"}).content.decode()

    assert not re.search(r"\d+ Stimmen?\b", page.replace("Sie haben 3 Stimmen", ""))
