"""One mail a person, whatever happens to the workers that write them."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from myk10.notifications.actions import fan_out
from myk10.notifications.actions.fan_out import write_due_mailings, write_mails
from myk10.notifications.actions.mailings import resume_mailing, stop_mailing
from myk10.notifications.models import Mail, Mailing, Subscription
from tests.conftest import ROOT, database_url
from tests.factories import MailingFactory, StaffFactory, SubscriptionFactory

GROUPS = ["subscribers", "municipality:mayen"]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(fan_out, "BATCH", 4)


def subscribers(count: int) -> list[str]:
    rows = [
        Subscription(email=f"Leserin{n}@example.org", confirmed_at=timezone.now())
        for n in range(count)
    ]
    Subscription.objects.bulk_create(rows)
    return sorted(row.email.lower() for row in rows)


def reached() -> list[str]:
    return sorted(Mail.objects.values_list("recipient", flat=True))


@pytest.mark.django_db
def test_everybody_gets_one_also_in_two_groups():
    wanted = subscribers(10)
    mailing = MailingFactory(released=True, audiences=GROUPS)

    write_due_mailings()

    assert reached() == wanted
    mailing.refresh_from_db()
    assert mailing.recipients == 10
    assert mailing.begun_at <= mailing.queued_at
    assert set(Mail.objects.values_list("kind", "audience", "subject")) == {
        ("mailing", "subscribers", mailing.subject)
    }


@pytest.mark.django_db
def test_nothing_is_written_before_its_time_or_twice():
    subscribers(2)
    MailingFactory()
    MailingFactory(released=True, send_at=timezone.now() + timedelta(hours=1))
    done = MailingFactory(released=True)
    write_mails(done)
    SubscriptionFactory()

    write_due_mailings()

    assert set(Mail.objects.values_list("mailing", flat=True)) == {done.pk}
    assert Mail.objects.count() == 2


@pytest.mark.django_db
def test_a_mailing_that_cannot_be_written_does_not_hold_up_others(monkeypatch, caplog):
    subscribers(2)
    poison = MailingFactory(released=True)
    good = MailingFactory(released=True)
    write_batch = fan_out._write_batch

    def fails_for_one(pk, *rest):
        if pk == poison.pk:
            raise RuntimeError("broken audience")
        return write_batch(pk, *rest)

    monkeypatch.setattr(fan_out, "_write_batch", fails_for_one)

    write_due_mailings()

    assert set(Mail.objects.values_list("mailing", flat=True)) == {good.pk}
    assert "cannot be written" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_broken_off_between_batches_and_begun_again(monkeypatch):
    wanted = subscribers(10)
    mailing = MailingFactory(released=True, audiences=GROUPS)
    write_batch, batches = fan_out._write_batch, []

    def breaks(*arguments):
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(arguments)
        return write_batch(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(fan_out, "_write_batch", breaks)
        with pytest.raises(KeyboardInterrupt):
            write_mails(mailing)
    assert len(reached()) == 8

    write_due_mailings()

    assert reached() == wanted
    assert Mailing.objects.get().recipients == 10


@pytest.mark.django_db(transaction=True)
def test_stopped_between_batches(monkeypatch):
    wanted = subscribers(10)
    mailing = MailingFactory(released=True)
    write_batch = fan_out._write_batch

    def stops_after_the_first(*arguments):
        went_on = write_batch(*arguments)
        if Mailing.objects.get().stopped_at is None:
            stop_mailing(mailing=mailing, stopped_by=StaffFactory())
        return went_on

    with monkeypatch.context() as patch:
        patch.setattr(fan_out, "_write_batch", stops_after_the_first)
        write_due_mailings()

    assert len(reached()) == 4
    assert not Mail.objects.due(timezone.now()).exists()
    write_due_mailings()
    assert len(reached()) == 4

    resume_mailing(mailing=mailing)
    write_due_mailings()

    assert reached() == wanted
    assert Mail.objects.due(timezone.now()).count() == 10


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_write_one_mail_a_person():
    wanted = subscribers(60)
    MailingFactory(released=True, audiences=GROUPS)
    barrier = Barrier(4)

    def work() -> None:
        try:
            barrier.wait()
            write_due_mailings()
        finally:
            connection.close()

    threads = [Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    write_due_mailings()  # as beat does, if each had stood in another's way

    assert reached() == wanted
    assert Mailing.objects.get().recipients == 60


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
import django
django.setup()
from myk10.notifications.actions import fan_out
fan_out.BATCH = 4
write_batch, left = fan_out._write_batch, [int(sys.argv[1])]
def slow(*arguments):
    written = write_batch(*arguments)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return written
fan_out._write_batch = slow
fan_out.write_due_mailings()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again(tmp_path):
    wanted = subscribers(30)
    MailingFactory(released=True, audiences=GROUPS)

    for batches in (1, 3, 5):
        worker = subprocess.run(
            [sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(batches)],
            cwd=ROOT,
            env=os.environ
            | {"DJANGO_SETTINGS_MODULE": "myk10.settings", "DATABASE_URL": database_url()},
            check=False,
        )
        assert worker.returncode == -signal.SIGKILL
    assert 0 < len(reached()) < 30

    write_due_mailings()

    assert reached() == wanted
    assert Mailing.objects.get().recipients == 30


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_starts_a_mailing(celery_worker_process, smtp_server):
    """Through Celery, from the release to the mail server."""
    from myk10.notifications.actions import outbox
    from myk10.notifications.actions.mailings import release_mailing

    outbox._no_waking_until = 0.0
    wanted = subscribers(5)
    mailing = MailingFactory()

    release_mailing(mailing=mailing, released_by=StaffFactory(), seen=mailing.changed_at)

    deadline = time.monotonic() + 30
    while len(smtp_server.messages) < 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert sorted(m.rcpt_tos[0] for m in smtp_server.messages) == wanted
