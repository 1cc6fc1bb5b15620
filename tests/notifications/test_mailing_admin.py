"""The pages on which mailings are written, looked at, sent and watched."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.notifications.actions.fan_out import write_mails
from myk10.notifications.actions.mailings import stop_mailing
from myk10.notifications.models import Mail, Mailing, OptOut, Subscription
from tests.factories import (
    MailFactory,
    MailingFactory,
    StaffFactory,
    SubscriptionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/notifications/mailing/"
TYPED = {
    "subject": "Neuer Betreff",
    "text": "<p>Guten Tag</p>",
    "button_label": "",
    "button_path": "",
    "audiences": ["subscribers", "municipality:mayen"],
}


@pytest.fixture(autouse=True)
def office(client, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    staff = StaffFactory(email="buero@example.org")
    client.force_login(staff)
    return staff


def do(client, mailing: Mailing, name: str, **values):
    address = reverse("admin:notifications_mailing_do", args=[mailing.pk, name])
    return client.post(address, values, follow=True)


def send(client, mailing: Mailing, **values):
    return do(client, mailing, "senden", seen=mailing.changed_at.isoformat(), **values)


def overview(client, mailing: Mailing, **headers) -> str:
    return client.get(reverse("admin:notifications_mailing_overview", args=[mailing.pk]), **headers)


# --- Writing ---------------------------------------------------------------------------------


def test_a_mailing_is_written_and_then_looked_at(client, office):
    SubscriptionFactory(places=["mayen"])

    form = client.get(f"{LIST}add/").text
    page = client.post(f"{LIST}add/", TYPED, follow=True).text

    assert "Mayen (1)" in form
    assert "Bendorf (0)" in form
    mailing = Mailing.objects.get()
    assert (mailing.subject, mailing.created_by) == ("Neuer Betreff", office)
    assert mailing.audiences == ["subscribers", "municipality:mayen"]
    assert "Zusammen ist das <strong>1 Person</strong>" in page


def test_a_mailing_without_people_or_with_a_strange_group_is_not_kept(client):
    for audiences in ([], ["everybody"]):
        answer = client.post(f"{LIST}add/", TYPED | {"audiences": audiences})
        assert "audiences" in answer.context["adminform"].form.errors
        assert "Neuer Betreff" in answer.text
    assert not Mailing.objects.exists()


def test_what_was_released_meanwhile_is_not_changed(client):
    mailing = MailingFactory()
    page = f"{LIST}{mailing.pk}/change/"
    Mailing.objects.update(released_at=timezone.now(), send_at=timezone.now())

    answer = client.post(page, TYPED)

    assert answer.status_code == 403
    assert client.get(page).url == mailing.get_absolute_url()
    mailing.refresh_from_db()
    assert mailing.subject == "Einladung zum Zukunftsforum"


def test_two_people_who_write_at_once_lose_no_text(client):
    mailing = MailingFactory()
    page, seen = f"{LIST}{mailing.pk}/change/", {"seen": mailing.changed_at.isoformat()}
    client.post(page, TYPED | seen | {"subject": "Von der einen"})

    answer = client.post(page, TYPED | seen | {"subject": "Von der anderen"})

    assert "Jemand anderes hat das Rundschreiben inzwischen geändert" in answer.text
    assert "Von der anderen" in answer.text
    assert Mailing.objects.get().subject == "Von der einen"
    now_seen = re.search(r'name="seen" value="([^"]+)"', answer.text).group(1)
    client.post(page, TYPED | {"subject": "Von der anderen", "seen": now_seen})
    assert Mailing.objects.get().subject == "Von der anderen"


def test_a_change_is_seen_by_who_wants_to_release(client):
    SubscriptionFactory()
    mailing = MailingFactory()
    client.post(f"{LIST}{mailing.pk}/change/", TYPED | {"seen": mailing.changed_at.isoformat()})

    page = send(client, mailing).text

    assert "inzwischen geändert" in page
    assert Mailing.objects.get().is_editable


# --- Looking ---------------------------------------------------------------------------------


def test_the_preview_is_a_frame_that_may_do_nothing(client):
    SubscriptionFactory(email="eva@example.org")
    mailing = MailingFactory()

    page = overview(client, mailing).text
    frame = client.get(reverse("admin:notifications_mailing_preview", args=[mailing.pk]))

    assert page.count("<iframe") == page.count("sandbox src=") == 2
    assert "kommen Sie?" in frame.text
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe" not in client.get(LIST)["Content-Security-Policy"]


def test_a_preview_without_anybody_is_shown_as_for_oneself(client):
    assert "kommen Sie?" in overview(client, MailingFactory()).text


def test_a_test_goes_to_oneself(client):
    page = do(client, MailingFactory(), "probe").text

    assert "Die Probe geht an buero@example.org" in page
    assert Mail.objects.get().recipient == "buero@example.org"


# --- Sending ---------------------------------------------------------------------------------


def test_the_number_is_shown_before_it_is_sent(client):
    SubscriptionFactory.create_batch(3)
    mailing = MailingFactory()
    address = reverse("admin:notifications_mailing_do", args=[mailing.pk, "senden"])

    assert "geht an 3 Personen" in client.get(address).text
    assert Mailing.objects.get().is_editable

    assert "wird jetzt gesendet" in send(client, mailing).text
    assert not Mailing.objects.get().is_editable


def test_a_refusal_keeps_what_was_typed(client):
    SubscriptionFactory()
    mailing = MailingFactory()

    page = send(client, mailing, send_at="2020-01-01T10:00").text

    assert "schon vorbei" in page
    assert "2020-01-01T10:00" in page


def test_a_planned_mailing_can_be_taken_back(client):
    SubscriptionFactory()
    mailing = MailingFactory()
    tomorrow = timezone.localtime() + timedelta(days=1)

    assert "Geplant" in send(client, mailing, send_at=f"{tomorrow:%Y-%m-%dT%H:%M}").text
    assert "Versand hat noch nicht begonnen" in overview(client, mailing).text
    assert "wieder ein Entwurf" in do(client, mailing, "zuruecknehmen").text
    assert Mailing.objects.get().is_editable


@pytest.mark.parametrize("tampered", ["", "gestern", "2026-13-99"])
def test_a_release_of_something_else_is_refused(client, tampered):
    SubscriptionFactory()
    do(client, MailingFactory(), "senden", seen=tampered)

    assert Mailing.objects.get().is_editable


# --- Watching --------------------------------------------------------------------------------


def sending() -> Mailing:
    SubscriptionFactory.create_batch(3)
    mailing = MailingFactory(released=True)
    write_mails(mailing)
    return Mailing.objects.get(pk=mailing.pk)


def test_progress_and_numbers(client):
    mailing = sending()
    first = mailing.mails.first()
    Mail.objects.filter(pk=first.pk).update(state="failed", last_error="550 weg")

    page = overview(client, mailing).text

    assert "1 von 3 E-Mails sind erledigt" in page
    assert '<progress id="fortschritt" max="100" value="33">' in page
    failed = next(
        url
        for label, _n, url in overview(client, mailing).context["numbers"]
        if label == "gescheitert"
    )
    listed = client.get(failed)
    assert [mail.pk for mail in listed.context["cl"].queryset] == [first.pk]


def test_every_number_leads_to_its_list(client, office):
    mailing = sending()
    stop_mailing(mailing=mailing, stopped_by=office)
    MailFactory()
    mailing.refresh_from_db()

    for label, count, url in overview(client, mailing).context["numbers"]:
        listed = client.get(url)
        assert listed.status_code == 200, label
        if label == "angehalten":
            assert listed.context["cl"].result_count == count == 3


def test_the_page_asks_for_its_moving_part_alone(client, office):
    mailing = sending()

    part = overview(client, mailing, headers={"HX-Request": "true"})

    assert part.text.lstrip().startswith("<section")
    assert "HX-Refresh" not in part

    stop_mailing(mailing=mailing, stopped_by=office)

    assert overview(client, mailing, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_stop_and_resume(client):
    mailing = sending()

    assert "Der Versand ist angehalten" in do(client, mailing, "anhalten").text
    assert "Der Versand geht weiter" in do(client, mailing, "fortsetzen").text


@pytest.mark.parametrize("name", ["senden", "probe", "loeschen", "zuruecknehmen", "fortsetzen"])
def test_what_does_not_fit_is_not_offered(client, name):
    mailing = sending()
    address = reverse("admin:notifications_mailing_do", args=[mailing.pk, name])

    assert "nicht (mehr)" in client.get(address, follow=True).text


def test_copy_and_delete(client):
    do(client, sending(), "kopieren")
    copy = Mailing.objects.get(released_at=None)

    assert "Der Entwurf ist gelöscht" in do(client, copy, "loeschen").text
    assert Mailing.objects.count() == 1


def test_an_unknown_deed_is_not_found(client):
    address = reverse("admin:notifications_mailing_do", args=[MailingFactory().pk, "zaubern"])

    assert client.get(address).status_code == 404


def test_citizens_see_nothing_of_it(client):
    mailing = MailingFactory()
    client.force_login(UserFactory())

    for name, args in [("overview", []), ("preview", []), ("do", ["senden"])]:
        address = reverse(f"admin:notifications_mailing_{name}", args=[mailing.pk, *args])
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302


# --- Lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_any_length(client, rows, django_assert_num_queries):
    MailingFactory.create_batch(rows, created_by=StaffFactory())
    SubscriptionFactory.create_batch(rows, places=["mayen", "bendorf"], fields=["bildung"])
    for n in range(rows):
        OptOut.objects.create(email=f"weg{n}@example.org")
    lists = [f"/verwaltung/notifications/{name}/" for name in ("mailing", "subscription", "optout")]
    for address in lists:
        client.get(address)

    for address, queries in zip(lists, [5, 9, 5], strict=True):
        with django_assert_num_queries(queries):
            client.get(address)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_takes_the_same_queries_for_any_length(
    client, rows, django_assert_num_queries
):
    SubscriptionFactory.create_batch(rows)
    mailing = MailingFactory(released=True)
    write_mails(mailing)
    overview(client, mailing)

    with django_assert_num_queries(21):
        overview(client, mailing)


def test_a_subscription_can_be_deleted_but_not_invented(client):
    reader = SubscriptionFactory(places=["mayen"])
    address = "/verwaltung/notifications/subscription/"

    assert client.get(f"{address}add/").status_code == 403
    assert "Mayen" in client.get(f"{address}?bestaetigt=ja").text
    assert reader.email not in client.get(f"{address}?bestaetigt=nein").text
    client.post(f"{address}{reader.pk}/delete/", {"post": "yes"})

    assert not Subscription.objects.exists()


def test_the_age_of_the_oldest_mail_is_shown(client):
    assert "Keine E-Mail ist überfällig" in client.get("/verwaltung/").text
    MailFactory(next_attempt_at=timezone.now() - timedelta(minutes=7))

    for page in ("/verwaltung/", "/verwaltung/notifications/mail/"):
        assert "wartet seit 7 Minuten" in client.get(page).text


def test_the_text_of_a_mailing_can_be_read_in_the_outbox(client):
    mail = sending().mails.first()

    assert "kommen Sie?" in client.get(f"/verwaltung/notifications/mail/{mail.pk}/change/").text
