from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.events.models.event import Event
from myk10.notifications.models import Mailing


class Invitation(models.Model):
    """A mailing that invites to an event."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="invitations", verbose_name=_("Termin")
    )
    mailing = models.OneToOneField(
        Mailing, models.CASCADE, related_name="invitation", verbose_name=_("Rundschreiben")
    )

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")

    def __str__(self) -> str:
        return str(self.mailing)


class InvitationDecline(models.Model):
    """Somebody who was invited and cannot come."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="declines", verbose_name=_("Termin")
    )
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    declined_at = models.DateTimeField(_("abgesagt am"), default=timezone.now)

    class Meta:
        verbose_name = _("Absage einer Einladung")
        verbose_name_plural = _("Absagen von Einladungen")
        constraints = [models.UniqueConstraint("event", Lower("email"), name="declined_once")]

    def __str__(self) -> str:
        return self.email


class Reminder(models.Model):
    """The record that a reminder was dealt with. It names the date: a moved event reminds anew."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    starts_at = models.DateTimeField(_("Beginn"))
    days = models.PositiveSmallIntegerField(_("Tage vorher"))
    settled_at = models.DateTimeField(_("erledigt am"), default=timezone.now)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "starts_at", "days"], name="reminded_once_per_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.days}"
