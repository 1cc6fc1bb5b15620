import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.notifications.querysets import MailQuerySet

ACCOUNT_KIND = "account"


def new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{settings.SITE_HOST}>"


class Mail(models.Model):
    """One mail to one person: written together with its cause, handed to the mail server later."""

    class State(models.TextChoices):
        QUEUED = "queued", _("wartet")
        HANDING_OVER = "handing_over", _("wird übergeben")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("gescheitert")
        UNCLEAR = "unclear", _("unklar")
        SUPPRESSED = "suppressed", _("nicht mehr gesendet")

    kind = models.CharField(_("Art"), max_length=50)
    occasion = models.CharField(_("Anlass"), max_length=100)
    recipient = models.EmailField(_("Adresse"), max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mails",
    )
    # Outlives the account, so that a mail meant for a deleted account is told from one to a visitor.
    for_account = models.BooleanField(_("an ein Konto gerichtet"), default=False)
    subject = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"), blank=True)
    action_label = models.CharField(_("Beschriftung der Schaltfläche"), max_length=100, blank=True)
    action_url = models.CharField(_("Ziel der Schaltfläche"), max_length=500, blank=True)
    calendar = models.TextField(_("Kalenderdatei"), blank=True)
    mailing = models.ForeignKey(
        "Mailing",
        verbose_name=_("Rundschreiben"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mails",
    )
    audience = models.CharField(_("als Teil von"), max_length=100, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, default=new_message_id)

    state = models.CharField(
        _("Zustand"), max_length=20, choices=State.choices, default=State.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    # Empty while the mailing that it belongs to is stopped.
    next_attempt_at = models.DateTimeField(
        _("nächster Versuch"), default=timezone.now, null=True, blank=True
    )
    claimed_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)
    last_error = models.TextField(_("letzter Fehler"), blank=True)
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind", "occasion", Lower("recipient"), name="mail_once_per_occasion"
            ),
            models.UniqueConstraint(fields=["message_id"], name="mail_message_id_unique"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handing_over", "unclear"]) | Q(claimed_at__isnull=False),
                name="mail_claim_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(last_error=""), name="mail_failure_has_error"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(for_account=True), name="mail_user_is_account"
            ),
            models.CheckConstraint(
                condition=Q(next_attempt_at__isnull=False) | Q(mailing__isnull=False),
                name="mail_held_by_its_mailing",
            ),
        ]
        indexes = [
            models.Index(
                F("mailing").asc(nulls_first=True),
                F("next_attempt_at"),
                F("id"),
                name="mail_due",
                condition=Q(state="queued"),
            ),
            models.Index(fields=["mailing", "state"], name="mail_of_mailing"),
            models.Index(
                F("claimed_at"), name="mail_handing_over", condition=Q(state="handing_over")
            ),
            models.Index(fields=["created_at"], name="mail_created"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_held(self) -> bool:
        """Waits because its mailing is stopped."""
        return self.state == self.State.QUEUED and self.next_attempt_at is None

    @property
    def is_confidential(self) -> bool:
        """Its links open an account: nobody but the reader may see them."""
        return self.kind == ACCOUNT_KIND
