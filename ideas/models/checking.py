"""What the Projektbüro makes of an idea: assessment, answer, notes, proposals to merge."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.competition import Criterion
from ideas.models.idea import Idea
from myk10.richtext import RichTextField
from myk10.text import plain_text


class Assessment(models.Model):
    class Feasibility(models.TextChoices):
        FEASIBLE = "feasible", _("durchführbar")
        WITH_CHANGES = "with_changes", _("mit Änderungen durchführbar")
        NOT_FEASIBLE = "not_feasible", _("nicht durchführbar")

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="assessment")
    feasibility = models.CharField(_("Machbarkeit"), max_length=15, choices=Feasibility)
    reason = models.TextField(_("Begründung"), max_length=4000, validators=[plain_text])
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    assessed_at = models.DateTimeField(_("geprüft am"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Fachprüfung")
        verbose_name_plural = _("Fachprüfungen")
        constraints = [
            models.CheckConstraint(name="assessment_has_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return self.get_feasibility_display()


class CriterionRating(models.Model):
    """How far an idea meets one criterion, in the Projektbüro's judgement."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("Kriterium"))
    points = models.PositiveSmallIntegerField(
        _("Punkte (0 bis 5)"), validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    note = models.CharField(_("Anmerkung"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("Bewertung nach Kriterium")
        verbose_name_plural = _("Bewertung nach Kriterien")
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="criterion_rated_once"
            ),
            models.CheckConstraint(name="rating_0_to_5", condition=Q(points__range=(0, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


@pghistory.track(pghistory.UpdateEvent("changed"), pghistory.DeleteEvent("removed"))
class OfficialAnswer(models.Model):
    """The county's public answer to an idea. With it the answer promise is kept."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="answers")
    text = RichTextField(_("Rückmeldung"))
    answered_at = models.DateTimeField(_("beantwortet am"), default=timezone.now, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ["answered_at"]
        constraints = [models.CheckConstraint(name="answer_not_empty", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.get_text_excerpt()


class InternalNote(models.Model):
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="notes")
    text = models.TextField(_("Interne Notiz"), max_length=4000, validators=[plain_text])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("geschrieben"), auto_now_add=True)

    class Meta:
        verbose_name = _("interne Notiz")
        verbose_name_plural = _("interne Notizen")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.text[:60]


class MergeProposal(models.Model):
    """The Projektbüro proposes to make two ideas one; it happens when both authors have agreed.

    An author whose account is gone need not agree.
    """

    duplicate = models.ForeignKey(
        Idea, models.CASCADE, related_name="merge_proposals", verbose_name=_("geht auf in")
    )
    target = models.ForeignKey(
        Idea, models.CASCADE, related_name="incoming_merges", verbose_name=_("Ziel")
    )
    reason = models.CharField(_("Warum?"), max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    duplicate_agreed_at = models.DateTimeField(null=True)
    target_agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    merged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Vorschlag zum Zusammenführen")
        verbose_name_plural = _("Vorschläge zum Zusammenführen")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=Q(declined_at__isnull=True, merged_at__isnull=True),
                name="one_open_merge_per_idea",
            ),
            models.CheckConstraint(name="merge_two_ideas", condition=~Q(duplicate=F("target"))),
            models.CheckConstraint(
                name="merge_not_also_declined",
                condition=Q(declined_at__isnull=True) | Q(merged_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate.number} → {self.target.number}"

    @property
    def is_open(self) -> bool:
        return self.declined_at is None and self.merged_at is None
