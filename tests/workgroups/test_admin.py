import pytest
from django.urls import reverse

from tests.factories import StaffFactory
from tests.workgroups.factories import ApplicationFactory, BodyFactory, MembershipFactory
from workgroups.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def deed(application, name):
    return reverse("admin:workgroups_application_do", args=[application.pk, name])


def test_the_office_accepts_an_application(office):
    application = ApplicationFactory()
    office.post(deed(application, "aufnehmen"), {"role": "secretary", "may_vote": "on"})
    assert Membership.objects.get().role == "secretary"


def test_the_office_declines_with_a_reason(office):
    application = ApplicationFactory()
    page = office.post(deed(application, "absagen"), {"answer": ""}).content.decode()
    assert "warum es diesmal nicht geht" in page
    office.post(deed(application, "absagen"), {"answer": "Die Gruppe ist voll."})
    application.refresh_from_db()
    assert application.state == "declined"


def test_a_second_seat_is_refused_at_the_form(office):
    membership = MembershipFactory()
    values = {
        "body": membership.body.pk,
        "user": membership.user.pk,
        "name": "Noch einmal",
        "role": "member",
        "from_on": "01.01.2030",
    }
    page = office.post(reverse("admin:workgroups_membership_add"), values).content.decode()
    assert "schon Mitglied" in page
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("model", ["body", "membership", "application"])
def test_pages_of_the_admin_open(office, model):
    row = {"body": BodyFactory, "membership": MembershipFactory, "application": ApplicationFactory}
    pk = row[model]().pk
    for name, args in [("changelist", []), ("change", [pk])]:
        url = reverse(f"admin:workgroups_{model}_{name}", args=args)
        assert office.get(url).status_code == 200
