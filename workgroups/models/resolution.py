"""Beschlüsse: proposed, voted on in a meeting or by circulation, decided once, then carried out.

Votes here are open to the body's members, as in any meeting; the public reads numbers alone.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myk10.text import plain_line, plain_text
from workgroups.models.body import Body
from workgroups.models.membership import Membership
from workgroups.querysets import ResolutionQuerySet

DECIDED_STAYS = [
    *("number", "title", "text", "internal_text", "result", "votes_yes", "votes_no"),
    *("votes_abstained", "decided_at", "body_id"),
]


class Resolution(models.Model):
    """A Beschluss of a body, from the day on which it is proposed."""

    class Mode(models.TextChoices):
        MEETING = "meeting", _("in der Sitzung")
        CIRCULATION = "circulation", _("im Umlauf")

    class Result(models.TextChoices):
        ADOPTED = "adopted", _("angenommen")
        ADOPTED_CHANGED = "adopted_changed", _("geändert angenommen")
        REJECTED = "rejected", _("abgelehnt")
        NOTED = "noted", _("zur Kenntnis genommen")
        POSTPONED = "postponed", _("vertagt")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="resolutions", verbose_name=_("Gremium")
    )
    number = models.CharField(_("Nummer"), max_length=25, unique=True, editable=False)
    mode = models.CharField(_("Abstimmung"), max_length=11, choices=Mode, default=Mode.MEETING)
    sitting_on = models.DateField(_("Sitzung am"), null=True, blank=True)
    title = models.CharField(_("Titel"), max_length=150, validators=[plain_line])
    text = models.TextField(_("Wortlaut"), max_length=4000, validators=[plain_text])
    is_public = models.BooleanField(_("öffentlich"), default=True)
    internal_text = models.TextField(
        _("nicht öffentlicher Teil"), max_length=4000, blank=True, validators=[plain_text]
    )
    opens_at = models.DateTimeField(_("Umlauf ab"), null=True, blank=True)
    closes_at = models.DateTimeField(_("Umlauf bis"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("vorgelegt am"), default=timezone.now, editable=False)

    result = models.CharField(
        _("Ergebnis"), max_length=15, choices=Result, blank=True, editable=False
    )
    votes_yes = models.PositiveSmallIntegerField(_("Ja"), null=True, editable=False)
    votes_no = models.PositiveSmallIntegerField(_("Nein"), null=True, editable=False)
    votes_abstained = models.PositiveSmallIntegerField(_("Enthaltung"), null=True, editable=False)
    decided_at = models.DateTimeField(_("beschlossen am"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("eingetragen von"),
    )

    owner = models.CharField(
        _("Umsetzung durch"), max_length=120, blank=True, validators=[plain_line]
    )
    due_on = models.DateField(_("umzusetzen bis"), null=True, blank=True)
    done_on = models.DateField(_("umgesetzt am"), null=True, editable=False)
    done_note = models.CharField(
        _("Was daraus wurde"), max_length=500, blank=True, editable=False, validators=[plain_line]
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="resolution_result_has_date",
                condition=Q(result="", decided_at=None)
                | ~Q(result="") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="resolution_mode_has_dates",
                condition=Q(mode="meeting", sitting_on__isnull=False, opens_at=None, closes_at=None)
                | Q(
                    mode="circulation",
                    sitting_on=None,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    opens_at__lt=F("closes_at"),
                ),
                violation_error_message=_(
                    "Eine Sitzung braucht ihren Tag, ein Umlauf Anfang und späteres Ende."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decided_resolution_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.decided_at IS NOT NULL AND ("
                    + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in DECIDED_STAYS)
                    + ")"
                ),
                func="RAISE EXCEPTION 'What was decided stays as it is.';",
            ),
            pgtrigger.Trigger(
                name="decided_resolution_is_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
                func="RAISE EXCEPTION 'What was decided stays as it is.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("workgroups:resolution", args=[self.number])

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def is_circulating(self) -> bool:
        now = timezone.now()
        return (
            self.mode == self.Mode.CIRCULATION
            and not self.is_decided
            and self.opens_at <= now < self.closes_at
        )

    @property
    def is_late(self) -> bool:
        return (
            self.is_decided
            and self.done_on is None
            and self.due_on is not None
            and self.due_on < timezone.localdate()
        )


class ConflictOfInterest(models.Model):
    """A member who must not vote on this (as § 16 Landkreisordnung Rheinland-Pfalz asks of
    members of the Kreistag)."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="conflicts")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="conflicts")
    reason = models.CharField(_("Grund"), max_length=300, blank=True, validators=[plain_line])
    declared_at = models.DateTimeField(_("erklärt am"), default=timezone.now)

    class Meta:
        verbose_name = _("erklärte Befangenheit")
        verbose_name_plural = _("erklärte Befangenheiten")
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "membership"], name="conflict_declared_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.membership)


class ResolutionVote(models.Model):
    """The vote of one seat: one row, whether the member casts it or the deputy who stands in."""

    class Value(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nein")
        ABSTAINED = "abstained", _("Enthaltung")

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="votes")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="votes")
    cast_by = models.ForeignKey(Membership, models.PROTECT, related_name="votes_cast")
    value = models.CharField(_("Stimme"), max_length=9, choices=Value)
    cast_at = models.DateTimeField(_("abgegeben am"), default=timezone.now)

    class Meta:
        verbose_name = _("Stimme zu einem Beschluss")
        verbose_name_plural = _("Stimmen zu Beschlüssen")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "membership"], name="one_vote_a_seat")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="votes_are_of_those_who_may",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (
                        SELECT FROM workgroups_resolution
                        WHERE id = NEW.resolution_id AND decided_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'What was decided stays as it is.';
                    END IF;
                    IF NOT EXISTS (
                        SELECT FROM workgroups_membership
                        WHERE id = NEW.membership_id AND may_vote
                    ) THEN
                        RAISE EXCEPTION 'This seat has no vote.';
                    END IF;
                    IF EXISTS (
                        SELECT FROM workgroups_conflictofinterest
                        WHERE resolution_id = NEW.resolution_id
                        AND membership_id IN (NEW.membership_id, NEW.cast_by_id)
                    ) THEN
                        RAISE EXCEPTION 'A conflict of interest was declared for this seat.';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_value_display()}"
