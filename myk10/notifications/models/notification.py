from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.notifications.models.mail import Mail
from myk10.notifications.querysets import NotificationQuerySet
from myk10.notifications.topics import Delivery, Topic

DIGEST_KIND = "digest"


class Notification(models.Model):
    """News for one person, shown in the site. Mails about it are rows of their own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("an")
    )
    topic = models.CharField(_("Thema"), max_length=20, choices=Topic)
    kind = models.CharField(_("Art"), max_length=50)
    occasion = models.CharField(_("Anlass"), max_length=100)
    title = models.CharField(_("Überschrift"), max_length=200)
    path = models.CharField(_("Adresse"), max_length=300)
    # The collected mail that it waits for, and once that is written, which one it is.
    digest_at = models.DateTimeField(_("in der Sammel-E-Mail vom"), null=True, blank=True)
    digest = models.ForeignKey(
        Mail,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
        verbose_name=_("Sammel-E-Mail"),
    )
    created_at = models.DateTimeField(_("vom"), default=timezone.now)
    read_at = models.DateTimeField(_("gelesen am"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Benachrichtigung")
        verbose_name_plural = _("Benachrichtigungen")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "occasion"], name="notified_once_per_occasion"
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
                name="notification_leads_into_the_site",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notifications_of_somebody"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notifications_unread"),
            models.Index(
                fields=["digest_at"],
                condition=Q(digest_at__isnull=False),
                name="notifications_for_digest",
            ),
            models.Index(fields=["created_at"], name="notifications_by_age"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How somebody wants to hear of a topic, where it is not as `DEFAULT_DELIVERY` says."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences"
    )
    topic = models.CharField(_("Thema"), max_length=20, choices=Topic)
    delivery = models.CharField(_("Zustellung"), max_length=10, choices=Delivery)

    class Meta:
        verbose_name = _("Wunsch zur Benachrichtigung")
        verbose_name_plural = _("Wünsche zur Benachrichtigung")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_preference_per_topic"),
            models.CheckConstraint(
                condition=~Q(topic=Topic.MODERATION, delivery=Delivery.NEVER),
                name="moderation_is_never_silent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_delivery_display()}"
