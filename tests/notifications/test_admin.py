import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from myk10.notifications.models import Mail
from tests.factories import MailFactory, StaffFactory

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/notifications/mail/"


@pytest.fixture(autouse=True)
def office(client):
    client.force_login(StaffFactory())


def failed(**fields):
    return MailFactory(state="failed", last_error="550 unbekannt", **fields)


def send_again(client, mails, **fields):
    data = {"action": "send_again", ACTION_CHECKBOX_NAME: [mail.pk for mail in mails]}
    return client.post(LIST, data | fields, follow=True)


def test_list_shows_errors(client):
    failed()

    assert "550 unbekannt" in client.get(LIST + "?state__exact=failed").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_any_length(client, django_assert_num_queries, rows):
    MailFactory.create_batch(rows)
    client.get(LIST)

    with django_assert_num_queries(10):
        client.get(LIST)


def test_sending_again_asks_first(client):
    mail = failed()

    page = send_again(client, [mail]).content.decode()

    assert "Ja, erneut senden" in page
    assert Mail.objects.get().state == "failed"

    send_again(client, [mail], confirmed="1")

    assert Mail.objects.get().state == "queued"


def test_sent_mail_cannot_be_sent_again(client):
    mail = MailFactory(state="sent", sent_at=MailFactory().created_at)

    page = send_again(client, [mail], confirmed="1").content.decode()

    assert "Nur gescheiterte und unklare" in page


def test_text_of_account_mails_is_for_their_readers_alone(client):
    mail = MailFactory(kind="account", body="https://example.org/geheim")

    page = client.get(f"{LIST}{mail.pk}/change/").content.decode()

    assert "geheim" not in page
    assert "(vertraulich)" in page


def test_nothing_is_edited_here(client):
    mail = MailFactory()

    assert client.get(LIST + "add/").status_code == 403
    assert client.post(f"{LIST}{mail.pk}/change/", {"body": "Anders"}).status_code == 403
