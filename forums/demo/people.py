"""Who takes part in the demo's forums. All of them are invented."""

from dataclasses import dataclass

from django.utils import timezone

from forums.emails import KINDS
from myk10.accounts.models import User
from myk10.notifications.models import Mail


@dataclass(frozen=True)
class Cast:
    office: User
    citizen: User


def settle_mails() -> None:
    """Mails of what is only told arrived long ago."""
    kinds = [kind.name for kind in KINDS]
    queued = Mail.objects.filter(state=Mail.State.QUEUED)
    told = queued.filter(kind__in=kinds) | queued.filter(kind__startswith="event_")
    told.update(state=Mail.State.SENT, sent_at=timezone.now())
