from datetime import datetime

import pytest
from django.utils import timezone

from myk10.templatetags.texts import long_date, long_moment, short_date


def local(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (local(2026, 11, 5, 18), "Donnerstag, 5. November 2026, 18 Uhr"),
        (local(2026, 11, 5, 9, 5), "Donnerstag, 5. November 2026, 9:05 Uhr"),
        (local(2026, 11, 5, 0, 30), "Donnerstag, 5. November 2026, 0:30 Uhr"),
        (local(2026, 11, 5), "Donnerstag, 5. November 2026"),
        (None, ""),
    ],
)
def test_moments_as_people_say_them(moment, shown):
    assert long_moment(moment) == shown


def test_days_as_people_say_them():
    assert long_date(local(2026, 11, 5, 18)) == "Donnerstag, 5. November 2026"
    assert short_date(local(2026, 11, 5, 18)) == "5. November 2026"
