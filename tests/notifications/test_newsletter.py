"""The newsletter: ordered without an account, confirmed by mail, changed and ended by link."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from myk10 import honeypot
from myk10.home.actions import delete_account
from myk10.home.personal_data import as_json, sections_about
from myk10.notifications.actions.newsletter import MAILS_PER_DAY, forget_unconfirmed
from myk10.notifications.models import Mail, OptOut, Subscription
from myk10.notifications.tokens import confirm_url, newsletter_url
from myk10.region.models import FieldOfAction, Municipality
from tests.factories import SubscriptionFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/newsletter/"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 0)


def order(client, email: str = "eva@example.org", **fields):
    begun = client.get(PAGE).context["form"]["begun"].value()
    return client.post(PAGE, {"email": email, "begun": begun, **fields})


def path_of(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def link_in_last_mail() -> str:
    return path_of(Mail.objects.latest("pk").action_url)


# --- Ordering --------------------------------------------------------------------------------


def test_an_order_waits_for_its_confirmation(client):
    mayen = Municipality.objects.get(slug="mayen")
    field = FieldOfAction.objects.first()

    order(client, municipalities=[mayen.pk], fields_of_action=[field.pk])

    subscription = Subscription.objects.get()
    assert subscription.confirmed_at is None
    assert list(subscription.municipalities.all()) == [mayen]
    assert list(subscription.fields_of_action.all()) == [field]
    assert (Mail.objects.get().kind, Mail.objects.get().recipient) == (
        "newsletter_confirm",
        "eva@example.org",
    )


def test_a_link_confirms_once_and_asks_first(client):
    order(client)
    link = link_in_last_mail()

    assert "Ja, Newsletter bekommen" in client.get(link).text
    assert not Subscription.objects.confirmed().exists()

    assert "Sie bekommen jetzt den Newsletter" in client.post(link).text
    assert Subscription.objects.confirmed().get().email == "eva@example.org"
    assert client.post(link).status_code == 404


def test_a_confirmation_ends_an_earlier_opt_out(client):
    OptOut.objects.create(email="Eva@Example.org")
    order(client)

    client.post(link_in_last_mail())

    assert not OptOut.objects.exists()


def test_a_link_is_dead_after_three_days(client, time_machine):
    order(client)
    link = link_in_last_mail()
    now = timezone.now()

    time_machine.move_to(now + timedelta(days=2, hours=23))
    assert client.get(link).status_code == 200
    time_machine.move_to(now + timedelta(days=3, minutes=1))
    answer = client.get(link)

    assert answer.status_code == 404
    assert "Dieser Link gilt nicht mehr" in answer.text


def test_what_is_never_confirmed_is_forgotten(time_machine):
    SubscriptionFactory(email="da@example.org", asked_at=timezone.now() - timedelta(days=9))
    SubscriptionFactory(confirmed_at=None, asked_at=timezone.now() - timedelta(days=3, minutes=1))
    SubscriptionFactory(
        email="noch@example.org", confirmed_at=None, asked_at=timezone.now() - timedelta(days=2)
    )

    forget_unconfirmed()

    assert set(Subscription.objects.values_list("email", flat=True)) == {
        "da@example.org",
        "noch@example.org",
    }


@pytest.mark.parametrize("token", ["geraten", "MQ:abc", "x" * 500])
@pytest.mark.parametrize("page", ["/newsletter/{}/", "/newsletter/bestaetigen/{}/"])
def test_a_guessed_link_is_nothing(client, page, token):
    assert client.get(page.format(token)).status_code == 404


def test_links_are_not_taken_for_one_another(client):
    waiting, reader = SubscriptionFactory(confirmed_at=None), SubscriptionFactory()
    as_settings = path_of(confirm_url(waiting)).replace("bestaetigen/", "")
    as_confirmation = path_of(newsletter_url(reader)).replace(PAGE, f"{PAGE}bestaetigen/")

    assert client.get(as_settings).status_code == 404
    assert client.post(as_confirmation).status_code == 404
    assert client.get(path_of(newsletter_url(waiting))).status_code == 404


# --- Nobody learns who reads it, and machines get nowhere ------------------------------------


def test_known_and_unknown_addresses_get_the_same_answer(client):
    SubscriptionFactory(email="bekannt@example.org", places=["mayen"])
    SubscriptionFactory(email="wartet@example.org", confirmed_at=None)

    answers = {
        order(client, email).text
        for email in ("bekannt@example.org", "wartet@example.org", "neu@example.org")
    }

    assert len(answers) == 1
    assert list(Mail.objects.order_by("pk").values_list("kind", flat=True)) == [
        "newsletter_known",
        "newsletter_confirm",
        "newsletter_confirm",
    ]


def test_an_order_by_somebody_else_changes_nothing(client):
    reader = SubscriptionFactory(email="bekannt@example.org", places=["mayen"])

    order(client, "BEKANNT@example.org")

    assert [place.slug for place in reader.municipalities.all()] == ["mayen"]
    assert link_in_last_mail() == path_of(newsletter_url(reader))


def test_nobody_is_flooded_with_confirmations(client):
    answers = {order(client).text for _time in range(MAILS_PER_DAY + 2)}

    assert len(answers) == 1
    assert Mail.objects.count() == MAILS_PER_DAY


def test_many_orders_from_one_place_are_refused_and_keep_what_was_typed(client):
    for n in range(10):
        order(client, f"person{n}@example.org")

    answer = order(client, "zuviel@example.org")

    assert "sehr viele Versuche" in answer.text
    assert "zuviel@example.org" in answer.text
    assert Subscription.objects.count() == 10


def test_machines_are_answered_as_if_it_had_worked(client):
    answer = order(client, website="https://spam.example")

    assert "Bitte sehen Sie in Ihr Postfach" in answer.text
    assert (Subscription.objects.count(), Mail.objects.count()) == (0, 0)


def test_a_form_sent_at_once_is_asked_for_again(client, monkeypatch):
    monkeypatch.setattr(honeypot, "SECONDS_TO_FILL_IN", 3)

    assert "sehr schnell" in order(client).text
    assert Subscription.objects.count() == 0


def test_a_form_of_yesterday_is_renewed(client, time_machine):
    begun = client.get(PAGE).context["form"]["begun"].value()
    time_machine.move_to(timezone.now() + timedelta(hours=13))

    answer = client.post(PAGE, {"email": "eva@example.org", "begun": begun})

    assert "zu lange offen" in answer.text
    renewed = answer.context["form"]["begun"].value()
    assert "Postfach" in client.post(PAGE, {"email": "eva@example.org", "begun": renewed}).text


@pytest.mark.parametrize(
    "email", ["", "keine Adresse", "a\0b@example.org", "x" * 250 + "@example.org"]
)
def test_what_is_no_address_is_explained(client, email):
    answer = order(client, email)

    assert answer.status_code == 200
    assert "email" in answer.context["form"].errors


def test_an_unknown_place_is_refused(client):
    assert "municipalities" in order(client, municipalities=["999999"]).context["form"].errors


# --- Settings by link ------------------------------------------------------------------------


def test_the_choice_is_changed_by_link(client, django_assert_num_queries):
    reader = SubscriptionFactory(places=["mayen"])
    link = path_of(newsletter_url(reader))
    with django_assert_num_queries(5):
        assert client.get(link).status_code == 200

    client.post(link, {"municipalities": [Municipality.objects.get(slug="bendorf").pk]})

    assert [place.slug for place in reader.municipalities.all()] == ["bendorf"]


def test_ended_by_link(client):
    reader = SubscriptionFactory(email="eva@example.org")
    link = path_of(newsletter_url(reader))

    assert "Abbestellt" in client.post(link, {"abbestellen": "ja"}).text
    assert not Subscription.objects.exists()
    assert OptOut.objects.get().email == "eva@example.org"
    assert client.get(link).status_code == 404


# --- With an account -------------------------------------------------------------------------


def test_an_account_needs_no_confirmation(client):
    user = UserFactory(email="eva@example.org")
    OptOut.objects.create(email="eva@example.org")
    client.force_login(user)

    assert "eva@example.org" in client.get(PAGE).text
    answer = client.post(PAGE, {}, follow=True)

    assert "Sie bekommen ab jetzt unseren Newsletter" in answer.text
    assert Subscription.objects.confirmed().get().email == "eva@example.org"
    assert (Mail.objects.count(), OptOut.objects.count()) == (0, 0)


def test_who_has_it_is_led_to_the_settings(client):
    user = UserFactory()
    reader = SubscriptionFactory(email=user.email.upper())
    client.force_login(user)

    assert client.get(PAGE).url == newsletter_url(reader)


def test_it_goes_with_the_account_and_stands_in_the_export():
    user = UserFactory(email="eva@example.org")
    SubscriptionFactory(email="Eva@example.org", places=["mayen"])
    SubscriptionFactory(email="andere@example.org")

    (row,) = as_json(sections_about(user))["notifications.subscription"]
    assert row["email"] == "Eva@example.org"
    assert [place["name"] for place in row["municipalities"]] == ["Mayen"]

    delete_account(user=user, keep_texts=False)

    assert [s.email for s in Subscription.objects.all()] == ["andere@example.org"]


def test_posts_need_a_token_unless_they_are_the_one_click():
    browser = Client(enforce_csrf_checks=True)
    link = path_of(newsletter_url(SubscriptionFactory()))

    assert browser.post(PAGE, {"email": "eva@example.org"}).status_code == 403
    assert browser.post(link, {"abbestellen": "ja"}).status_code == 403
