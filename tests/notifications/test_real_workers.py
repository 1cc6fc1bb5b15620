"""The outbox with real Celery processes that are really killed, on a real Redis and SMTP server."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import psutil
import pytest
import redis
import time_machine
from celery import current_app
from django.utils import timezone

from myk10.demo.services import Redis
from myk10.notifications.actions.outbox import DELIVERY, queue_mail
from myk10.notifications.delivery import mark_stuck_mail
from myk10.notifications.models import Mail
from tests.conftest import ROOT, Postbox, celery_environment
from tests.factories import MailFactory

pytestmark = pytest.mark.django_db(transaction=True)
REAL = "flag_received"  # a kind that the worker, which knows nothing of the tests, can judge


class Celery:
    """A Celery program in a session of its own, so that it can be killed with all its children."""

    def __init__(self, *arguments: str, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "myk10", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_a_child(self) -> None:
        """The pool process that does the work; its parent starts another one."""
        children = psutil.Process(self.process.pid).children()
        if children:
            random.choice(children).kill()


@pytest.fixture
def celery(
    transactional_db, redis_server: Redis, smtp_server: Postbox
) -> Iterator[Callable[..., Celery]]:
    running = []

    def start(*arguments: str) -> Celery:
        environment = celery_environment(redis_server, smtp_server)
        running.append(Celery(*arguments, environment=environment))
        return running[-1]

    yield start
    for program in running:
        program.kill()


def worker_arguments(processes: int = 2) -> list[str]:
    return ["worker", "--loglevel=ERROR", f"--concurrency={processes}", "--without-gossip"]


def sweep(server: Redis) -> None:
    """What beat does every ten seconds."""
    with current_app.connection_for_write(server.url) as broker:
        current_app.send_task(DELIVERY, connection=broker)


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, Mail.objects.count_by_state()
        time.sleep(0.05)


def sweep_until(server: Redis, condition: Callable[[], bool]) -> None:
    """Beat goes on: a task that died with its worker comes again."""
    for _second in range(120):
        sweep(server)
        for _moment in range(20):
            if condition():
                return
            time.sleep(0.05)
    pytest.fail(str(Mail.objects.count_by_state()))


def received(postbox: Postbox) -> Counter[str]:
    return Counter(envelope.rcpt_tos[0] for envelope in postbox.messages)


def test_worker_killed_twenty_times_sends_nothing_twice(celery, redis_server, smtp_server):
    addresses = {f"gast{number}@example.org" for number in range(2000)}
    Mail.objects.bulk_create(
        MailFactory.build(kind=REAL, recipient=address) for address in addresses
    )
    worker = celery(*worker_arguments())
    for kill in range(20):
        goal = 90 * (kill + 1)  # so that each kill falls into the middle of sending
        sweep_until(redis_server, lambda goal=goal: len(smtp_server.messages) >= goal)
        if kill % 5 == 4:
            worker.kill()
            worker = celery(*worker_arguments())
        else:
            worker.kill_a_child()

    sweep_until(redis_server, lambda: not Mail.objects.filter(state="queued").exists())
    worker.process.terminate()
    worker.process.wait(timeout=30)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mark_stuck_mail()

    unclear = set(Mail.objects.filter(state="unclear").values_list("recipient", flat=True))
    got = received(smtp_server)
    assert set(got.values()) == {1}
    assert addresses - set(got) <= unclear
    assert Mail.objects.count_by_state() == {"sent": 2000 - len(unclear), "unclear": len(unclear)}
    assert len(unclear) <= 24  # two processes die with the whole worker


def test_redis_that_forgets_everything_loses_no_mail(celery, redis_server, smtp_server, tmp_path):
    for number in range(200):
        queue_mail(
            kind=REAL, occasion="1", to=f"gast{number}@example.org", subject="Hallo", body="Hallo"
        )
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    celery(*worker_arguments())
    celery("beat", "--loglevel=ERROR", f"--schedule={tmp_path / 'beat'}", "--pidfile=")

    wait_until(lambda: len(smtp_server.messages) == 200, seconds=60)

    assert set(received(smtp_server).values()) == {1}
    wait_until(lambda: Mail.objects.count_by_state() == {"sent": 200}, seconds=10)


def test_two_beats_send_nothing_twice(celery, redis_server, smtp_server, tmp_path):
    MailFactory.create_batch(50, kind=REAL)
    celery(*worker_arguments())
    for name in ("one", "two"):
        celery("beat", "--loglevel=ERROR", f"--schedule={tmp_path / name}", "--pidfile=")

    wait_until(lambda: Mail.objects.count_by_state() == {"sent": 50}, seconds=60)

    assert set(received(smtp_server).values()) == {1}
    assert len(smtp_server.messages) == 50


def test_server_that_refuses_for_a_while_gets_the_mail_later(celery, redis_server, smtp_server):
    smtp_server.refuse_with = "451 bitte warten"
    mail = MailFactory(kind=REAL)
    celery(*worker_arguments(1))
    sweep(redis_server)
    wait_until(lambda: Mail.objects.filter(attempts=1, state="queued").exists(), seconds=30)

    smtp_server.refuse_with = None
    Mail.objects.filter(pk=mail.pk).update(next_attempt_at=timezone.now())
    sweep(redis_server)

    wait_until(lambda: Mail.objects.count_by_state() == {"sent": 1}, seconds=30)
