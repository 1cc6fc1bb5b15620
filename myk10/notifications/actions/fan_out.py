"""From a released mailing to one mail a person.

Written in batches of their own. A worker that dies leaves some of them; the next run adds the rest,
since the database takes one mail for each person and mailing.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from myk10.notifications.actions.outbox import wake_worker
from myk10.notifications.models import MAILING_KIND, Mail, Mailing
from myk10.notifications.recipients import addresses_in, groups_of

log = logging.getLogger(__name__)

BATCH = 500


def write_due_mailings() -> None:
    """Write the mails of all mailings whose time has come. Any number of workers may do so at once."""
    for mailing in Mailing.objects.due(timezone.now()).order_by("send_at", "pk"):
        try:
            write_mails(mailing)
        except Exception:  # one mailing that cannot be written must not keep the others waiting
            log.exception("mailing %s cannot be written", mailing.pk)


def write_mails(mailing: Mailing) -> None:
    """Must not run inside a transaction, so that each batch can be sent while the next is written."""
    if not _begin(mailing.pk):
        return
    for group in groups_of(mailing):
        for addresses in _batches(addresses_in(group).iterator(chunk_size=BATCH)):
            if not _write_batch(mailing.pk, group.key, addresses):
                return
    _finish(mailing.pk)


def _batches(addresses: Iterable[str]) -> Iterator[list[str]]:
    source = iter(addresses)
    while batch := list(islice(source, BATCH)):
        yield batch


def _locked(pk: int) -> Mailing | None:
    """The mailing if it is still to be written. None also while somebody else works on it: another
    worker, which goes on, or a person who stops it."""
    due = Mailing.objects.due(timezone.now()).filter(pk=pk)
    return due.select_for_update(skip_locked=True).first()


@transaction.atomic
def _begin(pk: int) -> bool:
    mailing = _locked(pk)
    if mailing and mailing.begun_at is None:
        mailing.begun_at = timezone.now()
        mailing.save(update_fields=["begun_at"])
    return mailing is not None


@transaction.atomic
def _write_batch(pk: int, audience: str, addresses: list[str]) -> bool:
    mailing = _locked(pk)
    if mailing is None:
        return False
    mails = [
        Mail(
            kind=MAILING_KIND,
            occasion=mailing.occasion,
            mailing=mailing,
            audience=audience,
            recipient=address,
            subject=mailing.subject,
        )
        for address in addresses
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    transaction.on_commit(wake_worker)
    return True


@transaction.atomic
def _finish(pk: int) -> None:
    mailing = _locked(pk)
    if mailing:
        mailing.recipients = mailing.mails.filter(kind=MAILING_KIND).count()
        mailing.queued_at = timezone.now()
        mailing.save(update_fields=["recipients", "queued_at"])
