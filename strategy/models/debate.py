"""The county-wide debate: guiding questions, and what people contribute to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from myk10.discussions.models import Discussion
from myk10.moderation.models import Decision
from myk10.phases import Phase
from myk10.region.models import FieldOfAction, Municipality
from myk10.richtext import RichTextField
from myk10.text import plain_line, plain_text
from strategy.counting import only_supports_are_counted, supports_are_counted
from strategy.querysets import ContributionQuerySet, GuidingQuestionQuerySet
from strategy.timetable import DEBATE

TEXT_LENGTH = 3000


class GuidingQuestion(models.Model):
    """A question to everybody, with a time window. Its phase follows from its dates."""

    title = models.CharField(_("Leitfrage"), max_length=120, validators=[plain_line])
    slug = models.SlugField(_("Kürzel in Adressen"), unique=True)
    text = RichTextField(_("Worum es geht"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    announced_from = models.DateTimeField(_("Angekündigt ab"))
    open_from = models.DateTimeField(_("Debatte ab"))
    closed_from = models.DateTimeField(_("Beendet ab"))
    summary = RichTextField(_("Zusammenfassung"), blank=True)
    summary_sources = models.ManyToManyField(
        "Contribution",
        blank=True,
        related_name="+",
        verbose_name=_("Beiträge, auf denen sie beruht"),
    )
    summarised_at = models.DateTimeField(
        _("Zusammenfassung veröffentlicht am"), null=True, editable=False
    )
    summarised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    demo_content = models.BooleanField(_("Beispielinhalt"), default=False)

    objects = GuidingQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Leitfrage")
        verbose_name_plural = _("Leitfragen")
        ordering = ["position", "pk"]
        constraints = [
            DEBATE.in_order(
                "debate_phases_in_order",
                _("Jede Phase muss nach der vorigen beginnen: angekündigt, Debatte, beendet."),
            ),
            models.CheckConstraint(
                name="debate_summary_not_empty", condition=Q(summarised_at=None) | ~Q(summary="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:question", args=[self.slug])

    @cached_property
    def phase(self) -> Phase | None:
        """The phase at the moment of the first look; one request sees one phase."""
        return DEBATE.phase_at(self, timezone.now())

    @property
    def is_open(self) -> bool:
        return self.phase is not None and self.phase.name == "open"

    @property
    def is_summarised(self) -> bool:
        return self.summarised_at is not None


class Contribution(models.Model):
    """What somebody says to a guiding question, sorted by its author into one of four columns."""

    class Column(models.TextChoices):
        DIGITAL = "digital", _("wird digital")
        ANALOGUE = "analogue", _("bleibt analog")
        NEEDED = "needed", _("brauchen wir dafür")
        PROJECT = "project", _("Projektvorschlag")

    question = models.ForeignKey(
        GuidingQuestion, models.PROTECT, related_name="contributions", verbose_name=_("Leitfrage")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("von"),
    )
    column = models.CharField(_("Einordnung"), max_length=10, choices=Column)
    title = models.CharField(
        _("Ihr Beitrag in einem Satz"), max_length=120, validators=[plain_line]
    )
    text = models.TextField(
        _("Erläuterung"), max_length=TEXT_LENGTH, blank=True, validators=[plain_text]
    )
    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("Gemeinde"),
        help_text=_("Leer: der Beitrag gilt kreisweit."),
    )
    created_at = models.DateTimeField(_("geschrieben am"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("bearbeitet am"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, editable=False)
    hidden_by = models.ForeignKey(Decision, models.PROTECT, null=True, editable=False)
    discussion = models.OneToOneField(Discussion, models.PROTECT, editable=False)
    # The number of ContributionSupport rows; the database counts it.
    support_count = models.PositiveIntegerField(
        _("Menschen dafür"), default=0, db_default=0, editable=False
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        ordering = ["-created_at", "-pk"]
        triggers = [only_supports_are_counted("contribution")]
        indexes = [
            models.Index(
                "question",
                "column",
                F("support_count").desc(),
                F("id").desc(),
                condition=Q(hidden_by=None, withdrawn_at=None),
                name="contribution_board",
            ),
            models.Index(
                "question",
                F("created_at").desc(),
                F("id").desc(),
                condition=Q(hidden_by=None, withdrawn_at=None),
                name="contribution_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:contribution", args=[self.question.slug, self.pk])

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.hidden_by_id is None

    @cached_property
    def is_used(self) -> bool:
        """Whether the published summary rests on it, too."""
        question = self.question
        return (
            question.is_summarised
            and self.is_public
            and question.summary_sources.filter(pk=self.pk).exists()
        )

    @property
    def place(self) -> str:
        return self.municipality.name if self.municipality else _("kreisweit")


class ContributionSupport(models.Model):
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    user = models.ForeignKey(  # what has been counted stays when the account goes
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="supported_contributions"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Unterstützung eines Beitrags")
        verbose_name_plural = _("Unterstützungen von Beiträgen")
        triggers = [supports_are_counted("contribution")]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "user"], name="contribution_supported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.contribution}"
