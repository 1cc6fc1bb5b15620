"""People who press at the same moment: real threads, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from myk10.refusal import Refused
from strategy.actions.consultation import (
    ConsultationOver,
    answer_remark,
    send_remark,
    set_remark_support,
    set_stance,
)
from strategy.models import Remark, RemarkSupport, Stance, Version
from tests.factories import StaffFactory, UserFactory
from tests.ideas.voting import in_thread
from tests.strategy.factories import PassageFactory, RemarkFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passage(transactional_db):
    return PassageFactory()


def at_once(work, arguments: list) -> list:
    """Call `work` with each of the arguments, all at the same moment; Refused counts as an answer."""
    barrier = Barrier(len(arguments))

    @in_thread
    def one(argument):
        connection.ensure_connection()
        barrier.wait()
        try:
            return work(argument)
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(one, arguments))


def send(passage, author) -> Remark:
    return send_remark(
        version=passage.version,
        section=passage.section,
        author=author,
        kind="remark",
        text="Auch abends?",
        seen_revision=1,
    )


def test_a_button_pressed_eight_times_sends_one_remark(passage):
    author = UserFactory()
    answers = at_once(lambda who: send(passage, who), [author] * 8)
    assert len({remark.pk for remark in answers}) == Remark.objects.count() == 1


def test_eight_people_get_eight_numbers_without_a_gap(passage):
    at_once(lambda who: send(passage, who), UserFactory.create_batch(8))
    year = timezone.localdate().year
    assert list(Remark.objects.order_by("number").values_list("number", flat=True)) == [
        f"K-{year}-{number:03d}" for number in range(1, 9)
    ]


def test_support_pressed_twice_counts_once(passage):
    remark, user = RemarkFactory(passage=passage), UserFactory()
    at_once(lambda who: set_remark_support(remark=remark, user=who, supporting=True), [user] * 6)
    remark.refresh_from_db()
    assert (remark.support_count, RemarkSupport.objects.count()) == (1, 1)


def test_six_supporters_at_once_all_count(passage):
    remark = RemarkFactory(passage=passage)
    people = UserFactory.create_batch(6)
    at_once(lambda who: set_remark_support(remark=remark, user=who, supporting=True), people)
    remark.refresh_from_db()
    assert remark.support_count == 6


def test_three_stances_of_one_person_at_once_are_one(passage):
    user = UserFactory()
    at = {"version": passage.version, "section": passage.section, "user": user}
    answers = at_once(lambda value: set_stance(**at, value=value), ["digital", "both", "analogue"])
    assert (answers, Stance.objects.count()) == ([None] * 3, 1)


def test_two_of_the_office_answer_at_once_and_one_is_told(passage):
    remark = RemarkFactory(passage=passage)

    def answer(staff):
        return answer_remark(
            remark=remark, decision="answered", answer=f"Von {staff}", answered_by=staff
        )

    answers = at_once(answer, StaffFactory.create_batch(2))
    refused = [a for a in answers if isinstance(a, Refused)]
    given = [a for a in answers if isinstance(a, Remark)]
    assert (len(refused), len(given)) == (1, 1)
    assert "jemand anderes" in str(refused[0])
    remark.refresh_from_db()
    assert remark.answer == given[0].answer
    assert remark.pgh_event_model.objects.count() == 1


def test_who_waits_while_the_consultation_is_ended_comes_too_late(passage):
    """The office moves the end into the past; a remark that was on its way must see it."""
    version, answers = passage.version, []
    author = UserFactory()

    @in_thread
    def write():
        try:
            answers.append(send(passage, author))
        except Refused as refusal:
            answers.append(refusal)

    with transaction.atomic():
        end = timezone.now() - timedelta(seconds=1)
        Version.objects.filter(pk=version.pk).update(evaluation_from=end)
        thread = Thread(target=write)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
    thread.join(timeout=10)
    assert [type(answer) for answer in answers] == [ConsultationOver]
    assert not Remark.objects.exists()
