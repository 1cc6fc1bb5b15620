"""Collected mails (Sammel-E-Mails): one a person and day, of what was neither mailed nor read yet.

The mail is a row without a text: the letter is made of its news at the moment of sending, so that
it never tells of what was read or silenced meanwhile.
"""

import logging
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.models import User
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.digest_times import next_digest
from myk10.notifications.kinds import MailKind, kind_of
from myk10.notifications.models import DIGEST_KIND, Mail, Notification
from myk10.notifications.topics import Delivery, Topic

MOST_ENTRIES = 50
log = logging.getLogger(__name__)


def _has_news(mail: Mail) -> bool:
    return bool(DigestText(mail).shown)


KINDS = [
    MailKind(
        DIGEST_KIND,
        gettext_lazy(
            "Sie erhalten diese E-Mail, weil Sie Nachrichten lieber gesammelt als einzeln bekommen."
        ),
        still_wanted=_has_news,
    )
]


def write_due_digests() -> int:
    """Write the mails whose morning has come, or came while nobody wrote them; how many."""
    now = timezone.now()
    people = Notification.objects.due_for_digest(now).order_by("user").values_list("user")
    written = 0
    for (user,) in list(people.distinct()):
        try:
            written += _write_digest(user, now)
        except Exception:  # nobody waits for somebody else's mail
            log.exception("collected mail to account %s cannot be written", user)
    return written


@transaction.atomic
def _write_digest(user_pk: int, now: datetime) -> bool:
    due = Notification.objects.due_for_digest(now).filter(user=user_pk).order_by("pk")
    taken = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    rows = Notification.objects.filter(pk__in=taken)
    if not rows.wanted_by_mail().exists():
        rows.update(digest_at=None)
        return False
    user = User.objects.get(pk=user_pk)
    mail = queue_mail(
        kind=DIGEST_KIND,
        occasion=timezone.localdate(now).isoformat(),
        to=user.email,
        subject=_("Ihre gesammelten Nachrichten vom {date}").format(
            date=date_format(timezone.localtime(now), "j. F Y")
        ),
        body="",
        user=user,
        action=(_("Alle Nachrichten ansehen"), settings.SITE_URL + reverse("notifications:list")),
    )
    if mail is None:  # today's was written before these came
        rows.update(digest_at=next_digest(Delivery.DAILY, now))
        return False
    rows.update(digest_at=None, digest=mail)
    return True


class DigestText:
    """The words of a collected mail: news by topic, newest first."""

    def __init__(self, mail: Mail):
        self.mail = mail

    def as_text(self) -> str:
        return render_to_string("notifications/mail/digest.txt", self._context()).strip()

    def as_html(self) -> SafeString:
        return render_to_string("notifications/mail/digest.html", self._context())

    @cached_property
    def _wanted(self) -> list[Notification]:
        return list(self.mail.news.wanted_by_mail().order_by("-created_at", "-pk"))

    @cached_property
    def shown(self) -> list[Notification]:
        still_wanted = (row for row in self._wanted if kind_of(row.kind).still_wanted(row))
        return list(islice(still_wanted, MOST_ENTRIES))

    @property
    def _others(self) -> int:
        if len(self.shown) < MOST_ENTRIES:
            return 0
        return len(self._wanted) - self._wanted.index(self.shown[-1]) - 1

    def _context(self) -> dict[str, object]:
        groups = [(topic, [row for row in self.shown if row.topic == topic]) for topic in Topic]
        return {
            "site_url": settings.SITE_URL,
            "user": self.mail.user,
            "groups": [(topic.label, rows) for topic, rows in groups if rows],
            "others": self._others,
        }
