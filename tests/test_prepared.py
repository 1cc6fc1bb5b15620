from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from myk10 import prepared
from myk10.accounts.backends import AccountBackend
from tests.factories import UserFactory
from tests.ideas.voting import in_thread

pytestmark = pytest.mark.django_db


def test_a_statement_that_comes_again_stays_prepared():
    for number in range(4):
        assert prepared.row("SELECT %s::integer + 1 AS successor", [number]) == (number + 1,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'successor'")
        assert cursor.fetchone() == (1,)


def test_rows_come_in_their_order_and_a_statement_without_any_gives_none():
    statement = "SELECT n FROM generate_series(1, %(upto)s) n ORDER BY n DESC"
    assert prepared.rows(statement, {"upto": 3}) == [(3,), (2,), (1,)]
    assert prepared.row(statement, {"upto": 0}) is None


def test_it_counts_as_a_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        prepared.row("SELECT %s::integer", [1])


@pytest.mark.django_db(transaction=True)
def test_an_account_is_still_read_after_a_migration_added_a_column():
    user, backend = UserFactory(), AccountBackend()
    for _request in range(4):
        assert backend.get_user(user.pk) == user
    elsewhere("ALTER TABLE accounts_user ADD COLUMN nickname text")
    try:
        assert backend.get_user(user.pk) == user
    finally:
        elsewhere("ALTER TABLE accounts_user DROP COLUMN nickname")


def elsewhere(statement: str) -> None:
    """On another connection, as a migration of a running site is."""

    @in_thread
    def execute():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(execute).result()
