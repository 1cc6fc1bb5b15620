"""Ordering, changing and ending the newsletter. It needs no account, only a confirmed address."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.accounts.models import User
from myk10.notifications.actions.outbox import queue_mail
from myk10.notifications.models import OptOut, Subscription
from myk10.notifications.tokens import CONFIRM_WITHIN, confirm_url, newsletter_url
from myk10.region.models import FieldOfAction, Municipality
from myk10.throttle import TooManyAttempts, hit

MAILS_PER_DAY = 3


@transaction.atomic
def order_newsletter(
    *, email: str, municipalities: Iterable[Municipality], fields: Iterable[FieldOfAction]
) -> None:
    """Send a link that confirms the order. Who has the newsletter gets the link to its settings
    instead, so that nobody learns from the page which addresses are known."""
    subscription = _subscription_of(email)
    if subscription.confirmed_at is None:
        subscription.asked_at = timezone.now()
        subscription.save(update_fields=["asked_at"])
        _choose(subscription, municipalities, fields)
    try:
        hit("newsletter_mail", email.lower(), limit=MAILS_PER_DAY, per=timedelta(days=1))
    except TooManyAttempts:
        return  # somebody has three such mails already; the page says the same as ever
    _send_link(subscription)


@transaction.atomic
def confirm_newsletter(*, subscription: Subscription) -> None:
    """Ends an earlier wish to get no mailings: this one is newer."""
    Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(
        confirmed_at=timezone.now()
    )
    OptOut.objects.filter(email__iexact=subscription.email).delete()


@transaction.atomic
def subscribe_account(
    *, user: User, municipalities: Iterable[Municipality], fields: Iterable[FieldOfAction]
) -> Subscription:
    """The address of an account is confirmed already."""
    subscription = _subscription_of(user.email)
    _choose(subscription, municipalities, fields)
    confirm_newsletter(subscription=subscription)
    subscription.refresh_from_db()
    return subscription


@transaction.atomic
def change_newsletter(
    *,
    subscription: Subscription,
    municipalities: Iterable[Municipality],
    fields: Iterable[FieldOfAction],
) -> None:
    _choose(subscription, municipalities, fields)


def forget_unconfirmed() -> None:
    Subscription.objects.unconfirmed_since(timezone.now() - CONFIRM_WITHIN).delete()


def _subscription_of(email: str) -> Subscription:
    Subscription.objects.bulk_create([Subscription(email=email)], ignore_conflicts=True)
    return Subscription.objects.by_email(email).select_for_update().get()


def _choose(subscription, municipalities, fields) -> None:
    subscription.municipalities.set(municipalities)
    subscription.fields_of_action.set(fields)


def _send_link(subscription: Subscription) -> None:
    moment = timezone.now()
    if subscription.confirmed_at:
        queue_mail(
            kind="newsletter_known",
            occasion=f"{subscription.pk}-{moment.isoformat()}",
            to=subscription.email,
            subject=_("Sie bekommen unseren Newsletter schon"),
            body=_(
                "Guten Tag,\n\n"
                "mit Ihrer Adresse wurde unser Newsletter bestellt. Sie bekommen ihn schon.\n\n"
                "Wenn Sie andere Themen wählen oder ihn abbestellen möchten, geht das hier:"
            ),
            action=(_("Newsletter einstellen"), newsletter_url(subscription)),
        )
        return
    queue_mail(
        kind="newsletter_confirm",
        occasion=f"{subscription.pk}-{moment.isoformat()}",
        to=subscription.email,
        subject=_("Bitte bestätigen Sie Ihren Newsletter"),
        body=_(
            "Guten Tag,\n\n"
            "mit dieser Adresse wurde der Newsletter von MYK10 bestellt. Bitte bestätigen Sie das.\n\n"
            "Der Link gilt drei Tage. Wenn Sie nichts bestellt haben, brauchen Sie nichts zu tun: "
            "Dann löschen wir Ihre Adresse wieder."
        ),
        action=(_("Newsletter bestätigen"), confirm_url(subscription)),
    )
