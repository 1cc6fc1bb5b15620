"""The Rückblick: what became of the tasks of the last forum."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.actions.tasks import carry_over, hand_in_achievement, note_progress
from forums.ledger import GROUPS, Year, ledger_for, years
from forums.pictures import years_picture
from myk10.charts import Group, column_chart
from myk10.events.models import Event
from tests.factories import ForumFactory, StaffFactory, TaskFactory

pytestmark = pytest.mark.django_db

REVIEW = "/foren/2026/rueckblick/"


@pytest.fixture
def earlier():
    return ForumFactory(phase="documented", year=2025)


@pytest.fixture
def forum(earlier):
    return ForumFactory(year=2026)


def settle(task, state: str, text: str = "So war es.", **values):
    note_progress(task=task, state=state, text=text, written_by=StaffFactory(), **values)


def test_every_task_stands_in_the_group_of_what_became_of_it(earlier, forum):
    done, dropped, under_way, late, still_open = TaskFactory.create_batch(5, forum=earlier)
    settle(done, "done")
    settle(dropped, "dropped")
    settle(under_way, "under_way")
    type(late).objects.filter(pk=late.pk).update(
        due_on=timezone.localdate() - timedelta(days=1), state="under_way"
    )
    ledger = ledger_for(forum)
    assert ledger.forum == earlier
    assert ledger.groups == {
        "done": [done],
        "under_way": [under_way],
        "late": [late],
        "open": [still_open],
        "dropped": [dropped],
    }
    assert list(ledger.groups) == list(GROUPS)
    assert (ledger.total, ledger.done) == (5, 1)


def test_what_is_due_today_is_not_late(earlier, forum):
    TaskFactory(forum=earlier, due_on=timezone.localdate())
    assert len(ledger_for(forum).groups["late"]) == 0


def test_a_forum_that_is_not_announced_is_not_taken_stock_of(earlier, forum):
    TaskFactory(forum=earlier)
    Event.objects.filter(pk=earlier.event_id).update(published_at=None)
    assert ledger_for(forum) is None


def test_each_is_told_with_its_reason_and_link(client, earlier, forum):
    task = TaskFactory(forum=earlier, title="Mitfahrbänke")
    settle(task, "dropped", "Das Land baut sie.", url="https://www.example.org/baenke")
    for address in (REVIEW, forum.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Mitfahrbänke" in page
        assert "Das Land baut sie." in page
        assert 'href="https://www.example.org/baenke"' in page


def test_only_addresses_of_the_web_become_links(client, earlier, forum):
    settle(TaskFactory(forum=earlier), "done", url="javascript:alert(1)")
    assert 'href="javascript' not in client.get(REVIEW).content.decode()


def test_the_first_forum_has_nothing_to_look_back_on(client):
    ForumFactory(year=2026)
    page = client.get(REVIEW).content.decode()
    assert "Vor diesem Forum hat kein anderes Aufgaben gestellt." in page
    assert 'href="/foren/2026/rueckblick/"' not in client.get("/foren/2026/").content.decode()


def test_achievements_are_told_by_strand(client, forum):
    for strand, title in (("strategy", "Strategie beschlossen"), ("projects", "Sensoren")):
        hand_in_achievement(
            title=title, strand=strand, path=f"/{strand}/", achieved_on=timezone.localdate()
        )
    page = client.get(REVIEW).content.decode()
    assert page.index("Erste Projekte umsetzen") < page.index("Sensoren")
    assert page.index("Strategie entwickeln") < page.index("Strategie beschlossen")


def test_the_years_count_set_done_and_carried_over(client, earlier, forum):
    first, second, _third = TaskFactory.create_batch(3, forum=earlier)
    settle(first, "done")
    carry_over(task=second, forum=forum, due_on=second.due_on, adopted_by="Lenkungsgruppe")
    assert years() == [Year(2025, 3, 1, 1, 0), Year(2026, 1, 0, 0, 0)]
    page = client.get(REVIEW).content.decode()
    assert '<title id="jahre-title">Aufgaben aller Jahre</title>' in page
    assert '<th scope="row"><a href="/foren/2025/aufgaben/">2025</a></th>' in page


def test_the_columns_are_as_high_as_their_numbers():
    chart = column_chart([Group("2025", [10, 5, 0])], ["gestellt", "erledigt", "fortgeführt"])
    heights = [column.height for column in chart.groups[0].columns]
    assert heights == ["210.0", "105.0", "2.0"]
    assert [column.value for column in chart.groups[0].columns] == [10, 5, 0]


def test_without_tasks_there_is_no_picture():
    assert years_picture([]) is None


def test_it_costs_the_same_with_one_and_three(client, earlier, forum, django_assert_num_queries):
    for more in (1, 2):
        for task in TaskFactory.create_batch(more, forum=earlier):
            carry_over(task=task, forum=forum, due_on=task.due_on, adopted_by="Lenkungsgruppe")
        with django_assert_num_queries(5):
            client.get(REVIEW)
