"""The outbox: a mail is a row written in the same transaction as its cause, and sent from there."""

import logging
import time
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone

from myk10.accounts.models import User
from myk10.notifications.kinds import kind_of
from myk10.notifications.models import Mail
from myk10.text import one_line

log = logging.getLogger(__name__)

# One wake-up is enough for a batch; with the broker away, one request in thirty seconds finds out.
WOKEN_PAUSE_SECONDS = 0.2
BROKER_PAUSE_SECONDS = 30
IMPATIENT = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 0.5,
    "retry_on_timeout": False,
    "max_retries": 0,
}
_no_waking_until = 0.0
DELIVERY = "myk10.notifications.tasks.deliver_mail"
TEXT_KEPT_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=90)


@transaction.atomic
def queue_mail(
    *,
    kind: str,
    occasion: str,
    to: str,
    subject: str,
    body: str,
    user: User | None = None,
    action: tuple[str, str] = ("", ""),
    calendar: str = "",
) -> Mail | None:
    """Write a mail into the outbox. None when this kind, occasion and recipient had one already.

    `kind` is one that an app has registered; `body` is plain text, from which the HTML is made. Give
    `user` when the mail is meant for an account: it is not sent if the account is gone by then.
    `action` is the one thing to do now, as (label, address with host); `calendar` a file of it.
    """
    mail = new_mail(kind, occasion, to, subject, body, user, action)
    mail.calendar = calendar
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    written = Mail.objects.filter(message_id=mail.message_id).first()
    if written:
        transaction.on_commit(wake_worker)
    return written


def new_mail(
    kind: str,
    occasion: str,
    to: str,
    subject: str,
    body: str,
    user: User | None,
    action: tuple[str, str],
) -> Mail:
    kind_of(kind)
    label, url = action
    return Mail(
        kind=kind,
        occasion=occasion,
        recipient=one_line(to),
        subject=subject_line(subject),
        body=storable(body).strip(),
        user=user,
        for_account=user is not None,
        action_label=label,
        action_url=url,
    )


def wake_worker(task: str = DELIVERY) -> None:
    """Ask for a delivery now. What this does not reach, beat's sweep reaches within seconds."""
    global _no_waking_until
    if time.monotonic() < _no_waking_until:
        return
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
            current_app.send_task(task, connection=broker, retry=False)
        _no_waking_until = time.monotonic() + WOKEN_PAUSE_SECONDS
    except Exception as error:
        _no_waking_until = time.monotonic() + BROKER_PAUSE_SECONDS
        log.warning("broker not reachable, mail waits for the next sweep: %s", error)


@transaction.atomic
def resend_mail(*, mail: Mail) -> bool:
    """Queue a failed or unclear mail once more, on a person's decision. False if it is neither now."""
    changed = Mail.objects.filter(pk=mail.pk, state__in=["failed", "unclear"]).update(
        state=Mail.State.QUEUED, attempts=0, next_attempt_at=timezone.now(), claimed_at=None
    )
    if changed:
        transaction.on_commit(wake_worker)
    return bool(changed)


@transaction.atomic
def forget_old_mail() -> None:
    """Clear the texts of mails that were settled a month ago, and delete the rows after three, as the
    privacy statement promises."""
    now = timezone.now()
    settled = Mail.objects.exclude(state__in=[Mail.State.QUEUED, Mail.State.HANDING_OVER])
    settled.filter(created_at__lt=now - KEPT_FOR).delete()
    with_text = settled.exclude(body="", action_url="", calendar="")
    with_text.filter(created_at__lt=now - TEXT_KEPT_FOR).update(
        body="", action_label="", action_url="", calendar=""
    )


def storable(text: str) -> str:
    """PostgreSQL refuses NUL, and UTF-8 has no place for half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def subject_line(text: str) -> str:
    """One storable line of at most 200 characters."""
    line = one_line(storable(text))
    return line if len(line) <= 200 else line[:199] + "…"
