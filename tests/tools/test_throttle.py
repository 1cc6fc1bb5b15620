import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from myk10.throttle import Attempt, TooManyAttempts, hit

HOUR = timedelta(hours=1)


def hits(times: int, who: str = "42", scope: str = "comment") -> list[bool]:
    """Which of so many attempts in a row are let through, three an hour being allowed."""
    return [_let_through(who, scope) for _n in range(times)]


def _let_through(who: str, scope: str) -> bool:
    try:
        hit(scope, who, limit=3, per=HOUR)
    except TooManyAttempts:
        return False
    return True


@pytest.mark.django_db
def test_limit_holds():
    assert hits(5) == [True, True, True, False, False]


@pytest.mark.django_db
def test_people_and_scopes_are_counted_apart():
    hits(3)
    assert hits(1, who="43") + hits(1, scope="flag") + hits(1) == [True, True, False]


@pytest.mark.django_db
def test_attempts_are_forgotten_after_a_while(time_machine):
    time_machine.move_to("2026-11-05 12:00+01:00", tick=False)
    hits(3)
    time_machine.shift(HOUR - timedelta(seconds=1))
    assert hits(1) == [False]
    time_machine.shift(timedelta(seconds=1))
    assert hits(1) == [True]
    assert Attempt.objects.filter(made_at__lte=timezone.now() - HOUR).count() == 0


@pytest.mark.django_db
def test_nobody_can_read_who_it_was():
    hits(1, who="203.0.113.7")
    attempt = Attempt.objects.get()
    assert "203.0.113.7" not in attempt.who
    assert len(attempt.who) == 64


@pytest.mark.django_db(transaction=True)
def test_parallel_attempts_do_not_slip_through():
    ready = threading.Barrier(12)
    let_through = []

    def person() -> None:
        ready.wait()
        try:
            let_through.append(_let_through("42", "comment"))
        finally:
            connection.close()

    threads = [threading.Thread(target=person) for _n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert let_through.count(True) == 3
    assert Attempt.objects.count() == 3
