import email
import re
from datetime import datetime, timedelta
from email.policy import default
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ideas.actions.commenting import comment_on_idea
from myk10.discussions.actions import delete_comment
from myk10.notifications.actions.news import choose_delivery, notify, read_news
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.digest_times import next_digest
from myk10.notifications.digests import MOST_ENTRIES, write_due_digests
from myk10.notifications.models import Mail, Notification
from myk10.notifications.topics import Delivery, Topic
from tests.factories import IdeaFactory, NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db


def local(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # noqa: DTZ001


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


TUESDAY, NEXT_MONDAY = (2026, 11, 3), (2026, 11, 9)
KINDS = {
    Topic.OWN_IDEA: "idea_answered",
    Topic.REPLY: "test_reply",
    Topic.FOLLOWED_IDEA: "followed_idea_answered",
}


@pytest.fixture
def reader():
    """Wants her own ideas' news daily and replies weekly."""
    user = UserFactory(display_name="Eva")
    choose_delivery(user=user, topic=Topic.OWN_IDEA, delivery=Delivery.DAILY)
    choose_delivery(user=user, topic=Topic.REPLY, delivery=Delivery.WEEKLY)
    return user


def tell(user, title="Neues", topic=Topic.OWN_IDEA, moment=None):
    moment = moment or local(*TUESDAY, 12)
    with at(moment):
        return notify(
            user=user,
            kind=KINDS[topic],
            occasion=title,
            title=title,
            body="Guten Tag",
            path="/ideen/speicher/I-2026-001/",
            action_label="Lesen",
        )


def written_at(moment: datetime) -> int:
    with at(moment):
        return write_due_digests()


def titles_in(mail: Mail) -> list[str]:
    return [news.title for news in mail.news.order_by("pk")]


# --- When ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivery", "now", "due"),
    [
        (Delivery.DAILY, local(2026, 11, 3, 6, 59), local(2026, 11, 3, 7)),
        (Delivery.DAILY, local(2026, 11, 3, 7), local(2026, 11, 4, 7)),
        (Delivery.DAILY, local(2026, 12, 31, 12), local(2027, 1, 1, 7)),
        (Delivery.WEEKLY, local(2026, 11, 9, 6, 59), local(2026, 11, 9, 7)),
        (Delivery.WEEKLY, local(2026, 11, 9, 7), local(2026, 11, 16, 7)),
        (Delivery.WEEKLY, local(2026, 11, 15, 23, 59), local(2026, 11, 16, 7)),
        # Clocks go back in the night to 25 October 2026 and forward in that to 28 March 2027.
        (Delivery.DAILY, local(2026, 10, 24, 12), local(2026, 10, 25, 7)),
        (Delivery.DAILY, local(2026, 10, 25, 2, 30), local(2026, 10, 25, 7)),
        (Delivery.DAILY, local(2027, 3, 27, 12), local(2027, 3, 28, 7)),
        (Delivery.DAILY, local(2027, 3, 28, 3), local(2027, 3, 28, 7)),
        (Delivery.WEEKLY, local(2026, 10, 20, 12), local(2026, 10, 26, 7)),
        (Delivery.WEEKLY, local(2027, 3, 23, 12), local(2027, 3, 29, 7)),
    ],
)
def test_next_digest(delivery, now, due):
    assert next_digest(delivery, now) == due


@pytest.mark.parametrize("delivery", [Delivery.AT_ONCE, Delivery.SITE, Delivery.NEVER])
def test_nothing_else_is_collected(delivery):
    assert next_digest(delivery, local(2026, 11, 3)) is None


@pytest.mark.parametrize(("night", "hours"), [((2026, 10, 25), 25), ((2027, 3, 28), 23)])
def test_seven_is_seven_after_the_clock_change(reader, night, hours):
    seven = local(*night, 7)
    tell(reader, moment=seven - timedelta(hours=1))
    assert [written_at(seven - timedelta(minutes=1)), written_at(seven)] == [0, 1]
    day_before = local(*(night[0], night[1], night[2] - 1), 7)
    assert seven.timestamp() - day_before.timestamp() == hours * 3600


def test_daily_news_come_in_the_morning_and_weekly_ones_on_monday(reader):
    tell(reader, "täglich")
    tell(reader, "wöchentlich", Topic.REPLY)
    assert written_at(local(2026, 11, 4, 6, 59)) == 0
    assert written_at(local(2026, 11, 4, 7)) == 1
    assert written_at(local(2026, 11, 4, 7, 1)) == 0
    tell(reader, "am Sonntag", moment=local(2026, 11, 8, 12))
    assert written_at(local(*NEXT_MONDAY, 7)) == 1
    assert [titles_in(mail) for mail in Mail.objects.order_by("pk")] == [
        ["täglich"],
        ["wöchentlich", "am Sonntag"],  # one mail on Mondays, too
    ]


def test_beat_back_at_half_past_nine_writes_then(reader):
    tell(reader)
    assert written_at(local(2026, 11, 4, 9, 30)) == 1


def test_beat_down_for_days_writes_one(reader):
    tell(reader, "erste")
    tell(reader, "zweite", moment=local(2026, 11, 4, 12))
    assert written_at(local(2026, 11, 6, 9, 30)) == 1
    assert written_at(local(2026, 11, 6, 9, 31)) == 0
    assert titles_in(Mail.objects.get()) == ["erste", "zweite"]


def test_weekly_ones_come_late_when_monday_was_missed(reader):
    tell(reader, "wöchentlich", Topic.REPLY)
    assert written_at(local(2026, 11, 10, 9)) == 1


def test_what_comes_too_late_for_today_comes_tomorrow(reader):
    tell(reader, "rechtzeitig")
    written_at(local(2026, 11, 4, 7))
    late = NotificationFactory(user=reader, title="spät", digest_at=local(2026, 11, 4, 7))
    assert written_at(local(2026, 11, 4, 7, 1)) == 0
    late.refresh_from_db()
    assert late.digest_at == local(2026, 11, 5, 7)
    assert written_at(local(2026, 11, 5, 7)) == 1


def test_weekly_then_daily_then_at_once_is_mailed_once(reader, smtp_server):
    tell(reader, "wöchentlich", Topic.REPLY)
    with at(local(2026, 11, 3, 13)):
        choose_delivery(user=reader, topic=Topic.REPLY, delivery=Delivery.DAILY)
    with at(local(2026, 11, 3, 14)):
        choose_delivery(user=reader, topic=Topic.REPLY, delivery=Delivery.AT_ONCE)
        assert deliver_due_mail() == 0
    assert written_at(local(2026, 11, 4, 7)) == 1
    assert written_at(local(*NEXT_MONDAY, 7)) == 0
    with at(local(*NEXT_MONDAY, 7)):
        assert deliver_due_mail() == 1


def test_weekly_to_daily_waits_for_the_next_morning(reader):
    tell(reader, "wöchentlich", Topic.REPLY)
    with at(local(2026, 11, 5, 15)):
        choose_delivery(user=reader, topic=Topic.REPLY, delivery=Delivery.DAILY)
    assert written_at(local(2026, 11, 5, 15, 1)) == 0
    assert written_at(local(2026, 11, 6, 7)) == 1


# --- What ----------------------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", ["read", "site", "never", "closed", "deleted"])
def test_without_anything_left_there_is_no_mail(reader, meanwhile):
    tell(reader)
    end_interest(reader, meanwhile)
    assert written_at(local(2026, 11, 4, 7)) == 0
    assert Mail.objects.count() == 0
    assert Notification.objects.filter(digest_at__isnull=False).count() == 0


@pytest.mark.parametrize("meanwhile", ["read", "site", "never", "closed"])
def test_asked_again_at_the_moment_of_sending(reader, meanwhile, smtp_server):
    tell(reader)
    written_at(local(2026, 11, 4, 7))
    end_interest(reader, meanwhile)
    with at(local(2026, 11, 4, 8)):
        assert deliver_due_mail() == 0
    assert Mail.objects.get().state == "suppressed"


def end_interest(reader, how: str) -> None:
    if how == "read":
        read_news(news=Notification.objects.visible_to(reader))
    elif how == "closed":
        reader.is_active = False
        reader.save()
    elif how == "deleted":
        reader.delete()
    else:
        choose_delivery(user=reader, topic=Topic.OWN_IDEA, delivery=Delivery(how))


def sent(smtp_server) -> tuple[str, str, email.message.EmailMessage]:
    with at(local(2026, 11, 4, 8)):
        deliver_due_mail()
    (envelope,) = smtp_server.messages
    message = email.message_from_bytes(envelope.content, policy=default)
    text = message.get_body(["plain"]).get_content().replace("\r\n", "\n")
    return text, message.get_body(["html"]).get_content(), message


def test_letter_groups_by_topic_with_the_newest_first(reader, smtp_server):
    choose_delivery(user=reader, topic=Topic.REPLY, delivery=Delivery.DAILY)
    tell(reader, "alte <Rückmeldung> & mehr", moment=local(*TUESDAY, 10))
    tell(reader, "neue Antwort", Topic.REPLY, moment=local(*TUESDAY, 11))
    tell(reader, "neue Rückmeldung", moment=local(*TUESDAY, 12))
    read = tell(reader, "schon gelesen", moment=local(*TUESDAY, 13))
    written_at(local(2026, 11, 4, 7))
    read_news(news=Notification.objects.filter(pk=read.pk))
    text, html, message = sent(smtp_server)
    body = text.split("\n--")[0]
    assert body.strip() == (
        "Guten Tag Eva,\n\n"
        "das gibt es Neues für Sie:\n\n"
        "Entscheidungen und Rückmeldungen zu meinen Ideen:\n\n"
        "- neue Rückmeldung\n"
        "  Dienstag, 3. November 2026, 12 Uhr\n"
        "  http://localhost/ideen/speicher/I-2026-001/\n\n"
        "- alte <Rückmeldung> & mehr\n"
        "  Dienstag, 3. November 2026, 10 Uhr\n"
        "  http://localhost/ideen/speicher/I-2026-001/\n\n"
        "Antworten auf meine Beiträge:\n\n"
        "- neue Antwort\n"
        "  Dienstag, 3. November 2026, 11 Uhr\n"
        "  http://localhost/ideen/speicher/I-2026-001/\n\n"
        "Alle Nachrichten ansehen:\n"
        "http://localhost/benachrichtigungen/\n\n"
        "Freundliche Grüße\nIhr Projektbüro MYK10"
    )
    links = re.findall(r'<li[^>]*><a href="([^"]+)"[^>]*>([^<]+)</a>', html)
    page = "http://localhost/ideen/speicher/I-2026-001/"
    assert links == [
        (page, "neue Rückmeldung"),
        (page, "alte &lt;Rückmeldung&gt; &amp; mehr"),
        (page, "neue Antwort"),
    ]
    assert message["Subject"] == "Ihre gesammelten Nachrichten vom 4. November 2026"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "lieber gesammelt als einzeln" in text
    assert "http://localhost/benachrichtigungen/einstellungen/" in text


def test_long_list_ends_with_a_number(reader, smtp_server):
    for number in range(MOST_ENTRIES + 2):
        tell(reader, f"Nachricht {number}.", moment=local(*TUESDAY, 12, number % 60))
    written_at(local(2026, 11, 4, 7))
    text, html, _message = sent(smtp_server)
    assert text.count("- Nachricht") == html.count("<li") == MOST_ENTRIES
    assert "… und 2 weitere Nachrichten auf der Website." in text
    assert "… und 2 weitere Nachrichten auf der Website." in html


def test_what_has_settled_itself_is_left_out(reader, smtp_server):
    choose_delivery(user=reader, topic=Topic.COMMENT, delivery=Delivery.DAILY)
    idea = IdeaFactory(author=reader)
    with at(local(*TUESDAY, 12)):
        kept, gone = (
            comment_on_idea(idea=idea, author=UserFactory(), text="Gut!") for _number in range(2)
        )
    written_at(local(2026, 11, 4, 7))
    delete_comment(comment=gone, author=gone.author)
    text, _html, _message = sent(smtp_server)
    assert re.findall("/beitraege/[0-9]+/", text) == [kept.get_absolute_url()]


def test_when_all_has_settled_itself_nothing_is_sent(reader, smtp_server):
    choose_delivery(user=reader, topic=Topic.COMMENT, delivery=Delivery.DAILY)
    with at(local(*TUESDAY, 12)):
        gone = comment_on_idea(
            idea=IdeaFactory(author=reader), author=UserFactory(), text="Unüberlegt."
        )
    written_at(local(2026, 11, 4, 7))
    delete_comment(comment=gone, author=gone.author)
    with at(local(2026, 11, 4, 8)):
        assert deliver_due_mail() == 0
    assert Mail.objects.get().state == "suppressed"


@pytest.mark.parametrize("count", [1, 3])
def test_digest_of_three_costs_as_much_as_of_one(reader, count, django_assert_num_queries):
    for number in range(count):
        tell(reader, f"Nachricht {number}")
    with django_assert_num_queries(11):
        assert written_at(local(2026, 11, 4, 7)) == 1


def test_a_minute_without_news_costs_one_query(reader, django_assert_num_queries):
    tell(reader)
    with django_assert_num_queries(1):
        assert written_at(local(2026, 11, 4, 6, 59)) == 0


# --- Twice ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_each_mail_once():
    readers = UserFactory.create_batch(5)
    for user in readers:
        NotificationFactory.create_batch(
            3, user=user, digest_at=timezone.now() - timedelta(minutes=1)
        )
    written = []

    def beat():
        written.append(write_due_digests())
        connection.close()

    threads = [Thread(target=beat) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == Mail.objects.count() == len(readers)
    assert {mail.news.count() for mail in Mail.objects.all()} == {3}


def test_row_that_cannot_be_written_harms_nobody_else(monkeypatch):
    from myk10.notifications import digests

    broken, other = (
        NotificationFactory(digest_at=timezone.now() - timedelta(minutes=1)) for _n in range(2)
    )
    queue_mail = digests.queue_mail

    def refuse(**mail):
        if mail["user"] == broken.user:
            raise RuntimeError
        return queue_mail(**mail)

    monkeypatch.setattr(digests, "queue_mail", refuse)
    assert write_due_digests() == 1
    assert Mail.objects.get().user == other.user
    broken.refresh_from_db()
    assert broken.digest_at is not None
