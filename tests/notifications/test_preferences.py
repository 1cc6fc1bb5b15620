import pytest
from django.urls import reverse
from django.utils import timezone

from myk10.notifications.actions.news import choose_delivery, deliveries_to
from myk10.notifications.digests import write_due_digests
from myk10.notifications.models import Mail, Notification, Preference
from myk10.notifications.tokens import unsubscribe_url_of
from myk10.notifications.topics import DEFAULT_DELIVERY, Delivery, Topic
from tests.factories import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("notifications:preferences")


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def chosen(user) -> dict[str, str]:
    return dict(Preference.objects.filter(user=user).values_list("topic", "delivery"))


def values(**changes) -> dict[str, str]:
    return {topic.value: way.value for topic, way in DEFAULT_DELIVERY.items()} | changes


def test_page_shows_what_is_chosen(client, reader):
    choose_delivery(user=reader, topic=Topic.REPLY, delivery=Delivery.WEEKLY)
    form = client.get(PAGE).context["form"]
    assert {name: form[name].value() for name in form.fields} == values(reply="weekly")
    ways = {name: [value for value, _label in field.choices] for name, field in form.fields.items()}
    assert ways.pop("moderation") == ["at_once", "daily", "weekly", "site"]
    assert set(map(tuple, ways.values())) == {("at_once", "daily", "weekly", "site", "never")}


def test_only_what_was_changed_is_a_wish(client, reader):
    response = client.post(PAGE, values(reply="daily", comment="never"))
    assert response.status_code == 302
    assert chosen(reader) == {"reply": "daily", "comment": "never"}


def test_a_wish_can_be_taken_back(client, reader):
    client.post(PAGE, values(reply="daily"))
    client.post(PAGE, values())
    assert deliveries_to(reader) == DEFAULT_DELIVERY


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"moderation": "never"}, "Bitte wählen Sie eine der angebotenen Möglichkeiten."),
        ({"reply": "stündlich"}, "Bitte wählen Sie eine der angebotenen Möglichkeiten."),
        ({"reply": ""}, "Bitte wählen Sie, wie Sie davon erfahren möchten."),
    ],
)
def test_bad_input_is_told_and_the_rest_is_kept(client, reader, sent, message):
    response = client.post(PAGE, values(comment="weekly", **sent))
    page = response.content.decode()
    assert message in page
    assert 'id="fehler"' in page
    assert response.context["form"]["comment"].value() == "weekly"
    assert chosen(reader) == {}


@pytest.mark.parametrize("way", ["at_once", "daily", "site"])
def test_everything_at_once(client, reader, way):
    client.post(PAGE, {"alles": way})
    assert set(deliveries_to(reader).values()) == {way}


@pytest.mark.parametrize("way", ["never", "weekly", "x", ""])
def test_nothing_else_is_chosen_for_everything(client, reader, way):
    assert client.post(PAGE, {"alles": way}).status_code == 200
    assert chosen(reader) == {}


def test_choices_are_ones_own(client, reader):
    other = UserFactory()
    client.post(PAGE, values(reply="daily"))
    assert chosen(other) == {}


def test_what_waits_goes_with_the_rhythm():
    news = NotificationFactory(waiting=True)
    monday_or_tomorrow = {}
    for way in (Delivery.WEEKLY, Delivery.DAILY, Delivery.AT_ONCE, Delivery.NEVER):
        choose_delivery(user=news.user, topic=Topic.OWN_IDEA, delivery=way)
        news.refresh_from_db()
        monday_or_tomorrow[way] = news.digest_at
    assert timezone.localdate(monday_or_tomorrow[Delivery.WEEKLY]).weekday() == 0
    assert monday_or_tomorrow[Delivery.AT_ONCE] == monday_or_tomorrow[Delivery.DAILY]
    assert monday_or_tomorrow[Delivery.NEVER] is None


def test_one_click_ends_the_collected_mails_alone(client):
    news = NotificationFactory(waiting=True)
    user = news.user
    choose_delivery(user=user, topic=Topic.REPLY, delivery=Delivery.WEEKLY)
    choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=Delivery.DAILY)
    choose_delivery(user=user, topic=Topic.COMMENT, delivery=Delivery.NEVER)
    Notification.objects.update(digest_at=news.created_at)
    write_due_digests()
    address = unsubscribe_url_of(Mail.objects.get()).removeprefix("http://localhost")
    assert "keine gesammelten E-Mails mehr" in client.get(address).content.decode()
    assert deliveries_to(user)[Topic.REPLY] == Delivery.WEEKLY
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert deliveries_to(user) == DEFAULT_DELIVERY | {
        Topic.REPLY: Delivery.SITE,
        Topic.OWN_IDEA: Delivery.SITE,
        Topic.COMMENT: Delivery.NEVER,
    }
