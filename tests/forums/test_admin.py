from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Poll, Task
from myk10.notifications.models import Mailing
from tests.events.conftest import berlin
from tests.factories import (
    EventFactory,
    ForumFactory,
    ProposalFactory,
    QuestionFactory,
    RegistrationFactory,
    TaskFactory,
    UserFactory,
)
from tests.forums.typing import new, typed

pytestmark = pytest.mark.django_db


def url(row, name: str = "change", *args) -> str:
    return reverse(f"admin:forums_{row._meta.model_name}_{name}", args=[row.pk, *args])


def do(row, deed: str) -> str:
    return url(row, "do", deed)


def errors(answer) -> dict:
    return answer.context["adminform"].form.errors


LISTS = {"forum": (ForumFactory, 6), "task": (TaskFactory, 7), "proposal": (ProposalFactory, 7), "question": (QuestionFactory, 7)}  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", LISTS)
def test_lists_cost_the_same_for_any_number_of_rows(
    office, django_assert_num_queries, model, count
):
    factory, queries = LISTS[model]
    for row in factory.create_batch(count):
        if model == "forum":
            RegistrationFactory.create_batch(2, event=row.event)
    address = reverse(f"admin:forums_{model}_changelist")
    with django_assert_num_queries(queries):
        assert (
            office.get(f"{address}?vorrat=alle" if model != "forum" else address).status_code == 200
        )


@pytest.mark.parametrize("model", [*LISTS, "index"])
def test_citizens_stay_out(client, model):
    client.force_login(UserFactory(is_staff=False))
    name = "admin:index" if model == "index" else f"admin:forums_{model}_changelist"
    assert client.get(reverse(name)).status_code == 302


def test_a_list_of_forums_counts_each_person_and_question_once(office):
    forum = ForumFactory(phase="under_way")
    QuestionFactory.create_batch(2, forum=forum)
    QuestionFactory(forum=forum, answered_live_at=timezone.now())
    row = office.get(reverse("admin:forums_forum_changelist")).context["cl"].result_list[0]
    assert (row.waiting_questions, row.seated) == (2, 3)


# --- Announcing ------------------------------------------------------------------------------


def test_a_new_forum_brings_its_event(office):
    answer = office.post(reverse("admin:forums_forum_add"), new())
    forum = Forum.objects.get()
    assert answer.status_code == 302
    assert (forum.event.path, forum.event.slug) == ("/foren/2027/", "zukunftsforum-2027")
    assert forum.event.starts_at == berlin(2027, 9, 9, 17)
    assert (forum.event.title, forum.event.seats_on_site) == ("6. Zukunftsforum", 200)
    assert forum.event.published_at is None


@pytest.mark.parametrize(
    ("values", "field", "text"),
    [
        ({"event_ends_at_1": "16:00"}, "event_ends_at", "Das Ende muss nach dem Beginn liegen."),
        ({"event_place": ""}, "event_place", "Bitte geben Sie an, wo die Veranstaltung stattfindet."),
        ({"event_starts_at_0": "irgendwann"}, "event_starts_at", "Bitte ein gültiges Datum eingeben."),
        ({"event_summary": ""}, "event_summary", "Dieses Feld ist zwingend erforderlich."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field(office, values, field, text):
    answer = office.post(reverse("admin:forums_forum_add"), new(**values))
    assert errors(answer) == {field: [text]}
    assert "Zusammen digital" in answer.content.decode()
    assert not Forum.objects.exists()


def test_a_year_has_one_forum_and_one_event(office):
    EventFactory(slug="zukunftsforum-2027")
    answer = office.post(reverse("admin:forums_forum_add"), new())
    assert errors(answer) == {"year": ["Für dieses Jahr gibt es schon einen Termin."]}


def test_the_event_is_called_as_the_forum_is(office):
    forum = ForumFactory()
    assert office.post(url(forum), typed(forum, title="Neu")).status_code == 302
    forum.event.refresh_from_db()
    assert forum.event.title == "Neu"


def test_publishing_and_inviting(office):
    forum = ForumFactory(event__published_at=None)
    assert "Einladen" not in office.get(url(forum)).content.decode()
    office.post(do(forum, "veroeffentlichen"))
    forum = Forum.objects.get()
    assert forum.phase_name == "registration"
    answer = office.post(do(forum, "einladen"))
    mailing = Mailing.objects.get()
    assert answer["Location"] == mailing.get_absolute_url()
    assert mailing.invitation.event == forum.event
    assert "Noch sind keine Empfänger gewählt." in office.get(answer["Location"]).content.decode()


def test_what_is_known_is_not_deleted(office):
    assert office.get(url(ForumFactory(), "delete")).status_code == 403
    assert office.get(url(ForumFactory(event__published_at=None), "delete")).status_code == 200


def test_pages_open(office):
    forum = ForumFactory(phase="documented", minutes="<p>Alle waren da.</p>")
    office.post(do(forum, "niederschrift-freigeben"))
    assert office.get(reverse("admin:forums_forum_add")).status_code == 200
    for row in (forum, TaskFactory(forum=forum), QuestionFactory(), ProposalFactory()):
        assert office.get(url(row)).status_code == 200, row
        assert office.get(url(row, "history")).status_code == 200, row


def test_a_deed_that_makes_no_sense_leads_back(office):
    forum = ForumFactory()
    assert office.get(do(forum, "dokumentieren"))["Location"] == url(forum)
    assert office.get(do(forum, "unsinn")).status_code == 404


# --- Polls -----------------------------------------------------------------------------------


def poll_rows(answers: str, **values) -> dict:
    return {
        "polls-TOTAL_FORMS": 1,
        "polls-0-question": "Wie geht es weiter?",
        "polls-0-answers": answers,
    } | values


def test_a_poll_has_one_answer_a_line(office):
    forum = ForumFactory()
    office.post(url(forum), typed(forum, **poll_rows("Bus\r\n\r\n Rad \r\nBus")))
    assert list(Poll.objects.get().options.values_list("text", flat=True)) == ["Bus", "Rad"]


@pytest.mark.parametrize(
    "answers", ["Bus", "", "x" * 101 + "\nBus", "\n".join(map(str, range(13)))]
)
def test_a_poll_with_bad_answers_is_not_kept(office, answers):
    forum = ForumFactory()
    answer = office.post(url(forum), typed(forum, **poll_rows(answers)))
    assert answer.status_code == 200
    assert not Poll.objects.exists()


def test_an_opened_poll_stays_as_it_is(office):
    forum = ForumFactory()
    poll = forum.polls.create(question="Wie?", opened_at=timezone.now())
    for text in ("Bus", "Rad"):
        poll.options.create(text=text)
    ids = {"polls-INITIAL_FORMS": 1, "polls-0-id": poll.pk, "polls-0-forum": forum.pk}
    office.post(url(forum), typed(forum, **poll_rows("Auto\nZug", **ids)))
    poll.refresh_from_db()
    assert (poll.question, list(poll.options.values_list("text", flat=True))) == (
        "Wie?",
        ["Bus", "Rad"],
    )


# --- Tasks -----------------------------------------------------------------------------------


def test_an_own_task_gets_its_number(office):
    forum = ForumFactory(year=2031)
    values = {
        "forum": forum.pk,
        "title": "Ladesäulen aufstellen",
        "strand": "projects",
        "due_on": "01.06.2032",
        "adopted_by": "Lenkungsgruppe",
    }
    assert office.post(reverse("admin:forums_task_add"), values).status_code == 302
    assert Task.objects.get().number == "A-2031-01"


def test_the_number_stays(office):
    task = TaskFactory()
    values = {"title": "Neu", "strand": "learning", "due_on": "01.06.2032", "number": "A-1"}
    rows = {"notes-TOTAL_FORMS": 0, "notes-INITIAL_FORMS": 0}
    assert office.post(url(task), values | rows).status_code == 302
    assert (Task.objects.get().title, Task.objects.get().number) == ("Neu", task.number)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_done_and_dropped_need_a_reason(office, state):
    task = TaskFactory()
    answer = office.post(do(task, "fortschritt"), {"state": state, "text": "  "})
    assert "Bitte schreiben Sie, was geschehen ist." in answer.content.decode()
    office.post(do(task, "fortschritt"), {"state": state, "text": "So war es.", "url": "/ideen/"})
    task.refresh_from_db()
    assert (task.state, task.state_reason, task.state_url) == (state, "So war es.", "/ideen/")


def test_the_queue_begins_with_what_is_due_first_and_marks_what_is_late(office):
    today = timezone.localdate()
    late = TaskFactory(due_on=today - timedelta(days=3))
    soon = TaskFactory(due_on=today + timedelta(days=1))
    TaskFactory(state="done", state_reason="Fertig.")
    answer = office.get(reverse("admin:forums_task_changelist"))
    assert list(answer.context["cl"].result_list) == [late, soon]
    assert "seit 3 Tagen überfällig" in answer.content.decode()
    assert "noch 1 Tag" in answer.content.decode()


def test_carrying_over(office):
    task = TaskFactory()
    later = ForumFactory(year=task.forum.year + 1)
    values = {"forum": later.pk, "due_on": "01.06.2040", "adopted_by": "Lenkungsgruppe"}
    office.post(do(task, "fortfuehren"), values)
    assert (task.carried_to.forum, task.carried_to.title) == (later, task.title)


# --- Proposals and questions -----------------------------------------------------------------


def test_admitting_refusing_adopting(office):
    proposal = ProposalFactory(state="submitted")
    office.post(do(proposal, "zulassen"))
    proposal.refresh_from_db()
    assert proposal.is_public
    values = {"due_on": "01.06.2032", "responsible": "Kreis", "adopted_by": "Lenkungsgruppe"}
    answer = office.post(do(proposal, "beschliessen"), values)
    task = Task.objects.get()
    assert (answer["Location"], task.responsible) == (url(task), "Kreis")
    other = ProposalFactory(state="submitted")
    office.post(do(other, "ablehnen"), {"reason": "Das gibt es schon."})
    other.refresh_from_db()
    assert (other.state, other.decision_reason) == ("refused", "Das gibt es schon.")


def test_two_who_decide_at_once_lose_no_text(office, client):
    proposal = ProposalFactory(state="submitted")
    office.post(do(proposal, "zulassen"))
    answer = office.post(do(proposal, "ablehnen"), {"reason": "Lang und mühsam begründet."})
    page = answer.content.decode()
    assert f"{proposal.number} ist bereits entschieden: zugelassen." in page
    assert "Lang und mühsam begründet." in page


def test_the_promise_is_a_queue(office):
    today = timezone.localdate()
    late = QuestionFactory(answer_due_on=today - timedelta(days=1))
    soon = QuestionFactory(answer_due_on=today)
    QuestionFactory(answered_live_at=timezone.now())
    answer = office.get(reverse("admin:forums_question_changelist"))
    assert list(answer.context["cl"].result_list) == [late, soon]
    assert "seit 1 Tag überfällig" in answer.content.decode()


def test_answering(office):
    question = QuestionFactory()
    page = office.get(do(question, "beantworten")).content.decode()
    assert "Schriftlich antworten" in page
    office.post(do(question, "beantworten"), {"answer": "<p>Bald.</p>", "seen": ""})
    question.refresh_from_db()
    assert question.answer == "<p>Bald.</p>"


def test_two_who_answer_at_once_see_each_other(office):
    question = QuestionFactory()
    office.post(do(question, "beantworten"), {"answer": "<p>Erste.</p>", "seen": ""})
    answer = office.post(do(question, "beantworten"), {"answer": "<p>Zweite.</p>", "seen": ""})
    assert "Inzwischen hat jemand anderes geantwortet." in answer.content.decode()
    question.refresh_from_db()
    assert question.answer == "<p>Erste.</p>"
    form = answer.context["form"]
    office.post(
        do(question, "beantworten"), {name: form[name].value() for name in ("answer", "seen")}
    )
    question.refresh_from_db()
    assert question.answer == "<p>Zweite.</p>"


def test_what_waits_is_on_the_start_page(office):
    QuestionFactory.create_batch(2)
    ProposalFactory.create_batch(3, state="submitted")
    TaskFactory(due_on=timezone.localdate() - timedelta(days=1))
    page = office.get(reverse("admin:index")).content.decode()
    assert "<strong>2</strong> Fragen an Foren warten auf Antwort" in page
    assert "<strong>3</strong> Vorschläge für Aufgaben warten auf Prüfung" in page
    assert "<strong>1</strong> Aufgaben sind überfällig" in page


# --- Photos and files ------------------------------------------------------------------------
