import pytest
from django.test import Client
from django.urls import reverse

from ideas.models import Vote
from tests.factories import CompetitionFactory, IdeaFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def competition():
    return CompetitionFactory(phase="voting")


@pytest.fixture
def idea(competition):
    return IdeaFactory(competition=competition)


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def vote_url(idea):
    return reverse("ideas:vote", args=[idea.slug, idea.number])


def ballot_url(competition):
    return reverse("ideas:ballot", args=[competition.slug])


def votes_of(user):
    return set(Vote.objects.filter(ballot__user=user).values_list("idea__number", flat=True))


# --- Giving and taking back ----------------------------------------------------------------


def test_vote_is_given_and_leads_back_to_its_place(client, citizen, idea):
    page = f"{reverse('ideas:idea_list', args=[idea.slug])}?start=3"

    response = client.post(vote_url(idea), {"stimme": "geben", "next": page})

    assert response.status_code == 303
    assert response.url == f"{page}#{idea.number}"
    assert votes_of(citizen) == {idea.number}


def test_vote_is_set_and_unset_never_toggled(client, citizen, idea):
    for value, expected in [
        ("geben", {idea.number}),
        ("geben", {idea.number}),
        ("zuruecknehmen", set()),
        ("zuruecknehmen", set()),
    ]:
        client.post(vote_url(idea), {"stimme": value})
        assert votes_of(citizen) == expected


def test_vote_by_get_changes_nothing_and_leads_to_the_idea(client, citizen, idea):
    response = client.get(vote_url(idea), {"stimme": "geben"})

    assert response.status_code == 302
    assert response.url == idea.get_absolute_url()
    assert votes_of(citizen) == set()


@pytest.mark.parametrize("value", ["", "vielleicht"])
def test_vote_that_says_neither_is_404(client, citizen, idea, value):
    assert client.post(vote_url(idea), {"stimme": value}).status_code == 404


def test_visitor_is_asked_to_sign_in_first(client, idea):
    response = client.post(vote_url(idea), {"stimme": "geben"})

    assert response.url == f"{reverse('account_login')}?next={idea.get_absolute_url()}"
    assert not Vote.objects.exists()


def test_vote_without_token_is_refused(idea, citizen):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(citizen)

    assert strict.post(vote_url(idea), {"stimme": "geben"}).status_code == 403
    assert votes_of(citizen) == set()


@pytest.mark.parametrize("next_page", ["https://boese.example/", "//boese.example", "javascript:x"])
def test_vote_does_not_lead_to_other_sites(client, citizen, idea, next_page):
    response = client.post(vote_url(idea), {"stimme": "geben", "next": next_page})

    assert response.url == f"{idea.get_absolute_url()}#{idea.number}"


def test_vote_over_the_quota_is_refused_with_a_way_out(client, citizen, competition):
    for idea in IdeaFactory.create_batch(3, competition=competition):
        client.post(vote_url(idea), {"stimme": "geben"})
    one_more = IdeaFactory(competition=competition)

    response = client.post(vote_url(one_more), {"stimme": "geben"}, follow=True)

    assert response.redirect_chain == [(one_more.get_absolute_url(), 303)]
    assert "Sie haben alle 3 Stimmen vergeben." in response.content.decode()
    assert one_more.number not in votes_of(citizen)


@pytest.mark.parametrize("phase", ["submission", "screening", "jury", "result"])
def test_vote_outside_the_voting_phase_is_refused(client, citizen, phase):
    idea = IdeaFactory(competition__phase=phase)

    response = client.post(vote_url(idea), {"stimme": "geben"}, follow=True)

    assert "Die Abstimmung ist nicht geöffnet." in response.content.decode()
    assert votes_of(citizen) == set()


def test_vote_for_an_idea_of_the_pool_is_refused(client, citizen):
    idea = IdeaFactory(pool=True)

    response = client.post(vote_url(idea), {"stimme": "geben"}, follow=True)

    assert "wird nicht abgestimmt" in response.content.decode()


def test_vote_for_an_idea_out_of_sight_is_404(client, citizen, competition):
    idea = IdeaFactory(competition=competition, state="submitted")

    assert client.post(vote_url(idea), {"stimme": "geben"}).status_code == 404


def test_vote_for_an_idea_hidden_since_can_be_taken_back(client, citizen, idea, hide):
    client.post(vote_url(idea), {"stimme": "geben"})
    hide(idea)

    page = client.get(ballot_url(idea.competition)).content.decode()
    assert f"Die Idee {idea.number} ist nicht mehr zu sehen." in page
    assert idea.title not in page
    client.post(vote_url(idea), {"stimme": "zuruecknehmen"})
    assert votes_of(citizen) == set()


# --- With htmx -----------------------------------------------------------------------------


def test_htmx_gets_the_form_and_the_count(client, citizen, idea):
    response = client.post(vote_url(idea), {"stimme": "geben"}, **HTMX)
    page = response.content.decode()

    assert response.status_code == 200
    assert "<html" not in page
    assert "Sie stimmen für diese Idee." in page
    assert f'id="stimme-{idea.number}"' in page
    assert 'hx-swap-oob="innerHTML:#stimmen-stand"' in page
    assert "Noch 2 von 3 Stimmen" in page


def test_htmx_shows_a_refusal_beside_the_button(client, citizen, competition):
    for idea in IdeaFactory.create_batch(3, competition=competition):
        client.post(vote_url(idea), {"stimme": "geben"})

    response = client.post(
        vote_url(IdeaFactory(competition=competition)), {"stimme": "geben"}, **HTMX
    )

    page = response.content.decode()
    assert '<p class="vote__refusal" role="alert">Sie haben alle 3 Stimmen vergeben.' in page
    assert "Alle 3 Stimmen vergeben" in page


def test_htmx_leads_to_the_login_after_the_session_ended(client, idea):
    response = client.post(vote_url(idea), {"stimme": "geben"}, **HTMX)

    assert response["HX-Redirect"] == f"{reverse('account_login')}?next={idea.get_absolute_url()}"


def test_htmx_loads_the_page_anew_when_its_token_is_too_old(citizen, idea):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(citizen)

    response = strict.post(vote_url(idea), {"stimme": "geben"}, **HTMX)

    assert response.status_code == 403
    assert response["HX-Refresh"] == "true"


def test_htmx_loads_the_page_anew_once_voting_is_over(client, citizen):
    idea = IdeaFactory(competition__phase="jury")

    response = client.post(vote_url(idea), {"stimme": "geben"}, **HTMX)

    assert response["HX-Redirect"] == idea.get_absolute_url()
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Die Abstimmung ist nicht geöffnet." in page


# --- What a person sees of the own votes ---------------------------------------------------


def test_list_shows_which_ideas_have_my_votes_and_how_many_are_left(client, citizen, competition):
    mine, other = IdeaFactory.create_batch(2, competition=competition)
    client.post(vote_url(mine), {"stimme": "geben"})

    page = client.get(
        reverse("ideas:idea_list", args=[competition.slug]), {"start": "0"}
    ).content.decode()

    assert "Noch 2 von 3 Stimmen" in page
    assert page.count("Sie stimmen für diese Idee.") == 1
    assert page.count('value="zuruecknehmen"') == 1
    assert page.count('value="geben"') == 1
    assert f'id="{other.number}"' in page


def test_visitor_sees_no_form_but_the_way_to_one(client, idea):
    page = client.get(idea.get_absolute_url()).content.decode()

    assert "<form" not in page
    assert f"{reverse('account_login')}?next={idea.get_absolute_url()}" in page


def test_visitor_has_no_ballot(client, competition):
    response = client.get(ballot_url(competition))

    assert response.url == f"{reverse('account_login')}?next={ballot_url(competition)}"


@pytest.mark.parametrize("count", [1, 3])
def test_ballot_costs_the_same_for_any_number_of_votes(
    client, citizen, competition, django_assert_num_queries, count
):
    for idea in IdeaFactory.create_batch(count, competition=competition):
        client.post(vote_url(idea), {"stimme": "geben"})
    client.get(ballot_url(competition))  # shows the messages

    with django_assert_num_queries(7):
        response = client.get(ballot_url(competition))

    assert len(response.context["cards"]) == count


def test_ballot_of_others_is_not_shown(client, citizen, idea):
    client.post(vote_url(idea), {"stimme": "geben"})
    client.force_login(UserFactory())

    page = client.get(ballot_url(idea.competition)).content.decode()

    assert "Sie haben noch keine Stimme vergeben" in page
    assert idea.title not in page


def test_ballot_stays_readable_after_voting(client, citizen, idea):
    client.post(vote_url(idea), {"stimme": "geben"})
    competition = idea.competition
    competition.result_from = competition.voting_from
    competition.voting_from, competition.screening_from = competition.screening_from, None
    competition.save()

    page = client.get(ballot_url(competition)).content.decode()

    assert idea.title in page
    assert "Stimme zurücknehmen" not in page


def test_competition_without_a_vote_has_no_ballot(client, citizen):
    competition = CompetitionFactory(winner_rule="steering", voting_from=None)

    assert client.get(ballot_url(competition)).status_code == 404


def test_own_page_of_votes_is_never_kept(client, citizen, competition):
    assert "no-store" in client.get(ballot_url(competition))["Cache-Control"]
