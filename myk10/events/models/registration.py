import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.events.models.event import Attendance, Event
from myk10.events.querysets import LIVE, RegistrationQuerySet
from myk10.text import plain_line, plain_text

# No vowels, so that no word appears, and no signs that are taken for each other.
CODE_SIGNS = "CDFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 6
NEEDS_LENGTH = 300


def new_code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


class Registration(models.Model):
    """Somebody who takes part, wants to, or did not in the end. After the event the person is
    forgotten; the row stays for the counts."""

    class State(models.TextChoices):
        PENDING = "pending", _("noch nicht bestätigt")
        CONFIRMED = "confirmed", _("angemeldet")
        WAITLISTED = "waitlisted", _("auf der Warteliste")
        OFFERED = "offered", _("Platz angeboten")
        CANCELLED = "cancelled", _("abgemeldet")

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", verbose_name=_("Termin")
    )
    attendance = models.CharField(_("Teilnahme"), max_length=10, choices=Attendance)
    name = models.CharField(_("Name"), max_length=100, blank=True, validators=[plain_line])
    # Empty for somebody who registered by telephone and has none.
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("Konto"),
    )
    needs = models.CharField(
        _("Das braucht die Person"), max_length=NEEDS_LENGTH, blank=True, validators=[plain_text]
    )
    code = models.CharField(_("Code"), max_length=CODE_LENGTH, default=new_code)

    state = models.CharField(
        _("Stand"), max_length=12, choices=State.choices, default=State.PENDING
    )
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("Platz seit"), null=True, blank=True)
    waitlisted_at = models.DateTimeField(_("auf der Warteliste seit"), null=True, blank=True)
    offered_at = models.DateTimeField(_("Platz angeboten am"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("Angebot gilt bis"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("abgemeldet am"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("eingetroffen am"), null=True, blank=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("eingelassen von"),
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["event", "state", "attendance"], name="registrations_counted"),
            models.Index(Lower("email"), name="registrations_by_address"),
            models.Index(
                fields=["offer_expires_at"], condition=Q(state="offered"), name="offers_by_end"
            ),
            models.Index(
                fields=["created_at"], condition=Q(state="pending"), name="registrations_pending"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(state__in=LIVE) & ~Q(email=""),
                name="registered_once",
            ),
            models.UniqueConstraint(fields=["event", "code"], name="registration_code_unique"),
            models.CheckConstraint(
                name="confirmed_registration_has_time",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="waiting_registration_has_time",
                condition=~Q(state__in=["waitlisted", "offered"]) | Q(waitlisted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="offered_registration_has_end",
                condition=~Q(state="offered")
                | Q(offered_at__isnull=False, offer_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cancelled_registration_has_time",
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
            ),
            models.CheckConstraint(
                name="nobody_arrives_without_a_seat",
                condition=Q(checked_in_at=None) | Q(state="confirmed"),
            ),
            models.CheckConstraint(
                name="pending_registration_has_address",
                condition=~Q(state="pending") | ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("(gelöscht)"))

    @property
    def is_online(self) -> bool:
        return self.attendance == Attendance.ONLINE

    @property
    def written_code(self) -> str:
        return f"{self.code[:3]}-{self.code[3:]}"

    @property
    def place_in_queue(self) -> int:
        """1 for the person who is next."""
        queue = self.event.registrations.waiting().filter(attendance=self.attendance)
        earlier = Q(waitlisted_at__lt=self.waitlisted_at)
        same_moment = Q(waitlisted_at=self.waitlisted_at, pk__lt=self.pk)
        return queue.filter(earlier | same_moment).count() + 1

    @property
    def let_offer_lapse(self) -> bool:
        return bool(
            self.cancelled_at
            and self.offer_expires_at
            and self.confirmed_at is None
            and self.cancelled_at >= self.offer_expires_at
        )
