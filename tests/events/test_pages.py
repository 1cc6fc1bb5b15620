import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.events.actions.inviting import draft_invitation
from myk10.events.models import Event, Registration
from myk10.events.tokens import CODE, TICKET, code_url, ticket_path
from myk10.notifications.letter import letter_of
from myk10.notifications.models import Mail
from myk10.notifications.tokens import recipient_token
from tests.events.conftest import mail, mails
from tests.factories import (
    EventFactory,
    MailFactory,
    RegistrationFactory,
    StaffFactory,
    StaffWithoutSecondFactorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Beispiel", "email": "anna@example.org"}


def page(event: Event, name: str = "register") -> str:
    return reverse(f"events:{name}", args=[event.slug])


def filled_in(client, address: str, **values) -> dict[str, str]:
    """The form as it is shown, with these values."""
    begun = re.search(r'name="begun" value="([^"]+)"', client.get(address).content.decode())
    return {**ANNA, **values, "begun": begun.group(1)}


# --- Cost ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number_of_rows(client, django_assert_num_queries, count):
    for _each in range(count):
        RegistrationFactory(event=EventFactory(format="hybrid", seats_on_site=5))
        EventFactory(starts_in=-timedelta(days=3))
    with django_assert_num_queries(3):
        response = client.get(reverse("events:list"))
    assert len(response.context["events"]) == len(response.context["page_obj"]) == count
    assert not response.cookies


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_list_costs_the_same(client, django_assert_num_queries, count):
    user = UserFactory()
    RegistrationFactory.create_batch(count, user=user)
    client.force_login(user)
    with django_assert_num_queries(4):
        response = client.get(reverse("events:mine"))
    assert len(response.context["coming"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("door", 7), ("door_list", 6)])
def test_the_door_costs_the_same(client, django_assert_num_queries, count, name, queries):
    event = EventFactory()
    RegistrationFactory.create_batch(count, event=event, checked_in_at=timezone.now())
    client.force_login(StaffFactory())
    with django_assert_num_queries(queries):
        assert client.get(page(event, name)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_detail_page_is_cheap(client, django_assert_num_queries, count):
    event = EventFactory()
    RegistrationFactory.create_batch(count, event=event)
    with django_assert_num_queries(1):
        assert not client.get(event.get_absolute_url()).cookies


# --- Reading --------------------------------------------------------------------------------


def test_drafts_are_for_the_projektbuero(client):
    event = EventFactory(published_at=None)
    addresses = [page(event, name) for name in ("detail", "file", "register")]
    assert [client.get(a).status_code for a in addresses] == [404] * 3
    assert event.title not in client.get(reverse("events:list")).content.decode()
    assert event.title not in client.get(reverse("events:calendar")).content.decode()
    client.force_login(StaffFactory())
    assert [client.get(a).status_code for a in addresses] == [200] * 3


def test_an_event_with_a_page_of_its_own_leads_there(client):
    event = EventFactory(path="/ideen/")
    assert client.get(page(event, "detail"))["Location"] == "/ideen/"


def test_seats_are_told_in_words(client):
    event = EventFactory(format="hybrid", seats_on_site=2, seats_online=1)
    RegistrationFactory(event=event, attendance="on_site")
    RegistrationFactory(event=event, attendance="online", state="offered")
    html = client.get(event.get_absolute_url()).content.decode()
    assert "Noch 1 Platz frei" in html
    assert "Ausgebucht, Warteliste offen" in html


def test_the_link_is_on_no_public_page(client):
    event = EventFactory(format="online")
    addresses = [event.get_absolute_url(), page(event), page(event, "file"), reverse("events:list")]
    for address in [*addresses, reverse("events:calendar")]:
        assert "konferenz" not in client.get(address).content.decode()


# --- Registering ----------------------------------------------------------------------------


def test_the_answer_tells_nobody_who_is_registered(client, quick_fingers):
    event = EventFactory()
    RegistrationFactory(event=event, email="ben@example.org")
    answers = []
    for email in ("anna@example.org", "ben@example.org"):
        response = client.post(page(event), filled_in(client, page(event), email=email))
        answers.append((response.status_code, response.content))
    assert answers[0] == answers[1]
    assert (mails("confirm"), mails("known")) == (["anna@example.org"], ["ben@example.org"])


def test_from_the_mail_to_the_ticket_and_back(client, quick_fingers):
    event = EventFactory()
    client.post(page(event), filled_in(client, page(event)))
    address = mail("confirm", "anna@example.org").action_url.removeprefix("http://localhost")

    assert "Anmeldung bestätigen" in client.get(address).content.decode()
    assert Registration.objects.get().state == "pending"  # mail scanners open links
    client.post(address, {"tun": "bestaetigen"})
    ticket = client.get(address).content.decode()
    registration = Registration.objects.get()
    assert registration.written_code in ticket
    assert "<svg" in ticket
    client.post(address, {"tun": "absagen"})
    registration.refresh_from_db()
    assert registration.state == "cancelled"
    assert not client.cookies.get("sitzung")


def test_saying_it_was_not_me_deletes_it(client):
    registration = RegistrationFactory(state="pending")
    answer = client.post(ticket_path(registration), {"tun": "absagen"})
    assert "Gelöscht" in answer.content.decode()
    assert Registration.objects.count() == 0
    assert client.get(ticket_path(registration)).status_code == 404


def test_bad_input_keeps_what_was_typed(client, quick_fingers):
    event = EventFactory()
    values = filled_in(client, page(event), name="Anna\r\nBcc: x@example.org", needs="Rampe")
    html = client.post(page(event), values).content.decode()
    assert "Zeilenumbrüche" in html
    assert "Rampe" in html
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "answered"),
    [
        ({}, "sehr schnell"),
        ({"website": "http://kauf.example"}, "Bitte sehen Sie in Ihr Postfach"),
        ({"begun": "gefälscht"}, "zu lange offen"),
    ],
)
def test_machines_register_nobody(client, values, answered):
    event = EventFactory()
    answer = client.post(page(event), filled_in(client, page(event)) | values).content.decode()
    assert answered in answer
    assert (Registration.objects.count(), Mail.objects.count()) == (0, 0)


def test_there_is_a_limit(client, quick_fingers):
    event = EventFactory()
    for n in range(11):
        values = filled_in(client, page(event), email=f"x{n}@example.org")
        answer = client.post(page(event), values).content.decode()
    assert "sehr viele Versuche" in answer
    assert Registration.objects.count() == 10


def test_past_the_deadline_the_form_is_gone_and_refused(client, quick_fingers):
    event = EventFactory()
    values = filled_in(client, page(event))
    Event.objects.update(registration_until=timezone.now() - timedelta(seconds=1))
    assert "Die Anmeldung ist geschlossen" in client.post(page(event), values).content.decode()
    assert 'name="email"' not in client.get(page(event)).content.decode()
    assert Registration.objects.count() == 0


def test_who_is_signed_in_is_registered_at_once_with_the_own_address(client, quick_fingers):
    event, user = EventFactory(), UserFactory(email="eva@example.org")
    client.force_login(user)
    values = filled_in(client, page(event), email="fremd@example.org")
    answer = client.post(page(event), values)
    registration = Registration.objects.get()
    assert (registration.email, registration.user) == ("eva@example.org", user)
    assert answer["Location"] == ticket_path(registration)
    assert client.get(page(event))["Location"] == ticket_path(registration)


# --- Invitations ----------------------------------------------------------------------------


def invited(event, email="anna@example.org"):
    mailing = draft_invitation(event=event, by=StaffFactory())
    return MailFactory(mailing=mailing, recipient=email, state="sent", sent_at=timezone.now())


def test_the_button_of_an_invitation_says_who_came_by_it(client, quick_fingers):
    event = EventFactory()
    letter = letter_of(invited(event))
    address = letter.action_url.removeprefix("http://localhost")

    assert "anna@example.org" in client.get(address).content.decode()
    client.post(address, filled_in(client, address, email="boese@example.org"))

    registration = Registration.objects.get()
    assert (registration.email, registration.state) == ("anna@example.org", "confirmed")
    assert client.get(address)["Location"] == ticket_path(registration)


def test_buttons_of_other_mailings_name_nobody():
    mailing = draft_invitation(event=EventFactory(), by=StaffFactory())
    mailing.invitation.delete()
    mailing.refresh_from_db()
    assert "einladung" not in letter_of(MailFactory(mailing=mailing)).action_url


def test_a_preview_names_nobody():
    mailing = draft_invitation(event=EventFactory(), by=StaffFactory())
    assert "einladung" not in letter_of(MailFactory.build(mailing=mailing)).action_url


@pytest.mark.parametrize("kind", ["of another event", "no invitation", "forged", "unknown"])
def test_a_link_that_does_not_belong_here_proves_nothing(client, quick_fingers, kind):
    event = EventFactory()
    token = {
        "of another event": lambda: recipient_token(invited(EventFactory())),
        "no invitation": lambda: recipient_token(MailFactory()),
        "forged": lambda: recipient_token(invited(event)) + "x",
        "unknown": lambda: recipient_token(MailFactory.build(pk=99_999)),
    }[kind]()
    address = f"{page(event)}?einladung={token}"
    client.post(address, filled_in(client, address, email="eva@example.org"))
    assert list(Registration.objects.values_list("email", "state")) == [
        ("eva@example.org", "pending")
    ]


def test_who_cannot_come_says_so(client):
    event = EventFactory()
    address = letter_of(invited(event)).action_url.removeprefix("http://localhost")
    answer = client.post(address, {"absagen": "ja"}, follow=True)
    assert "Danke für Ihre Absage" in answer.content.decode()
    assert [d.email for d in event.declines.all()] == ["anna@example.org"]


def test_without_an_invitation_nobody_declines_for_others(client):
    event = EventFactory()
    client.force_login(UserFactory())
    client.post(page(event), {"absagen": "ja"})
    assert event.declines.count() == 0


# --- Tokens and the door --------------------------------------------------------------------


def test_tokens_open_nothing_but_their_own(client):
    mine, other = RegistrationFactory(), RegistrationFactory()
    signature = TICKET.sign(str(mine.pk)).split(".")[1]
    for token in (f"{other.pk}.{signature}", CODE.sign(str(mine.pk)), "geraten", f"{mine.pk}."):
        assert client.get(reverse("events:ticket", args=[token])).status_code == 404


def test_scanning_tells_nothing_to_others_and_leads_home(client):
    user = UserFactory()
    own, other = RegistrationFactory(user=user), RegistrationFactory()
    real, forged = code_url(other), code_url(other)[:-2] + "/"
    assert [client.get(url).status_code for url in (real, forged)] == [302, 302]
    client.force_login(user)
    assert [client.get(url).status_code for url in (real, forged)] == [404, 404]
    assert client.get(code_url(own))["Location"] == ticket_path(own)


def test_the_door_needs_the_second_factor(client):
    client.force_login(StaffWithoutSecondFactorFactory())
    assert client.get(page(EventFactory(), "door")).status_code == 404


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def texts(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_letting_people_in_by_the_code(office, at):
    person = RegistrationFactory(name="Anna")
    with at(timezone.now().replace(hour=16, minute=5)):
        assert texts(office.post(code_url(person), {"tun": "einlassen"}, follow=True)) == [
            "Anna ist da."
        ]
    person.refresh_from_db()
    first = person.checked_in_at
    (said,) = texts(office.post(code_url(person), {"tun": "einlassen"}, follow=True))
    person.refresh_from_db()
    assert "Anna war schon da, seit 1" in said
    assert person.checked_in_at == first
    office.post(code_url(person), {"tun": "zuruecknehmen"})
    person.refresh_from_db()
    assert person.checked_in_at is None


def test_finding_people_by_name_and_code(office):
    event = EventFactory()
    anna = RegistrationFactory(event=event, name="Anna von Berg", code="CDF347")
    ben = RegistrationFactory(event=event, name="Ben Berg", state="waitlisted")
    RegistrationFactory(event=event, name="Berg, pending", state="pending")
    RegistrationFactory(name="Anna von anderswo")

    def found(words):
        return list(office.get(page(event, "door"), {"q": words}).context["found"])

    assert found("berg") == [anna, ben]
    assert found("berg anna") == found("cdf-347") == found("CDF") == [anna]
    assert found("Zeppelin") == []


def test_at_the_door_the_search_stays(office):
    event = EventFactory()
    person = RegistrationFactory(event=event, name="Anna")
    address = page(event, "door") + "?q=anna"
    answer = office.post(address, {"anmeldung": person.pk, "tun": "einlassen"}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "<strong>1</strong> von 1 da" in answer.content.decode()


def test_without_a_seat_nobody_is_let_in(office):
    event = EventFactory()
    person = RegistrationFactory(event=event, name="Ben", state="waitlisted")
    answer = office.post(page(event, "door"), {"anmeldung": person.pk}, follow=True)
    assert texts(answer) == ["Ben hat keinen Platz: auf der Warteliste."]


@pytest.mark.parametrize("pk", ["", "abc", "²", "99999999"])
def test_nonsense_at_the_door_is_not_found(office, pk):
    assert office.post(page(EventFactory(), "door"), {"anmeldung": pk}).status_code == 404


def test_the_printed_list_is_in_the_order_of_the_alphabet(office):
    event = EventFactory()
    for name in ("Zora", "anton", "Berta"):
        RegistrationFactory(event=event, name=name)
    RegistrationFactory(event=event, name="Online", state="cancelled")
    people = office.get(page(event, "door_list")).context["people"]
    assert [person.name for person in people] == ["anton", "Berta", "Zora"]
