from datetime import timedelta

import pytest
from django.utils import timezone

from myk10.events.actions.registering import (
    add_by_office,
    cancel_registration,
    confirm_registration,
    drop_unconfirmed,
    register,
)
from myk10.events.models import Event, InvitationDecline, Registration
from myk10.home.actions import delete_account
from myk10.home.personal_data import as_json, sections_about
from myk10.notifications.models import Mail
from myk10.refusal import Refused
from tests.events.conftest import mail, mails
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Beispiel", "email": "anna@example.org", "attendance": "on_site"}


def test_a_visitor_confirms_by_mail_first():
    event = EventFactory(seats_on_site=1)

    registration = register(event=event, **ANNA)

    assert (registration.state, mails("confirm")) == ("pending", ["anna@example.org"])
    assert register(event=event, **ANNA | {"email": "ben@example.org"}).state == "pending"
    assert confirm_registration(registration=registration).state == "confirmed"
    assert mails("registered") == ["anna@example.org"]


def test_confirming_twice_is_as_good_as_once():
    registration = register(event=EventFactory(), **ANNA)

    confirm_registration(registration=registration)
    assert confirm_registration(registration=registration).state == "confirmed"

    assert mails("registered") == ["anna@example.org"]


def test_pending_registrations_hold_no_seat():
    event = EventFactory(seats_on_site=1)
    first = register(event=event, **ANNA)
    second = register(event=event, **ANNA | {"email": "ben@example.org"})

    assert confirm_registration(registration=second).state == "confirmed"
    assert confirm_registration(registration=first).state == "waitlisted"
    assert "auf Platz 1" in mail("waitlisted", "anna@example.org").body


def test_whoever_owns_the_address_is_registered_at_once():
    user = UserFactory(email="anna@example.org")
    registration = register(event=EventFactory(), user=user, is_proven=True, **ANNA)
    assert (registration.state, registration.user, mails("confirm")) == ("confirmed", user, [])


def test_registering_twice_is_said_in_the_mail_alone():
    event = EventFactory()
    known = RegistrationFactory(event=event, email="anna@example.org", name="Anna")

    again = register(event=event, **ANNA | {"email": "Anna@Example.org", "name": "Kauf jetzt!"})

    assert (again.pk, event.registrations.count()) == (known.pk, 1)
    assert "Kauf" not in mail("known", "anna@example.org").body
    known.refresh_from_db()
    assert known.name == "Anna"


def test_what_a_stranger_typed_as_a_name_is_not_mailed():
    register(event=EventFactory(), **ANNA | {"name": "Kauf jetzt bei uns"})
    written = mail("confirm", "anna@example.org")
    assert "Kauf" not in written.subject + written.body


def test_a_second_try_takes_the_place_of_the_first_one():
    event = EventFactory()
    first = register(event=event, **ANNA)
    second = register(event=event, **ANNA | {"name": "Anna Berta"})
    assert (second.pk, second.name) == (first.pk, "Anna Berta")


def test_nobodys_mailbox_is_filled_through_our_form(at):
    event = EventFactory()
    for minute in range(6):
        with at(timezone.now() + timedelta(minutes=minute)):
            register(event=event, **ANNA)
    assert mails("confirm") == ["anna@example.org"] * 3


def test_the_name_cannot_break_out_of_its_line():
    evil = "Eva\r\nBcc: alle@example.org\nX"
    registration = register(event=EventFactory(), is_proven=True, **ANNA | {"name": evil})
    assert registration.name == "Eva Bcc: alle@example.org X"
    assert "\n" not in mail("registered", "anna@example.org").subject


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"registration_until": -1}, "Die Anmeldung ist geschlossen"),
        ({"registration_from": 1}, "Anmelden können Sie sich ab"),
        ({"starts_at": -1, "ends_at": 1}, "Die Anmeldung ist geschlossen"),
        ({"starts_at": -2, "ends_at": -1}, "Die Veranstaltung ist vorbei"),
        ({"published_at": None}, "noch nicht anmelden"),
        ({"published_at": 1}, "noch nicht anmelden"),
    ],
)
def test_outside_of_its_dates_nobody_registers(changes, refusal):
    event = EventFactory()
    pending = RegistrationFactory(event=event, state="pending")
    now = timezone.now()
    dates = {name: hours and now + timedelta(hours=hours) for name, hours in changes.items()}
    Event.objects.filter(pk=event.pk).update(**dates)
    with pytest.raises(Refused, match=refusal):
        register(event=event, is_proven=True, **ANNA)
    with pytest.raises(Refused, match=refusal):
        confirm_registration(registration=pending)
    assert event.registrations.confirmed().count() == 0


def test_the_way_to_take_part_must_be_offered():
    with pytest.raises(Refused, match="Art der Teilnahme"):
        register(event=EventFactory(), **ANNA | {"attendance": "online"})


def test_seats_on_site_and_online_are_counted_apart():
    event = EventFactory(format="hybrid", seats_on_site=1, seats_online=1)
    states = [
        register(
            event=event, name="X", email=f"x{n}@example.org", attendance=way, is_proven=True
        ).state
        for n, way in enumerate(["on_site", "on_site", "online", "online"])
    ]
    assert states == ["confirmed", "waitlisted", "confirmed", "waitlisted"]


def test_nobody_overtakes_the_queue():
    """A seat is free, but somebody waits for it."""
    event = EventFactory(seats_on_site=1)
    RegistrationFactory(event=event, state="waitlisted")
    assert register(event=event, is_proven=True, **ANNA).state == "waitlisted"


def test_cancelling_offers_the_seat_to_who_is_next():
    event = EventFactory(seats_on_site=1, offer_hours=24)
    seated = RegistrationFactory(event=event, needs="Rampe")
    now = timezone.now()
    later, first = (
        RegistrationFactory(event=event, state="waitlisted", waitlisted_at=now - timedelta(hours=h))
        for h in (1, 2)
    )

    seated = cancel_registration(registration=seated)

    first.refresh_from_db()
    later.refresh_from_db()
    assert [seated.state, first.state, later.state] == ["cancelled", "offered", "waitlisted"]
    assert seated.needs == ""
    assert first.offer_expires_at - first.offered_at == timedelta(hours=24)
    assert (mails("left"), mails("offered")) == ([seated.email], [first.email])


def test_cancelling_what_was_never_confirmed_leaves_nothing():
    registration = register(event=EventFactory(), **ANNA)
    assert cancel_registration(registration=registration) is None
    assert Registration.objects.count() == 0


def test_after_the_beginning_nobody_needs_to_cancel():
    event = EventFactory(starts_in=-timedelta(hours=1))
    registration = RegistrationFactory(event=event)
    with pytest.raises(Refused, match="schon begonnen"):
        cancel_registration(registration=registration)


def test_who_cancelled_can_register_anew():
    event = EventFactory()
    cancel_registration(registration=register(event=event, is_proven=True, **ANNA))
    assert register(event=event, is_proven=True, **ANNA).state == "confirmed"


def test_registering_takes_back_a_refusal():
    event = EventFactory()
    InvitationDecline.objects.create(event=event, email="anna@example.org")
    register(event=event, is_proven=True, **ANNA)
    assert event.declines.count() == 0


def test_the_office_registers_somebody_without_an_address():
    event = EventFactory(registration_until=timezone.now() - timedelta(days=1))
    for name in ("Oma Erna", "Opa Karl"):
        assert add_by_office(event=event, name=name, attendance="on_site").state == "confirmed"
    assert Mail.objects.count() == 0
    add_by_office(event=event, **ANNA)
    with pytest.raises(Refused, match="schon angemeldet"):
        add_by_office(event=event, **ANNA)


def test_unconfirmed_registrations_are_dropped_after_two_days():
    now = timezone.now()
    for hours in (47, 49):
        RegistrationFactory(state="pending", created_at=now - timedelta(hours=hours))
    RegistrationFactory(created_at=now - timedelta(hours=49))
    assert drop_unconfirmed() == 1
    assert Registration.objects.count() == 2


def test_deleting_the_account_gives_the_seat_on_and_forgets_the_past():
    user = UserFactory(email="anna@example.org")
    event = EventFactory(seats_on_site=1)
    RegistrationFactory(event=event, email="Anna@example.org", needs="Rampe")
    waiting = RegistrationFactory(event=event, state="waitlisted")
    past = RegistrationFactory(event=EventFactory(starts_in=-timedelta(days=9)), user=user)

    delete_account(user=user, keep_texts=False)

    waiting.refresh_from_db()
    past.refresh_from_db()
    assert (waiting.state, past.state, past.name, past.email) == ("offered", "confirmed", "", "")
    assert not Registration.objects.of("anna@example.org").exists()
    assert list(Registration.objects.filter(needs="Rampe")) == []


def test_personal_data_holds_ones_registrations_however_they_were_made():
    user = UserFactory(email="anna@example.org")
    RegistrationFactory(user=user, name="Anna", email="anna@example.org")
    RegistrationFactory(name="Anna als Gast", email="Anna@example.org")
    RegistrationFactory(name="Ben")
    rows = as_json(sections_about(user))["events.registration.user"]
    assert [row["name"] for row in rows] == ["Anna", "Anna als Gast"]
