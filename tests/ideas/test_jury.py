import pytest

from ideas.actions.checking import set_shortlisted
from ideas.actions.results import jury_points, score_idea, standings
from ideas.models import Juror, JurorScore
from myk10.refusal import Refused
from tests.factories import CompetitionFactory, CriterionFactory, IdeaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition():
    return CompetitionFactory(phase="jury", slug="jury-2026")


@pytest.fixture
def criteria(competition):
    return [CriterionFactory(competition=competition, name=name) for name in ("Alltag", "Mut")]


@pytest.fixture
def juror(competition):
    return Juror.objects.create(competition=competition, user=UserFactory())


@pytest.fixture
def idea(competition):
    idea = IdeaFactory(competition=competition, title="Lastenrad für alle")
    set_shortlisted(idea=idea, shortlisted=True)
    idea.refresh_from_db()
    return idea


def saved_points(juror):
    scores = JurorScore.objects.filter(juror=juror).order_by("criterion__position")
    return list(scores.values_list("criterion__name", "points"))


def test_list_shows_shortlisted_ideas_and_progress(client, juror, idea, criteria):
    IdeaFactory(competition=juror.competition, title="Nicht in der engeren Wahl")
    score_idea(juror=juror, idea=idea, points=dict.fromkeys(criteria, 4))
    client.force_login(juror.user)
    page = client.get("/ideen/jury-2026/jury/").content.decode()
    assert "Lastenrad für alle" in page
    assert "Nicht in der engeren Wahl" not in page
    assert "1 von 1 Ideen fertig bewertet" in page


def test_number_of_queries_does_not_grow(client, juror, idea, criteria, django_assert_num_queries):
    client.force_login(juror.user)
    with django_assert_num_queries(8):
        client.get("/ideen/jury-2026/jury/")
    for more in IdeaFactory.create_batch(2, competition=juror.competition):
        set_shortlisted(idea=more, shortlisted=True)
    with django_assert_num_queries(8):
        client.get("/ideen/jury-2026/jury/")


@pytest.mark.parametrize("path", ["/ideen/jury-2026/jury/", "/ideen/jury-2026/jury/{number}/"])
def test_others_do_not_find_the_jury(client, idea, criteria, juror, path):
    other = Juror.objects.create(competition=CompetitionFactory(phase="jury"), user=UserFactory())
    for user in (UserFactory(), UserFactory(is_staff=True), other.user):
        client.force_login(user)
        assert client.get(path.format(number=idea.number)).status_code == 404


def test_visitors_are_asked_to_sign_in(client, competition):
    response = client.get("/ideen/jury-2026/jury/")
    assert response.status_code == 302
    assert response.url == "/konto/login/?next=/ideen/jury-2026/jury/"


def test_points_can_be_saved_in_parts(client, juror, idea, criteria):
    client.force_login(juror.user)
    address = f"/ideen/jury-2026/jury/{idea.number}/"
    response = client.post(address, {f"criterion-{criteria[0].pk}": "5"})
    assert response.url == "/ideen/jury-2026/jury/"
    assert saved_points(juror) == [("Alltag", 5)]
    client.post(address, {f"criterion-{criteria[0].pk}": "", f"criterion-{criteria[1].pk}": "0"})
    assert saved_points(juror) == [("Mut", 0)]


def test_save_and_go_on_leads_to_the_next_open_idea(client, juror, idea, criteria):
    second = IdeaFactory(competition=juror.competition)
    set_shortlisted(idea=second, shortlisted=True)
    client.force_login(juror.user)
    points = {f"criterion-{c.pk}": "3" for c in criteria} | {"next": "1"}
    response = client.post(f"/ideen/jury-2026/jury/{idea.number}/", points)
    assert response.url == f"/ideen/jury-2026/jury/{second.number}/"
    response = client.post(response.url, points)
    assert response.url == "/ideen/jury-2026/jury/"


@pytest.mark.parametrize("value", ["6", "-1", "viele", "1e3"])
def test_points_beyond_the_scale_are_refused(client, juror, idea, criteria, value):
    client.force_login(juror.user)
    response = client.post(
        f"/ideen/jury-2026/jury/{idea.number}/", {f"criterion-{criteria[0].pk}": value}
    )
    assert response.status_code == 200
    assert "Bitte prüfen Sie Ihre Angaben" in response.content.decode()
    assert saved_points(juror) == []


@pytest.mark.parametrize("phase", ["voting", "result"])
def test_outside_the_jury_phase_nothing_is_saved(client, phase):
    competition = CompetitionFactory(phase=phase, winner_rule="vote_and_jury")
    criterion = CriterionFactory(competition=competition)
    idea = IdeaFactory(competition=competition)
    set_shortlisted(idea=idea, shortlisted=True)
    juror = Juror.objects.create(competition=competition, user=UserFactory())
    client.force_login(juror.user)
    address = f"/ideen/{competition.slug}/jury/{idea.number}/"
    assert 'type="radio"' not in client.get(address).content.decode()
    page = client.post(address, {f"criterion-{criterion.pk}": "5"}, follow=True).content.decode()
    assert "Die Jury kann jetzt nicht bewerten." in page
    assert saved_points(juror) == []


def test_own_idea_cannot_be_scored(client, juror, criteria):
    own = IdeaFactory(competition=juror.competition, author=juror.user)
    set_shortlisted(idea=own, shortlisted=True)
    client.force_login(juror.user)
    assert (
        "Das ist Ihre eigene Idee"
        in client.get(f"/ideen/jury-2026/jury/{own.number}/").content.decode()
    )
    with pytest.raises(Refused, match="eigene Idee"):
        score_idea(juror=juror, idea=own, points={criteria[0]: 5})


def test_only_shortlisted_ideas_are_scored(juror, criteria):
    idea = IdeaFactory(competition=juror.competition)
    with pytest.raises(Refused, match="nicht auf der Jury-Liste"):
        score_idea(juror=juror, idea=idea, points={criteria[0]: 5})


def test_scored_ideas_stay_on_the_list(juror, idea, criteria):
    score_idea(juror=juror, idea=idea, points={criteria[0]: 5})
    with pytest.raises(Refused, match="schon bewertet"):
        set_shortlisted(idea=idea, shortlisted=False)


def test_points_are_averaged_over_jurors_and_criteria(juror, idea, criteria):
    second = Juror.objects.create(competition=juror.competition, user=UserFactory())
    score_idea(juror=juror, idea=idea, points=dict(zip(criteria, (5, 4), strict=True)))
    score_idea(juror=second, idea=idea, points=dict(zip(criteria, (3, 0), strict=True)))
    assert jury_points(juror.competition) == {idea.number: 3.0}


def test_hidden_ideas_leave_the_standings(juror, idea, criteria, hide):
    score_idea(juror=juror, idea=idea, points={criteria[0]: 5})
    assert [s.number for s in standings(juror.competition, count=None)] == [idea.number]
    hide(idea)
    assert standings(juror.competition, count=None) == []


def test_the_competition_leads_jurors_to_their_page(client, juror, idea):
    link = 'href="/ideen/jury-2026/jury/"'
    assert link not in client.get("/ideen/jury-2026/").content.decode()
    client.force_login(UserFactory())
    assert link not in client.get("/ideen/jury-2026/").content.decode()
    client.force_login(juror.user)
    assert link in client.get("/ideen/jury-2026/").content.decode()
