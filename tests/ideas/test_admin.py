import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.actions.checking import add_note, admit_idea, answer_idea, assess_idea
from ideas.models import (
    Assessment,
    Award,
    Idea,
    MergeProposal,
    OfficialAnswer,
)
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.factories import (
    CompetitionFactory,
    CriterionFactory,
    IdeaFactory,
    OfficialAnswerFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/ideas/idea/"
COMPETITIONS = "/verwaltung/ideas/competition/"


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
    admit_idea(idea=idea, decided_by=StaffFactory())
    response = office.post(address, {"reason": "Gibt es schon."}, follow=True)
    page = response.content.decode()
    assert f"{idea.number} ist bereits entschieden: zugelassen." in page
    assert "Gibt es schon." in page  # nothing that was typed is lost
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
    response = office.post(
        f"{LIST}{idea.pk}/tun/praemieren/", {"rank": "4", "reason": "Gut für alle."}
    )
    assert response.context["form"].non_field_errors() == ["Es gibt die Plätze 1 bis 3."]
    assert "Gut für alle." in response.content.decode()


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
