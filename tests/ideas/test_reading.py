import pytest

from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    CriterionFactory,
    IdeaFactory,
    IdeaImageFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEXT_STEPS = {
    "announcement": "Regeln lesen",
    "submission": "Idee einreichen",
    "screening": "Ideen ansehen",
    "voting": "Jetzt abstimmen",
    "jury": "Ideen ansehen",
    "result": "Ergebnis ansehen",
}


# --- Home and overview ---------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["/", "/ideen/"])
def test_front_page_and_overview_cost_a_visitor_the_same_for_any_number_of_rows(
    client, django_assert_max_num_queries, path, count
):
    for _each in range(count):
        IdeaImageFactory(idea=IdeaFactory(competition__phase="voting"))
        IdeaImageFactory(idea=AwardFactory().idea)
        IdeaImageFactory(idea=IdeaFactory(pool=True))

    with django_assert_max_num_queries(8):
        response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_front_page_shows_winners_once_the_result_is_out(client):
    AwardFactory(idea__competition__phase="jury")
    assert "Platz 1" not in client.get("/").content.decode()

    AwardFactory()
    assert client.get("/").content.decode().count("Platz 1") == 2  # as a winner and as a new idea


def test_front_page_shows_citizens_their_ideas_and_votes(client, django_assert_max_num_queries):
    user = UserFactory()
    competition = CompetitionFactory(phase="voting")
    IdeaFactory(author=user, state="submitted", title="Meine Idee")
    IdeaFactory.create_batch(3, competition=competition)
    client.force_login(user)

    with django_assert_max_num_queries(12):
        page = client.get("/").content.decode()

    assert "Meine Idee" in page
    assert "3 von 3 Stimmen" in page


def test_overview_puts_what_is_urgent_first(client):
    CompetitionFactory(phase="announcement", title="Angekündigt")
    CompetitionFactory(phase="voting", title="In Abstimmung")
    CompetitionFactory(phase="result", title="Vorbei")

    response = client.get("/ideen/")

    assert [c.title for c in response.context["current"]] == ["In Abstimmung", "Angekündigt"]
    assert [c.title for c in response.context["past"]] == ["Vorbei"]


# --- Competition ---------------------------------------------------------------------------


@pytest.mark.parametrize(("phase", "label"), NEXT_STEPS.items())
def test_competition_offers_one_action_for_its_phase(
    client, django_assert_max_num_queries, phase, label
):
    competition = CompetitionFactory(phase=phase)
    CriterionFactory.create_batch(3, competition=competition)
    for _each in range(3):
        IdeaImageFactory(idea=IdeaFactory(competition=competition))

    with django_assert_max_num_queries(8):
        page = client.get(competition.get_absolute_url()).content.decode()

    assert f'<span class="kern-label">{label}</span>' in page


def test_unannounced_competition_is_seen_by_the_projektbuero_only(client):
    url = CompetitionFactory(phase=None).get_absolute_url()

    assert client.get(url).status_code == 404
    client.force_login(StaffFactory())
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Es gewinnen die 3 Ideen mit den meisten Stimmen."),
        ({"winner_rule": "jury", "voting_from": None}, "Eine Jury entscheidet."),
        ({"winner_rule": "steering", "voting_from": None}, "Die Lenkungsgruppe beschließt"),
        ({"winner_rule": "vote_and_jury", "vote_weight": 70}, "Die Jury zählt 30 Prozent"),
        ({"winners_count": 1}, "Es gewinnt die Idee mit den meisten Stimmen."),
    ],
)
def test_competition_says_in_words_how_winners_are_found(client, fields, text):
    assert text in client.get(CompetitionFactory(**fields).get_absolute_url()).content.decode()


def test_pool_leads_to_the_competition_that_takes_ideas(client, django_assert_max_num_queries):
    CompetitionFactory(phase="submission", title="Offener Wettbewerb")
    IdeaImageFactory(idea=IdeaFactory(pool=True, title="Aus dem Speicher"))

    with django_assert_max_num_queries(8):
        page = client.get("/ideen/speicher/").content.decode()

    assert "Offener Wettbewerb" in page
    assert "Aus dem Speicher" in page
