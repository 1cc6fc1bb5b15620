from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from ideas.actions import announcing
from ideas.actions.results import freeze_count
from ideas.models import Ballot, Competition, Follow, PhaseNotice, Support
from ideas.tasks import announce_phases
from myk10.notifications.actions.news import choose_delivery
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Delivery, Topic
from tests.factories import AwardFactory, CompetitionFactory, IdeaFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def competition():
    """Long over by the database's clock, so that it can be counted. Each phase lasted ten days."""
    then = timezone.now() - 100 * DAY
    return CompetitionFactory(phase="announcement", title="Ideen 2026", now=then, dates_set_at=then)


@pytest.fixture
def author(competition):
    return IdeaFactory(competition=competition, state="submitted").author


def at(moment):
    return time_machine.travel(moment, tick=False)


def titles() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("title", flat=True))


def run_at(moment) -> list[str]:
    """What beat adds at the moment, by title."""
    before = len(titles())
    with at(moment):
        announce_phases()
    return titles()[before:]


def test_a_competition_from_its_first_to_its_last_notice(competition, author):
    end = competition.submission_until
    told = {
        "before it begins": run_at(competition.submission_from - MINUTE),
        "submission": run_at(competition.submission_from),
        "a minute later": run_at(competition.submission_from + MINUTE),
        "four days before its end": run_at(end - 4 * DAY),
        "three days before its end": run_at(end - 3 * DAY),
        "two days before its end": run_at(end - 2 * DAY),
        "screening": run_at(competition.screening_from),
        "voting": run_at(competition.voting_from),
        "end of voting": run_at(competition.voting_until - 3 * DAY),
    }
    told["not counted yet"] = run_at(competition.result_from)
    freeze_count(competition=competition)
    told["result"] = run_at(competition.result_from + MINUTE)
    told["a year later"] = run_at(competition.result_from + 365 * DAY)
    found = {when: [title.split(": ")[1] for title in news] for when, news in told.items()}
    assert {when: news for when, news in found.items() if news} == {
        "submission": ["Jetzt können Sie Ideen einreichen"],
        "three days before its end": [found["three days before its end"][0]],
        "voting": ["Die Abstimmung hat begonnen"],
        "end of voting": [found["end of voting"][0]],
        "result": ["Das Ergebnis ist da"],
    }
    assert found["three days before its end"][0].startswith("Einreichen noch bis ")
    assert found["end of voting"][0].startswith("Abstimmen noch bis ")


def test_mail_leads_to_the_page_where_one_acts(competition, author):
    run_at(competition.voting_from)
    mail = Mail.objects.get()
    assert mail.body.startswith(f"Guten Tag {author.display_name},\n\nbeim Wettbewerb „Ideen 2026“")
    assert "3 Stimmen" in mail.body
    assert mail.action_url == f"{settings.SITE_URL}/ideen/{competition.slug}/liste/"


def test_who_is_told(competition):
    idea = IdeaFactory(competition=competition)
    draft = IdeaFactory(competition=competition, state="draft")
    follower, supporter, voter, curious, silent, stranger, gone = UserFactory.create_batch(7)
    for person in (follower, silent, gone):
        Follow.objects.create(idea=idea, user=person)
    Support.objects.create(idea=idea, user=supporter)
    Ballot.objects.create(competition=competition, user=voter)
    choose_delivery(user=curious, topic=Topic.PHASE, delivery=Delivery.SITE)
    choose_delivery(user=silent, topic=Topic.PHASE, delivery=Delivery.NEVER)
    choose_delivery(user=stranger, topic=Topic.REPLY, delivery=Delivery.DAILY)
    gone.is_active = False
    gone.save()
    run_at(competition.submission_from)
    told = {news.user for news in Notification.objects.all()}
    assert told == {idea.author, draft.author, follower, supporter, voter, curious}


def test_who_hears_of_a_winner_needs_no_notice_of_the_result(competition, author):
    winner = IdeaFactory(competition=competition)
    follower = UserFactory()
    Follow.objects.create(idea=winner, user=follower)
    freeze_count(competition=competition)
    AwardFactory(idea=winner)
    run_at(competition.result_from + MINUTE)
    assert [news.user for news in Notification.objects.all()] == [author]


def test_result_by_decision_is_told_once_somebody_has_won():
    competition = CompetitionFactory(
        phase="announcement", winner_rule="steering", voting_from=None, jury_from=None
    )
    ideas = IdeaFactory.create_batch(2, competition=competition)
    assert run_at(competition.result_from) == []
    AwardFactory(idea=ideas[0])
    run_at(competition.result_from + MINUTE)
    assert [news.user for news in Notification.objects.all()] == [ideas[1].author]


def test_short_phase_has_no_closing_notice(competition, author):
    short = competition.submission_from + timedelta(days=6, hours=23)
    Competition.objects.filter(pk=competition.pk).update(screening_from=short)
    run_at(competition.submission_from)
    assert run_at(short - DAY) == []


def test_beat_down_for_two_days_tells_late(competition, author):
    assert len(run_at(competition.voting_from + 2 * DAY)) == 1


def test_beat_down_until_the_phase_is_over_tells_nothing(competition, author):
    assert run_at(competition.screening_from + MINUTE) == []


def test_beat_back_shortly_before_the_end_tells_of_the_end_alone(competition, author):
    told = run_at(competition.voting_until - DAY)
    assert [title.split(": ")[1][:9] for title in told] == ["Abstimmen"]
    assert run_at(competition.voting_until - DAY + MINUTE) == []


def test_mail_that_waited_until_the_phase_was_over_is_not_sent(competition, author, smtp_server):
    run_at(competition.voting_from)
    with at(competition.voting_until + MINUTE):
        assert deliver_due_mail() == 0
    assert Mail.objects.get().state == "suppressed"


def test_past_competition_is_entered_quietly():
    competition = CompetitionFactory(phase="voting")  # which began five days ago
    IdeaFactory(competition=competition)
    announce_phases()
    assert titles() == []
    Competition.objects.update(dates_set_at=F("voting_from") + timedelta(hours=23))
    announce_phases()
    assert len(titles()) == 1


def test_phase_that_is_moved_after_its_notice_is_not_announced_again(competition, author):
    run_at(competition.voting_from)
    later = competition.voting_from + 2 * DAY
    Competition.objects.filter(pk=competition.pk).update(
        voting_from=later, dates_set_at=competition.voting_from + MINUTE
    )
    assert run_at(later) == []


@pytest.mark.parametrize("people", [1, 3])
def test_people_cost_no_further_queries(competition, people, django_assert_num_queries):
    IdeaFactory.create_batch(people, competition=competition)
    with at(competition.submission_from), django_assert_num_queries(14):
        announce_phases()
    assert Mail.objects.count() == people


def test_once_told_a_minute_costs_two_queries(competition, author, django_assert_num_queries):
    run_at(competition.submission_from)
    with at(competition.submission_from + MINUTE), django_assert_num_queries(2):
        announce_phases()


class TestManyPeople:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch):
        monkeypatch.setattr(announcing, "BATCH", 3)

    @pytest.fixture
    def crowd(self, competition):
        idea = IdeaFactory(competition=competition)
        for _number in range(7):
            Follow.objects.create(idea=idea, user=UserFactory())
        return 8

    def test_everybody_is_told_in_batches(self, competition, crowd):
        run_at(competition.submission_from)
        assert Notification.objects.values("user").distinct().count() == crowd

    def test_what_was_interrupted_goes_on_where_it_was(self, competition, crowd, monkeypatch):
        told = announcing.emails.phase_notice
        batches = []

        def dies_in_the_second_batch(*args):
            batches.append(args[-1])
            if len(batches) == 2:
                raise RuntimeError
            told(*args)

        monkeypatch.setattr(announcing.emails, "phase_notice", dies_in_the_second_batch)
        with pytest.raises(RuntimeError):
            run_at(competition.submission_from)
        assert Notification.objects.count() == 3
        run_at(competition.submission_from + MINUTE)
        assert (Notification.objects.count(), Mail.objects.count()) == (crowd, crowd)
        assert [len(people) for people in batches] == [3, 3, 3, 2]

    def test_two_beats_at_once_tell_everybody_once(self, competition, crowd):
        moved = timezone.now() - competition.submission_from
        for phase in ("announcement", "submission", "screening", "voting", "result"):
            field = f"{phase}_from"
            setattr(competition, field, getattr(competition, field) + moved)
        competition.save()

        def beat():
            announce_phases()
            connection.close()

        threads = [Thread(target=beat) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (Notification.objects.count(), Mail.objects.count()) == (crowd, crowd)
        assert PhaseNotice.objects.get().finished_at is not None
