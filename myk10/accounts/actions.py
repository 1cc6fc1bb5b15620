from datetime import timedelta

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
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


def end_other_sessions(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **signal: object
) -> None:
    """Whoever signed in while the password alone was enough has to sign in anew; this session stays."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    user.second_factor_added_at = timezone.now()
    user.save(update_fields=["second_factor_added_at"])
    update_session_auth_hash(request, user)
