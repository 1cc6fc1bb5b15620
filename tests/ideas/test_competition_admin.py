from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.db import ProgrammingError
from django.utils import timezone

from ideas.actions.results import freeze_count
from ideas.models import (
    Ballot,
    Competition,
    Count,
    Idea,
    Juror,
    Vote,
)
from myk10.templatetags.texts import long_moment
from tests.factories import (
    CompetitionFactory,
    CriterionFactory,
    IdeaFactory,
    StaffFactory,
    UserFactory,
)
from tests.ideas.voting import end_voting, publish, vote

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/ideas/idea/"
COMPETITIONS = "/verwaltung/ideas/competition/"


def form_data(competition: Competition, **changes) -> dict:
    data = {
        "title": competition.title, "slug": competition.slug, "year": competition.year,
        "summary": competition.summary, "call_text": competition.call_text,
        "rules_text": competition.rules_text, "winner_rule": competition.winner_rule,
        "vote_weight": competition.vote_weight or "",
        "votes_per_person": competition.votes_per_person,
        "winners_count": competition.winners_count,
        "answer_within_days": competition.answer_within_days,
        "criteria-TOTAL_FORMS": 0, "criteria-INITIAL_FORMS": 0,
        "jurors-TOTAL_FORMS": 0, "jurors-INITIAL_FORMS": 0,
    }  # fmt: skip
    for phase in ("announcement", "submission", "screening", "voting", "jury", "result"):
        moment = getattr(competition, f"{phase}_from")
        moment = timezone.localtime(moment) if moment else None
        data[f"{phase}_from_0"] = moment.strftime("%d.%m.%Y") if moment else ""
        data[f"{phase}_from_1"] = moment.strftime("%H:%M:%S") if moment else ""
    return data | changes


def errors_of(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def told(moment) -> str:
    return str(long_moment(moment))


def test_competition_is_saved(office):
    competition = CompetitionFactory(phase="announcement")
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, title="Neuer Titel")
    )
    assert response.status_code == 302
    assert Competition.objects.get().title == "Neuer Titel"


@pytest.mark.parametrize(
    ("changes", "is_dated"), [({"title": "Neu"}, False), ({"result_from_0": "01.01.2099"}, True)]
)
def test_change_of_dates_is_dated(office, changes, is_dated):
    long_ago = timezone.now() - timedelta(days=9)
    competition = CompetitionFactory(phase="announcement", dates_set_at=long_ago)
    office.post(f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, **changes))
    competition.refresh_from_db()
    assert (competition.dates_set_at > long_ago) == is_dated


def test_dates_out_of_order_are_explained(office):
    competition = CompetitionFactory(phase="announcement")
    data = form_data(
        competition, screening_from_0="", screening_from_1="", voting_from_0="01.01.2020"
    )
    response = office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    moment = told(competition.submission_from)
    assert errors_of(response) == {
        "voting_from": [f"Muss nach „Einreichung“ beginnen, also nach {moment}."]
    }
    assert 'value="01.01.2020"' in response.content.decode()


def test_a_date_before_one_that_is_fixed_is_explained(office):
    competition = CompetitionFactory(phase="submission")
    data = form_data(competition, announcement_from_0="01.01.2040")
    response = office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    moment = told(competition.submission_from)
    assert errors_of(response) == {
        "announcement_from": [f"Muss vor „Einreichung“ beginnen, also vor {moment}."]
    }


def test_rule_without_its_phase_is_explained(office):
    competition = CompetitionFactory(phase="announcement")
    data = form_data(competition, voting_from_0="", voting_from_1="")
    response = office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    assert errors_of(response) == {
        "voting_from": ["Ohne dieses Datum geht die Regel „öffentliche Abstimmung“ nicht."]
    }


def test_weight_without_its_rule_is_explained(office):
    competition = CompetitionFactory(phase="announcement")
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, vote_weight="50")
    )
    assert "gehört zu „Abstimmung und Jury, gewichtet“" in errors_of(response)["__all__"][0]


def test_slug_of_the_pool_is_taken(office):
    competition = CompetitionFactory(phase=None)
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, slug="speicher")
    )
    assert errors_of(response) == {"slug": ["Dieses Kürzel gehört dem Ideenspeicher."]}


def test_rules_are_frozen_once_submission_has_begun(office):
    competition = CompetitionFactory(phase="submission")
    criterion = CriterionFactory(competition=competition)
    data = form_data(
        competition, votes_per_person="9", rules_text="<p>Neu</p>", winner_rule="steering"
    )
    data |= {
        "criteria-TOTAL_FORMS": 1, "criteria-INITIAL_FORMS": 1, "criteria-0-id": criterion.pk,
        "criteria-0-competition": competition.pk, "criteria-0-name": "Neu", "criteria-0-position": 1,
    }  # fmt: skip
    office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    saved = Competition.objects.get()
    assert (saved.votes_per_person, saved.winner_rule) == (3, "vote")
    assert saved.criteria.get().name == criterion.name


def test_frozen_rules_are_shown_as_text(office):
    competition = CompetitionFactory(
        phase="submission", rules_text="<p>Drei <strong>Stimmen</strong></p>"
    )
    page = office.get(f"{COMPETITIONS}{competition.pk}/change/").content.decode()
    assert "<p>Drei <strong>Stimmen</strong></p>" in page
    assert 'name="rules_text"' not in page


@pytest.mark.parametrize(
    "change",
    [
        {"winner_rule": "steering"},
        {"votes_per_person": 9},
        {"winners_count": 1},
        {"rules_text": "<p>Neu</p>"},
        {"submission_from": timezone.now() + timedelta(days=1)},
    ],
)
def test_database_keeps_the_rules_frozen(change):
    competition = CompetitionFactory(phase="submission")
    with pytest.raises(ProgrammingError, match="frozen once submission has begun"):
        Competition.objects.filter(pk=competition.pk).update(**change)


def test_rules_may_change_until_submission_begins():
    competition = CompetitionFactory(phase="announcement")
    Competition.objects.filter(pk=competition.pk).update(votes_per_person=9)
    assert Competition.objects.get().votes_per_person == 9


def test_jurors_are_appointed(office):
    competition = CompetitionFactory(phase="announcement")
    user = UserFactory()
    data = form_data(competition) | {"jurors-TOTAL_FORMS": 1, "jurors-0-user": user.pk}
    office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    assert Juror.objects.get().user == user


def test_announced_competitions_are_not_deleted(office):
    announced, planned = CompetitionFactory(phase="announcement"), CompetitionFactory(phase=None)
    assert office.get(f"{COMPETITIONS}{announced.pk}/delete/").status_code == 403
    assert office.get(f"{COMPETITIONS}{planned.pk}/delete/").status_code == 200


def test_counting_in_the_admin(office):
    competition = CompetitionFactory(phase="voting")
    idea = IdeaFactory(competition=competition, title="Bus")
    vote([idea])
    page = f"{COMPETITIONS}{competition.pk}/"
    assert "Abstimmung auszählen" not in office.get(f"{page}change/").content.decode()
    refused = office.post(f"{page}auszaehlen/", follow=True).content.decode()
    assert "Ausgezählt wird erst, wenn die Abstimmung beendet ist." in refused
    end_voting(competition)
    assert "Abstimmung auszählen" in office.get(f"{page}change/").content.decode()
    assert "Jetzt auszählen" in office.get(f"{page}auszaehlen/").content.decode()
    assert Count.objects.count() == 0
    counted = office.post(f"{page}auszaehlen/", follow=True).content.decode()
    assert Count.objects.get().votes == 1
    assert "1 Stimmen auf 1 Stimmzetteln" in counted
    assert "Bus" in counted


@pytest.mark.parametrize("phase", ["voting", "jury"])
def test_no_order_is_shown_before_the_count(office, phase):
    competition = CompetitionFactory(phase=phase)
    response = office.get(f"{COMPETITIONS}{competition.pk}/rangfolge/", follow=True)
    assert "Eine Rangfolge gibt es erst, wenn ausgezählt ist." in response.content.decode()


def test_nobody_sees_who_voted_for_what(office, client):
    competition = CompetitionFactory(phase="voting", slug="wahl")
    voter = {"display_name": "Wählerin Wirges"}
    vote([IdeaFactory(competition=competition)], **voter)
    freeze_count(competition=publish(competition))
    admin = StaffFactory(is_superuser=True)
    client.force_login(admin)
    assert not set(site._registry) & {Vote, Ballot, Count, Vote.pgh_event_model}
    idea = Idea.objects.get()
    for path in (f"{LIST}{idea.pk}/change/", f"{COMPETITIONS}{competition.pk}/rangfolge/", LIST):
        assert "Wirges" not in client.get(path).content.decode()
