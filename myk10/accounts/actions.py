from datetime import timedelta

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from myk10.accounts.models import User


@transaction.atomic
def drop_unconfirmed_rivals(*, email: str, keep: User) -> None:
    """Delete accounts that were opened with this address but never confirmed it, to which nobody
    has ever been able to sign in, and other accounts' wishes to change to it."""
    User.objects.never_confirmed().by_email(email).exclude(pk=keep.pk).delete()
    EmailAddress.objects.filter(email=email, verified=False).exclude(user=keep).delete()


@transaction.atomic
def drop_stale_signups() -> int:
    """Delete accounts whose confirmation link has expired; returns how many."""
    expired = timezone.now() - timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    stale = User.objects.never_confirmed().filter(date_joined__lt=expired)
    count = stale.count()
    stale.delete()
    return count
