from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from myk10.notifications.models import Notification
from tests.factories import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("notifications:list")


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def address(news) -> str:
    return reverse("notifications:open", args=[news.pk])


def test_empty_list_says_what_will_stand_there(client, reader):
    assert "Noch keine Nachrichten" in client.get(LIST).content.decode()


def test_news_stand_by_day_with_the_newest_first(client, reader):
    noon = timezone.make_aware(timezone.datetime(2026, 11, 5, 12))
    for title, ago in (("Vorgestern", 48), ("Jetzt", 0), ("Eben", 1), ("Gestriges", 24)):
        NotificationFactory(user=reader, title=title, created_at=noon - timedelta(hours=ago))
    with time_machine.travel(noon, tick=False):
        days = client.get(LIST).context["days"]
    assert [(day, [news.title for news in rows]) for day, rows in days] == [
        ("Heute", ["Jetzt", "Eben"]),
        ("Gestern", ["Gestriges"]),
        ("Dienstag, 3. November 2026", ["Vorgestern"]),
    ]


def test_days_are_local_ones(client, reader):
    late = timezone.make_aware(timezone.datetime(2026, 11, 5, 0, 30))  # 23:30 the day before in UTC
    NotificationFactory(user=reader, created_at=late)
    with time_machine.travel(late + timedelta(minutes=5), tick=False):
        assert [day for day, _rows in client.get(LIST).context["days"]] == ["Heute"]


def test_unread_news_are_marked_in_words(client, reader):
    NotificationFactory(user=reader, read_at=timezone.now())
    assert "Neu</span>" not in client.get(LIST).content.decode()
    NotificationFactory(user=reader)
    assert client.get(LIST).content.decode().count("Neu</span>") == 1


def test_header_says_how_many_are_unread(client, reader):
    assert "ungelesen)" not in client.get("/").content.decode()
    NotificationFactory.create_batch(3, user=reader)
    assert "(3 ungelesen)" in client.get("/").content.decode()


def test_opening_reads_and_leads_to_the_page(client, reader):
    news, other = NotificationFactory.create_batch(2, user=reader)
    response = client.get(address(news))
    assert (response.status_code, response.url) == (302, news.path)
    assert "no-store" in response["Cache-Control"]
    news.refresh_from_db()
    assert news.read_at is not None
    assert list(Notification.objects.unread()) == [other]


def test_opening_again_keeps_the_first_moment(client, reader):
    before = timezone.now() - timedelta(days=1)
    news = NotificationFactory(user=reader, read_at=before)
    client.get(address(news))
    news.refresh_from_db()
    assert news.read_at == before


@pytest.mark.parametrize(
    "fetch", [{"headers": {"Sec-Purpose": "prefetch"}}, {"headers": {"Purpose": "prefetch"}}]
)
def test_fetching_ahead_reads_nothing(client, reader, fetch):
    news = NotificationFactory(user=reader)
    assert client.get(address(news), **fetch).status_code == 302
    assert client.head(address(news)).status_code == 302
    assert Notification.objects.unread().count() == 1


def test_other_peoples_news_are_nowhere(client, reader):
    news = NotificationFactory(title="Geheimnis")
    assert client.get(address(news)).status_code == 404
    assert "Geheimnis" not in client.get(LIST).content.decode()
    client.post(reverse("notifications:read_all"))
    news.refresh_from_db()
    assert news.read_at is None


def test_all_are_read_at_once(client, reader):
    NotificationFactory.create_batch(2, user=reader)
    assert client.post(reverse("notifications:read_all")).url == LIST
    assert Notification.objects.unread().count() == 0


def test_pages(client, reader):
    NotificationFactory.create_batch(26, user=reader)
    assert len(client.get(LIST).context["page_obj"].object_list) == 25
    assert len(client.get(f"{LIST}?page=2").context["page_obj"].object_list) == 1


@pytest.mark.parametrize("page", ["0", "x", "9" * 400, "-1", "\0"])
def test_pages_that_are_none_show_one_that_is(client, reader, page):
    NotificationFactory(user=reader)
    assert client.get(LIST, {"page": page}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_three(
    client, reader, count, django_assert_num_queries
):
    NotificationFactory.create_batch(count, user=reader)
    with django_assert_num_queries(5):  # session, account, number, news, unread
        client.get(LIST)


def test_header_costs_one_query(client, reader, django_assert_num_queries):
    NotificationFactory.create_batch(3, user=reader)
    with django_assert_num_queries(3):  # session, account, unread
        client.get(reverse("notifications:unsubscribe", args=["geraten"]))


@pytest.mark.parametrize("path", ["//example.org/", "https://example.org/", ""])
def test_news_lead_nowhere_else(path):
    with pytest.raises(IntegrityError), transaction.atomic():
        NotificationFactory(path=path)
