import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from myk10.numbers import NumberSeries, next_number

TOGETHER = 8


def drawn_at_once(draw: Callable[[str], int]) -> list[int]:
    """What eight people get who draw a number in the same moment, each in a transaction."""
    ready = threading.Barrier(TOGETHER)
    numbers = []

    def person() -> None:
        ready.wait()
        try:
            with transaction.atomic():
                numbers.append(draw("I-2026"))
        finally:
            connection.close()

    threads = [threading.Thread(target=person) for _n in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(numbers)


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_the_number_of_somebody_else():
    assert drawn_at_once(next_number) == list(range(1, TOGETHER + 1))


@pytest.mark.django_db(transaction=True)
def test_without_the_row_lock_people_would_get_the_same_number():
    NumberSeries.objects.create(name="I-2026", last=1)
    everyone_has_looked = threading.Barrier(TOGETHER)

    def look_then_write(series: str) -> int:
        number = NumberSeries.objects.get(name=series).last + 1
        everyone_has_looked.wait()
        NumberSeries.objects.filter(name=series).update(last=number)
        return number

    assert drawn_at_once(look_then_write) == [2] * TOGETHER


@pytest.mark.django_db
def test_each_series_begins_with_one():
    assert [next_number("I-2026"), next_number("I-2026"), next_number("I-2027")] == [1, 2, 1]


@pytest.mark.django_db
def test_failed_transaction_gives_its_number_back():
    def fail() -> None:
        with transaction.atomic():
            next_number("I-2026")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert next_number("I-2026") == 1


@pytest.mark.django_db(transaction=True)
def test_number_is_drawn_in_a_transaction_only():
    with pytest.raises(RuntimeError):
        next_number("I-2026")
