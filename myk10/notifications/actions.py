"""The outbox: a mail is a row written in the same transaction as its cause, and sent from there."""

import logging
import time
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone

from myk10.accounts.models import User
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
KEPT_FOR = timedelta(days=90)


@transaction.atomic
def queue_mail(
    *, kind: str, occasion: str, to: str, subject: str, body: str, user: User | None = None
) -> Mail | None:
    """Write a mail into the outbox. None when this kind, occasion and recipient had one already.

    Give `user` when the mail is meant for an account: it is not sent if the account is gone by then.
    """
    mail = Mail(
        kind=kind,
        occasion=occasion,
        recipient=one_line(to),
        subject=_shortened(one_line(_storable(subject)), 200),
        body=_storable(body),
        user=user,
        for_account=user is not None,
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    written = Mail.objects.filter(message_id=mail.message_id).first()
    if written:
        transaction.on_commit(wake_worker)
    return written


def wake_worker() -> None:
    """Ask for a delivery now. What this does not reach, beat's sweep reaches within ten seconds."""
    global _no_waking_until
    if time.monotonic() < _no_waking_until:
        return
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
            current_app.send_task(DELIVERY, connection=broker, retry=False)
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
def forget_old_mail() -> int:
    """Delete mails that were settled long ago, as the privacy statement promises; how many."""
    settled = Mail.objects.exclude(state__in=[Mail.State.QUEUED, Mail.State.HANDING_OVER])
    return settled.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _storable(text: str) -> str:
    """PostgreSQL refuses NUL, and UTF-8 has no place for half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
