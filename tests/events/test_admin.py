from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.events.models import Event
from myk10.notifications import audiences
from myk10.notifications.models import Mailing
from tests.events.conftest import mails
from tests.factories import (
    EventFactory,
    MailFactory,
    RegistrationFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, monkeypatch):
    path = "/verwaltung/rundschreiben/{}/"
    monkeypatch.setattr(Mailing, "get_absolute_url", lambda mailing: path.format(mailing.pk))
    client.force_login(StaffFactory())
    return client


def change_url(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def url(event: Event, name: str) -> str:
    return reverse(f"admin:events_event_{name}", args=[event.pk])


def typed(event: Event, **values) -> dict:
    """The form of an event as the browser sends it."""
    data = {"notify": "on", "reminder_days": "7,1", "offer_hours": "48", "text": ""}
    for name in ("title", "summary", "format", "place", "address", "link", "path"):
        data[name] = getattr(event, name)
    for name in ("starts_at", "ends_at"):
        moment = timezone.localtime(getattr(event, name))
        data |= {f"{name}_0": f"{moment:%d.%m.%Y}", f"{name}_1": f"{moment:%H:%M}"}
    return data | values


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("event", 8), ("registration", 7)])
def test_lists_cost_the_same_for_any_number_of_rows(
    office, django_assert_num_queries, model, queries, count
):
    RegistrationFactory.create_batch(count)
    with django_assert_num_queries(queries):
        assert office.get(reverse(f"admin:events_{model}_changelist")).status_code == 200


def test_a_new_event_is_a_draft(office):
    event = EventFactory.build()
    answer = office.post(
        reverse("admin:events_event_add"), typed(event, slug="neu", notify=""), follow=True
    )
    assert answer.status_code == 200
    assert Event.objects.get(slug="neu").published_at is None
    office.post(url(Event.objects.get(), "publish"))
    assert Event.objects.get().registration_phase(timezone.now()) == "open"


@pytest.mark.parametrize(("box", "told"), [("on", 1), ("", 0)])
def test_a_new_place_is_told_when_the_box_is_ticked(office, box, told):
    event = EventFactory()
    RegistrationFactory(event=event)
    values = typed(event, place="Sayner Hütte", notify=box)
    assert office.post(change_url(event), values).status_code == 302
    event.refresh_from_db()
    assert (event.place, event.sequence, len(mails("changed"))) == ("Sayner Hütte", 1, told)


def test_saving_without_a_change_tells_nobody(office):
    event = EventFactory()
    RegistrationFactory(event=event)
    assert office.post(change_url(event), typed(event)).status_code == 302
    event.refresh_from_db()
    assert (event.sequence, mails("changed")) == (0, [])


def test_dates_out_of_order_are_an_error_at_the_field(office):
    event = EventFactory()
    values = typed(event) | {"ends_at_0": "01.01.2020"}
    form = office.post(change_url(event), values).context["adminform"].form
    assert form.errors == {"ends_at": ["Das Ende muss nach dem Beginn liegen."]}


def test_calling_off_needs_a_reason(office):
    event = EventFactory()
    person = RegistrationFactory(event=event)
    assert "Bitte nennen Sie den Grund." in office.post(url(event, "cancel")).content.decode()
    office.post(url(event, "cancel"), {"reason": "Sturm"})
    event.refresh_from_db()
    assert (event.cancellation_reason, mails("cancelled")) == ("Sturm", [person.email])


def test_inviting_leads_to_a_draft_that_knows_the_event(office):
    event = EventFactory(title="Zukunft <3")
    answer = office.post(url(event, "invite"))
    mailing = Mailing.objects.get()
    assert answer["Location"] == f"/verwaltung/rundschreiben/{mailing.pk}/"
    assert mailing.button_path == reverse("events:register", args=[event.slug])
    assert mailing.invitation.event == event
    assert "Zukunft &lt;3" in mailing.text
    assert mailing.is_editable


def test_somebody_rings_up(office):
    event = EventFactory(seats_on_site=1)
    values = {"name": "Oma Erna", "email": "", "needs": "Sitzplatz vorn"}
    answer = office.post(url(event, "add_person"), values, follow=True)
    assert "Oma Erna: angemeldet" in answer.content.decode()
    office.post(url(event, "add_person"), values | {"name": "Opa Karl"})
    assert [r.state for r in event.registrations.order_by("pk")] == ["confirmed", "waitlisted"]


def test_the_table_has_no_formulas(office):
    event = EventFactory()
    RegistrationFactory(event=event, name="=HYPERLINK(1)", needs="@SUM(1)")
    RegistrationFactory(event=event, name="Nie bestätigt", state="pending")
    lines = b"".join(office.get(url(event, "csv")).streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=HYPERLINK(1);")
    assert ";'@SUM(1);" in lines[1]


def test_cancelling_for_somebody(office):
    person = RegistrationFactory()
    address = reverse("admin:events_registration_cancel", args=[person.pk])
    assert office.get(address).status_code == 200
    office.post(address)
    person.refresh_from_db()
    assert (person.state, mails("left")) == ("cancelled", [person.email])


def test_pages_open(office):
    event = EventFactory(published_at=None)
    for name in ("publish", "cancel", "invite", "add_person", "change", "history", "delete"):
        assert office.get(url(event, name)).status_code == 200, name
    person = RegistrationFactory(event=event)
    address = reverse("admin:events_registration_change", args=[person.pk])
    assert office.get(address).status_code == 200
    assert office.get(url(EventFactory(), "delete")).status_code == 403


def people(audience: str, event: Event) -> list[str]:
    group = audiences.group_of(f"{audience}:{event.pk}")
    return sorted(group.people().values_list("email", flat=True)) if group else None


def test_audiences_of_an_event(office):
    event = EventFactory()
    seated = RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, state="waitlisted")
    RegistrationFactory(event=event, state="pending")
    RegistrationFactory(event=event, email="")
    office.post(url(event, "invite"))
    for email in ("anna@example.org", seated.email.upper()):
        MailFactory(
            mailing=Mailing.objects.get(), recipient=email, state="sent", sent_at=timezone.now()
        )
    assert people("event_registered", event) == [seated.email]
    assert people("event_waitlisted", event) == [waiting.email]
    assert people("event_unanswered", event) == ["anna@example.org"]
    assert people("event_attended", event) is None
    assert audiences.group_of(f"event_unanswered:{event.pk}").includes("Anna@example.org")


def test_audience_of_those_who_came():
    event = EventFactory(starts_in=-timedelta(days=2))
    came = RegistrationFactory(event=event, checked_in_at=timezone.now())
    RegistrationFactory(event=event)
    assert people("event_attended", event) == [came.email]
    assert people("event_registered", event) is None
