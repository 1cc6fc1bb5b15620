"""What people say to the sections of a version while it is open for consultation."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.text import plain_line, plain_text
from strategy.counting import only_supports_are_counted, supports_are_counted
from strategy.models.document import Section, Version
from strategy.querysets import RemarkQuerySet


@pghistory.track(
    pghistory.UpdateEvent("decided", condition=pghistory.AnyChange("decision", "answer")),
    fields=["decision", "answer", "change"],
)
class Remark(models.Model):
    """A remark, a question, or a suggestion with proposed wording, on one section of one version.

    A suggestion keeps the text that its author had before them (`original`), so that the difference
    stays what the author meant, whatever becomes of the section.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", _("Anmerkung")
        QUESTION = "question", _("Frage")
        SUGGESTION = "suggestion", _("Änderungsvorschlag")

    class Decision(models.TextChoices):
        OPEN = "open", _("noch nicht beantwortet")
        ADOPTED = "adopted", _("übernommen")
        PARTLY = "partly", _("teilweise übernommen")
        NOT_ADOPTED = "not_adopted", _("nicht übernommen")
        ANSWERED = "answered", _("beantwortet")

    number = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="remarks")
    section = models.ForeignKey(Section, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("von"),
    )
    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    text = models.TextField(_("Was Sie uns sagen wollen"), max_length=4000, validators=[plain_text])
    original = models.TextField(_("bisheriger Wortlaut"), blank=True, editable=False)
    proposed = models.TextField(
        _("vorgeschlagener Wortlaut"), max_length=20000, blank=True, validators=[plain_text]
    )
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, editable=False)
    hidden_by = models.ForeignKey("moderation.Decision", models.PROTECT, null=True, editable=False)
    support_count = models.PositiveIntegerField(
        _("Menschen dafür"), default=0, db_default=0, editable=False
    )

    decision = models.CharField(
        _("Entscheidung"), max_length=12, choices=Decision, default=Decision.OPEN, editable=False
    )
    answer = models.TextField(_("Antwort"), max_length=4000, blank=True, validators=[plain_text])
    change = models.CharField(
        _("Was sich im Text ändert"), max_length=1000, blank=True, validators=[plain_line]
    )
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmerkung")
        verbose_name_plural = _("Anmerkungen")
        ordering = ["number"]
        triggers = [only_supports_are_counted("remark")]
        indexes = [
            models.Index(
                "section",
                F("support_count").desc(),
                F("id").desc(),
                condition=Q(hidden_by=None, withdrawn_at=None),
                name="remark_most_supported",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="suggestion_proposes_wording",
                condition=Q(kind="suggestion") & ~Q(proposed="")
                | ~Q(kind="suggestion") & Q(proposed=""),
            ),
            models.CheckConstraint(
                name="remark_decision_has_reason",
                condition=Q(decision="open", answer="", answered_at=None)
                | ~Q(decision="open") & ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="remark_decision_fits_kind",
                condition=Q(decision="open")
                | Q(kind="suggestion", decision__in=["adopted", "partly", "not_adopted"])
                | ~Q(kind="suggestion") & Q(decision="answered"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_kind_display()})"

    def get_absolute_url(self) -> str:
        return reverse("strategy:remark", args=[self.version.slug, self.number])

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.hidden_by_id is None

    @property
    def is_answered(self) -> bool:
        return self.decision != self.Decision.OPEN


class RemarkSupport(models.Model):
    remark = models.ForeignKey(Remark, models.CASCADE, related_name="supports")
    user = models.ForeignKey(  # what has been counted stays when the account goes
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="supported_remarks"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Unterstützung einer Anmerkung")
        verbose_name_plural = _("Unterstützungen von Anmerkungen")
        triggers = [supports_are_counted("remark")]
        constraints = [
            models.UniqueConstraint(fields=["remark", "user"], name="remark_supported_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.remark}"


class Stance(models.Model):
    """Where somebody sees a section of a version between digital and analogue: one per person."""

    class Value(models.TextChoices):
        DIGITAL = "digital", _("digital")
        BOTH = "both", _("beides")
        ANALOGUE = "analogue", _("analog")

    version = models.ForeignKey(Version, models.CASCADE, related_name="stances")
    section = models.ForeignKey(Section, models.PROTECT, related_name="stances")
    user = models.ForeignKey(  # as with the support
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="stances"
    )
    value = models.CharField(_("Haltung"), max_length=10, choices=Value)
    set_at = models.DateTimeField(_("angegeben am"), auto_now=True)

    class Meta:
        verbose_name = _("Einschätzung eines Abschnitts")
        verbose_name_plural = _("Einschätzungen von Abschnitten")
        constraints = [
            models.UniqueConstraint(fields=["version", "section", "user"], name="one_stance_each")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.get_value_display()}"
