"""New tasks: proposals of participants, and the vote on which come first."""

import secrets

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum
from forums.models.task import Strand, Task
from forums.querysets import ProposalQuerySet
from myk10.discussions.models import Discussion
from myk10.events.models import Registration
from myk10.moderation.models import Decision
from myk10.region.models import FieldOfAction
from myk10.text import plain_line, plain_text

COUNTED_PRIORITIES_STAY = pgtrigger.Trigger(
    name="counted_priorities_stay",
    operation=pgtrigger.Insert | pgtrigger.Delete,
    when=pgtrigger.Before,
    func="""
        IF EXISTS (
            SELECT FROM forums_prioritycount JOIN forums_ballot USING (forum_id)
            WHERE forums_ballot.id = COALESCE(NEW.ballot_id, OLD.ballot_id)
        ) THEN
            RAISE EXCEPTION 'The votes of this forum are counted; they stay as they are.';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


class Proposal(models.Model):
    """What a forum might set as a task. Participants propose, before and at the forum."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("wird geprüft")
        ADMITTED = "admitted", _("zugelassen")
        REFUSED = "refused", _("nicht zugelassen")
        ADOPTED = "adopted", _("als Aufgabe beschlossen")

    forum = models.ForeignKey(
        Forum, models.PROTECT, related_name="proposals", verbose_name=_("Forum")
    )
    number = models.CharField(_("Nummer"), max_length=20, unique=True, editable=False)
    proposed_by = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="forum_proposals"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forum_proposals",
    )
    title = models.CharField(_("Was soll getan werden?"), max_length=120, validators=[plain_line])
    text = models.TextField(_("Warum?"), max_length=2000, validators=[plain_text])
    strand = models.CharField(_("Strang"), max_length=12, choices=Strand)
    field_of_action = models.ForeignKey(
        FieldOfAction, models.PROTECT, null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    proposed_at = models.DateTimeField(_("vorgeschlagen am"), default=timezone.now)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.SUBMITTED)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entschieden von"),
    )
    decision_reason = models.CharField(_("Begründung"), max_length=500, blank=True, editable=False)
    task = models.OneToOneField(
        Task,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="proposal",
        verbose_name=_("Aufgabe"),
    )
    discussion = models.OneToOneField(Discussion, models.PROTECT, null=True, editable=False)
    hidden_by = models.ForeignKey(Decision, models.PROTECT, null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="proposal_refusal_has_reason",
                condition=~Q(state="refused") | ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="proposal_adopted_is_a_task",
                condition=Q(state="adopted", task__isnull=False)
                | (~Q(state="adopted") & Q(task=None)),
            ),
            models.CheckConstraint(
                name="proposal_decision_has_date",
                condition=Q(state="submitted") | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("forums:proposal", args=[self.forum.year, self.number])

    @property
    def is_public(self) -> bool:
        return self.state in ("admitted", "adopted") and self.hidden_by_id is None


def random_pseudonym() -> str:
    return secrets.token_hex(8)


class Ballot(models.Model):
    """The row that a registered person's priorities are counted under."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="ballots")
    registration = models.ForeignKey(Registration, models.SET_NULL, null=True, related_name="+")
    pseudonym = models.CharField(max_length=16, unique=True, default=random_pseudonym)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "registration"], name="one_ballot_per_registration"
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym


@pghistory.track(
    pghistory.InsertEvent("cast"),
    pghistory.DeleteEvent("withdrawn"),
    append_only=True,
    context_field=None,
)
class PriorityVote(models.Model):
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="votes")
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "proposal"], name="prioritised_once")
        ]
        triggers = [
            pgtrigger.Protect(name="priority_is_never_changed", operation=pgtrigger.Update),
            COUNTED_PRIORITIES_STAY,
        ]

    def __str__(self) -> str:
        return f"{self.ballot} → {self.proposal_id}"


class PriorityCount(models.Model):
    """The counted priorities, frozen: the database refuses to change or delete it."""

    forum = models.OneToOneField(Forum, models.PROTECT, related_name="count")
    counted_at = models.DateTimeField(_("ausgezählt am"), default=timezone.now)
    ballots = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64)
    tally = models.JSONField()
    voters = models.PositiveIntegerField(_("Abstimmende"))

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="priority_count_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
