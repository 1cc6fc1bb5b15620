from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from myk10.home.actions import delete_account
from myk10.notifications.models import Notification
from myk10.refusal import Refused
from tests.factories import StaffFactory, UserFactory
from tests.workgroups.factories import ApplicationFactory, BodyFactory, MembershipFactory
from workgroups.actions.membership import (
    accept_application,
    apply_to_join,
    appoint,
    decline_application,
    end_membership,
    withdraw_application,
)
from workgroups.models import Application, Membership
from workgroups.rules import membership_of

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


def test_an_application_that_is_accepted_makes_a_member():
    user, office, body = UserFactory(), StaffFactory(), BodyFactory()
    application = apply_to_join(body=body, user=user, name="Erika Beispiel", text="Gern!")
    membership = accept_application(application=application, answered_by=office)
    assert (membership.name, membership.role, membership.may_vote) == (
        "Erika Beispiel",
        "member",
        True,
    )
    assert membership_of(user, body) == membership
    assert told(user) == ["body_application_accepted", "body_application_received"]


def test_pressed_twice_it_is_one_application():
    user, body = UserFactory(), BodyFactory()
    first = apply_to_join(body=body, user=user, name="Erika", text="Gern!")
    assert apply_to_join(body=body, user=user, name="Erika", text="Gern!") == first
    assert told(user) == ["body_application_received"]


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_one_application():
    user, body, start = UserFactory(), BodyFactory(), Barrier(8)

    def press():
        start.wait()
        apply_to_join(body=body, user=user, name="Erika", text="Gern!")
        connection.close()

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Application.objects.count() == 1


def test_a_declined_application_says_why():
    application, office = ApplicationFactory(), StaffFactory()
    with pytest.raises(Refused, match="warum es diesmal nicht geht"):
        decline_application(application=application, answered_by=office, answer=" ")
    decline_application(application=application, answered_by=office, answer="Die Gruppe ist voll.")
    application.refresh_from_db()
    assert (application.state, application.answer) == ("declined", "Die Gruppe ist voll.")
    assert told(application.user) == ["body_application_declined"]


def test_an_application_is_answered_once():
    application, office = ApplicationFactory(), StaffFactory()
    withdraw_application(application=application)
    with pytest.raises(Refused, match="zurückgezogen"):
        accept_application(application=application, answered_by=office)
    assert Membership.objects.count() == 0


def test_nobody_applies_where_nobody_is_wanted_or_twice():
    user = UserFactory()
    for closed in [
        BodyFactory(takes_applications=False),
        BodyFactory(term_from=date(2020, 1, 1), term_until=date(2021, 1, 1)),
        MembershipFactory(user=user).body,
    ]:
        with pytest.raises(Refused):
            apply_to_join(body=closed, user=user, name="Erika", text="Gern!")
    assert Application.objects.count() == 0


def test_a_membership_holds_from_its_first_to_its_last_day():
    user, body = UserFactory(), BodyFactory()
    membership = appoint(
        body=body,
        user=user,
        name="Erika",
        from_on=date(2026, 3, 1),
        until_on=date(2026, 3, 31),
    )
    answers = {}
    for day in ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"]:
        with time_machine.travel(f"{day}T12:00+01:00", tick=False):
            answers[day] = (membership_of(user, body) is not None, membership.is_current)
    assert answers == {
        "2026-02-28": (False, False),
        "2026-03-01": (True, True),
        "2026-03-31": (True, True),
        "2026-04-01": (False, False),
    }


def test_nobody_has_two_seats_on_one_day():
    membership = MembershipFactory(from_on=date(2026, 1, 1), until_on=date(2026, 6, 30))
    body, user = membership.body, membership.user
    for first, last in [
        (date(2026, 6, 30), None),
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
    ]:
        with pytest.raises(Refused, match="schon Mitglied"):
            appoint(body=body, user=user, name="Erika", from_on=first, until_on=last)
    later = appoint(body=body, user=user, name="Erika", from_on=date(2026, 7, 1))
    assert later.pk != membership.pk


def test_guests_never_vote():
    guest = appoint(body=BodyFactory(), user=UserFactory(), name="Gast", role="guest")
    assert guest.may_vote is False
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=guest.pk).update(may_vote=True)


def test_a_membership_cannot_end_before_it_begins():
    membership = MembershipFactory(from_on=date(2026, 3, 1))
    with pytest.raises(Refused, match="nicht vor dem ersten"):
        end_membership(membership=membership, last_day=date(2026, 2, 28))


def test_a_person_who_deletes_the_account_leaves_the_name_in_the_minutes_alone():
    today = timezone.localdate()
    user = UserFactory()
    membership = MembershipFactory(
        user=user, name="Erika", affiliation="Feuerwehr", shown_publicly=True
    )
    coming = MembershipFactory(user=user, from_on=today + timedelta(days=5))
    ApplicationFactory(user=user)
    delete_account(user=user, keep_texts=True)
    left = Membership.objects.get()
    assert left.pk == membership.pk != coming.pk
    assert (left.user, left.name, left.affiliation, left.shown_publicly, left.until_on) == (
        None,
        "Erika",
        "",
        False,
        today,
    )
    assert Application.objects.count() == 0
