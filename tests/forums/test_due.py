from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions.documenting import approve_minutes, publish_documentation
from forums.due import steps
from forums.models import Forum
from myk10.events.actions.inviting import draft_invitation
from myk10.events.actions.reminding import send_due_reminders
from myk10.notifications.actions.mailings import release_mailing
from tests.events.conftest import berlin
from tests.factories import (
    ForumFactory,
    QuestionFactory,
    RegistrationFactory,
    StaffFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """On 10 September 2026 at five o'clock."""
    begins = berlin(2026, 9, 10, 17)
    return ForumFactory(
        year=2026,
        event__starts_at=begins,
        event__published_at=berlin(2026, 6, 1),
        proposals_until=berlin(2026, 9, 1, 12),
    )


def standing(forum: Forum, moment) -> dict[str, str]:
    with time_machine.travel(moment, tick=False):
        return {step.label: step.in_words for step in steps(Forum.objects.get(pk=forum.pk))}


def test_in_the_order_of_their_dates(forum):
    with time_machine.travel(berlin(2026, 7, 1), tick=False):
        found = steps(forum)
    assert [step.at for step in found] == sorted(step.at for step in found)
    assert [step.label for step in found][-1] in (
        "Dokumentation veröffentlichen",
        "Niederschrift freigeben",
    )


def test_what_is_not_done_in_time_is_late(forum):
    before = standing(forum, berlin(2026, 7, 28, 9))
    assert (before["Einladung verschicken"], before["Programm vollständig"]) == (
        "in 2 Tagen",
        "in 23 Tagen",
    )
    after = standing(forum, berlin(2026, 8, 22, 9))
    assert after["Einladung verschicken"] == "seit 23 Tagen überfällig"
    assert after["Programm vollständig"] == "seit 2 Tagen überfällig"
    assert after["Termin veröffentlichen"] == "erledigt"
    assert after["Vorschläge für Aufgaben enden"] == "in 10 Tagen"


def test_an_invitation_counts_once_it_is_released(forum):
    SubscriptionFactory()
    with time_machine.travel(berlin(2026, 7, 1), tick=False):
        office = StaffFactory()
        mailing = draft_invitation(event=forum.event, by=office)
        assert standing(forum, berlin(2026, 7, 1))["Einladung verschicken"] != "erledigt"
        mailing.audiences = ["subscribers"]
        mailing.save()
        release_mailing(mailing=mailing, released_by=office, seen=mailing.changed_at)
    assert standing(forum, berlin(2026, 9, 1))["Einladung verschicken"] == "erledigt"


def test_a_programme_needs_rooms(forum):
    item = forum.programme.create(
        title="Rückblick",
        starts_at=forum.event.starts_at,
        ends_at=forum.event.starts_at + timedelta(hours=1),
    )
    with time_machine.travel(berlin(2026, 7, 1), tick=False):
        step = {step.label: step for step in steps(forum)}["Programm vollständig"]
    assert (step.is_done, step.note) == (False, "1 Programmpunkt ohne Raum")
    item.room = "Saal"
    item.save()
    assert standing(forum, berlin(2026, 7, 1))["Programm vollständig"] == "erledigt"


def test_reminders_are_known_by_their_ledger(forum):
    RegistrationFactory(event=forum.event)
    with time_machine.travel(berlin(2026, 9, 3, 18), tick=False):
        assert standing(forum, berlin(2026, 9, 1))["Erinnerung 7 Tage vorher"] == "in 2 Tagen"
        send_due_reminders()
    after = standing(forum, berlin(2026, 9, 3, 18))
    assert (after["Erinnerung 7 Tage vorher"], after["Erinnerung 1 Tag vorher"]) == (
        "erledigt",
        "in 6 Tagen",
    )


def test_after_the_forum(forum):
    QuestionFactory(forum=forum, answer_due_on=berlin(2026, 10, 1).date())
    then = berlin(2026, 10, 9)
    words = standing(forum, then)
    assert words["Forum beginnt"] == "vorbei"
    assert words["Offene Fragen beantworten"] == "seit 8 Tagen überfällig"
    assert words["Dokumentation veröffentlichen"] == "seit 1 Tag überfällig"
    with time_machine.travel(then, tick=False):
        Forum.objects.update(summary="<p>Kurz.</p>", minutes="<p>Lang.</p>")
        forum.refresh_from_db()
        forum.questions.update(answered_live_at=timezone.now())
        approve_minutes(forum=forum, approved_by=StaffFactory())
        publish_documentation(forum=forum, published_by=StaffFactory())
    words = standing(forum, then)
    assert {
        words[label]
        for label in (
            "Offene Fragen beantworten",
            "Niederschrift freigeben",
            "Dokumentation veröffentlichen",
        )
    } == {"erledigt"}


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_any_number_of_rows(forum, count):
    QuestionFactory.create_batch(count, forum=forum)
    for number in range(count):
        forum.programme.create(
            title=f"Punkt {number}", starts_at=forum.event.starts_at, ends_at=forum.event.ends_at
        )
    with CaptureQueriesContext(connection) as queries:
        steps(forum)
    assert len(queries) == 6
