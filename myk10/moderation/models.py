import secrets
import uuid

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.moderation.querysets import AboutQuerySet, FlagQuerySet, ObjectionQuerySet

# Read out on the telephone: no vowels (no words), nothing that looks like something else.
_RECEIPT_SIGNS = "234679BCDFGHJKMNPQRTVWXZ"
TEXT_LENGTH = 3000


def new_receipt() -> str:
    signs = "".join(secrets.choice(_RECEIPT_SIGNS) for _position in range(8))
    return f"{signs[:4]}-{signs[4:]}"


class AboutContent(models.Model):
    """A row about any piece of content: the one place where a generic relation is right."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class Decision(AboutContent):
    """What the Projektbüro decided about a piece of content, with the statement of reasons of
    Art. 17 DSA. Never changed afterwards: a correction is another decision."""

    class Kind(models.TextChoices):
        HIDE = "hide", _("ausgeblendet")
        RESTORE = "restore", _("wieder eingeblendet")

    class Ground(models.TextChoices):
        UNLAWFUL = "unlawful", _("Der Inhalt verstößt gegen ein Gesetz.")
        INSULTING = "insulting", _("Der Inhalt ist beleidigend oder herabwürdigend.")
        PERSONAL_DATA = "personal_data", _("Der Inhalt enthält persönliche Daten anderer Menschen.")
        SPAM = "spam", _("Der Inhalt ist Werbung oder Spam.")
        OTHER = "other", _("Der Inhalt verstößt auf andere Weise gegen die Netiquette.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Entscheidung"), max_length=10, choices=Kind.choices)
    ground = models.CharField(_("Grund"), max_length=20, choices=Ground.choices, blank=True)
    reason = models.TextField(_("Begründung"), max_length=TEXT_LENGTH)
    automated = models.BooleanField(_("automatisch getroffen"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("betroffenes Konto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions_about_content",
    )
    decided_at = models.DateTimeField(_("entschieden am"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AboutQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="restore", ground="") | (Q(kind="hide") & ~Q(ground="")),
                name="decision_hide_has_ground",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_reason"),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="decision_about"),
            models.Index(fields=["decided_at"], name="decision_decided"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="decision_stays",
                fields=["content_type", "object_id", "kind", "ground", "reason", "decided_at"],
            ),
            pgtrigger.Protect(name="decision_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({timezone.localtime(self.decided_at):%d.%m.%Y})"

    def get_absolute_url(self) -> str:
        return reverse("moderation:decision", args=[self.pk])


class ContentFlag(AboutContent):
    """A notice in the manner of Art. 16 DSA. Anyone may give one, without an account."""

    class Category(models.TextChoices):
        UNLAWFUL = "unlawful", _("rechtswidrig, zum Beispiel Volksverhetzung oder Betrug")
        INSULTING = "insulting", _("beleidigend oder herabwürdigend")
        PERSONAL_DATA = "personal_data", _("enthält persönliche Daten")
        SPAM = "spam", _("Werbung oder Spam")
        OTHER = "other", _("etwas anderes")

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        UPHELD = "upheld", _("Inhalt ausgeblendet")
        DISMISSED = "dismissed", _("Inhalt bleibt sichtbar")

    receipt = models.CharField(
        _("Vorgangsnummer"), max_length=12, unique=True, default=new_receipt, editable=False
    )
    category = models.CharField(_("Art"), max_length=20, choices=Category.choices)
    text = models.TextField(_("Begründung der Meldung"), max_length=TEXT_LENGTH)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gemeldet von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="flags",
    )
    reporter_email = models.EmailField(_("E-Mail-Adresse"), max_length=254, blank=True)
    created_at = models.DateTimeField(_("gemeldet am"), default=timezone.now)

    state = models.CharField(_("Zustand"), max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decision_reason = models.TextField(
        _("Begründung der Entscheidung"), max_length=TEXT_LENGTH, blank=True
    )
    decision = models.ForeignKey(
        Decision,
        verbose_name=_("Entscheidung"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="flags",
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="flag_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(decision_reason=""), name="flag_decided_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="upheld") | Q(decision__isnull=False),
                name="flag_upheld_has_decision",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "reporter"],
                condition=Q(state="open", reporter__isnull=False),
                name="flag_open_once_per_reporter",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="flag_about"),
            models.Index(fields=["created_at"], name="flag_open", condition=Q(state="open")),
        ]
        triggers = [
            pgtrigger.FSM(
                name="flag_is_decided_once",
                field="state",
                transitions=[("open", "upheld"), ("open", "dismissed")],
            )
        ]

    def __str__(self) -> str:
        return self.receipt


class Objection(models.Model):
    """The author's answer to a decision (internal complaint, Art. 20 DSA)."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        UPHELD = "upheld", _("stattgegeben")
        REJECTED = "rejected", _("zurückgewiesen")

    decision = models.OneToOneField(
        Decision, verbose_name=_("Entscheidung"), on_delete=models.PROTECT
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Widerspruch von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objections",
    )
    text = models.TextField(_("Widerspruch"), max_length=TEXT_LENGTH)
    created_at = models.DateTimeField(_("eingegangen am"), default=timezone.now)
    state = models.CharField(_("Zustand"), max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("Antwort"), max_length=TEXT_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beantwortet von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Widerspruch")
        verbose_name_plural = _("Widersprüche")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="objection_answered_has_answer",
            )
        ]
        triggers = [
            pgtrigger.FSM(
                name="objection_is_answered_once",
                field="state",
                transitions=[("open", "upheld"), ("open", "rejected")],
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
