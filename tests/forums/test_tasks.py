"""The pages of the tasks; what the actions do is tested beside them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions.tasks import carry_over, note_progress
from forums.models import Task
from myk10.region.models import FieldOfAction
from tests.factories import ForumFactory, StaffFactory, TaskFactory

pytestmark = pytest.mark.django_db

LIST = "/foren/2025/aufgaben/"


@pytest.fixture
def forum():
    return ForumFactory(phase="documented", year=2025)


def shown(client, query: str = "") -> list[str]:
    return [task.title for task in client.get(LIST + query).context["list"].shown]


def test_tasks_stand_by_strand(client, forum):
    TaskFactory(forum=forum, strand="learning", title="Kurse")
    TaskFactory(forum=forum, strand="strategy", title="Leitbild")
    strands = client.get(LIST).context["list"].strands
    assert [(label, [task.title for task in tasks]) for label, tasks in strands] == [
        ("Strategie entwickeln", ["Leitbild"]),
        ("Sensibilisieren und Fortbilden", ["Kurse"]),
    ]


def test_they_are_filtered_by_state_and_field_of_action(client, forum):
    mobility = FieldOfAction.objects.get(slug="mobilitaet")
    done = TaskFactory(forum=forum, title="Bus", field_of_action=mobility)
    note_progress(task=done, state="done", text="Er fährt.", written_by=None)
    TaskFactory(forum=forum, title="Bahn", field_of_action=mobility)
    yesterday = timezone.localdate() - timedelta(days=1)
    TaskFactory(forum=forum, title="Kurse", due_on=yesterday)
    assert shown(client, "?stand=erledigt") == ["Bus"]
    assert shown(client, "?stand=verspaetet") == ["Kurse"]
    assert shown(client, "?feld=mobilitaet") == ["Bus", "Bahn"]
    assert shown(client, "?feld=mobilitaet&stand=offen") == ["Bahn"]
    assert shown(client, "?feld=unbekannt&stand=%00") == ["Bus", "Bahn", "Kurse"]


def test_a_filter_that_leaves_nothing_says_so(client, forum):
    TaskFactory(forum=forum)
    assert "Keine Aufgabe passt dazu" in client.get(LIST + "?stand=erledigt").content.decode()


def test_a_forum_without_tasks_says_so(client, forum):
    assert "Noch keine Aufgaben" in client.get(LIST).content.decode()


def test_the_page_says_the_state_with_who_when_and_why(client, forum):
    office = StaffFactory(display_name="Petra vom Projektbüro")
    task = TaskFactory(forum=forum)
    note_progress(task=task, state="dropped", text="Zu teuer.", written_by=office, url="/ideen/")
    page = client.get(task.get_absolute_url()).content.decode()
    for words in ("aufgegeben", "Zu teuer.", "Petra vom Projektbüro", 'href="/ideen/"'):
        assert words in page


def test_the_red_thread_tells_every_note_and_what_came_before_and_after(client, forum):
    later = ForumFactory(phase="registration", year=2026)
    task = TaskFactory(forum=forum, adopted_at=timezone.now() - timedelta(days=300))
    note_progress(task=task, state="under_way", text="Zwei machen mit.", written_by=None)
    carried = carry_over(task=task, forum=later, due_on=task.due_on, adopted_by="Lenkungsgruppe")

    steps = client.get(task.get_absolute_url()).context["steps"]
    assert [(step.text, step.reason) for step in steps] == [
        ("Als Aufgabe beschlossen: Lenkungsgruppe", ""),
        ("Stand: in Arbeit", "Zwei machen mit."),
        ("Fortgeführt als A-2026-01", ""),
    ]
    steps = client.get(carried.get_absolute_url()).context["steps"]
    assert [(step.text, step.url) for step in steps] == [
        (f"Fortgeführt von {task.number}", task.get_absolute_url()),
        ("Als Aufgabe beschlossen: Lenkungsgruppe", ""),
    ]
    assert carried.get_absolute_url() == "/foren/2026/aufgaben/A-2026-01/"


def test_the_task_of_another_forum_is_not_below_this_one(client, forum):
    task = TaskFactory(forum=ForumFactory(phase="documented"))
    assert client.get(f"{LIST}{task.number}/").status_code == 404


def test_the_list_costs_the_same_with_one_and_three(client, forum, django_assert_num_queries):
    field = FieldOfAction.objects.get(slug="mobilitaet")
    later = ForumFactory(year=2026)
    for more in (1, 2):
        for task in TaskFactory.create_batch(more, forum=forum, field_of_action=field):
            carry_over(task=task, forum=later, due_on=task.due_on, adopted_by="Lenkungsgruppe")
        with django_assert_num_queries(2):
            client.get(LIST)


def test_a_task_costs_the_same_with_one_and_three_notes(client, forum, django_assert_num_queries):
    task = TaskFactory(forum=forum)
    for more in (1, 2):
        for _note in range(more):
            note_progress(
                task=Task.objects.get(), state="under_way", text="Weiter.", written_by=None
            )
        with django_assert_num_queries(4):
            client.get(task.get_absolute_url())
