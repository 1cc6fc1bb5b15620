"""How a competition ends: the frozen count, the jury's points, the awards."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.models.competition import Competition, Criterion
from ideas.models.idea import Idea
from myk10.text import plain_text


class Count(models.Model):
    """The counted votes of a competition, frozen: the database refuses to change or delete it.

    `ballots` is the canonical pseudonymous text that `sha256` is taken of; `ideas.counting` makes both.
    `tally` maps idea numbers to votes; `turnout` maps municipality keys ("" for none) to voters.
    """

    competition = models.OneToOneField(Competition, models.PROTECT, related_name="count")
    counted_at = models.DateTimeField(_("ausgezählt am"), default=timezone.now)
    voters = models.PositiveIntegerField(_("Abstimmende"))
    votes = models.PositiveIntegerField(_("Stimmen"))
    tally = models.JSONField()
    turnout = models.JSONField()
    ballots = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Auszählung")
        verbose_name_plural = _("Auszählungen")
        triggers = [
            pgtrigger.Protect(name="count_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.competition} ({self.sha256[:8]})"


class Juror(models.Model):
    competition = models.ForeignKey(Competition, models.CASCADE, related_name="jurors")
    user = models.ForeignKey(  # scores stay when the account goes
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="jury_seats",
        verbose_name=_("Konto"),
    )

    class Meta:
        verbose_name = _("Jurymitglied")
        verbose_name_plural = _("Jurymitglieder")
        constraints = [
            models.UniqueConstraint(fields=["competition", "user"], name="juror_appointed_once")
        ]

    def __str__(self) -> str:
        return str(self.user or _("gelöschtes Konto"))


class JurorScore(models.Model):
    """The points of one juror for one idea by one criterion."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="scores")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT)
    points = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    scored_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "idea", "criterion"], name="scored_once"),
            models.CheckConstraint(name="score_0_to_5", condition=Q(points__range=(0, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.juror} {self.idea_id}: {self.points}"


@pghistory.track(pghistory.UpdateEvent("changed"), pghistory.DeleteEvent("removed"))
class Award(models.Model):
    """A winner, with the place and the reason that the public reads."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="awards")
    idea = models.OneToOneField(Idea, models.PROTECT, related_name="award")
    rank = models.PositiveSmallIntegerField(_("Platz"), validators=[MinValueValidator(1)])
    reason = models.TextField(_("Begründung"), max_length=2000, validators=[plain_text])
    decided_at = models.DateTimeField(_("entschieden am"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("Prämierung")
        verbose_name_plural = _("Prämierungen")
        ordering = ["competition", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "rank"], name="rank_given_once"),
            models.CheckConstraint(name="award_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.idea}"
