from datetime import date, timedelta
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from myk10.notifications.kinds import kind_of
from myk10.notifications.models import Notification
from myk10.refusal import Refused
from tests.factories import StaffFactory, UserFactory
from tests.workgroups.factories import BodyFactory, MembershipFactory, ResolutionFactory
from workgroups.actions.resolutions import (
    Votes,
    carry_out,
    cast_resolution_vote,
    decide_resolution,
    declare_conflict,
    propose_resolution,
    remind_of_circulations,
    votes_of,
)
from workgroups.models import Membership, Resolution, ResolutionVote

pytestmark = pytest.mark.django_db


def a_body(members=3):
    body = BodyFactory(short_name="LG")
    return body, [MembershipFactory(body=body) for _ in range(members)]


def cast(resolution, member, value="yes"):
    return cast_resolution_vote(resolution=resolution, user=member.user, value=value)


def test_numbers_count_up_per_body_and_year():
    body, _members = a_body()
    with time_machine.travel("2026-05-04T12:00+02:00"):
        numbers = [
            propose_resolution(
                body=body, title="Bänke", text="Zehn.", sitting_on=date(2026, 5, 20)
            ).number
            for _ in range(2)
        ]
    assert numbers == ["B-LG-2026-01", "B-LG-2026-02"]


def test_a_circulation_counts_its_votes():
    body, members = a_body()
    resolution = ResolutionFactory(body=body)
    for member, value in zip(members, ["yes", "no", "yes"], strict=True):
        cast(resolution, member, value)
    decided = decide_resolution(resolution=resolution, result="adopted", decided_by=StaffFactory())
    assert (decided.votes_yes, decided.votes_no, decided.votes_abstained) == (2, 1, 0)


def test_a_vote_can_be_changed_and_stays_one():
    body, members = a_body()
    resolution = ResolutionFactory(body=body)
    cast(resolution, members[0], "yes")
    cast(resolution, members[0], "no")
    assert list(resolution.votes.values_list("value", flat=True)) == ["no"]


@pytest.mark.parametrize("days", [-3, 6])
def test_nobody_votes_before_or_after(days):
    body, members = a_body()
    now = timezone.now()
    resolution = ResolutionFactory(
        body=body,
        opens_at=now + timedelta(days=1 if days < 0 else -9),
        closes_at=now + timedelta(days=2 if days < 0 else -1),
    )
    with pytest.raises(Refused, match="gerade nicht abgestimmt"):
        cast(resolution, members[0])


def test_guests_strangers_and_former_members_have_no_vote():
    body, _members = a_body()
    resolution = ResolutionFactory(body=body)
    guest = MembershipFactory(body=body, role="guest", may_vote=False)
    left = MembershipFactory(
        body=body,
        from_on=date(2020, 1, 1),
        until_on=timezone.localdate() - timedelta(days=1),
    )
    for user in (guest.user, left.user, UserFactory()):
        with pytest.raises(Refused, match="keine Stimme"):
            cast_resolution_vote(resolution=resolution, user=user, value="yes")
    assert ResolutionVote.objects.count() == 0


def test_member_and_stand_in_have_one_vote_together():
    body, members = a_body()
    stand_in = MembershipFactory(body=body, may_vote=False, stands_in_for=members[0])
    resolution = ResolutionFactory(body=body)
    vote = cast(resolution, stand_in)
    assert (vote.membership, vote.cast_by) == (members[0], stand_in)
    with pytest.raises(Refused, match=f"von {stand_in.name}"):
        cast(resolution, members[0], "no")
    assert votes_of(resolution) == Votes(1, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_member_and_stand_in_at_once_have_one_vote():
    body, members = a_body()
    stand_in = MembershipFactory(body=body, may_vote=False, stands_in_for=members[0])
    resolution, start, refused = ResolutionFactory(body=body), Barrier(10), []

    def press(member):
        start.wait()
        try:
            cast(resolution, member, "yes")
        except Refused as refusal:
            refused.append(str(refusal))
        connection.close()

    threads = [Thread(target=press, args=[m]) for m in [members[0], stand_in] * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ResolutionVote.objects.count() == 1
    assert len(refused) == 5


@pytest.mark.django_db(transaction=True)
def test_what_is_decided_at_once_is_decided_once():
    body, members = a_body()
    resolution, office = ResolutionFactory(body=body), StaffFactory()
    for member in members:
        cast(resolution, member)
    start, done = Barrier(6), []

    def press():
        start.wait()
        try:
            decide_resolution(resolution=resolution, result="adopted", decided_by=office)
            done.append(1)
        except Refused:
            pass
        connection.close()

    threads = [Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1]


def test_a_conflict_of_interest_takes_the_vote_away():
    body, members = a_body()
    resolution = ResolutionFactory(body=body)
    cast(resolution, members[0])
    declare_conflict(resolution=resolution, membership=members[0], reason="Mein Grundstück")
    assert votes_of(resolution).total == 0
    with pytest.raises(Refused, match="keine Stimme"):
        cast(resolution, members[0])
    with pytest.raises(DatabaseError, match="conflict of interest"), transaction.atomic():
        ResolutionVote.objects.create(
            resolution=resolution, membership=members[0], cast_by=members[0], value="yes"
        )


def test_the_database_refuses_votes_of_seats_without_one():
    body, _members = a_body()
    guest = MembershipFactory(body=body, role="guest", may_vote=False)
    with pytest.raises(DatabaseError, match="no vote"), transaction.atomic():
        ResolutionVote.objects.create(
            resolution=ResolutionFactory(body=body), membership=guest, cast_by=guest, value="yes"
        )


@pytest.mark.parametrize(
    ("votes", "result", "reason"),
    [
        (None, "adopted", "wie abgestimmt wurde"),
        (Votes(4, 0, 0), "adopted", "mehr Stimmen"),
        (Votes(1, 0, 0), "adopted", "Nicht beschlussfähig"),
        (Votes(1, 1, 1), "adopted", "passt nicht"),
        (Votes(2, 1, 0), "rejected", "passt nicht"),
        (Votes(2, 1, 0), "adopted_changed", "geänderten Wortlaut"),
    ],
)
def test_a_result_that_cannot_be_is_refused(votes, result, reason):
    body, _members = a_body()
    resolution = propose_resolution(
        body=body, title="Bänke", text="Zehn.", sitting_on=timezone.localdate()
    )
    with pytest.raises(Refused, match=reason):
        decide_resolution(
            resolution=resolution, result=result, votes=votes, decided_by=StaffFactory()
        )
    resolution.refresh_from_db()
    assert resolution.is_decided is False


def test_a_running_circulation_is_decided_only_when_all_have_voted():
    body, members = a_body()
    resolution, office = ResolutionFactory(body=body), StaffFactory()
    cast(resolution, members[0])
    cast(resolution, members[1])
    with pytest.raises(Refused, match="läuft noch"):
        decide_resolution(resolution=resolution, result="adopted", decided_by=office)
    cast(resolution, members[2])
    decide_resolution(resolution=resolution, result="adopted", decided_by=office)


def test_what_was_decided_stays():
    body, members = a_body()
    resolution = ResolutionFactory(body=body, result="noted")
    for wrong in [{"text": "Anders"}, {"result": "adopted"}, {"decided_at": timezone.now()}]:
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            Resolution.objects.filter(pk=resolution.pk).update(**wrong)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        resolution.delete()
    with pytest.raises(Refused, match="schon entschieden"):
        decide_resolution(resolution=resolution, result="adopted", decided_by=StaffFactory())
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ResolutionVote.objects.create(
            resolution=resolution, membership=members[0], cast_by=members[0], value="yes"
        )


def test_only_what_is_adopted_is_carried_out():
    adopted, rejected = ResolutionFactory(result="adopted"), ResolutionFactory(result="rejected")
    done = carry_out(resolution=adopted, done_on=date(2026, 5, 1), note="Zehn Bänke stehen.")
    assert (done.done_on, done.done_note) == (date(2026, 5, 1), "Zehn Bänke stehen.")
    with pytest.raises(Refused, match="nur, was angenommen ist"):
        carry_out(resolution=rejected, done_on=date(2026, 5, 1), note="Nichts.")


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("user_id", flat=True))


def test_members_are_told_of_a_circulation_its_end_and_its_result():
    body, members = a_body()
    MembershipFactory(body=body, role="guest", may_vote=False)
    stand_in = MembershipFactory(body=body, may_vote=False, stands_in_for=members[1])
    now = timezone.now()
    resolution = propose_resolution(
        body=body,
        title="Bänke",
        text="Zehn.",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=3),
    )
    voters = sorted([*(member.user_id for member in members), stand_in.user_id])
    assert told("body_circulation") == voters
    cast(resolution, members[0])
    remind_of_circulations()
    assert told("body_circulation_ends") == []
    with time_machine.travel(now + timedelta(days=2, hours=1)):
        remind_of_circulations()
        remind_of_circulations()
    silent = sorted([members[1].user_id, members[2].user_id, stand_in.user_id])
    assert told("body_circulation_ends") == silent
    decide_resolution(resolution=resolution, result="postponed", decided_by=StaffFactory())
    everybody = Membership.objects.filter(body=body).values_list("user_id", flat=True)
    assert told("body_resolution_decided") == sorted(everybody)


def test_the_mail_is_not_wanted_any_more_by_who_has_voted_or_left():
    body, members = a_body()
    resolution = ResolutionFactory(body=body)
    wanted = kind_of("body_circulation_ends").still_wanted

    def by(member):
        return wanted(SimpleNamespace(occasion=str(resolution.pk), user=member.user))

    cast(resolution, members[0])
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=members[1].pk).update(from_on=date(2020, 1, 1), until_on=yesterday)
    assert [by(member) for member in members] == [False, False, True]
    with time_machine.travel(resolution.closes_at + timedelta(seconds=1)):
        assert by(members[2]) is False
