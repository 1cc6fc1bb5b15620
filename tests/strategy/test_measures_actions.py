"""How measures come onto the agenda and go on, and who is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from forums.models import Achievement
from ideas.models import Follow, Support, Vote
from myk10.home.actions import delete_account
from myk10.moderation.actions import hide_content
from myk10.notifications.models import Mail, Notification
from myk10.notifications.wanted import reason_not_to_send
from myk10.refusal import Refused
from myk10.region.models import FieldOfAction
from strategy.actions.measures import (
    create_measure,
    measure_from_idea,
    measure_from_task,
    publish_measure,
    set_following,
)
from strategy.actions.progress import (
    drop_measure,
    finish_measure,
    hand_to_forum,
    note_progress,
    reach_milestone,
    replan_milestone,
)
from strategy.models import Measure, MeasureFollow, MeasureNote
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    ForumFactory,
    IdeaFactory,
    ProposalFactory,
    RegistrationFactory,
    StaffFactory,
    TaskFactory,
    UserFactory,
)
from tests.ideas.voting import in_thread, vote
from tests.strategy.factories import MeasureFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def values(**others):
    return {
        "title": "Mitfahrerbank",
        "summary": "Eine Bank, an der man mitgenommen wird.",
        "field_of_action": FieldOfAction.objects.first(),
        "responsible": "Stabsstelle",
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2028, 6, 30),
        **others,
    }


def winner(phase="result", **fields):
    idea = IdeaFactory(competition=CompetitionFactory(phase=phase), **fields)
    AwardFactory(idea=idea, competition=idea.competition)
    return idea


def followers(measure) -> set:
    return set(MeasureFollow.objects.filter(measure=measure).values_list("user", flat=True))


def told(kind: str) -> list[tuple[int, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("user")
    return list(rows.values_list("user", "title"))


# --- Creating -------------------------------------------------------------------------------


def test_numbers_count_within_the_year_of_creation():
    with time_machine.travel("2031-12-31T22:00Z"):
        first, second = (create_measure(**values()) for _ in range(2))
    with time_machine.travel("2031-12-31T23:30Z"):  # in Berlin it is 2032
        third = create_measure(**values())
    assert [m.number for m in (first, second, third)] == ["M-2031-001", "M-2031-002", "M-2032-001"]
    assert (first.state, first.light, first.published_at) == ("planned", "green", None)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"ends_on": date(2026, 12, 31)}, "Das Ende muss nach dem Beginn liegen."),
        ({"starts_on": date(2027, 1, 2)}, "Maßnahmen beginnen und enden mit einem Quartal."),
        ({"costs": -1}, "Kosten können nicht negativ sein."),
    ],
)
def test_a_measure_that_cannot_be_is_refused_and_takes_no_number(wrong, text):
    with pytest.raises(ValidationError, match=text):
        create_measure(**values(**wrong))
    assert create_measure(**values()).number.endswith("-001")


# --- From a winner or a task ----------------------------------------------------------------


def test_who_stands_behind_a_winner_follows_the_measure_and_is_told_once():
    author, follower, supporter, both, voter = UserFactory.create_batch(5)
    idea = winner(phase="voting", author=author)
    vote([idea], email=voter.email.replace("@", "+vote@"))
    for user in (follower, both):
        Follow.objects.create(idea=idea, user=user)
    for user in (supporter, both):
        Support.objects.create(idea=idea, user=user)
    type(idea.competition).objects.filter(pk=idea.competition_id).update(
        result_from=timezone.now() - timedelta(seconds=1)
    )
    measure = measure_from_idea(idea=idea, **values())
    people = {author.pk, follower.pk, supporter.pk, both.pk}
    assert (measure.idea, followers(measure)) == (idea, people)
    assert Vote.objects.count() == 1
    assert told("measure_published") == []  # a draft is nothing to read yet

    publish_measure(measure=measure)
    title = "Neu auf der Umsetzungsagenda: Mitfahrerbank"
    assert told("measure_published") == [(pk, title) for pk in sorted(people)]
    mails = Mail.objects.filter(kind="measure_published")
    assert {mail.recipient for mail in mails} == {
        u.email for u in (author, follower, supporter, both)
    }
    assert f"aus der Idee {idea.number} „{idea.title}“" in mails.first().body


def test_who_comes_while_it_is_a_draft_is_told_as_well():
    measure = measure_from_idea(idea=winner(), **values())
    late = UserFactory()
    Follow.objects.create(idea=measure.idea, user=late)
    publish_measure(measure=measure)
    assert late.pk in followers(measure)
    assert late.pk in dict(told("measure_published"))


def test_who_proposed_a_task_follows_its_measure():
    task, forum = TaskFactory(), ForumFactory()
    author, seated = UserFactory.create_batch(2)
    ProposalFactory(forum=forum, state="adopted", task=task, author=author)
    measure = measure_from_task(task=task, **values())
    assert (measure.task, followers(measure)) == (task, {author.pk})

    other = TaskFactory()
    seat = RegistrationFactory(event=forum.event, user=seated)
    ProposalFactory(forum=forum, state="adopted", task=other, author=None, proposed_by=seat)
    assert followers(measure_from_task(task=other, **values())) == {seated.pk}


def test_the_second_measure_of_one_origin_is_refused_by_name():
    idea, task = winner(), TaskFactory()
    first = measure_from_idea(idea=idea, **values())
    second = measure_from_task(task=task, **values())
    text = f"Aus {idea.number} ist schon die Maßnahme {first.number} „Mitfahrerbank“ geworden."
    with pytest.raises(Refused, match=text):
        measure_from_idea(idea=idea, **values())
    text = f"Aus {task.number} ist schon die Maßnahme {second.number}"
    with pytest.raises(Refused, match=text):
        measure_from_task(task=task, **values())


@pytest.mark.parametrize("case", ["no award", "award is secret", "hidden", "pool"])
def test_only_winners_whose_award_is_public_become_measures(case):
    idea = {
        "no award": lambda: IdeaFactory(competition=CompetitionFactory(phase="result")),
        "award is secret": lambda: winner(phase="jury"),
        "hidden": winner,
        "pool": lambda: IdeaFactory(pool=True),
    }[case]()
    if case == "hidden":
        hide_content(target=idea, moderator=StaffFactory(), ground="spam", reason="Werbung")
    with pytest.raises(Refused, match="ist keine prämierte Idee"):
        measure_from_idea(idea=idea, **values())
    assert not Measure.objects.exists()


def test_a_task_that_was_given_up_becomes_no_measure():
    task = TaskFactory(state="dropped", state_reason="Zu teuer")
    with pytest.raises(Refused, match="ist aufgegeben"):
        measure_from_task(task=task, **values())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["idea", "task"])
def test_two_at_once_make_one_measure(kind):
    source = winner() if kind == "idea" else TaskFactory()
    make = {"idea": measure_from_idea, "task": measure_from_task}[kind]
    barrier = Barrier(4)

    @in_thread
    def one(_number):
        connection.ensure_connection()
        barrier.wait()
        try:
            return make(**{kind: source}, **values()).number
        except Refused as refusal:
            return str(refusal)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(one, range(4)))
    number = Measure.objects.get().number
    assert answers.count(number) == 1
    assert sum(f"ist schon die Maßnahme {number}" in answer for answer in answers) == 3


def test_published_once():
    measure = publish_measure(measure=MeasureFactory(published_at=None))
    with pytest.raises(Refused, match="ist schon öffentlich"):
        publish_measure(measure=measure)


# --- Following ------------------------------------------------------------------------------


def test_following_is_set_and_unset_any_number_of_times():
    measure, user = MeasureFactory(), UserFactory()
    for following in (True, True, False, False, True):
        set_following(measure=measure, user=user, following=following)
    assert followers(measure) == {user.pk}


def test_nobody_follows_a_draft():
    with pytest.raises(Refused, match="noch nicht folgen"):
        set_following(measure=MeasureFactory(published_at=None), user=UserFactory(), following=True)


def test_who_has_left_gets_no_mail_that_was_waiting():
    milestone, user = MilestoneFactory(), UserFactory()
    measure = milestone.measure
    set_following(measure=measure, user=user, following=True)
    reach_milestone(milestone=milestone, reached_on=timezone.localdate())
    mail = Mail.objects.get(kind="measure_milestone")
    assert reason_not_to_send(mail) == ""
    set_following(measure=measure, user=user, following=False)
    assert reason_not_to_send(mail) == "Der Anlass hat sich erledigt."


def test_a_deleted_account_follows_nothing_and_its_notes_stay():
    measure, user = MeasureFactory(), UserFactory()
    set_following(measure=measure, user=user, following=True)
    note_progress(measure=measure, state="under_way", light="green", text="A", written_by=user)
    delete_account(user=user, keep_texts=False)
    assert (followers(measure), MeasureNote.objects.get().written_by) == (set(), None)


# --- Going on -------------------------------------------------------------------------------


@pytest.fixture
def followed():
    measure = MeasureFactory(title="Amt-O-Mat")
    set_following(measure=measure, user=UserFactory(), following=True)
    return measure


def note(measure, light="green", reason="", state="under_way", text="Ein Schritt"):
    return note_progress(
        measure=measure, state=state, light=light, reason=reason, text=text, written_by=None
    )


def test_progress_is_noted_with_state_and_light(followed):
    with time_machine.travel("2030-05-02T10:00Z"):
        note(followed, "yellow", "Die Lieferung\nfehlt.", text="  Zwei stehen. ")
    followed.refresh_from_db()
    assert (followed.state, followed.light, followed.state_reason) == (
        "under_way",
        "yellow",
        "Die Lieferung fehlt.",
    )
    written = followed.notes.get()
    assert (written.text, written.light, written.written_at) == (
        "Zwei stehen.",
        "yellow",
        followed.state_set_at,
    )
    note(followed)
    followed.refresh_from_db()
    assert (followed.light, followed.state_reason) == ("green", "")


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"light": "red"}, "Bitte begründen Sie, warum die Ampel"),
        ({"text": "  "}, "Bitte schreiben Sie, was geschehen ist."),
        ({"state": "done"}, "in einem eigenen Schritt"),
    ],
)
def test_progress_that_says_too_little_is_refused(followed, wrong, text):
    with pytest.raises(Refused, match=text):
        note(followed, **wrong)
    assert not MeasureNote.objects.exists()


def test_followers_hear_of_the_light_that_turns_red_and_of_no_other_progress(followed):
    note(followed)
    note(followed, "yellow", "Es wird eng.")
    assert Notification.objects.count() == 0
    note(followed, "red", "Neun Antennen fehlen.")
    note(followed, "red", "Noch immer.")
    assert [title for _user, title in told("measure_late")] == ["Im Verzug: Amt-O-Mat"]
    assert "Der Grund: Neun Antennen fehlen." in Mail.objects.get(kind="measure_late").body
    note(followed)
    note(followed, "red", "Wieder.")
    assert len(told("measure_late")) == 2


def test_a_measure_is_finished_once_and_its_followers_are_told(followed):
    note(followed, "red", "Spät.")
    with pytest.raises(Refused, match="nicht in der Zukunft"):
        finish_measure(
            measure=followed, text="Fertig", finished_on=date(2100, 1, 1), written_by=None
        )
    today = timezone.localdate()
    finish_measure(measure=followed, text="Alle zehn stehen.", finished_on=today, written_by=None)
    followed.refresh_from_db()
    assert (followed.state, followed.light, followed.finished_on, followed.state_reason) == (
        "done",
        "green",
        today,
        "Alle zehn stehen.",
    )
    assert len(told("measure_finished")) == 1
    for again in (
        lambda: finish_measure(measure=followed, text="A", finished_on=today, written_by=None),
        lambda: drop_measure(measure=followed, reason="A", written_by=None),
        lambda: note(followed),
    ):
        with pytest.raises(Refused, match="ist abgeschlossen"):
            again()


def test_a_measure_is_dropped_with_a_reason(followed):
    with pytest.raises(Refused, match="Bitte schreiben Sie"):
        drop_measure(measure=followed, reason=" ", written_by=None)
    drop_measure(measure=followed, reason="Kaum jemand blieb stehen.", written_by=None)
    followed.refresh_from_db()
    assert (followed.state, followed.state_reason) == ("dropped", "Kaum jemand blieb stehen.")
    mail = Mail.objects.get(kind="measure_dropped")
    assert "Die Begründung: Kaum jemand blieb stehen." in mail.body


def test_a_draft_tells_nobody():
    measure = MeasureFactory(published_at=None)
    MeasureFollow.objects.create(measure=measure, user=UserFactory())
    drop_measure(measure=measure, reason="Nein", written_by=None)
    assert Notification.objects.count() == 0


# --- Milestones -----------------------------------------------------------------------------


def test_a_milestone_is_reached_once_and_followers_are_told(followed):
    milestone = MilestoneFactory(measure=followed, title="Erster steht")
    with pytest.raises(Refused, match="nicht in der Zukunft"):
        reach_milestone(milestone=milestone, reached_on=date(2100, 1, 1))
    reach_milestone(milestone=milestone, reached_on=date(2026, 3, 2), note="In Polch.")
    milestone.refresh_from_db()
    assert (milestone.reached_on, milestone.note) == (date(2026, 3, 2), "In Polch.")
    news = Notification.objects.get()
    assert news.title == "Meilenstein erreicht: Erster steht (Amt-O-Mat)"
    assert news.path == f"/strategie/massnahmen/{followed.number}/#meilenstein-{milestone.pk}"
    assert "In Polch." in Mail.objects.get().body
    with pytest.raises(Refused, match="ist schon erreicht"):
        reach_milestone(milestone=milestone, reached_on=date(2026, 3, 3))


def test_a_milestone_is_planned_anew_and_the_notes_keep_the_old_day(followed):
    milestone = MilestoneFactory(measure=followed, title="Alle", due_on=date(2026, 3, 31))
    with pytest.raises(Refused, match="warum"):
        replan_milestone(milestone=milestone, due_on=date(2027, 1, 1), note="", written_by=None)
    replan_milestone(
        milestone=milestone, due_on=date(2027, 1, 31), note="Strom fehlt.", written_by=None
    )
    milestone.refresh_from_db()
    assert milestone.due_on == date(2027, 1, 31)
    text = "Meilenstein „Alle“ neu geplant: 31. Januar 2027 statt 31. März 2026. Strom fehlt."
    assert followed.notes.get().text == text
    assert Notification.objects.count() == 0


# --- The next forum -------------------------------------------------------------------------


def test_the_next_forum_gets_what_was_reached_each_once(followed):
    milestone = MilestoneFactory(measure=followed, title="Erster steht")
    with pytest.raises(Refused, match="noch nicht erreicht"):
        hand_to_forum(measure=followed)
    reach_milestone(milestone=milestone, reached_on=date(2026, 3, 2), note="In Polch.")
    milestone.refresh_from_db()
    with pytest.raises(Refused, match="noch kein Forum angekündigt"):
        hand_to_forum(measure=followed, milestone=milestone)
    forum = ForumFactory()
    hand_to_forum(measure=followed, milestone=milestone)
    with pytest.raises(Refused, match="schon an ein Forum übergeben"):
        hand_to_forum(measure=followed, milestone=milestone)
    finish_measure(measure=followed, text="Fertig.", finished_on=date(2026, 4, 1), written_by=None)
    followed.refresh_from_db()
    hand_to_forum(measure=followed)
    rows = Achievement.objects.filter(forum=forum).order_by("achieved_on")
    assert list(rows.values_list("title", "text", "achieved_on", "strand")) == [
        ("Amt-O-Mat: Erster steht", "In Polch.", date(2026, 3, 2), "projects"),
        ("Amt-O-Mat", "Fertig.", date(2026, 4, 1), "projects"),
    ]


def test_a_draft_goes_to_no_forum():
    ForumFactory()
    measure = MeasureFactory(published_at=None, state="done", finished_on=date(2026, 3, 1))
    with pytest.raises(Refused, match="Erst veröffentlichen"):
        hand_to_forum(measure=measure)
