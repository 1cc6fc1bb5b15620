from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from myk10.notifications.actions.news import choose_delivery, forget_old_news, notify, notify_all
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.models import Mail, Notification, Preference
from myk10.notifications.topics import Delivery, Topic, deliveries_of
from myk10.refusal import Refused
from tests.factories import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
KINDS = {
    Topic.OWN_IDEA: "idea_answered",
    Topic.FOLLOWED_IDEA: "followed_idea_answered",
    Topic.COMMENT: "idea_commented",
    Topic.REPLY: "reply",
    Topic.STRATEGY: "remark_answered",
    Topic.MEASURE: "measure_published",
    Topic.BODY: "body_resolution_decided",
    Topic.PHASE: "phase_notice",
    Topic.MODERATION: "content_hidden",
}
NEWS = {
    "title": "Rückmeldung zu I-2026-001",
    "body": "Guten Tag,\n\nes gibt Neues.",
    "path": "/ideen/speicher/I-2026-001/",
    "action_label": "Rückmeldung lesen",
}


def tell(user, kind="idea_answered", occasion="1", **changes):
    return notify(user=user, kind=kind, occasion=occasion, **(NEWS | changes))


MATRIX = [(topic, delivery) for topic in Topic for delivery in deliveries_of(topic)]


@pytest.mark.parametrize(("topic", "delivery"), MATRIX)
def test_news_arise_as_the_person_wishes(topic, delivery):
    user = UserFactory()
    choose_delivery(user=user, topic=topic, delivery=delivery)
    tell(user, KINDS[topic])
    in_site = Notification.objects.filter(user=user, topic=topic)
    arisen = (
        in_site.count(),
        Mail.objects.filter(user=user).count(),
        in_site.filter(digest_at__isnull=False).count(),
    )
    assert (
        arisen
        == {
            Delivery.AT_ONCE: (1, 1, 0),
            Delivery.DAILY: (1, 0, 1),
            Delivery.WEEKLY: (1, 0, 1),
            Delivery.SITE: (1, 0, 0),
            Delivery.NEVER: (0, 0, 0),
        }[delivery]
    )


def test_without_a_wish_news_are_mailed_at_once():
    tell(UserFactory())
    mail = Mail.objects.get()
    assert (mail.subject, mail.body, mail.action_label, mail.action_url) == (
        NEWS["title"],
        NEWS["body"],
        NEWS["action_label"],
        "http://localhost" + NEWS["path"],
    )


def test_decisions_against_ones_texts_are_never_silent():
    user = UserFactory()
    with pytest.raises(Refused):
        choose_delivery(user=user, topic=Topic.MODERATION, delivery=Delivery.NEVER)
    assert Preference.objects.count() == 0


def test_closed_account_hears_nothing():
    assert tell(UserFactory(is_active=False)) is None
    assert (Notification.objects.count(), Mail.objects.count()) == (0, 0)


def test_same_occasion_is_told_once_whatever_was_chosen_meanwhile():
    user = UserFactory()
    choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=Delivery.DAILY)
    assert tell(user) is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=Delivery.AT_ONCE)
        assert tell(user) is None
    assert (Notification.objects.count(), Mail.objects.count()) == (1, 0)


def test_kind_without_a_topic_is_no_news():
    with pytest.raises(ValueError, match="always a mail"):
        tell(UserFactory(), kind="flag_received")


def test_title_is_folded_and_shortened():
    news = tell(UserFactory(), title="Zwei\nZeilen " + "x" * 300)
    assert (news.title[:12], len(news.title)) == ("Zwei Zeilen ", 200)


@pytest.mark.parametrize("people", [1, 3])
def test_many_are_told_in_as_many_queries(people, django_assert_num_queries):
    users = UserFactory.create_batch(people)
    body = {"body": lambda user: f"Guten Tag {user.display_name}"}
    with django_assert_num_queries(6):  # a savepoint, wishes, news, which of them are new, mails
        told = notify_all(people=users, kind="reply", occasion="1", **(NEWS | body))
    assert len(told) == Mail.objects.count() == people


@pytest.mark.parametrize("delivery", [Delivery.SITE, Delivery.NEVER])
def test_silenced_between_queueing_and_sending_is_not_mailed(delivery, smtp_server):
    user = UserFactory()
    tell(user)
    choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=delivery)
    assert deliver_due_mail() == 0
    assert (Mail.objects.get().state, smtp_server.messages) == ("suppressed", [])


@pytest.mark.parametrize("delivery", [Delivery.DAILY, Delivery.WEEKLY])
def test_what_was_queued_to_be_sent_at_once_is_not_collected_as_well(delivery, smtp_server):
    user = UserFactory()
    tell(user)
    choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=delivery)
    assert deliver_due_mail() == 1
    assert Notification.objects.get().digest_at is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_once():
    user = UserFactory()

    def tell_and_close():
        tell(user)
        connection.close()

    threads = [Thread(target=tell_and_close) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Notification.objects.count(), Mail.objects.count()) == (1, 1)


def test_news_are_deleted_after_half_a_year():
    now = timezone.now()
    NotificationFactory(created_at=now - timedelta(days=181))
    kept = NotificationFactory(created_at=now - timedelta(days=179))
    forget_old_news()
    assert list(Notification.objects.all()) == [kept]
