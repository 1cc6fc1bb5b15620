"""How events and registrations are read."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from myk10.accounts.rules import is_projektbuero
from myk10.notifications.models import Mail

if TYPE_CHECKING:
    from myk10.accounts.models import User
    from myk10.events.models import Event

UNCONFIRMED_KEPT_FOR = timedelta(hours=48)
TAKES_A_SEAT = ("confirmed", "offered")
LIVE = ("pending", "confirmed", "waitlisted", "offered")


class EventQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "EventQuerySet":
        """The Projektbüro sees what is not published yet."""
        return self if is_projektbuero(user) else self.published()

    def published(self) -> "EventQuerySet":
        return self.filter(published_at__lte=timezone.now())

    def upcoming(self, now: datetime) -> "EventQuerySet":
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def taking_place(self) -> "EventQuerySet":
        return self.published().filter(cancelled_at=None)

    def with_counts(self) -> "EventQuerySet":
        """`taken_on_site`, `taken_online`, `waiting`, `confirmed`, `checked_in` for each event."""

        def count(**conditions: object) -> Count:
            prefixed = {f"registrations__{name}": value for name, value in conditions.items()}
            return Count("registrations", filter=Q(**prefixed))

        return self.annotate(
            taken_on_site=count(state__in=TAKES_A_SEAT, attendance="on_site"),
            taken_online=count(state__in=TAKES_A_SEAT, attendance="online"),
            waiting=count(state="waitlisted"),
            confirmed=count(state="confirmed"),
            checked_in=count(checked_in_at__isnull=False),
        )


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RegistrationQuerySet":
        """Signing in takes a confirmed address: what was registered with it is the person's own."""
        if not user.is_authenticated:
            return self.none()
        if is_projektbuero(user):
            return self
        return self.belonging_to(user)

    def belonging_to(self, user: "User") -> "RegistrationQuerySet":
        return self.filter(Q(user=user) | Q(email__iexact=user.email))

    def of(self, email: str) -> "RegistrationQuerySet":
        return self.filter(email__iexact=email)

    def live(self) -> "RegistrationQuerySet":
        return self.filter(state__in=LIVE)

    def answered(self) -> "RegistrationQuerySet":
        """By somebody who owns the address."""
        return self.exclude(state="pending")

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(state="confirmed")

    def taking_seats(self) -> "RegistrationQuerySet":
        """An offered seat is held for the person until the offer ends."""
        return self.filter(state__in=TAKES_A_SEAT)

    def waiting(self) -> "RegistrationQuerySet":
        """In the order of the queue."""
        return self.filter(state="waitlisted").order_by("waitlisted_at", "pk")

    def expired_offers(self, now: datetime) -> "RegistrationQuerySet":
        return self.filter(state="offered", offer_expires_at__lte=now)

    def never_confirmed(self, now: datetime) -> "RegistrationQuerySet":
        return self.filter(state="pending", created_at__lte=now - UNCONFIRMED_KEPT_FOR)

    def found_by(self, words: str) -> "RegistrationQuerySet":
        """By parts of the name or by the code, however it is written."""
        found = self
        for word in words.split():
            code = word.replace("-", "").upper()
            found = found.filter(Q(name__icontains=word) | Q(code__startswith=code))
        return found


def invitations_without_answer(event: "Event") -> models.QuerySet:
    """The mails that arrived as invitations to the event at addresses of which nothing was heard:
    neither registered nor declined. Each row has the address as `email`, too."""
    answered = event.registrations.answered().exclude(email="")
    declined = event.declines.all()
    mails = Mail.objects.filter(mailing__invitation__event=event, state=Mail.State.SENT)
    return mails.annotate(email=F("recipient"), _address=Lower("recipient")).exclude(
        Q(_address__in=answered.values_list(Lower("email")))
        | Q(_address__in=declined.values_list(Lower("email")))
    )
