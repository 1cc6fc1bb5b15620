import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from ideas.actions.checking import answer_idea
from ideas.actions.commenting import comment_on_idea
from ideas.actions.voting import cast_vote
from ideas.models import Ballot, Follow, Idea, Vote
from myk10.accounts.models import User
from myk10.discussions.models import Comment
from myk10.home.actions import delete_account
from myk10.notifications.actions.news import choose_delivery
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.models import Mail, Notification, Preference
from myk10.notifications.topics import Delivery, Topic
from myk10.refusal import Refused
from tests.factories import (
    PASSWORD,
    CommentFactory,
    CompetitionFactory,
    IdeaFactory,
    NotificationFactory,
    StaffFactory,
    UserFactory,
)
from tests.ideas.voting import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return CommentFactory(author=UserFactory(), text="Gute Idee")


def sign_in(client, user):
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_deleting_asks_for_the_password_first(client):
    client.force_login(UserFactory())
    response = client.post(reverse("account_delete"), {"texts": "keep"})
    assert response.url.startswith("/konto/reauthenticate/?next=")
    assert User.objects.count() == 1


def test_looking_at_the_page_deletes_nothing(client):
    sign_in(client, UserFactory())
    assert client.get(reverse("account_delete")).status_code == 200
    assert User.objects.count() == 1


def test_one_has_to_choose_what_becomes_of_the_texts(client):
    sign_in(client, UserFactory())
    response = client.post(reverse("account_delete"), {})
    assert list(response.context["form"].errors) == ["texts"]
    assert User.objects.count() == 1


def test_texts_stay_without_a_name(client, comment):
    sign_in(client, comment.author)
    response = client.post(reverse("account_delete"), {"texts": "keep"})
    assert "Ihr Konto ist gelöscht" in response.content.decode()
    comment.refresh_from_db()
    assert (comment.author, comment.text) == (None, "Gute Idee")
    assert User.objects.count() == EmailAddress.objects.count() == 0
    assert "_auth_user_id" not in client.session


def test_texts_go_as_well(client, comment):
    sign_in(client, comment.author)
    client.post(reverse("account_delete"), {"texts": "erase"})
    assert not Comment.objects.filter(text="Gute Idee").exists()


def test_mails_to_the_person_go():
    user = UserFactory()
    for occasion, to, owner in [("1", user.email, user), ("2", user.email.upper(), None)]:
        queue_mail(kind="test", occasion=occasion, to=to, subject="Hallo", body="…", user=owner)
    other = queue_mail(kind="test", occasion="3", to="x@example.org", subject="Hallo", body="…")
    delete_account(user=user, keep_texts=True)
    assert list(Mail.objects.all()) == [other]


def test_news_and_wishes_of_the_person_go():
    news = NotificationFactory()
    choose_delivery(user=news.user, topic=Topic.REPLY, delivery=Delivery.DAILY)
    other = NotificationFactory()
    delete_account(user=news.user, keep_texts=True)
    assert list(Notification.objects.all()) == [other]
    assert not Preference.objects.exists()


@pytest.mark.parametrize(("keep_texts", "left"), [(True, 2), (False, 0)])
def test_news_that_quote_an_erased_title_go(keep_texts, left):
    idea, reader = IdeaFactory(title="Mein Name ist Hase"), UserFactory()
    Follow.objects.create(idea=idea, user=reader)
    answer_idea(idea=idea, text="<p>Gut.</p>", answered_by=StaffFactory())
    root = comment_on_idea(idea=idea, author=reader, text="Gut!")
    comment_on_idea(idea=idea, author=UserFactory(), text="Ja!", parent=root)
    assert {"Hase" in news.title for news in Notification.objects.filter(user=reader)} == {True}
    delete_account(user=idea.author, keep_texts=keep_texts)
    assert Notification.objects.filter(user=reader, title__contains="Hase").count() == left


def test_last_superuser_stays():
    boss = StaffFactory(is_superuser=True)
    StaffFactory(is_superuser=True, is_active=False)
    with pytest.raises(Refused, match="das letzte Konto"):
        delete_account(user=boss, keep_texts=True)
    assert User.objects.filter(pk=boss.pk).exists()
    StaffFactory(is_superuser=True)
    delete_account(user=boss, keep_texts=True)
    assert not User.objects.filter(pk=boss.pk).exists()


def test_refusal_is_shown_and_one_stays_signed_in(client):
    boss = StaffFactory(is_superuser=True)
    sign_in(client, boss)
    response = client.post(reverse("account_delete"), {"texts": "keep"})
    assert "das letzte Konto" in response.content.decode()
    assert client.session["_auth_user_id"] == str(boss.pk)


def test_name_and_address_are_free_again():
    user = UserFactory(email="anna@example.org", display_name="Anna")
    delete_account(user=user, keep_texts=False)
    back = UserFactory(email="anna@example.org", display_name="Anna")
    assert list(User.objects.all()) == [back]


def test_drafts_and_open_votes_go_ideas_stay(client):
    user = UserFactory()
    competition = CompetitionFactory(phase="voting")
    idea = IdeaFactory(competition=competition, author=user, title="Mitfahrbank")
    IdeaFactory(pool=True, author=user, state="draft")
    cast_vote(idea=IdeaFactory(competition=competition), user=user)
    delete_account(user=user, keep_texts=True)
    assert not Vote.objects.exists()
    assert not Ballot.objects.filter(user__isnull=False).exists()
    assert not Idea.objects.filter(state="draft").exists()
    idea.refresh_from_db()
    assert (idea.author, idea.title) == (None, "Mitfahrbank")


def test_votes_of_a_closed_phase_stay_counted_but_unlinked():
    user = UserFactory()
    competition = CompetitionFactory(phase="voting")
    cast_vote(idea=IdeaFactory(competition=competition), user=user)
    publish(competition)
    delete_account(user=user, keep_texts=False)
    assert Vote.objects.get().ballot.user is None


def test_with_the_texts_the_words_of_ideas_go():
    idea = IdeaFactory(title="Mitfahrbank", description="Mein ganzer Plan")
    delete_account(user=idea.author, keep_texts=False)
    idea.refresh_from_db()
    assert (idea.author, idea.title, idea.description) == (None, "gelöscht", "gelöscht")


def test_no_typed_text_stays_behind_erased_ideas(client):
    person = UserFactory()
    open_idea = IdeaFactory(author=person, title="Mein Name ist Hase")
    withdrawn = IdeaFactory(
        author=person, state="withdrawn", withdrawal_reason="Ich, Hase, bin krank"
    )
    delete_account(user=person, keep_texts=False)
    open_idea.discussion.refresh_from_db()
    withdrawn.refresh_from_db()
    assert open_idea.discussion.title == "gelöscht"
    assert withdrawn.withdrawal_reason == "Konto und Texte gelöscht"
