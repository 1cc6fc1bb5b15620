import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from ideas.models import Competition, Idea
from myk10.accounts.rules import is_projektbuero
from myk10.discussions.models import Comment
from myk10.moderation.actions import hide_content, restore_content
from tests.factories import (
    PASSWORD,
    TOTP_SECRET,
    CommentFactory,
    CompetitionFactory,
    IdeaFactory,
    StaffFactory,
    StaffWithoutSecondFactorFactory,
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
    user = StaffFactory()
    assert login(client, user).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": code_for()}).url == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_works_once(client):
    user = StaffFactory()
    code = code_for()
    login(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()
    login(client, user)
    response = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "Dieser Code stimmt nicht oder ist abgelaufen." in response.content.decode()


def test_wrong_codes_run_into_a_limit(client):
    login(client, StaffFactory())
    pages = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
        for _attempt in range(7)
    ]
    assert "zu viele Versuche" in pages[-1]


def test_recovery_code_works_once(client):
    user = StaffFactory()
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
        client.force_login(StaffWithoutSecondFactorFactory())
        response = client.get(reverse("admin:index"), follow=True)
        assert response.redirect_chain[-1] == (reverse("mfa_index"), 302)
        assert "Bitte richten Sie einen zweiten Faktor ein." in response.content.decode()

    def test_superuser_without_second_factor_neither(self, client):
        client.force_login(StaffWithoutSecondFactorFactory(is_superuser=True))
        response = client.get(reverse("admin:accounts_user_changelist"), follow=True)
        assert response.redirect_chain[-1] == (reverse("mfa_index"), 302)

    def test_staff_with_second_factor_get_where_they_wanted(self, client):
        user = StaffFactory()
        target = reverse("admin:accounts_user_changelist")
        page = client.get(target, follow=True)
        client.post(page.redirect_chain[-1][0], {"login": user.email, "password": PASSWORD})
        response = client.post(reverse("mfa_authenticate"), {"code": code_for()}, follow=True)
        assert response.redirect_chain[-1] == (target, 302)
        assert response.status_code == 200

    def test_second_factor_can_be_waived_for_the_demo(self, client, settings):
        settings.STAFF_NEEDS_SECOND_FACTOR = False
        client.force_login(StaffWithoutSecondFactorFactory())
        assert client.get(reverse("admin:index")).status_code == 200

    @pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
    def test_others_get_the_designed_403(self, client, fields):
        client.force_login(UserFactory(**fields))
        response = client.get(reverse("admin:index"), follow=True)
        assert response.status_code == 403
        assert 'id="inhalt"' in response.content.decode()

    def test_its_own_login_form_does_not_exist(self, client):
        user = StaffWithoutSecondFactorFactory()
        client.post(reverse("admin:login"), {"username": user.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_next_stays_on_this_site(self, client):
        client.force_login(StaffFactory())
        response = client.get(reverse("admin:login") + "?next=https://boese.example/")
        assert response.url == reverse("admin:index")

    def test_losing_the_second_factor_closes_the_door(self, client):
        user = StaffFactory()
        client.force_login(user)
        assert client.get(reverse("admin:index")).status_code == 200
        user.authenticator_set.all().delete()
        assert client.get(reverse("admin:index")).status_code == 302

    def test_signing_out_ends_the_session(self, client):
        client.force_login(StaffFactory())
        assert client.post(reverse("admin:logout")).url == reverse("home")
        assert "_auth_user_id" not in client.session


@pytest.fixture
def hidden_comment():
    comment = CommentFactory()
    hide_content(target=comment, moderator=StaffFactory(), ground="spam", reason="Werbung")
    return comment


@pytest.fixture
def out_of_sight(hidden_comment):
    """Rows that the Projektbüro alone may see."""
    idea, competition = IdeaFactory(state="submitted"), CompetitionFactory(phase=None)
    return [
        (Idea, idea),
        (Competition, competition),
        (Comment, hidden_comment),
    ]


class TestRules:
    """What makes somebody of the Projektbüro is asked once, by is_projektbuero."""

    @pytest.mark.parametrize("is_superuser", [False, True])
    def test_a_password_alone_makes_nobody_staff(self, out_of_sight, is_superuser):
        person = StaffWithoutSecondFactorFactory(is_superuser=is_superuser)
        seen = [row in model.objects.visible_to(person) for model, row in out_of_sight]
        assert seen == [False, False, False]
        assert not person.has_perm("moderation.moderate")
        assert not person.has_module_perms("ideas")
        with pytest.raises(PermissionDenied):
            restore_content(target=out_of_sight[-1][1], moderator=person, reason="Doch")

    def test_a_second_factor_does(self, out_of_sight):
        person = StaffFactory()
        seen = [row in model.objects.visible_to(person) for model, row in out_of_sight]
        assert seen == [True, True, True]
        assert person.has_perm("moderation.moderate")
        assert person.has_module_perms("ideas")
        assert not person.has_perm("account.view_emailaddress")
        assert StaffFactory(is_superuser=True).has_perm("account.view_emailaddress")

    def test_recovery_codes_alone_are_none(self):
        person = StaffFactory()
        person.authenticator_set.filter(type="totp").delete()
        assert not is_projektbuero(person)

    def test_the_projektbueros_links_are_shown_to_it_alone(self, client):
        discussed = CommentFactory(discussion=IdeaFactory().discussion)
        for person, shown in ((StaffWithoutSecondFactorFactory(), 0), (StaffFactory(), 1)):
            client.force_login(person)
            page = client.get(discussed.discussion.path).content.decode()
            assert page.count("Ausblenden") == shown
            assert page.count("In der Verwaltung öffnen") == shown

    def test_staff_are_asked_for_once_a_person_and_others_never(self, django_assert_num_queries):
        staff, citizen = StaffFactory(), UserFactory()
        for person, queries in ((staff, 1), (citizen, 0)):
            with django_assert_num_queries(queries):
                person.has_perm("moderation.moderate")
                person.has_perm("ideas.view_idea")
                Idea.objects.visible_to(person)


class TestSessions:
    """Signing in asks for the second factor; a session that is older than it ends."""

    @pytest.mark.django_db(transaction=True)
    def test_a_new_second_factor_ends_the_other_sessions(self, client):
        user, stranger = StaffWithoutSecondFactorFactory(), Client()
        login(client, user)
        login(stranger, user)
        set_up_app(client)
        assert client.get(reverse("admin:index")).status_code == 200
        assert stranger.get(reverse("accounts:overview")).status_code == 302
        assert "_auth_user_id" not in stranger.session

    def test_new_recovery_codes_end_none(self, client):
        user, phone = StaffFactory(), Client()
        for browser in (client, phone):
            browser.force_login(user)
        reauthenticate(client)
        client.post(reverse("mfa_generate_recovery_codes"))
        assert phone.get(reverse("accounts:overview")).status_code == 200


def set_up_app(client):
    reauthenticate(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
