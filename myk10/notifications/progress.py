"""How far the sending is: of one mailing, and of all mail."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import ngettext

from myk10.notifications.models import MAILING_KIND, Mail, Mailing

HELD = "held"


@dataclass(frozen=True)
class Progress:
    """`counts` by the states of mails, with those that wait because of a stop under HELD."""

    counts: dict[str, int]
    total: int
    is_done: bool

    @property
    def settled(self) -> int:
        return sum(self.counts[state] for state in ("sent", "failed", "unclear", "suppressed"))

    @property
    def percent(self) -> int:
        if self.is_done:
            return 100
        return 100 * self.settled // self.total if self.total else 0


def progress_of(mailing: Mailing) -> Progress:
    rows = mailing.mails.filter(kind=MAILING_KIND).order_by().values_list("state")
    counts = dict.fromkeys([*Mail.State.values, HELD], 0)
    for state, count, held in rows.annotate(
        Count("pk"), held=Count("pk", filter=Q(next_attempt_at=None))
    ):
        counts[HELD] += held if state == Mail.State.QUEUED else 0
        counts[state] = count - (held if state == Mail.State.QUEUED else 0)
    waiting = counts["queued"] + counts["handing_over"] + counts[HELD]
    return Progress(
        counts=counts,
        # Mails are deleted after three months; how many there were is remembered.
        total=max(mailing.recipients or 0, sum(counts.values())),
        is_done=mailing.queued_at is not None and not waiting,
    )


def waiting_in_words() -> str:
    """How long the mail that should have gone first has been waiting; empty when none is due."""
    seconds = Mail.objects.oldest_due_age()
    if seconds is None:
        return ""
    if seconds < 120:
        return ngettext("{n} Sekunde", "{n} Sekunden", seconds).format(n=seconds)
    minutes = seconds // 60
    if minutes < 120:
        return ngettext("{n} Minute", "{n} Minuten", minutes).format(n=minutes)
    return ngettext("{n} Stunde", "{n} Stunden", minutes // 60).format(n=minutes // 60)
