import email
import socket
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from myk10.notifications import delivery
from myk10.notifications.actions.outbox import forget_old_mail, queue_mail, resend_mail
from myk10.notifications.delivery import BACK_OFF, claim_next, deliver_due_mail
from myk10.notifications.models import Mail, Mailing, Subscription
from tests.factories import MailFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOON = timezone.make_aware(timezone.datetime(2026, 11, 5, 12))


@pytest.fixture
def dropping_server(settings):
    """An SMTP server that hangs up, or hangs, at a given command; counts how often it hung up."""
    server = DroppingServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


class DroppingServer:
    def __init__(self):
        self.drop_at = self.hang_at = ""
        self.drops = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        while True:
            client, _address = self.listener.accept()
            with client:
                if not self.talk(client):
                    return

    def talk(self, client):
        lines = client.makefile("rb")
        client.sendall(b"220 da\r\n")
        in_text = False
        for line in lines:
            word = line.strip().decode()
            if word == "STOP":
                return False
            command = word.upper().split(" ")[0]
            if command and command == self.drop_at:
                self.drops += 1
                return True
            if command and command == self.hang_at:
                continue
            if not in_text or word == ".":
                in_text = word.upper() == "DATA"
                client.sendall(b"354 los\r\n" if in_text else b"250 gut\r\n")
        return True

    def stop(self):
        with socket.create_connection(("127.0.0.1", self.port)) as client:
            client.sendall(b"STOP\r\n")
        self.thread.join()
        self.listener.close()


def test_due_mail_is_sent_over_one_connection(smtp_server):
    mails = MailFactory.create_batch(3)

    assert deliver_due_mail() == 3

    assert {mail.state for mail in Mail.objects.all()} == {"sent"}
    assert [envelope.rcpt_tos for envelope in smtp_server.messages] == [
        [mail.recipient] for mail in mails
    ]


def test_message_carries_the_stable_id_and_the_folded_subject(smtp_server):
    mail = queue_mail(
        kind="test", occasion="1", to="eva@example.org", subject="Grüße\x0b\nBcc: x", body="Öhm"
    )

    deliver_due_mail()

    message = email.message_from_bytes(smtp_server.messages[0].content, policy=email.policy.default)
    assert message["Message-ID"] == mail.message_id
    assert message["Subject"] == "Grüße Bcc: x"
    assert message["Bcc"] is None
    assert message.get_body(("plain",)).get_content().startswith("Öhm\r\n")


def test_mail_that_is_not_due_waits(smtp_server):
    MailFactory(next_attempt_at=timezone.now() + timedelta(minutes=1))

    assert deliver_due_mail() == 0


def test_refusal_for_now_is_tried_again_with_back_off(smtp_server):
    mail = MailFactory(next_attempt_at=NOON)
    smtp_server.refuse_with = "451 bitte warten"
    now = NOON
    for number, pause in enumerate(BACK_OFF, start=1):
        with time_machine.travel(now, tick=False):
            deliver_due_mail()
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == ("queued", number)
        assert mail.next_attempt_at == now + pause
        assert mail.last_error == "451 bitte warten"
        now = mail.next_attempt_at

    with time_machine.travel(now, tick=False):
        deliver_due_mail()

    mail.refresh_from_db()
    assert mail.state == "failed"


def test_mail_goes_out_once_the_server_accepts_it(smtp_server):
    mail = MailFactory()
    smtp_server.refuse_with = "451 bitte warten"
    deliver_due_mail()
    smtp_server.refuse_with = None

    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == ("sent", "")


def test_refusal_for_good_fails_at_once(smtp_server):
    mail = MailFactory()
    smtp_server.refuse_with = "550 unbekannt"

    deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == ("failed", 1, "550 unbekannt")


def test_refused_mail_does_not_hold_up_the_others(smtp_server):
    MailFactory.create_batch(3)
    smtp_server.refuse_with = "550 unbekannt"

    deliver_due_mail()

    assert Mail.objects.filter(state="failed").count() == 3


def test_server_that_is_away_costs_one_attempt(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    MailFactory.create_batch(2)

    assert deliver_due_mail() == 0

    assert sorted(Mail.objects.values_list("state", "attempts")) == [("queued", 0), ("queued", 1)]


def test_connection_lost_before_the_text_is_tried_again(dropping_server):
    mail = MailFactory()
    dropping_server.drop_at = "DATA"

    deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, dropping_server.drops) == ("queued", 1)


def test_connection_lost_while_the_server_owes_its_answer_is_unclear(dropping_server):
    mail = MailFactory()
    dropping_server.drop_at = "."

    deliver_due_mail()
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, dropping_server.drops) == ("unclear", 1, 1)


def test_server_in_trouble_costs_one_mail_a_sweep(dropping_server):
    MailFactory.create_batch(3)
    dropping_server.drop_at = "."

    deliver_due_mail()
    assert Mail.objects.count_by_state() == {"unclear": 1, "queued": 2}

    deliver_due_mail()
    assert Mail.objects.count_by_state() == {"unclear": 2, "queued": 1}


@pytest.mark.parametrize(
    ("hang_at", "state"), [("RCPT", "queued"), ("DATA", "queued"), (".", "unclear")]
)
def test_server_that_hangs_is_given_up(dropping_server, settings, hang_at, state):
    settings.EMAIL_TIMEOUT = 0.3
    MailFactory.create_batch(2)
    dropping_server.hang_at = hang_at

    assert deliver_due_mail() == 0

    first, second = Mail.objects.order_by("pk")
    assert (first.state, first.attempts) == (state, 1)
    assert (second.state, second.attempts) == ("queued", 0)


def test_row_that_cannot_be_judged_does_not_hold_up_the_others(smtp_server):
    poison = MailFactory(kind="of a plugin that is gone")
    MailFactory()

    assert deliver_due_mail() == 1

    poison.refresh_from_db()
    assert poison.state == "failed"
    assert "of a plugin that is gone" in poison.last_error


def test_mailings_wait_for_everybody_else(smtp_server):
    mailing = Mailing.objects.create(subject="An alle", text="<p>Hallo</p>", audiences=[])
    bulk = {"kind": "mailing", "mailing": mailing, "audience": "subscribers"}
    Subscription.objects.create(email="viele@example.org", confirmed_at=NOON)
    MailFactory(recipient="viele@example.org", **bulk, next_attempt_at=NOON)
    MailFactory(recipient="eilig@example.org")

    deliver_due_mail()

    assert [e.rcpt_tos for e in smtp_server.messages] == [
        ["eilig@example.org"],
        ["viele@example.org"],
    ]


def test_worker_that_died_leaves_one_unclear_mail(smtp_server):
    with time_machine.travel(NOON, tick=False):
        MailFactory.create_batch(2)
        claimed = claim_next()
    with time_machine.travel(NOON + timedelta(minutes=9), tick=False):
        deliver_due_mail()
        claimed.refresh_from_db()
        assert claimed.state == "handing_over"
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        deliver_due_mail()

    claimed.refresh_from_db()
    assert claimed.state == "unclear"
    assert Mail.objects.filter(state="sent").count() == 1
    assert len(smtp_server.messages) == 1


def test_many_workers_send_each_mail_once(smtp_server):
    MailFactory.create_batch(40)

    def work():
        deliver_due_mail()
        connection.close()

    threads = [Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    readers = [envelope.rcpt_tos[0] for envelope in smtp_server.messages]
    assert sorted(readers) == sorted(Mail.objects.values_list("recipient", flat=True))
    assert Mail.objects.filter(state="sent").count() == 40


def test_closed_account_gets_no_mail(smtp_server):
    closed, deleted = UserFactory(), UserFactory()
    for user in (closed, deleted):
        queue_mail(kind="test", occasion="1", to=user.email, user=user, subject="x", body="x")
    closed.is_active = False
    closed.save()
    deleted.delete()

    deliver_due_mail()

    assert {mail.state for mail in Mail.objects.all()} == {"suppressed"}
    assert smtp_server.messages == []


def test_mail_to_somebody_without_account_is_sent(smtp_server):
    queue_mail(kind="test", occasion="1", to="eva@example.org", subject="x", body="x")

    assert deliver_due_mail() == 1


def test_address_that_is_none_fails_and_holds_nobody_up(smtp_server):
    broken = MailFactory(recipient="kein\u2028e@adresse@")
    MailFactory()

    assert deliver_due_mail() == 1

    broken.refresh_from_db()
    assert broken.state == "failed"


def test_backend_is_the_one_of_the_settings(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    MailFactory()

    assert deliver_due_mail() == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_confidential_text_is_gone_once_sent(smtp_server):
    mail = MailFactory(kind="account", body="https://example.org/geheim")

    deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, mail.body) == ("sent", "")


class DatabaseGoneAfterSending(BaseEmailBackend):
    def open(self):
        return True

    def send_messages(self, messages):
        raise KeyboardInterrupt


def test_killed_during_the_hand_over_stays_claimed(settings):
    settings.EMAIL_BACKEND = f"{__name__}.{DatabaseGoneAfterSending.__name__}"
    mail = MailFactory()

    with pytest.raises(KeyboardInterrupt):
        deliver_due_mail()

    mail.refresh_from_db()
    assert mail.state == "handing_over"


@pytest.mark.parametrize("state", ["failed", "unclear"])
def test_person_can_send_again(smtp_server, state):
    mail = MailFactory(state=state, last_error="x", claimed_at=NOON, attempts=13)

    assert resend_mail(mail=mail)
    deliver_due_mail()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("sent", 1)


def test_sent_mail_is_not_sent_again():
    mail = MailFactory(state="sent", sent_at=NOON)

    assert not resend_mail(mail=mail)


def test_texts_go_after_a_month_and_rows_after_three():
    def settled(days):
        then = timezone.now() - timedelta(days=days)
        return MailFactory(state="sent", sent_at=then, created_at=then, calendar="BEGIN:VCALENDAR")

    fresh, month_old, gone = settled(29), settled(31), settled(91)
    waiting = MailFactory(created_at=timezone.now() - timedelta(days=91))

    forget_old_mail()

    texts = {mail.pk: (bool(mail.body), bool(mail.calendar)) for mail in Mail.objects.all()}
    assert texts == {
        fresh.pk: (True, True),
        month_old.pk: (False, False),
        waiting.pk: (True, False),
    }
    assert not Mail.objects.filter(pk=gone.pk).exists()


def test_mail_that_goes_with_its_account_does_not_stop_the_others(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    gone, other = MailFactory(), MailFactory()
    written = delivery.message_of

    def deleted_meanwhile(mail):
        Mail.objects.filter(pk=gone.pk).delete()
        return written(mail)

    monkeypatch.setattr(delivery, "message_of", deleted_meanwhile)
    deliver_due_mail()
    assert list(Mail.objects.values_list("pk", "state")) == [(other.pk, Mail.State.SENT)]
