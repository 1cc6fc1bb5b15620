import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import reverse

from myk10.accounts.actions import drop_stale_signups
from myk10.accounts.models import User
from myk10.notifications.models import Mail
from myk10.region.models import Municipality
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def at_signup(moment="2026-10-01 10:30:00+02:00"):
    return time_machine.travel(moment)


def test_signup_confirm_login(client, signup_data, link_in):
    mayen = Municipality.objects.get(slug="mayen")
    response = signup_data(municipality=mayen.pk)
    assert response.redirect_chain == [(reverse("account_email_verification_sent"), 302)]
    user = User.objects.get()
    assert (user.email, user.display_name, user.municipality) == (
        "neu@example.org",
        "Neu hier",
        mayen,
    )

    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient, mail.user) == ("account", "neu@example.org", user)
    assert mail.subject == "Bitte bestätigen Sie Ihre E-Mail-Adresse"
    with at_signup():
        link = link_in(mail)
        assert "Ja, Adresse bestätigen" in client.get(link).content.decode()
        assert EmailAddress.objects.get().verified is False
        assert client.post(link).url == reverse("account_login")
        assert EmailAddress.objects.get().verified is True
        response = client.post(
            reverse("account_login"), {"login": "neu@example.org", "password": PASSWORD}
        )
        assert response.url == reverse("home")
        assert client.session["_auth_user_id"] == str(user.pk)


def test_nobody_signs_in_before_confirming(client):
    UserFactory(email="neu@example.org", confirmed=False)
    response = client.post(
        reverse("account_login"), {"login": "neu@example.org", "password": PASSWORD}
    )
    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_confirmation_link_works_once(client, signup_data, link_in):
    signup_data()
    link = link_in(Mail.objects.get())
    with at_signup():
        client.post(link)
        assert client.post(link).status_code == 404
        assert "Dieser Link gilt nicht mehr" in client.get(link).content.decode()


def test_confirmation_link_expires(client, signup_data, link_in):
    signup_data()
    link = link_in(Mail.objects.get())
    with at_signup("2026-10-05 10:30:00+02:00"):
        assert client.post(link).status_code == 404
    assert EmailAddress.objects.get().verified is False


def test_confirmation_leads_on_through_the_login_to_where_one_was_going(
    client, signup_data, link_in
):
    signup_data(query="?next=/ideen/")
    link = link_in(Mail.objects.get())
    with at_signup():
        assert client.post(link).url == "/konto/login/?next=%2Fideen%2F"


def test_next_does_not_lead_to_other_sites(client, signup_data, link_in):
    signup_data(query="?next=https://boese.example/")
    assert "boese" not in Mail.objects.get().body


def test_honeypot_makes_no_account(client, signup_data):
    response = signup_data(website="https://spam.example")
    assert response.redirect_chain == [(reverse("account_email_verification_sent"), 302)]
    assert User.objects.count() == 0


@pytest.mark.parametrize("started", ["", "gefälscht", "x:1abcde:fake"])
def test_signup_needs_the_time_of_a_person(client, signup_data, started):
    response = signup_data(started=started)
    assert response.context["form"].non_field_errors()[0].startswith("Das ging sehr schnell.")
    assert User.objects.count() == 0


def test_too_fast_signup_is_taken_when_sent_again(client):
    url = reverse("account_signup")
    data = {"email": "neu@example.org", "display_name": "Neu", "password1": PASSWORD, "website": ""}
    with time_machine.travel("2026-10-01 10:00:00+02:00", tick=False) as clock:
        started = client.get(url).context["form"].initial["started"]
        response = client.post(url, data | {"started": started})
        assert User.objects.count() == 0
        assert f'value="{response.context["form"].data["started"]}"' in response.content.decode()
        clock.shift(5)
        client.post(url, data | {"started": response.context["form"].data["started"]})
    assert User.objects.get().display_name == "Neu"


@pytest.mark.parametrize("password", ["kurz", "1234567890123", "password123", "neu@example.org"])
def test_weak_passwords_are_refused(client, signup_data, password):
    response = signup_data(password1=password)
    assert list(response.context["form"].errors) == ["password1"]


def test_whoever_confirms_an_address_gets_it(client, signup_data, link_in):
    squatter = UserFactory(email="ziel@example.org", confirmed=False)
    owner = UserFactory(email="alt@example.org")
    client.force_login(owner)
    address = EmailAddress.objects.create(user=owner, email="ziel@example.org")
    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))
    owner.refresh_from_db()
    assert owner.email == "ziel@example.org"
    assert not User.objects.filter(pk=squatter.pk).exists()


def test_wishing_to_change_to_an_address_does_not_keep_others_from_signing_up(
    client, signup_data, link_in
):
    EmailAddress.objects.create(user=UserFactory(), email="neu@example.org")
    signup_data()
    with at_signup():
        client.post(link_in(Mail.objects.get()))
    address = EmailAddress.objects.get(email="neu@example.org")
    assert (address.user.display_name, address.verified) == ("Neu hier", True)


def test_unconfirmed_signups_are_dropped_after_three_days():
    with time_machine.travel("2026-10-01 10:00:00+02:00"):
        UserFactory(confirmed=False)
        confirmed = UserFactory()
        staff = UserFactory(confirmed=False, is_staff=True)
    with time_machine.travel("2026-10-03 10:00:00+02:00"):
        waiting = UserFactory(confirmed=False)
        assert drop_stale_signups() == 0
    with time_machine.travel("2026-10-04 10:00:01+02:00"):
        assert drop_stale_signups() == 1
    assert set(User.objects.all()) == {confirmed, staff, waiting}


def test_subject_is_one_line_and_mail_names_its_reason(client, signup_data):
    signup_data()
    mail = Mail.objects.get()
    assert "\n" not in mail.subject
    assert "wurde bei MYK10 ein Konto für „Neu hier“ angelegt" in mail.body
