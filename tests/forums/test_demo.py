from datetime import date

import pytest
from django.utils import timezone

from forums import demo
from forums.ledger import ledger_for
from forums.models import Forum
from myk10.accounts import demo as accounts_demo
from myk10.events.models import Registration
from myk10.notifications.models import Mail
from tests.events.conftest import berlin

pytestmark = pytest.mark.django_db


@pytest.fixture
def forums():
    accounts_demo.create()
    demo.create()
    demo.create()
    return {forum.year: forum for forum in Forum.objects.with_event()}


def test_what_is_known_is_as_it_was(forums):
    known = [
        (2021, berlin(2021, 9, 23, 18), ""),
        (2022, berlin(2022, 9, 13, 17), "Sayner Hütte"),
        (2023, berlin(2023, 9, 22, 17), "Kulturhalle Ochtendung"),
        (2024, berlin(2024, 9, 5, 17), "Kulturhalle Ochtendung"),
    ]
    assert [(y, forums[y].event.starts_at, forums[y].event.place) for y, *_rest in known] == known
    assert forums[2021].event.ends_at == berlin(2021, 9, 23, 19, 30)


def test_one_is_open_and_all_before_are_documented(forums):
    *past, coming = sorted(forums)
    assert {forums[year].phase_name for year in past} == {"documented"}
    assert forums[coming].phase_name == "registration"
    assert forums[coming].event.registration_phase(timezone.now()) == "open"
    assert forums[coming].is_voting
    assert forums[coming].event.demo_content
    assert {forum.demo_content for forum in forums.values()} == {True}
    assert coming == demo.coming_day(timezone.localdate()).year


def test_the_coming_one_looks_back_at_every_kind_of_task(forums):
    ledger = ledger_for(forums[max(forums)])
    assert [len(tasks) for tasks in ledger.groups.values()] != [0] * 5
    assert all(ledger.groups[name] for name in ("done", "late", "open", "dropped"))


def test_people_of_the_past_are_forgotten(forums):
    past = Registration.objects.exclude(event__forum__year=max(forums))
    assert not past.exclude(name="", email="").exists()
    assert not Mail.objects.filter(state=Mail.State.QUEUED).exists()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 2, 1), date(2026, 9, 10)),
        (date(2026, 8, 20), date(2026, 9, 10)),
        (date(2026, 8, 21), date(2026, 9, 17)),
        (date(2026, 11, 25), date(2026, 12, 17)),
        (date(2026, 12, 1), date(2027, 9, 9)),
    ],
)
def test_the_coming_forum_is_on_a_thursday(today, day):
    assert demo.coming_day(today) == day
