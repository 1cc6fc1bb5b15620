"""Limits on attempts, counted in the database, so that they hold in every process and without Redis."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _


class Attempt(models.Model):
    """One attempt. Who made it is kept as a keyed digest only."""

    scope = models.CharField(max_length=30)
    who = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["scope", "who", "made_at"], name="attempts_of_someone")]

    def __str__(self) -> str:
        return f"{self.scope} {self.made_at:%Y-%m-%d %H:%M}"


class TooManyAttempts(Exception):
    """Says in German when to try again; views answer with a form error or status 429."""


def digest(who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def hit(scope: str, who: str, *, limit: int, per: timedelta) -> None:
    """Count one attempt of `who` (an account's id or a network address).

    Raises TooManyAttempts when `limit` attempts were already made within the last `per`. Attempts
    of one person are counted one after the other, so parallel requests cannot slip through.
    """
    now = timezone.now()
    who = digest(f"{scope}:{who}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(who[:15], 16)])
    attempts = Attempt.objects.filter(scope=scope, who=who)
    attempts.filter(made_at__lte=now - per).delete()
    if attempts.count() >= limit:
        raise TooManyAttempts(
            _(
                "Das waren sehr viele Versuche in kurzer Zeit. Bitte versuchen Sie es später noch einmal."
            )
        )
    Attempt.objects.create(scope=scope, who=who, made_at=now)
