"""Statements that come again with almost every request, written out and planned once for each connection.

Django puts the values into the text of a statement, so PostgreSQL plans it anew each time, which costs
several times what running it does. Here the values travel beside the statement, and it stays prepared.
Such a statement names its columns: a `SELECT *` would break when a migration adds one.
docs/decisions/0016 says what this brings.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

Values = Sequence[Any] | Mapping[str, Any]


def row(statement: str, values: Values) -> Any:
    """The first row that the statement gives, as a tuple; None if it gives none."""
    with _executed(statement, values) as cursor:
        return cursor.fetchone()


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    with _executed(statement, values) as cursor:
        return cursor.fetchall()


@contextmanager
def _executed(statement: str, values: Values) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.cursor = ServerBindingCursor(connection.connection)
        cursor.execute(statement, values)
        yield cursor
