"""Closing a competition: the frozen count, the jury's points, the awards."""

from collections import Counter

from django.db import transaction
from django.db.models import Avg
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas import counting
from ideas.actions.voting import lock_voting
from ideas.models import Award, Ballot, Competition, Count, Criterion, Idea, Juror, JurorScore
from ideas.timetable import COMPETITION
from myk10.accounts.models import User
from myk10.ballots import tally_of
from myk10.clock import database_now
from myk10.refusal import Refused
from myk10.text import sha256_of


@transaction.atomic
def freeze_count(*, competition: Competition) -> Count:
    """Count the votes once, after voting has closed and every vote under way is done."""
    lock_voting(competition, shared=False)
    competition = Competition.objects.get(pk=competition.pk)
    if existing := Count.objects.filter(competition=competition).first():
        return existing
    if competition.voting_from is None or not _voting_is_over(competition):
        raise Refused(_("Ausgezählt wird erst, wenn die Abstimmung beendet ist."))
    ballots = counting.canonical_ballots(competition)
    tally = tally_of(ballots)
    turnout = _turnout(competition)
    return Count.objects.create(
        competition=competition,
        ballots=ballots,
        sha256=sha256_of(ballots),
        tally=tally,
        turnout=turnout,
        votes=sum(tally.values()),
        voters=sum(turnout.values()),
    )


def _voting_is_over(competition: Competition) -> bool:
    now = database_now()
    phase = COMPETITION.phase_at(competition, now)
    return phase is not None and phase.name in ("jury", "result")


def _turnout(competition: Competition) -> dict[str, int]:
    """Voters by municipality key; "" stands for those who named none."""
    keys = (
        Ballot.objects.filter(competition=competition, votes__isnull=False)
        .distinct()
        .values_list("pk", "user__municipality__key")
    )
    return dict(Counter(key or "" for _pk, key in keys))


@transaction.atomic
def score_idea(*, juror: Juror, idea: Idea, points: dict[Criterion, int | None]) -> None:
    """Note one juror's points; None takes them back, criteria left out stay as they are.

    Raises Refused outside the jury phase, for ideas off the list and for the juror's own idea.
    """
    phase = COMPETITION.phase_at(juror.competition, database_now())
    if phase is None or phase.name != "jury":
        raise Refused(_("Die Jury kann jetzt nicht bewerten."))
    idea = Idea.objects.select_for_update(of=["self"]).get(pk=idea.pk)
    if idea.competition_id != juror.competition_id or not idea.shortlisted_at or not idea.is_public:
        raise Refused(_("Diese Idee steht nicht auf der Jury-Liste."))
    if idea.author_id == juror.user_id:
        raise Refused(_("Ihre eigene Idee können Sie nicht bewerten."))
    for criterion, value in points.items():
        scores = JurorScore.objects.filter(juror=juror, idea=idea, criterion=criterion)
        if value is None:
            scores.delete()
        else:
            JurorScore.objects.update_or_create(
                juror=juror, idea=idea, criterion=criterion, defaults={"points": value}
            )


def jury_points(competition: Competition) -> dict[str, float]:
    """Average points per shortlisted idea number over all jurors and criteria."""
    ideas = Idea.objects.filter(competition=competition, shortlisted_at__isnull=False)
    rows = ideas.annotate(average=Avg("scores__points")).values_list("number", "average")
    return {str(number): round(float(average or 0), 4) for number, average in rows}


def standings(competition: Competition, *, count: Count | None) -> list[counting.Standing]:
    """The order by the competition's own rule, from the frozen count and the jury's points."""
    published = set(
        Idea.objects.published().filter(competition=competition).values_list("number", flat=True)
    )
    counted = count.tally if count else {}
    tally = {number: counted.get(number, 0) for number in published}
    points = jury_points(competition) if competition.uses_jury else {}
    points = {number: value for number, value in points.items() if number in published}
    lot = count.sha256 if count else competition.slug
    return counting.standings(competition, tally=tally, points=points, lot=lot)


@transaction.atomic
def award_idea(
    *, idea: Idea, rank: int, reason: str, decided_by: User, seen: Award | None = None
) -> Award:
    """Make the idea a winner. It becomes public with the result phase.

    A change names the award that it replaces in `seen`. Raises Refused when somebody else has changed it
    in the meantime, before the votes are counted, and for another rank once the result is public.
    """
    competition = idea.competition
    if competition is None or not idea.is_public:
        raise Refused(_("Prämiert werden zugelassene Ideen eines Wettbewerbs."))
    phase = _phase_of_locked(competition)
    if phase in ("", "announcement", "submission", "voting"):
        raise Refused(_("Prämiert wird erst, wenn Einreichung und Abstimmung beendet sind."))
    if competition.voting_from and not Count.objects.filter(competition=competition).exists():
        raise Refused(_("Bitte zählen Sie zuerst die Abstimmung aus."))
    if not 1 <= rank <= competition.winners_count:
        raise Refused(_("Es gibt die Plätze 1 bis {n}.").format(n=competition.winners_count))
    if Award.objects.filter(competition=competition, rank=rank).exclude(idea=idea).exists():
        raise Refused(_("Platz {rank} ist schon vergeben.").format(rank=rank))
    before = _unchanged_award(idea, seen)
    if before and before.rank != rank and phase == "result":
        raise Refused(_("Das Ergebnis ist veröffentlicht; die Plätze stehen fest."))
    award, _created = Award.objects.update_or_create(
        idea=idea,
        defaults={
            "competition": competition,
            "rank": rank,
            "reason": reason,
            "decided_by": decided_by,
            "decided_at": timezone.now(),
        },
    )
    return award


@transaction.atomic
def remove_award(*, idea: Idea) -> None:
    """Take an award back as long as nobody knows of it."""
    award = Award.objects.select_related("competition").filter(idea=idea).first()
    if award is None:
        raise Refused(_("Diese Idee ist nicht prämiert."))
    if _phase_of_locked(award.competition) == "result":
        raise Refused(_("Das Ergebnis ist veröffentlicht; die Plätze stehen fest."))
    award.delete()


def _phase_of_locked(competition: Competition) -> str:
    """Awards of one competition are decided one after the other."""
    competition = Competition.objects.select_for_update().get(pk=competition.pk)
    phase = COMPETITION.phase_at(competition, database_now())
    return phase.name if phase else ""


def _unchanged_award(idea: Idea, seen: Award | None) -> Award | None:
    award = Award.objects.filter(idea=idea).first()
    if award and (seen is None or award.decided_at != seen.decided_at):
        raise Refused(
            _("{name} hat diese Idee inzwischen prämiert: Platz {rank}.").format(
                name=award.decided_by or _("Jemand"), rank=award.rank
            )
        )
    return award
