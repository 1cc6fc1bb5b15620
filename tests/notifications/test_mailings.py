"""Mailings: who is counted, the release, and what stops them."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from myk10.notifications import audiences
from myk10.notifications.actions.fan_out import write_due_mailings, write_mails
from myk10.notifications.actions.mailings import (
    copy_mailing,
    delete_draft,
    release_mailing,
    resume_mailing,
    send_test,
    stop_mailing,
    withdraw_release,
)
from myk10.notifications.audiences import Audience
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.letter import letter_of
from myk10.notifications.models import Mail, Mailing, OptOut, Subscription
from myk10.notifications.progress import progress_of
from myk10.notifications.recipients import count_people, count_together, groups_of
from myk10.refusal import Refused
from tests.factories import MailingFactory, StaffFactory, SubscriptionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum_guests(monkeypatch):
    """An audience of accounts, as other apps register them."""
    from myk10.accounts.models import User

    guests = Audience(
        "guests",
        "Gäste des Forums",
        "Sie erhalten diese E-Mail, weil Sie sich zum Forum angemeldet haben.",
        people=lambda _value: User.objects.filter(display_name__startswith="Gast"),
    )
    monkeypatch.setitem(audiences._audiences, "guests", guests)


def release(mailing: Mailing, **options) -> Mailing:
    return release_mailing(
        mailing=mailing, released_by=StaffFactory(), seen=mailing.changed_at, **options
    )


def counted(*keys: str) -> tuple[dict[str, int], int]:
    chosen = groups_of(MailingFactory.build(audiences=list(keys)))
    return count_people(chosen), count_together(chosen)


# --- Who gets it -----------------------------------------------------------------------------


def test_somebody_in_two_groups_counts_once(forum_guests, django_assert_num_queries):
    SubscriptionFactory(email="eva@example.org")
    SubscriptionFactory(email="ali@example.org", places=["bendorf"])
    UserFactory(email="EVA@example.org", display_name="Gast Eva")
    UserFactory(email="uwe@example.org", display_name="Gast Uwe")

    assert counted("subscribers", "municipality:mayen", "guests") == (
        {"subscribers": 2, "municipality:mayen": 1, "guests": 2},
        3,
    )


def test_whoever_opted_out_is_not_counted():
    SubscriptionFactory(email="eva@example.org")
    OptOut.objects.create(email="Eva@Example.org")

    assert counted("subscribers") == ({"subscribers": 0}, 0)


def test_groups_that_are_gone_count_nobody():
    assert counted("municipality:atlantis") == ({}, 0)


def test_all_groups_are_counted_with_one_query(django_assert_num_queries):
    SubscriptionFactory(places=["mayen"], fields=["bildung"])
    chosen = audiences.groups()

    with django_assert_num_queries(1):
        counts = count_people(chosen)

    assert (counts["municipality:mayen"], counts["municipality:bendorf"]) == (1, 0)
    assert len(counts) == len(chosen)


def test_an_unconfirmed_subscriber_is_nobody():
    SubscriptionFactory(confirmed_at=None)

    assert counted("subscribers", "municipality:mayen")[1] == 0


# --- Release ---------------------------------------------------------------------------------


def test_a_release_fixes_who_and_when():
    SubscriptionFactory()
    staff, mailing = StaffFactory(), MailingFactory()

    release_mailing(mailing=mailing, released_by=staff, seen=mailing.changed_at)

    mailing.refresh_from_db()
    assert mailing.released_by == staff
    assert mailing.send_at == mailing.released_at
    assert not mailing.is_editable


def test_nobody_to_write_to_is_refused():
    with pytest.raises(Refused, match="gehört niemand"):
        release(MailingFactory())


def test_a_time_gone_by_is_refused():
    SubscriptionFactory()

    with pytest.raises(Refused, match="schon vorbei"):
        release(MailingFactory(), send_at=timezone.now() - timedelta(minutes=1))


def test_what_was_changed_since_it_was_read_is_refused():
    SubscriptionFactory()
    mailing = MailingFactory()

    with pytest.raises(Refused, match="inzwischen geändert"):
        release_mailing(
            mailing=mailing,
            released_by=StaffFactory(),
            seen=mailing.changed_at - timedelta(seconds=1),
        )


def test_a_released_mailing_is_released_once():
    SubscriptionFactory()
    mailing = release(MailingFactory())

    with pytest.raises(Refused, match="schon freigegeben"):
        release(mailing)


def test_a_release_can_be_withdrawn_before_it_begins():
    SubscriptionFactory()
    mailing = release(MailingFactory(), send_at=timezone.now() + timedelta(hours=1))

    assert withdraw_release(mailing=mailing).is_editable

    mailing = release(MailingFactory())
    write_mails(mailing)
    with pytest.raises(Refused, match="schon begonnen"):
        withdraw_release(mailing=mailing)


@pytest.mark.parametrize(
    ("planned", "begins"),
    [
        # 2027: summer time begins on 28 March at 2, ends on 31 October at 3 o'clock.
        ("2027-03-28T01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("2027-03-28T08:00", datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
        ("2027-10-31T01:59", datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        ("2027-10-31T03:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        ("2027-10-31T08:00", datetime(2027, 10, 31, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_schedule_holds_in_both_nights_of_the_clock_change(
    client, settings, time_machine, planned, begins
):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    time_machine.move_to(begins - timedelta(hours=6), tick=False)
    client.force_login(StaffFactory())
    SubscriptionFactory()
    mailing = MailingFactory()

    client.post(
        f"/verwaltung/notifications/mailing/{mailing.pk}/tun/senden/",
        {"send_at": planned, "seen": mailing.changed_at.isoformat()},
    )

    mailing.refresh_from_db()
    assert mailing.send_at == begins
    time_machine.move_to(begins - timedelta(seconds=1), tick=False)
    write_due_mailings()
    assert Mail.objects.count() == 0
    time_machine.move_to(begins, tick=False)
    write_due_mailings()
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("typed", ["2027-03-28T02:30", "2027-10-31T02:30", "übermorgen"])
def test_a_time_that_does_not_exist_or_exists_twice_is_refused(client, settings, typed):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    client.force_login(StaffFactory())
    SubscriptionFactory()
    mailing = MailingFactory()

    answer = client.post(
        f"/verwaltung/notifications/mailing/{mailing.pk}/tun/senden/",
        {"send_at": typed, "seen": mailing.changed_at.isoformat()},
    )

    assert "send_at" in answer.context["form"].errors
    assert typed in answer.text
    mailing.refresh_from_db()
    assert mailing.is_editable


# --- Test copies, copies, drafts -------------------------------------------------------------


def test_a_test_goes_to_oneself_and_counts_for_nothing(smtp_server):
    staff, mailing = StaffFactory(email="buero@example.org"), MailingFactory()

    mail = send_test(mailing=mailing, to=staff)

    assert letter_of(mail).subject == "Probe: Einladung zum Zukunftsforum"
    assert progress_of(mailing).total == 0
    again = send_test(mailing=mailing, to=staff)
    assert again.pk != mail.pk


def test_a_draft_goes_with_its_test_copies():
    mailing = MailingFactory()
    send_test(mailing=mailing, to=StaffFactory())

    delete_draft(mailing=mailing)

    assert (Mailing.objects.count(), Mail.objects.count()) == (0, 0)


def test_what_was_released_cannot_be_deleted():
    with pytest.raises(Refused, match="bleibt als Nachweis"):
        delete_draft(mailing=MailingFactory(released=True))


def test_a_copy_is_a_new_draft():
    staff = StaffFactory()
    copy = copy_mailing(mailing=MailingFactory(released=True, subject="Hallo"), created_by=staff)

    assert (copy.subject, copy.is_editable, copy.created_by) == ("Hallo", True, staff)


# --- Stop and resume -------------------------------------------------------------------------


def states(mailing: Mailing) -> dict[str, int]:
    return {state: n for state, n in progress_of(mailing).counts.items() if n}


def test_a_stop_holds_the_rest_and_a_resume_sends_it():
    SubscriptionFactory.create_batch(3)
    mailing = release(MailingFactory())
    write_mails(mailing)
    first = mailing.mails.first()
    Mail.objects.filter(pk=first.pk).update(state="sent", sent_at=timezone.now())

    stop_mailing(mailing=mailing, stopped_by=StaffFactory())

    assert states(mailing) == {"sent": 1, "held": 2}
    assert not Mail.objects.due(timezone.now()).exists()

    resume_mailing(mailing=mailing)

    assert states(mailing) == {"sent": 1, "queued": 2}
    assert Mail.objects.due(timezone.now()).count() == 2
    mailing.refresh_from_db()
    assert (mailing.stopped_at, mailing.stopped_by) == (None, None)


def test_stopping_twice_remembers_the_first():
    SubscriptionFactory()
    mailing = release(MailingFactory())
    write_mails(mailing)
    first = StaffFactory()

    stop_mailing(mailing=mailing, stopped_by=first)

    assert stop_mailing(mailing=mailing, stopped_by=StaffFactory()).stopped_by == first


def test_what_has_not_begun_or_is_done_cannot_be_stopped():
    with pytest.raises(Refused, match="noch nicht begonnen"):
        stop_mailing(mailing=MailingFactory(released=True), stopped_by=StaffFactory())
    done = MailingFactory(released=True)
    write_mails(done)
    with pytest.raises(Refused, match="schon alle"):
        stop_mailing(mailing=done, stopped_by=StaffFactory())


def test_only_what_is_stopped_can_be_resumed():
    with pytest.raises(Refused, match="nicht angehalten"):
        resume_mailing(mailing=MailingFactory(released=True))


@pytest.mark.django_db(transaction=True)
def test_stopped_in_the_middle_of_sending(smtp_server):
    SubscriptionFactory.create_batch(5)
    mailing = release(MailingFactory())
    write_mails(mailing)
    deliver_due_mail(limit=2)

    stop_mailing(mailing=mailing, stopped_by=StaffFactory())
    deliver_due_mail()

    assert len(smtp_server.messages) == 2
    assert states(mailing) == {"sent": 2, "held": 3}

    resume_mailing(mailing=mailing)
    deliver_due_mail()

    reached = [address for message in smtp_server.messages for address in message.rcpt_tos]
    assert sorted(reached) == sorted(Subscription.objects.values_list("email", flat=True))
    assert progress_of(Mailing.objects.get()).is_done


@pytest.mark.django_db(transaction=True)
def test_what_the_server_puts_off_during_a_stop_waits_too(smtp_server):
    SubscriptionFactory()
    mailing = release(MailingFactory())
    write_mails(mailing)
    stop_mailing(mailing=mailing, stopped_by=StaffFactory())
    Mail.objects.update(attempts=1, next_attempt_at=timezone.now())  # as a 450 answer leaves it

    deliver_due_mail()
    assert smtp_server.messages == []

    resume_mailing(mailing=mailing)
    deliver_due_mail()
    assert len(smtp_server.messages) == 1


@pytest.mark.django_db(transaction=True)
def test_unsubscribed_or_opted_out_between_queue_and_send(smtp_server, forum_guests):
    gone = SubscriptionFactory(email="weg@example.org")
    SubscriptionFactory(email="da@example.org")
    UserFactory(email="gast@example.org", display_name="Gast")
    write_mails(release(MailingFactory(audiences=["subscribers", "guests"])))
    gone.delete()
    OptOut.objects.create(email="GAST@example.org")

    deliver_due_mail()

    assert [m.rcpt_tos for m in smtp_server.messages] == [["da@example.org"]]
    assert states(Mailing.objects.get()) == {"sent": 1, "suppressed": 2}


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_release_once():
    SubscriptionFactory()
    mailing = MailingFactory()
    people = [StaffFactory(), StaffFactory()]
    barrier, refused = Barrier(2), []

    def click(person) -> None:
        barrier.wait()
        try:
            release_mailing(mailing=mailing, released_by=person, seen=mailing.changed_at)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=click, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["Das Rundschreiben ist schon freigegeben."]


def test_progress_takes_one_query(django_assert_num_queries):
    SubscriptionFactory.create_batch(3)
    mailing = release(MailingFactory())
    write_mails(mailing)
    mailing.refresh_from_db()

    with django_assert_num_queries(1):
        progress = progress_of(mailing)

    assert (progress.total, progress.settled, progress.is_done) == (3, 0, False)
