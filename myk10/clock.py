"""The database's clock: the one that decides whether something is still in time."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The present moment, not the beginning of the transaction: a request may have waited for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
