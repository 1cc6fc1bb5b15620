from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from myk10.notifications.topics import SILENT

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from myk10.accounts.models import User

# A hand-over takes seconds; a row that says so for longer belongs to a worker that died.
HAND_OVER_LASTS_AT_MOST = timedelta(minutes=10)


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "MailQuerySet":
        """A mail that was put off just when its mailing was stopped has a time, but waits as well."""
        return self.filter(state="queued", next_attempt_at__lte=now, mailing__stopped_at=None)

    def in_sending_order(self) -> "MailQuerySet":
        """Nobody waits for a new password behind ten thousand invitations."""
        mailings_last = models.F("mailing").asc(nulls_first=True)
        return self.order_by(mailings_last, "next_attempt_at", "pk")

    def stuck(self, now: datetime) -> "MailQuerySet":
        return self.filter(state="handing_over", claimed_at__lt=now - HAND_OVER_LASTS_AT_MOST)

    def oldest_due_age(self) -> int | None:
        """Seconds that the mail which waits longest has been due; None when nothing is due."""
        now = timezone.now()
        oldest = self.due(now).aggregate(oldest=models.Min("next_attempt_at"))["oldest"]
        return int((now - oldest).total_seconds()) if oldest else None

    def count_by_state(self) -> dict[str, int]:
        rows = self.order_by().values_list("state").annotate(models.Count("pk"))
        return dict(rows)


class MailingQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "MailingQuerySet":
        """Released, its time has come, and not all of its mails are written yet."""
        return self.filter(send_at__lte=now, queued_at=None, stopped_at=None)

    def with_waiting(self) -> "MailingQuerySet":
        """Adds `is_waiting`: whether mails of it are still to be sent."""
        mails = apps.get_model("notifications", "Mail").objects
        waiting = mails.filter(mailing=models.OuterRef("pk"), state__in=["queued", "handing_over"])
        return self.annotate(is_waiting=models.Exists(waiting.filter(kind="mailing")))


class SubscriptionQuerySet(models.QuerySet):
    def by_email(self, email: str) -> "SubscriptionQuerySet":
        return self.filter(email__iexact=email)

    def confirmed(self) -> "SubscriptionQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed_since(self, moment: datetime) -> "SubscriptionQuerySet":
        return self.filter(confirmed_at=None, asked_at__lt=moment)

    def interested_in_municipality(self, slug: str) -> "SubscriptionQuerySet":
        chosen = Q(municipalities__slug=slug) | Q(municipalities=None)
        return self.confirmed().filter(chosen).distinct()

    def interested_in_field(self, slug: str) -> "SubscriptionQuerySet":
        chosen = Q(fields_of_action__slug=slug) | Q(fields_of_action=None)
        return self.confirmed().filter(chosen).distinct()


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "NotificationQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def due_for_digest(self, now: datetime) -> "NotificationQuerySet":
        return self.filter(digest_at__lte=now)

    def wanted_by_mail(self) -> "NotificationQuerySet":
        """Neither read in the site meanwhile nor silenced meanwhile."""
        wishes = self.model._meta.apps.get_model("notifications", "Preference").objects
        silent = wishes.filter(user=OuterRef("user"), topic=OuterRef("topic"), delivery__in=SILENT)
        return self.unread().filter(~Exists(silent), user__is_active=True)
