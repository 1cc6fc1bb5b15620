"""What the Projektbüro does with a mailing (Rundschreiben). Each deed locks its row, so two people
at once do no harm."""

import uuid
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.notifications.actions.outbox import DELIVERY, wake_worker
from myk10.notifications.models import MAILING_KIND, MAILING_TEST_KIND, Mail, Mailing
from myk10.notifications.recipients import count_together, groups_of
from myk10.refusal import Refused

START = "myk10.notifications.tasks.start_due_mailings"


@transaction.atomic
def send_test(*, mailing: Mailing, to: User) -> Mail:
    """One copy to oneself, as the first of the chosen groups gets it."""
    mail = Mail.objects.create(
        kind=MAILING_TEST_KIND,
        occasion=f"{mailing.occasion}-{uuid.uuid4().hex}",
        mailing=mailing,
        audience=mailing.audiences[0],
        recipient=to.email,
        user=to,
        for_account=True,
        subject=_("Probe: {subject}").format(subject=mailing.subject),
    )
    transaction.on_commit(wake_worker)
    return mail


@transaction.atomic
def release_mailing(
    *, mailing: Mailing, released_by: User, seen: datetime, send_at: datetime | None = None
) -> Mailing:
    """Send now, or at `send_at`. `seen`: the `changed_at` of what the person read before deciding."""
    locked = _locked(mailing)
    now = timezone.now()
    if not locked.is_editable:
        raise Refused(_("Das Rundschreiben ist schon freigegeben."))
    if locked.changed_at != seen:
        raise Refused(
            _(
                "Jemand hat das Rundschreiben inzwischen geändert. Bitte sehen Sie es noch einmal an."
            )
        )
    if send_at and send_at < now:
        raise Refused(_("Dieser Zeitpunkt ist schon vorbei. Bitte wählen Sie einen späteren."))
    if not count_together(groups_of(locked)):
        raise Refused(_("Zu den gewählten Empfängern gehört niemand. Bitte wählen Sie andere."))
    locked.released_at, locked.released_by, locked.send_at = now, released_by, send_at or now
    locked.save(update_fields=["released_at", "released_by", "send_at"])
    if send_at is None:
        transaction.on_commit(partial(wake_worker, START))
    return locked


@transaction.atomic
def withdraw_release(*, mailing: Mailing) -> Mailing:
    """Back to a draft, as long as nothing was written to anybody."""
    locked = _locked(mailing)
    if locked.begun_at:
        raise Refused(_("Der Versand hat schon begonnen. Sie können ihn noch anhalten."))
    locked.released_at = locked.released_by = locked.send_at = None
    locked.save(update_fields=["released_at", "released_by", "send_at"])
    return locked


@transaction.atomic
def stop_mailing(*, mailing: Mailing, stopped_by: User) -> Mailing:
    """Hold what is not sent yet. What is being handed over at this moment still goes out."""
    locked = _locked(mailing)
    if locked.begun_at is None:
        raise Refused(
            _("Der Versand hat noch nicht begonnen. Sie können die Freigabe zurücknehmen.")
        )
    waiting = _mails_of(locked).filter(state__in=[Mail.State.QUEUED, Mail.State.HANDING_OVER])
    if locked.queued_at and not waiting.exists():
        raise Refused(_("Es sind schon alle E-Mails gesendet."))
    if locked.stopped_at is None:
        locked.stopped_at, locked.stopped_by = timezone.now(), stopped_by
        locked.save(update_fields=["stopped_at", "stopped_by"])
    _mails_of(locked).filter(state=Mail.State.QUEUED).update(next_attempt_at=None)
    return locked


@transaction.atomic
def resume_mailing(*, mailing: Mailing) -> Mailing:
    locked = _locked(mailing)
    if locked.stopped_at is None:
        raise Refused(_("Der Versand ist nicht angehalten."))
    locked.stopped_at = locked.stopped_by = None
    locked.save(update_fields=["stopped_at", "stopped_by"])
    held = _mails_of(locked).filter(state=Mail.State.QUEUED, next_attempt_at=None)
    held.update(next_attempt_at=timezone.now())
    transaction.on_commit(partial(wake_worker, START if locked.queued_at is None else DELIVERY))
    return locked


def copy_mailing(*, mailing: Mailing, created_by: User) -> Mailing:
    return Mailing.objects.create(
        subject=mailing.subject,
        text=mailing.text,
        button_label=mailing.button_label,
        button_path=mailing.button_path,
        audiences=mailing.audiences,
        created_by=created_by,
    )


@transaction.atomic
def delete_draft(*, mailing: Mailing) -> None:
    """With the copies that staff sent to themselves."""
    locked = _locked(mailing)
    if not locked.is_editable:
        raise Refused(_("Das Rundschreiben ist schon freigegeben und bleibt als Nachweis."))
    locked.mails.all().delete()
    locked.delete()


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


def _mails_of(mailing: Mailing):
    return mailing.mails.filter(kind=MAILING_KIND)
