import re
from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.db import ProgrammingError
from django.utils import timezone

from ideas.actions.checking import add_note, admit_idea, answer_idea, assess_idea
from ideas.actions.results import freeze_count
from ideas.models import (
    Assessment,
    Award,
    Ballot,
    Competition,
    Count,
    Idea,
    Juror,
    MergeProposal,
    OfficialAnswer,
    Vote,
)
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.factories import (
    CompetitionFactory,
    CriterionFactory,
    IdeaFactory,
    OfficialAnswerFactory,
    StaffWithSecondFactorFactory,
    UserFactory,
)
from tests.ideas.voting import end_voting, publish, vote

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/ideas/idea/"


@pytest.fixture
def staff():
    return StaffWithSecondFactorFactory(display_name="Frau Lay")


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def do(office, idea, deed, **data) -> list[str]:
    """Send the deed's form; gives the messages on the page that follows."""
    address = f"{LIST}{idea.pk}/tun/{deed}/"
    form = office.get(address).context["form"]
    hidden = {f.name: f.initial for f in form.hidden_fields() if f.initial is not None}
    response = office.post(address, hidden | data, follow=True)
    return [str(message) for message in response.context["messages"]]


def titles(response) -> list[str]:
    return [idea.title for idea in response.context["cl"].result_list]


# --- the queue ---


def test_queue_begins_with_what_was_promised_first(office):
    now = timezone.now()
    for title, days in (("Später", 9), ("Überfällig", -2), ("Bald", 5)):
        IdeaFactory(title=title, state="submitted", answer_due_at=now + timedelta(days=days))
    OfficialAnswerFactory(idea__title="Beantwortet")
    IdeaFactory(title="Abgelehnt", state="refused")
    page = office.get(LIST)
    assert titles(page) == ["Überfällig", "Bald", "Später"]
    for words in ("seit 2 Tagen überfällig", "noch 5 Tage", "noch 9 Tage"):
        assert words in page.content.decode()


@pytest.mark.parametrize(
    ("queue", "found"),
    [
        ("vorpruefung", ["Neu"]),
        ("ueberfaellig", ["Alt"]),
        ("ausgeblendet", ["Versteckt"]),
        ("alle", ["Alt", "Beantwortet", "Neu", "Versteckt"]),
    ],
)
def test_queues(office, hide, queue, found):
    now = timezone.now()
    IdeaFactory(title="Alt", answer_due_at=now - timedelta(days=1))
    IdeaFactory(title="Neu", state="submitted", answer_due_at=now + timedelta(days=1))
    hide(IdeaFactory(title="Versteckt", answer_due_at=now - timedelta(days=1)))
    OfficialAnswerFactory(idea__title="Beantwortet")
    assert sorted(titles(office.get(f"{LIST}?vorrat={queue}"))) == found


def test_drafts_stay_private(office):
    draft = IdeaFactory(state="draft", title="Noch geheim")
    assert "Noch geheim" not in office.get(f"{LIST}?vorrat=alle").content.decode()
    assert office.get(f"{LIST}{draft.pk}/change/").status_code == 302
    assert office.get(f"{LIST}{draft.pk}/tun/notieren/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_of_the_list_does_not_grow(office, rows, django_assert_max_num_queries):
    competition = CompetitionFactory()
    IdeaFactory.create_batch(rows, competition=competition)
    with django_assert_max_num_queries(13):
        assert len(titles(office.get(LIST))) == rows


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_ideas_are_neither_added_nor_deleted_here(office, path):
    idea = IdeaFactory()
    assert office.get(LIST + path.format(pk=idea.pk)).status_code == 403


def test_citizens_have_no_business_here(client):
    idea = IdeaFactory(state="submitted")
    client.force_login(UserFactory())
    for path in (LIST, f"{LIST}{idea.pk}/change/", f"{LIST}{idea.pk}/tun/zulassen/"):
        assert client.post(path).status_code in (302, 403)
    idea.refresh_from_db()
    assert idea.state == "submitted"


def test_page_of_an_idea_shows_everything_about_it(office, staff):
    idea = IdeaFactory(title="Bus", description="Jede Stunde.", will_help=True)
    add_note(idea=idea, text="Mit dem ÖPNV-Referat klären", author=staff)
    answer_idea(idea=idea, text="<p>Das prüfen wir.</p>", answered_by=staff)
    assess_idea(idea=idea, feasibility="feasible", reason="Passt gut.", assessed_by=staff)
    page = office.get(f"{LIST}{idea.pk}/change/").content.decode()
    for text in ("Jede Stunde.", "Mit dem ÖPNV-Referat klären", "Das prüfen wir.", "Passt gut."):
        assert text in page
    assert f'href="{idea.get_absolute_url()}"' in page
    assert "erledigt" in page


# --- the deeds ---


def test_admit(office, staff):
    idea = IdeaFactory(state="submitted")
    assert do(office, idea, "zulassen") == [f"{idea.number} ist zugelassen und öffentlich."]
    idea.refresh_from_db()
    assert (idea.state, idea.decided_by) == ("admitted", staff)
    assert Mail.objects.get().kind == "idea_admitted"


def test_second_person_is_told_that_it_is_decided(office):
    idea = IdeaFactory(state="submitted")
    address = f"{LIST}{idea.pk}/tun/ablehnen/"
    office.get(address)
    admit_idea(idea=idea, decided_by=StaffWithSecondFactorFactory())
    response = office.post(address, {"reason": "Gibt es schon."}, follow=True)
    messages = [str(m) for m in response.context["messages"]]
    assert messages == [f"{idea.number} ist bereits entschieden: zugelassen."]
    late = office.get(address, follow=True)
    assert "Das geht bei dieser Idee nicht (mehr). Stand: zugelassen." in late.content.decode()


def test_refusal_needs_a_reason(office):
    idea = IdeaFactory(state="submitted")
    address = f"{LIST}{idea.pk}/tun/ablehnen/"
    for reason in ("", "   "):
        assert (
            "Bitte prüfen Sie Ihre Angaben."
            in office.post(address, {"reason": reason}).content.decode()
        )
    idea.refresh_from_db()
    assert idea.state == "submitted"
    do(office, idea, "ablehnen", reason="Das gibt es schon in Polch.")
    idea.refresh_from_db()
    assert (idea.state, idea.decision_reason) == ("refused", "Das gibt es schon in Polch.")


def test_assess_with_criteria(office, staff):
    idea = IdeaFactory()
    daily, brave = (
        CriterionFactory(competition=idea.competition, name=n) for n in ("Alltag", "Mut")
    )
    data = {"feasibility": "with_changes", "reason": "Erst ein Versuch."}
    points = {
        f"points-{daily.pk}": "4",
        f"note-{daily.pk}": "Hilft vielen",
        f"points-{brave.pk}": "",
    }
    assert do(office, idea, "pruefen", **data, **points) == [
        f"Die Fachprüfung zu {idea.number} ist gespeichert."
    ]
    assessment = Assessment.objects.get()
    assert (assessment.feasibility, assessment.assessed_by) == ("with_changes", staff)
    assert list(assessment.ratings.values_list("criterion__name", "points", "note")) == [
        ("Alltag", 4, "Hilft vielen")
    ]
    do(office, idea, "pruefen", feasibility="feasible", reason="Doch ganz.")
    assert Assessment.objects.get().reason == "Doch ganz."


def test_assessment_of_somebody_else_is_not_overwritten_unseen(office, staff):
    idea = IdeaFactory()
    form = office.get(f"{LIST}{idea.pk}/tun/pruefen/").context["form"]
    assess_idea(idea=idea, feasibility="feasible", reason="Geht.", assessed_by=staff)
    data = {
        "feasibility": "not_feasible",
        "reason": "Geht nicht.",
        "seen": form["seen"].value() or "",
    }
    response = office.post(f"{LIST}{idea.pk}/tun/pruefen/", data, follow=True)
    assert "Frau Lay hat diese Idee inzwischen geprüft." in response.content.decode()
    assert Assessment.objects.get().reason == "Geht."


def test_answer_is_cleaned_and_told(office):
    idea = IdeaFactory()
    text = '<p>Danke! <a href="https://example.org">Mehr</a><script>alert(1)</script></p>'
    assert do(office, idea, "antworten", text=text) == [
        f"Die Rückmeldung zu {idea.number} ist veröffentlicht."
    ]
    answer = OfficialAnswer.objects.get()
    assert "<script" not in answer.text
    assert "https://example.org" in answer.text
    assert Mail.objects.get(kind="idea_answered").recipient == idea.author.email


def test_two_answers_at_once(office, staff):
    idea = IdeaFactory()
    office.get(f"{LIST}{idea.pk}/tun/antworten/")
    answer_idea(idea=idea, text="<p>Ja.</p>", answered_by=staff)
    response = office.post(
        f"{LIST}{idea.pk}/tun/antworten/",
        {"text": "<p>Nein.</p>", "answers_seen": "0"},
        follow=True,
    )
    assert "gibt es inzwischen eine weitere Rückmeldung" in response.content.decode()
    assert OfficialAnswer.objects.count() == 1


def test_empty_answer_is_refused(office):
    idea = IdeaFactory()
    response = office.post(
        f"{LIST}{idea.pk}/tun/antworten/", {"text": "<p></p>", "answers_seen": "0"}
    )
    assert response.status_code == 200
    assert OfficialAnswer.objects.count() == 0


def test_note_stays_inside(office, client):
    idea = IdeaFactory()
    do(office, idea, "notieren", text="Nur für uns")
    assert idea.notes.get().text == "Nur für uns"
    assert Mail.objects.count() == 0


def test_merge_is_proposed_by_number(office):
    target = IdeaFactory()
    idea = IdeaFactory(competition=target.competition)
    reason = "Beide wollen denselben Bus."
    address = f"{LIST}{idea.pk}/tun/zusammenfuehren/"
    for number in ("I-2026-999", idea.competition.slug):
        page = office.post(address, {"target_number": number, "reason": reason}).content.decode()
        assert "Eine Idee mit dieser Nummer gibt es nicht." in page
    assert do(office, idea, "zusammenfuehren", target_number=target.number, reason=reason) == [
        "Der Vorschlag ist verschickt. Zusammengeführt wird, wenn beide zustimmen."
    ]
    proposal = MergeProposal.objects.get()
    assert (proposal.duplicate, proposal.target, proposal.reason) == (idea, target, reason)


def test_shortlist_and_off_again(office):
    idea = IdeaFactory(competition=CompetitionFactory(phase="jury"))
    do(office, idea, "jury-liste")
    idea.refresh_from_db()
    assert idea.shortlisted_at is not None
    do(office, idea, "von-der-jury-liste")
    idea.refresh_from_db()
    assert idea.shortlisted_at is None


def test_award_and_take_it_back_before_publication(office):
    competition = CompetitionFactory(phase="screening", winner_rule="steering", voting_from=None)
    idea = IdeaFactory(competition=competition)
    assert do(office, idea, "praemieren", rank="2", reason="Gut.") == [
        f"{idea.number} ist prämiert: Platz 2."
    ]
    do(office, idea, "praemieren", rank="1", reason="Sehr gut.")
    assert list(Award.objects.values_list("rank", "reason")) == [(1, "Sehr gut.")]
    do(office, idea, "praemierung-zuruecknehmen")
    assert Award.objects.count() == 0


def test_rank_beyond_the_winners_is_refused(office):
    idea = IdeaFactory(
        competition=CompetitionFactory(phase="screening", winner_rule="steering", voting_from=None)
    )
    assert do(office, idea, "praemieren", rank="4", reason="Gut.") == [
        "Es gibt die Plätze 1 bis 3."
    ]


@pytest.mark.parametrize("deed", ["praemieren", "jury-liste"])
def test_ideas_of_the_pool_win_nothing(office, deed):
    idea = IdeaFactory(pool=True)
    response = office.post(
        f"{LIST}{idea.pk}/tun/{deed}/", {"rank": "1", "reason": "Gut."}, follow=True
    )
    assert response.status_code in (200, 404)
    assert Award.objects.count() == 0


def test_hiding_is_left_to_moderation(office):
    idea = IdeaFactory()
    page = office.get(f"{LIST}{idea.pk}/change/").content.decode()
    address = f"/verwaltung/moderation/decision/ausblenden/idee/{idea.pk}/"
    assert address in page
    office.post(address, {"ground": "spam", "reason": "Reine Werbung."})
    assert Idea.objects.published().count() == 0
    assert "Wieder einblenden" in office.get(f"{LIST}{idea.pk}/change/").content.decode()


def test_admitting_several_asks_first(office):
    ideas = IdeaFactory.create_batch(2, state="submitted")
    decided = IdeaFactory(state="refused")
    data = {"action": "admit_selected", "_selected_action": [i.pk for i in [*ideas, decided]]}
    page = office.post(f"{LIST}?vorrat=alle", data)
    assert "Diese Ideen zulassen?" in page.content.decode()
    assert Idea.objects.filter(state="admitted").count() == 0
    done = office.post(f"{LIST}?vorrat=alle", data | {"confirmed": "1"}, follow=True)
    assert sorted(str(m) for m in done.context["messages"]) == [
        "2 Ideen sind zugelassen.",
        f"{decided.number} ist bereits entschieden: nicht zugelassen.",
    ]
    assert Idea.objects.filter(state="admitted").count() == 2


def test_deeds_are_in_the_idea_history(office):
    idea = IdeaFactory(state="submitted")
    do(office, idea, "zulassen")
    assert "Zulassen" in office.get(f"{LIST}{idea.pk}/history/").content.decode()


def test_drafts_are_not_judged(staff):
    draft = IdeaFactory(state="draft")
    with pytest.raises(Refused, match="noch ein Entwurf"):
        answer_idea(idea=draft, text="<p>Ja.</p>", answered_by=staff)


# --- competitions ---

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


def errors_of(response) -> str:
    form = response.context["adminform"].form
    return str(form.errors.as_text())


def test_competition_is_saved(office):
    competition = CompetitionFactory(phase="announcement")
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, title="Neuer Titel")
    )
    assert response.status_code == 302
    assert Competition.objects.get().title == "Neuer Titel"


def test_dates_out_of_order_are_explained(office):
    competition = CompetitionFactory(phase="announcement")
    data = form_data(competition, result_from_0="01.01.2020")
    response = office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    assert "Jede Phase muss nach der vorigen beginnen" in errors_of(response)


def test_rule_without_its_phase_is_explained(office):
    competition = CompetitionFactory(phase="announcement")
    data = form_data(competition, voting_from_0="", voting_from_1="")
    response = office.post(f"{COMPETITIONS}{competition.pk}/change/", data)
    assert "Eine Abstimmung braucht „Abstimmung ab“" in errors_of(response)


def test_weight_without_its_rule_is_explained(office):
    competition = CompetitionFactory(phase="announcement")
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, vote_weight="50")
    )
    assert "gehört zu „Abstimmung und Jury, gewichtet“" in errors_of(response)


def test_slug_of_the_pool_is_taken(office):
    competition = CompetitionFactory(phase=None)
    response = office.post(
        f"{COMPETITIONS}{competition.pk}/change/", form_data(competition, slug="speicher")
    )
    assert "gehört dem Ideenspeicher" in errors_of(response)


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
    admin = StaffWithSecondFactorFactory(is_superuser=True)
    client.force_login(admin)
    assert not set(site._registry) & {Vote, Ballot, Count, Vote.pgh_event_model}
    idea = Idea.objects.get()
    for path in (f"{LIST}{idea.pk}/change/", f"{COMPETITIONS}{competition.pk}/rangfolge/", LIST):
        assert "Wirges" not in client.get(path).content.decode()


def test_ideas_are_on_the_start_page(office):
    page = office.get("/verwaltung/").content.decode()
    assert f'href="{LIST}"' in page
    assert f'href="{COMPETITIONS}"' in page


def test_start_page_counts_what_waits(office):
    IdeaFactory(state="submitted", answer_due_at=timezone.now() - timedelta(days=1))
    page = office.get("/verwaltung/").content.decode()
    assert "<strong>1</strong> Ideen warten auf Vorprüfung" in page
    assert "<strong>1</strong> Rückmeldungen sind überfällig" in page
    assert "<strong>0</strong> Meldungen sind offen" in page


def test_editor_passes_the_content_security_policy(office):
    response = office.get(f"{COMPETITIONS}add/")
    page = response.content.decode()
    inline = re.findall(r"<script[^>]*importmap[^>]*>", page)
    assert len(inline) == 1
    nonce = re.search(r'nonce="([^"]+)"', inline[0])[1]
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]


def test_pages_without_the_editor_have_no_nonce(office, client):
    assert "nonce" not in office.get("/verwaltung/")["Content-Security-Policy"]
