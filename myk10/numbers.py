"""Permanent public numbers: counted up per series, never reused."""

from django.db import connection, models


class NumberSeries(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=1), name="counts_from_1")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


def next_number(series: str) -> int:
    """The next number of the series, starting with 1.

    The row stays locked until the caller's transaction ends, so two callers never get the same
    number, and a transaction that fails gives its number back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number may only be drawn in the transaction that uses it.")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, last) VALUES (%s, 1) "  # noqa: S608 - our own table's name
            f"ON CONFLICT (name) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]
