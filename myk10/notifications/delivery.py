"""Handing queued mail to the mail server. Each mail is claimed on its own, so that a worker that
is killed leaves at most one mail behind of which nobody knows whether it was sent."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from myk10.notifications.letter import message_of
from myk10.notifications.models import Mail
from myk10.notifications.smtp import HandOverUnclear
from myk10.notifications.wanted import reason_not_to_send

log = logging.getLogger(__name__)

# Three days in all, as mail servers do.
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 120, 240, 480, 480, 720, 720, 720, 720)]
_DJANGO_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def deliver_due_mail(limit: int = 500) -> int:
    """Send what is due over one connection; how many were sent. Must not run inside a transaction.

    A refusal for now (4xx) and a lost connection are tried again with back-off, a refusal for good
    (5xx) is not. A connection lost while the server owes its answer leaves the mail unclear. After a
    lost connection the rest waits for the next sweep, so that a server in trouble costs one mail.
    """
    mark_stuck_mail()
    sent = 0
    connection = _new_connection()
    try:
        for _turn in range(limit):
            mail = claim_next()
            if mail is None:
                break
            try:
                _hand_over(mail, connection)
                sent += 1
            except _TurnedDown as refusal:
                if refusal.connection_is_lost:
                    break
    finally:
        _close(connection)
    return sent


class _TurnedDown(Exception):
    def __init__(self, *, connection_is_lost: bool = False) -> None:
        self.connection_is_lost = connection_is_lost


@transaction.atomic
def mark_stuck_mail() -> int:
    """Mails of workers that died during the hand-over: a person decides whether to send again."""
    now = timezone.now()
    stuck = Mail.objects.stuck(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
    return Mail.objects.filter(pk__in=list(stuck)).update(
        state=Mail.State.UNCLEAR, last_error="Der Versand wurde bei der Übergabe unterbrochen."
    )


def claim_next() -> Mail | None:
    """The next due mail, marked as being handed over, which is committed before the hand-over begins.

    Mail that nobody wants any more is suppressed on the way.
    """
    while True:
        mail = None
        try:
            with transaction.atomic(durable=True):
                mail = _lock_next()
                if mail is None or _claim(mail):
                    return mail
        except Exception as error:
            if mail is None:
                raise
            # A row that cannot even be judged must not stand in the way of all others.
            log.error("mail %s cannot be judged: %s", mail.pk, type(error).__name__)
            _settle(mail, Mail.State.FAILED, error)


def _lock_next() -> Mail | None:
    return (
        Mail.objects.due(timezone.now())
        .in_sending_order()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("user", "mailing")
        .first()
    )


def _claim(mail: Mail) -> bool:
    """False for a mail that nobody wants any more; it is suppressed."""
    unwanted = reason_not_to_send(mail)
    if unwanted:
        mail.state, mail.last_error = Mail.State.SUPPRESSED, unwanted
        mail.save(update_fields=["state", "last_error"])
        return False
    mail.state, mail.claimed_at = Mail.State.HANDING_OVER, timezone.now()
    mail.attempts += 1
    mail.save(update_fields=["state", "claimed_at", "attempts"])
    return True


def _new_connection():
    """EMAIL_BACKEND decides; Django's SMTP is replaced by ours, which knows how far it came."""
    ours = "myk10.notifications.smtp.EmailBackend"
    return get_connection(ours if settings.EMAIL_BACKEND == _DJANGO_SMTP else None)


def _close(connection) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        log.info("mail connection was already gone")


def _hand_over(mail: Mail, connection) -> None:
    try:
        connection.open()
    except (
        OSError
    ) as error:  # SMTPException is one, a wrong password included: not the mail's fault
        _try_later(mail, error)
        raise _TurnedDown(connection_is_lost=True) from error
    try:
        connection.send_messages([message_of(mail)])
    except HandOverUnclear as error:
        _settle(mail, Mail.State.UNCLEAR, error)
        raise _TurnedDown(connection_is_lost=True) from error
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        code, text = _answer(error)
        if 400 <= code < 500:
            _try_later(mail, text)
        else:
            _settle(mail, Mail.State.FAILED, text)
        raise _TurnedDown(connection_is_lost=code == 421) from error
    except OSError as error:
        _try_later(mail, error)
        raise _TurnedDown(connection_is_lost=True) from error
    except Exception as error:
        log.error("mail %s cannot be written: %s", mail.pk, type(error).__name__)
        _settle(mail, Mail.State.FAILED, error)
        _close(connection)  # nobody knows how far the conversation came
        raise _TurnedDown from error
    mail.state, mail.sent_at, mail.last_error = Mail.State.SENT, timezone.now(), ""
    if mail.is_confidential:
        mail.body = mail.action_url = ""
    _keep(mail, "state", "sent_at", "last_error", "body", "action_url")


def _answer(
    error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused,
) -> tuple[int, str]:
    """The server's code and words. One recipient a mail, so one refusal at most."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return code, f"{code} {text}"


def _try_later(mail: Mail, error: object) -> None:
    if mail.attempts > len(BACK_OFF):
        _settle(mail, Mail.State.FAILED, error)
        return
    mail.next_attempt_at = timezone.now() + BACK_OFF[mail.attempts - 1]
    _settle(mail, Mail.State.QUEUED, error)


def _settle(mail: Mail, state: str, error: object) -> None:
    log.warning("mail %s: %s", mail.pk, state, extra={"kind": mail.kind, "attempts": mail.attempts})
    mail.state = state
    mail.last_error = str(error)[:2000] or type(error).__name__
    _keep(mail, "state", "last_error", "next_attempt_at")


def _keep(mail: Mail, *fields: str) -> None:
    """Write these fields; a mail that was deleted with its account meanwhile stays deleted."""
    Mail.objects.filter(pk=mail.pk).update(**{field: getattr(mail, field) for field in fields})
