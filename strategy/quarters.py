"""Quarters, in which the agenda counts time."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def first_day(year: int, quarter: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def last_day(year: int, quarter: int) -> date:
    following = first_day(year, quarter + 1) if quarter < 4 else first_day(year + 1, 1)
    return following - timedelta(days=1)


def quarters(first_year: int, last_year: int) -> Iterator[tuple[int, int]]:
    for year in range(first_year, last_year + 1):
        for quarter in range(1, 5):
            yield year, quarter


def in_words(day: date) -> str:
    """“2. Quartal 2026”"""
    return _("{quarter}. Quartal {year}").format(quarter=quarter_of(day), year=day.year)


def span_in_words(begins: date, ends: date) -> str:
    """“1. Quartal 2024 bis 3. Quartal 2026”"""
    if (begins.year, quarter_of(begins)) == (ends.year, quarter_of(ends)):
        return in_words(begins)
    return _("{begins} bis {ends}").format(begins=in_words(begins), ends=in_words(ends))
