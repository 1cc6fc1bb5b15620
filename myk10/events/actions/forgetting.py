"""What is kept about people who took part, and until when. Counts stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from myk10 import clock
from myk10.accounts.models import User
from myk10.events.actions.seats import leave, lock_event, promote_waitlist
from myk10.events.models import InvitationDecline, Registration

KEPT_AFTER_EVENT = timedelta(days=30)


@transaction.atomic
def forget_participants() -> None:
    """Needs are cleared on the day after the event, names and addresses thirty days after it."""
    now = timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    Registration.objects.filter(event__ends_at__lt=today).exclude(needs="").update(needs="")
    forgotten = now - KEPT_AFTER_EVENT
    _forget(Registration.objects.filter(event__ends_at__lte=forgotten))
    InvitationDecline.objects.filter(event__ends_at__lte=forgotten).delete()


@transaction.atomic
def forget_person(*, user: User) -> None:
    """The account is being deleted: give back what it holds in coming events, and forget the rest."""
    theirs = Registration.objects.belonging_to(user)
    events = (
        theirs.live().filter(event__starts_at__gt=timezone.now()).values_list("event", flat=True)
    )
    for pk in sorted(set(events)):
        event = lock_event(pk)
        now = clock.database_now()
        live = event.registrations.belonging_to(user).live()
        live.filter(state=Registration.State.PENDING).delete()
        for registration in live.filter(checked_in_at=None):
            leave(registration, now)
        promote_waitlist(event=event, now=now)
    theirs.filter(state=Registration.State.PENDING).delete()
    _forget(theirs)
    InvitationDecline.objects.filter(email__iexact=user.email).delete()


def _forget(registrations: QuerySet) -> None:
    registrations.filter(state=Registration.State.PENDING).delete()
    registrations.exclude(name="", email="", user=None).update(
        name="", email="", user=None, needs="", checked_in_by=None
    )
