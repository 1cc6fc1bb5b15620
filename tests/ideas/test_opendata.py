import csv
import json
from io import StringIO

import pytest

from ideas.actions.results import freeze_count
from myk10.spreadsheet import harmless
from tests.factories import (
    AssessmentFactory,
    CompetitionFactory,
    IdeaFactory,
    OfficialAnswerFactory,
)
from tests.ideas.voting import publish, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition():
    return CompetitionFactory(phase="voting", slug="wahl", title="Wahl 2026")


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode()


def rows_of(response) -> list[dict[str, str]]:
    text = text_of(response)
    assert text.startswith(("\ufeffNummer;", "\ufeffReihenfolge;"))
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_ideas_as_csv(client, competition):
    idea = IdeaFactory(competition=competition, title="Bus; Bahn", description="Zeile 1\nZeile 2")
    AssessmentFactory(idea=idea)
    OfficialAnswerFactory(idea=idea)
    response = client.get("/ideen/wahl/ideen.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Link"] == '<https://www.govdata.de/dl-de/by-2-0>; rel="license"'
    (row,) = rows_of(response)
    assert row["Nummer"] == idea.number
    assert row["Titel"] == "Bus; Bahn"
    assert row["Beschreibung"] == "Zeile 1\nZeile 2"
    assert row["Gemeinde"] == "kreisweit"
    assert row["Machbarkeit"] == "durchführbar"
    assert row["Adresse"] == f"http://localhost/ideen/wahl/{idea.number}/"
    assert row["Lizenz"] == "dl-de/by-2-0"


def test_ideas_as_json(client, competition):
    idea = IdeaFactory(competition=competition, title='Mit "Anführung"')
    data = json.loads(text_of(client.get("/ideen/wahl/ideen.json")))
    assert data["wettbewerb"] == "Wahl 2026"
    assert data["lizenz"]["id"] == "dl-de/by-2-0"
    assert [row["nummer"] for row in data["ideen"]] == [idea.number]
    assert data["ideen"][0]["titel"] == 'Mit "Anführung"'


def test_empty_competition_is_valid_json(client, competition):
    assert json.loads(text_of(client.get("/ideen/wahl/ideen.json")))["ideen"] == []


def test_pool_is_exported_under_its_address(client, competition):
    IdeaFactory(competition=competition)
    idea = IdeaFactory(pool=True)
    (row,) = rows_of(client.get("/ideen/speicher/ideen.csv"))
    assert (row["Nummer"], row["Wettbewerb"]) == (idea.number, "Ideenspeicher")
    assert client.get("/ideen/speicher/ergebnis.csv").status_code == 404


@pytest.mark.parametrize("name", ["ideen.csv", "ideen.json"])
def test_only_published_ideas_are_exported(client, competition, hide, name):
    for state in ("draft", "submitted", "refused", "withdrawn"):
        IdeaFactory(competition=competition, state=state, title=f"Geheim {state}")
    hidden = IdeaFactory(competition=competition, title="Geheim ausgeblendet")
    hide(hidden)
    for signed_in in (None, hidden.author):
        if signed_in:
            client.force_login(signed_in)
        assert "Geheim" not in text_of(client.get(f"/ideen/wahl/{name}"))


@pytest.mark.parametrize("name", ["ideen.csv", "ideen.json"])
def test_no_personal_data_and_no_votes_while_voting(client, competition, name):
    idea = IdeaFactory(competition=competition, author__display_name="Margarete Musterfrau")
    vote([idea])
    text = text_of(client.get(f"/ideen/wahl/{name}"))
    assert "Margarete" not in text
    assert idea.author.email not in text
    assert "timme" not in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " ="])
def test_formulas_are_neutralised(sign):
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("value", ["Bus", "1-2", 7, -3, 0.5, "", None])
def test_other_values_stay(value):
    assert harmless(value) == value


def test_formula_in_a_title_does_not_reach_the_spreadsheet(client, competition):
    IdeaFactory(competition=competition, title='=HYPERLINK("http://x")')
    (row,) = rows_of(client.get("/ideen/wahl/ideen.csv"))
    assert row["Titel"] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("name", ["ergebnis.csv", "ergebnis.json", "stimmzettel.json"])
@pytest.mark.parametrize("phase", ["submission", "voting", "jury"])
def test_results_only_after_publication(client, name, phase):
    competition = CompetitionFactory(phase=phase)
    if phase == "jury":
        freeze_count(competition=competition)
    assert client.get(f"/ideen/{competition.slug}/{name}").status_code == 404


def test_result_as_csv_and_json(client, competition):
    first, second = IdeaFactory.create_batch(2, competition=competition)
    vote([first, second])
    vote([second])
    count = freeze_count(competition=publish(competition))
    rows = rows_of(client.get("/ideen/wahl/ergebnis.csv"))
    assert [(r["Reihenfolge"], r["Nummer"], r["Stimmen"]) for r in rows] == [
        ("1", second.number, "2"),
        ("2", first.number, "1"),
    ]
    data = json.loads(text_of(client.get("/ideen/wahl/ergebnis.json")))
    assert (data["abstimmende"], data["stimmen"]) == (2, 3)
    assert data["sha256_der_stimmzettel"] == count.sha256
    assert [row["stimmen"] for row in data["ergebnis"]] == [2, 1]


def test_number_of_queries_does_not_grow(client, competition, django_assert_num_queries):
    IdeaFactory(competition=competition)
    with django_assert_num_queries(2):
        text_of(client.get("/ideen/wahl/ideen.csv"))
    IdeaFactory.create_batch(2, competition=competition)
    with django_assert_num_queries(2):
        text_of(client.get("/ideen/wahl/ideen.csv"))


def test_unannounced_competition_is_not_found(client):
    slug = CompetitionFactory(phase=None).slug
    assert client.get(f"/ideen/{slug}/ideen.csv").status_code == 404
