"""Votes. A ballot is one person's in one competition; published ballots carry its pseudonym only."""

import secrets

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from ideas.models.competition import Competition
from ideas.models.idea import Idea

COUNTED_VOTES_STAY = pgtrigger.Trigger(
    name="counted_votes_stay",
    operation=pgtrigger.Insert | pgtrigger.Delete,
    when=pgtrigger.Before,
    func="""
        IF EXISTS (
            SELECT FROM ideas_count JOIN ideas_ballot USING (competition_id)
            WHERE ideas_ballot.id = COALESCE(NEW.ballot_id, OLD.ballot_id)
        ) THEN
            RAISE EXCEPTION 'The votes of this competition are counted; they stay as they are.';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


def random_pseudonym() -> str:
    return secrets.token_hex(8)


class Ballot(models.Model):
    """The row that a person's votes are counted under. It loses its person, never its votes' meaning."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="ballots")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="ballots"
    )
    pseudonym = models.CharField(max_length=16, unique=True, default=random_pseudonym)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competition", "user"], name="one_ballot_per_person")
        ]

    def __str__(self) -> str:
        return self.pseudonym


@pghistory.track(
    pghistory.InsertEvent("cast"),
    pghistory.DeleteEvent("withdrawn"),
    append_only=True,
    context_field=None,
)
class Vote(models.Model):
    """One vote. The database itself records each cast and withdrawal, and refuses to change that record."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="votes")
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "idea"], name="one_vote_per_person_and_idea")
        ]
        triggers = [
            pgtrigger.Protect(name="vote_is_never_changed", operation=pgtrigger.Update),
            COUNTED_VOTES_STAY,
        ]

    def __str__(self) -> str:
        return f"{self.ballot} → {self.idea_id}"
