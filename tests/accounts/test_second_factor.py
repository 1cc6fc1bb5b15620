import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests.factories import (
    PASSWORD,
    TOTP_SECRET,
    StaffFactory,
    StaffWithSecondFactorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def code_for(secret=TOTP_SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def login(client, user, **query):
    url = reverse("account_login")
    return client.post(url, {"login": user.email, "password": PASSWORD, **query})


def reauthenticate(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_login_with_password_and_code(client):
    user = StaffWithSecondFactorFactory()
    assert login(client, user).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": code_for()}).url == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_works_once(client):
    user = StaffWithSecondFactorFactory()
    code = code_for()
    login(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()
    login(client, user)
    response = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "Dieser Code stimmt nicht oder ist abgelaufen." in response.content.decode()


def test_wrong_codes_run_into_a_limit(client):
    login(client, StaffWithSecondFactorFactory())
    pages = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
        for _attempt in range(7)
    ]
    assert "zu viele Versuche" in pages[-1]


def test_recovery_code_works_once(client):
    user = StaffWithSecondFactorFactory()
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    code = recovery.get_unused_codes()[0]
    login(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("home")
    client.logout()
    login(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_setting_up_an_app_asks_for_the_password_first(client):
    user = UserFactory()
    login(client, user)
    assert client.get(reverse("mfa_activate_totp")).url.startswith("/konto/reauthenticate/")
    reauthenticate(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert set(user.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}


class TestAdminDoor:
    def test_visitors_are_sent_to_the_one_login(self, client):
        response = client.get(reverse("admin:index"), follow=True)
        assert response.redirect_chain[-1] == ("/konto/login/?next=%2Fverwaltung%2F", 302)

    def test_staff_without_second_factor_see_nothing_of_it(self, client):
        client.force_login(StaffFactory())
        response = client.get(reverse("admin:index"), follow=True)
        assert response.redirect_chain[-1] == (reverse("mfa_index"), 302)
        assert "Bitte richten Sie einen zweiten Faktor ein." in response.content.decode()

    def test_superuser_without_second_factor_neither(self, client):
        client.force_login(StaffFactory(is_superuser=True))
        response = client.get(reverse("admin:accounts_user_changelist"), follow=True)
        assert response.redirect_chain[-1] == (reverse("mfa_index"), 302)

    def test_staff_with_second_factor_get_where_they_wanted(self, client):
        user = StaffWithSecondFactorFactory()
        target = reverse("admin:accounts_user_changelist")
        page = client.get(target, follow=True)
        client.post(page.redirect_chain[-1][0], {"login": user.email, "password": PASSWORD})
        response = client.post(reverse("mfa_authenticate"), {"code": code_for()}, follow=True)
        assert response.redirect_chain[-1] == (target, 302)
        assert response.status_code == 200

    def test_second_factor_can_be_waived_for_the_demo(self, client, settings):
        settings.STAFF_NEEDS_SECOND_FACTOR = False
        client.force_login(StaffFactory())
        assert client.get(reverse("admin:index")).status_code == 200

    @pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
    def test_others_get_the_designed_403(self, client, fields):
        client.force_login(UserFactory(**fields))
        response = client.get(reverse("admin:index"), follow=True)
        assert response.status_code == 403
        assert 'id="inhalt"' in response.content.decode()

    def test_its_own_login_form_does_not_exist(self, client):
        user = StaffFactory()
        client.post(reverse("admin:login"), {"username": user.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_next_stays_on_this_site(self, client):
        client.force_login(StaffWithSecondFactorFactory())
        response = client.get(reverse("admin:login") + "?next=https://boese.example/")
        assert response.url == reverse("admin:index")

    def test_losing_the_second_factor_closes_the_door(self, client):
        user = StaffWithSecondFactorFactory()
        client.force_login(user)
        assert client.get(reverse("admin:index")).status_code == 200
        user.authenticator_set.all().delete()
        assert client.get(reverse("admin:index")).status_code == 302

    def test_signing_out_ends_the_session(self, client):
        client.force_login(StaffWithSecondFactorFactory())
        assert client.post(reverse("admin:logout")).url == reverse("home")
        assert "_auth_user_id" not in client.session
