"""What the Projektbüro does with ideas."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas import emails
from ideas.models import (
    Assessment,
    Criterion,
    CriterionRating,
    Follow,
    Idea,
    InternalNote,
    MergeProposal,
    OfficialAnswer,
    Support,
)
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.clock import database_now
from myk10.discussions.models import Discussion
from myk10.refusal import Refused


@transaction.atomic
def admit_idea(*, idea: Idea, decided_by: User) -> Idea:
    """Publish the idea. Raises Refused once its competition's voting or result has begun."""
    idea = _submitted(idea)
    if idea.competition and COMPETITION.has_begun(idea.competition, "voting", database_now()):
        raise Refused(
            _(
                "Der Wettbewerb nimmt keine Ideen mehr auf: Abgestimmt oder entschieden wird schon. "
                "Bitte lehnen Sie die Idee mit einem Hinweis auf den Ideenspeicher ab."
            )
        )
    idea.state = Idea.State.ADMITTED
    idea.admitted_at = idea.decided_at = timezone.now()
    idea.decided_by = decided_by
    idea.discussion = Discussion.objects.create(title=idea.title, path=idea.get_absolute_url())
    idea.save()
    emails.admitted(idea)
    return idea


def _handed_in(idea: Idea) -> Idea:
    """The idea, locked. Nobody judges a draft."""
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if idea.state == Idea.State.DRAFT:
        raise Refused(_("Diese Idee ist noch ein Entwurf."))
    return idea


@transaction.atomic
def refuse_idea(*, idea: Idea, decided_by: User, reason: str) -> Idea:
    idea = _submitted(idea)
    if not reason.strip():
        raise Refused(_("Bitte begründen Sie, warum die Idee nicht zugelassen wird."))
    idea.state = Idea.State.REFUSED
    idea.decided_at = timezone.now()
    idea.decided_by = decided_by
    idea.decision_reason = reason
    idea.save()
    emails.refused(idea)
    return idea


def _submitted(idea: Idea) -> Idea:
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if idea.state != Idea.State.SUBMITTED:
        raise Refused(
            _("{number} ist bereits entschieden: {state}.").format(
                number=idea.number or _("Der Entwurf"), state=idea.get_state_display()
            )
        )
    return idea


@dataclass(frozen=True)
class Rating:
    """How far an idea meets one criterion: 0 to 5 points, and a word on it."""

    points: int
    note: str = ""


@transaction.atomic
def assess_idea(
    *,
    idea: Idea,
    feasibility: str,
    reason: str,
    assessed_by: User,
    ratings: dict[Criterion, Rating] | None = None,
    seen: Assessment | None = None,
) -> Assessment:
    """Say how feasible the idea is. A correction names the assessment that it replaces in `seen`.

    Raises Refused when somebody else has assessed the idea in the meantime.
    """
    idea = _handed_in(idea)
    before = Assessment.objects.filter(idea=idea).first()
    if before and (seen is None or before.assessed_at != seen.assessed_at):
        raise Refused(
            _(
                "{name} hat diese Idee inzwischen geprüft. Bitte lesen Sie zuerst das Ergebnis."
            ).format(name=before.assessed_by or _("Jemand"))
        )
    assessment, _created = Assessment.objects.update_or_create(
        idea=idea,
        defaults={
            "feasibility": feasibility,
            "reason": reason,
            "assessed_by": assessed_by,
            "assessed_at": timezone.now(),
        },
    )
    assessment.ratings.all().delete()
    CriterionRating.objects.bulk_create(
        CriterionRating(
            assessment=assessment, criterion=criterion, points=rating.points, note=rating.note
        )
        for criterion, rating in (ratings or {}).items()
    )
    return assessment


@transaction.atomic
def answer_idea(
    *, idea: Idea, text: str, answered_by: User, answers_seen: int | None = None
) -> OfficialAnswer:
    """Publish an answer and tell the author and all who follow the idea.

    Raises Refused when there are more answers by now than the `answers_seen` by the person.
    """
    idea = _handed_in(idea)
    if answers_seen is not None and idea.answers.count() != answers_seen:
        raise Refused(
            _(
                "Zu dieser Idee gibt es inzwischen eine weitere Rückmeldung. Bitte lesen Sie sie zuerst."
            )
        )
    answer = OfficialAnswer(idea=idea, text=text, answered_by=answered_by)
    answer.full_clean()  # which cleans the HTML
    answer.save()
    emails.answered(answer)
    return answer


def add_note(*, idea: Idea, text: str, author: User) -> InternalNote:
    return InternalNote.objects.create(idea=idea, text=text, author=author)


@transaction.atomic
def propose_merge(
    *, duplicate: Idea, target: Idea, reason: str, proposed_by: User
) -> MergeProposal:
    """Ask both authors whether `duplicate` may become a part of `target`."""
    duplicate, target = Idea.objects.locked(duplicate, target)
    _refuse_unless_mergeable(duplicate, target)
    if MergeProposal.objects.filter(
        duplicate=duplicate, declined_at__isnull=True, merged_at__isnull=True
    ).exists():
        raise Refused(_("Für diese Idee gibt es schon einen offenen Vorschlag."))
    proposal = MergeProposal.objects.create(
        duplicate=duplicate, target=target, reason=reason, proposed_by=proposed_by
    )
    emails.merge_proposed(proposal)
    return _merge_when_agreed(proposal)


@transaction.atomic
def agree_to_merge(*, proposal: MergeProposal, user: User) -> MergeProposal:
    proposal = MergeProposal.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    _refuse_unless_open(proposal)
    now = timezone.now()
    if proposal.duplicate.author_id == user.pk:
        proposal.duplicate_agreed_at = now
    if proposal.target.author_id == user.pk:
        proposal.target_agreed_at = now
    proposal.save()
    return _merge_when_agreed(proposal, by=user)


@transaction.atomic
def decline_merge(*, proposal: MergeProposal, user: User) -> MergeProposal:
    proposal = MergeProposal.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    _refuse_unless_open(proposal)
    if user.pk not in (proposal.duplicate.author_id, proposal.target.author_id):
        raise Refused(
            _("Das können nur die Verfasserinnen und Verfasser der beiden Ideen entscheiden.")
        )
    proposal.declined_at = timezone.now()
    proposal.save()
    emails.merge_declined(proposal, by=user)
    return proposal


def _refuse_unless_open(proposal: MergeProposal) -> None:
    if not proposal.is_open:
        raise Refused(_("Über diesen Vorschlag ist schon entschieden."))


def _refuse_unless_mergeable(duplicate: Idea, target: Idea) -> None:
    states = (Idea.State.SUBMITTED, Idea.State.ADMITTED)
    if (
        duplicate.pk == target.pk
        or duplicate.state not in states
        or duplicate.hidden_by_id
        or not target.is_public
    ):
        raise Refused(
            _(
                "Zusammengeführt werden kann nur eine offene Idee mit einer anderen, zugelassenen Idee."
            )
        )
    now = database_now()
    for idea in (duplicate, target):
        if idea.competition and COMPETITION.has_begun(idea.competition, "voting", now):
            raise Refused(
                _("Seit Beginn der Abstimmung können Ideen nicht mehr zusammengeführt werden.")
            )


def _merge_when_agreed(proposal: MergeProposal, *, by: User | None = None) -> MergeProposal:
    duplicate_agrees = proposal.duplicate_agreed_at or proposal.duplicate.author_id is None
    target_agrees = proposal.target_agreed_at or proposal.target.author_id is None
    if not (duplicate_agrees and target_agrees):
        return proposal
    duplicate, target = Idea.objects.locked(proposal.duplicate, proposal.target)
    _refuse_unless_mergeable(duplicate, target)
    duplicate.state = Idea.State.MERGED
    duplicate.merged_into = target
    duplicate.decided_at = proposal.merged_at = timezone.now()
    duplicate.decision_reason = proposal.reason
    duplicate.decided_by = proposal.proposed_by
    duplicate.save()
    proposal.save()
    _carry_people_over(duplicate, target)
    emails.merged(proposal, by=by)
    return proposal


def _carry_people_over(duplicate: Idea, target: Idea) -> None:
    people = {*duplicate.follows.values_list("user", flat=True), duplicate.author_id}
    people -= {target.author_id, None}
    Follow.objects.bulk_create(
        [Follow(idea=target, user_id=user) for user in people if user is not None],
        ignore_conflicts=True,
    )
    if target.competition_id is None:
        Support.objects.bulk_create(
            [
                Support(idea=target, user_id=user)
                for user in duplicate.supports.values_list("user", flat=True)
            ],
            ignore_conflicts=True,
        )


@transaction.atomic
def set_shortlisted(*, idea: Idea, shortlisted: bool) -> None:
    """Put an admitted idea on the list that the jury scores, or take it off before the jury begins."""
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if not idea.is_public or not idea.competition or not idea.competition.uses_jury:
        raise Refused(_("Auf die Jury-Liste kommen zugelassene Ideen eines Wettbewerbs mit Jury."))
    if not shortlisted and idea.scores.exists():
        raise Refused(_("Die Jury hat diese Idee schon bewertet."))
    idea.shortlisted_at = timezone.now() if shortlisted else None
    idea.save(update_fields=["shortlisted_at"])
