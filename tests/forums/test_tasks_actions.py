from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from forums.actions.tasks import adopt_proposal, carry_over, note_progress, set_task
from forums.models import Achievement, Task
from myk10.home.achievements import hand_in_achievements
from myk10.refusal import Refused
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    ForumFactory,
    IdeaFactory,
    ProposalFactory,
    StaffFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db
DUE = date(2040, 6, 1)


def test_numbers_count_within_the_year():
    first, second = ForumFactory(year=2031), ForumFactory(year=2032)
    set_ = [
        set_task(forum=forum, title="T", strand="learning", due_on=DUE, adopted_by="Kreistag")
        for forum in (first, first, second)
    ]
    assert [task.number for task in set_] == ["A-2031-01", "A-2031-02", "A-2032-01"]


def adopt(proposal, **values) -> Task:
    office = StaffFactory()
    return adopt_proposal(
        **{
            "proposal": proposal,
            "due_on": DUE,
            "responsible": "Kreis",
            "adopted_by": "Lenkungsgruppe",
            "decided_by": office,
        }
        | values
    )


def test_a_proposal_becomes_one_task():
    proposal = ProposalFactory()
    task = adopt(proposal, reason="Passt zur Strategie.")
    proposal.refresh_from_db()
    assert (proposal.task, proposal.state, task.title) == (task, "adopted", proposal.title)
    assert proposal.decision_reason == "Passt zur Strategie."
    with pytest.raises(Refused):
        adopt(proposal)
    assert Task.objects.count() == 1


@pytest.mark.parametrize("state", ["submitted", "refused"])
def test_only_admitted_proposals_become_tasks(state):
    with pytest.raises(Refused):
        adopt(ProposalFactory(state=state))


def test_each_step_is_a_note_and_the_last_one_is_the_state():
    task, office = TaskFactory(), StaffFactory()
    note_progress(task=task, state="under_way", text="Angefangen.", written_by=office)
    note_progress(task=task, state="done", text="Fertig.", written_by=office, url="/ideen/")
    task.refresh_from_db()
    assert [note.text for note in task.notes.all()] == ["Fertig.", "Angefangen."]
    assert (task.state, task.state_reason, task.state_url) == ("done", "Fertig.", "/ideen/")
    note_progress(task=task, state="under_way", text="Doch nicht.", written_by=office)
    task.refresh_from_db()
    assert (task.state, task.state_reason) == ("under_way", "")


def test_nothing_happened_is_no_progress():
    with pytest.raises(Refused, match="was geschehen ist"):
        note_progress(task=TaskFactory(), state="done", text=" ", written_by=StaffFactory())


def test_carried_over_once_into_a_later_year():
    task = TaskFactory(due_on=date(2020, 1, 1))
    assert list(Task.objects.late()) == [task]
    later = ForumFactory(year=task.forum.year + 1)
    with pytest.raises(Refused, match="in einem späteren Jahr"):
        carry_over(task=task, forum=task.forum, due_on=DUE, adopted_by="Kreistag")
    new = carry_over(task=task, forum=later, due_on=DUE, adopted_by="Kreistag")
    assert (new.carried_from, new.due_on, new.forum) == (task, DUE, later)
    assert not Task.objects.late().filter(pk=task.pk).exists()
    with pytest.raises(Refused, match="schon"):
        carry_over(task=Task.objects.get(pk=task.pk), forum=later, due_on=DUE, adopted_by="K")


# --- What other parts of the site hand in ------------------------------------------------------


def award(**values):
    return AwardFactory(
        idea=IdeaFactory(competition=CompetitionFactory(phase="result", **values), title="Bank")
    )


def test_winning_ideas_go_to_the_next_forum_once():
    winner = award()
    ForumFactory(phase="documented", year=2030)
    coming = ForumFactory(year=2031)
    hand_in_achievements()
    hand_in_achievements()
    achievement = Achievement.objects.get()
    assert (achievement.forum, achievement.title) == (coming, "Prämierte Idee: Bank")
    assert achievement.path == winner.idea.get_absolute_url()
    assert achievement.achieved_on == timezone.localdate(winner.competition.result_from)


def test_what_is_not_public_yet_is_not_told():
    AwardFactory(idea=IdeaFactory(competition=CompetitionFactory(phase="screening")))
    ForumFactory()
    hand_in_achievements()
    assert not Achievement.objects.exists()


def test_what_was_presented_is_not_presented_again():
    award()
    ForumFactory(year=2030)
    hand_in_achievements()
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        ForumFactory(year=2031)
        hand_in_achievements()
    assert Achievement.objects.get().forum.year == 2030


def test_it_waits_until_there_is_a_forum():
    award()
    hand_in_achievements()
    assert not Achievement.objects.exists()
    ForumFactory()
    hand_in_achievements()
    assert Achievement.objects.count() == 1


def test_winners_of_long_ago_are_no_news():
    award(now=timezone.now() - timedelta(days=400))
    ForumFactory()
    hand_in_achievements()
    assert not Achievement.objects.exists()
