from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myk10.notifications.querysets import MailingQuerySet, SubscriptionQuerySet
from myk10.region.models import FieldOfAction, Municipality
from myk10.richtext import RichTextField
from myk10.text import plain_line

MAILING_KIND = "mailing"
MAILING_TEST_KIND = "mailing_test"


class Subscription(models.Model):
    """An address that ordered the newsletter. No choice of places or fields means all of them."""

    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("Gemeinden"), blank=True, related_name="+"
    )
    fields_of_action = models.ManyToManyField(
        FieldOfAction, verbose_name=_("Handlungsfelder"), blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("bestellt am"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Newsletter-Abonnement")
        verbose_name_plural = _("Newsletter-Abonnements")
        ordering = ["-asked_at"]
        constraints = [models.UniqueConstraint(Lower("email"), name="subscribed_once")]

    def __str__(self) -> str:
        return self.email


class OptOut(models.Model):
    """An address that wants no mailings, whatever audience it belongs to."""

    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    created_at = models.DateTimeField(_("seit"), default=timezone.now)

    class Meta:
        verbose_name = _("Abmeldung von Rundschreiben")
        verbose_name_plural = _("Abmeldungen von Rundschreiben")
        constraints = [models.UniqueConstraint(Lower("email"), name="opted_out_once")]

    def __str__(self) -> str:
        return self.email


class Mailing(models.Model):
    """A mail to many (Rundschreiben). People release and stop it; all else follows from its mails."""

    subject = models.CharField(_("Betreff"), max_length=150, validators=[plain_line])
    text = RichTextField(_("Text"), help_text=_("Gruß und Absender fügen wir an."))
    button_label = models.CharField(
        _("Beschriftung der Schaltfläche"), max_length=60, blank=True, validators=[plain_line]
    )
    button_path = models.CharField(
        _("Ziel der Schaltfläche"),
        max_length=200,
        blank=True,
        validators=[plain_line],
        help_text=_("Eine Seite dieser Website, zum Beispiel /ideen/"),
    )
    audiences = ArrayField(models.CharField(max_length=100), verbose_name=_("Empfänger"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("angelegt von"),
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("geändert am"), default=timezone.now, editable=False)

    released_at = models.DateTimeField(_("freigegeben am"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("freigegeben von"),
        null=True,
        editable=False,
        related_name="+",
    )
    send_at = models.DateTimeField(_("Versand ab"), null=True, editable=False)
    recipients = models.PositiveIntegerField(_("Empfänger"), null=True, editable=False)
    begun_at = models.DateTimeField(_("begonnen am"), null=True, editable=False)
    queued_at = models.DateTimeField(_("alle E-Mails geschrieben am"), null=True, editable=False)
    stopped_at = models.DateTimeField(_("angehalten am"), null=True, editable=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("angehalten von"),
        null=True,
        editable=False,
        related_name="+",
    )

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rundschreiben")
        verbose_name_plural = _("Rundschreiben")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="mailing_release_is_whole",
                condition=Q(released_at__isnull=True, send_at__isnull=True)
                | Q(released_at__isnull=False, send_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_begins_after_release",
                condition=Q(begun_at__isnull=True) | Q(released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_queued_after_begin",
                condition=Q(queued_at__isnull=True)
                | Q(begun_at__isnull=False, recipients__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_stopped_after_begin",
                condition=Q(stopped_at__isnull=True) | Q(begun_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_button_is_whole",
                condition=Q(button_label="", button_path="")
                | (~Q(button_label="") & Q(button_path__startswith="/")),
                violation_error_message=_(
                    "Eine Schaltfläche braucht eine Beschriftung und ein Ziel, das mit / beginnt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("admin:notifications_mailing_overview", args=[self.pk])

    def clean(self) -> None:
        if self.button_path.startswith("//"):
            raise ValidationError({"button_path": _("Bitte eine Seite dieser Website angeben.")})

    @property
    def is_editable(self) -> bool:
        return self.released_at is None

    @property
    def occasion(self) -> str:
        """Of all its mails, so that nobody gets two."""
        return f"mailing-{self.pk}"

    def state_label(self, *, is_waiting: bool) -> str:
        """`is_waiting`: whether mails of it are still to be sent."""
        if self.send_at is None:
            return gettext("Entwurf")
        if self.stopped_at:
            return gettext("angehalten")
        if self.begun_at is None:
            return (
                gettext("geplant") if self.send_at > timezone.now() else gettext("beginnt gleich")
            )
        return gettext("fertig") if self.queued_at and not is_waiting else gettext("wird gesendet")
