import os
import signal
import time
from threading import Thread

import pytest
from django.db import connection, transaction

from myk10.notifications.actions import outbox
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.models import Mail
from tests.factories import UserFactory

MAIL = {"kind": "flag_received", "occasion": "7", "subject": "Neue Antwort", "body": "Guten Tag"}


@pytest.fixture(autouse=True)
def broker_is_tried(monkeypatch):
    monkeypatch.setattr(outbox, "_no_waking_until", 0.0)


@pytest.mark.django_db
def test_mail_is_a_waiting_row():
    mail = queue_mail(to="eva@example.org", **MAIL)

    assert (mail.state, mail.attempts, mail.for_account) == ("queued", 0, False)
    assert Mail.objects.get() == mail


@pytest.mark.django_db
def test_same_kind_occasion_and_recipient_is_written_once():
    queue_mail(to="eva@example.org", **MAIL)

    assert queue_mail(to="Eva@Example.org", **MAIL) is None
    assert queue_mail(to="eva@example.org", **(MAIL | {"occasion": "8"})) is not None
    assert Mail.objects.count() == 2


@pytest.mark.django_db
def test_mail_for_an_account_says_so():
    user = UserFactory()

    mail = queue_mail(to=user.email, user=user, **MAIL)

    assert (mail.user, mail.for_account) == (user, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Zwei\r\nZeilen\x0bund\x1cmehr", "Zwei Zeilen und mehr"),
        ("Bcc: alle@example.org\nText", "Bcc: alle@example.org Text"),
        ("Null\0zeichen", "Nullzeichen"),
        ("halbes \ud83d Zeichen", "halbes ? Zeichen"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_subject_is_folded_to_one_storable_line(typed, stored):
    assert queue_mail(to="eva@example.org", **(MAIL | {"subject": typed})).subject == stored


@pytest.mark.django_db(transaction=True)
def test_mail_vanishes_with_the_transaction_that_wrote_it():
    with transaction.atomic():
        queue_mail(to="eva@example.org", **MAIL)
        transaction.set_rollback(True)

    assert Mail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_mail():
    written = []

    def write():
        written.append(queue_mail(to="eva@example.org", **MAIL))
        connection.close()

    threads = [Thread(target=write) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Mail.objects.count() == 1
    assert sum(mail is not None for mail in written) == 1


@pytest.mark.django_db(transaction=True)
def test_without_redis_queueing_stays_quick(redis_server):
    redis_server.stop()

    began = time.monotonic()
    for occasion in range(20):
        queue_mail(to="eva@example.org", **(MAIL | {"occasion": str(occasion)}))
    took = time.monotonic() - began

    assert Mail.objects.count() == 20
    assert took < 1.5


@pytest.mark.django_db(transaction=True)
def test_with_a_hanging_redis_queueing_stays_quick(redis_server):
    os.kill(redis_server.process.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        for occasion in range(20):
            queue_mail(to="eva@example.org", **(MAIL | {"occasion": str(occasion)}))
        took = time.monotonic() - began
    finally:
        os.kill(redis_server.process.pid, signal.SIGCONT)

    assert Mail.objects.count() == 20
    assert took < 2.5


@pytest.mark.django_db(transaction=True)
def test_broker_that_is_away_is_left_alone_for_a_while(monkeypatch):
    tried = []

    def fails(*_task, **_options):
        tried.append(1)
        raise OSError

    monkeypatch.setattr("celery.current_app.send_task", fails)

    for occasion in range(3):
        queue_mail(to="eva@example.org", **(MAIL | {"occasion": str(occasion)}))

    assert tried == [1]


@pytest.mark.django_db(transaction=True)
def test_worker_sends_what_was_queued(celery_worker_process, smtp_server):
    queue_mail(to="eva@example.org", **MAIL)

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not smtp_server.messages:
        time.sleep(0.1)

    assert [envelope.rcpt_tos for envelope in smtp_server.messages] == [["eva@example.org"]]
