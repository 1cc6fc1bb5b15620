"""How a body decides. Votes under way are waited for before anything is decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10 import clock
from myk10.accounts.models import User
from myk10.numbers import next_number
from myk10.refusal import Refused
from workgroups import emails
from workgroups.models import Body, ConflictOfInterest, Membership, Resolution, ResolutionVote
from workgroups.seats import seat_of, voting_seats

ADOPTED = (Resolution.Result.ADOPTED, Resolution.Result.ADOPTED_CHANGED)
WITHOUT_VOTE = (Resolution.Result.NOTED, Resolution.Result.POSTPONED)


@dataclass(frozen=True)
class Votes:
    yes: int
    no: int
    abstained: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.abstained


@transaction.atomic
def propose_resolution(
    *,
    body: Body,
    title: str,
    text: str,
    sitting_on: date | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    is_public: bool = True,
    internal_text: str = "",
    owner: str = "",
    due_on: date | None = None,
) -> Resolution:
    """For the meeting on `sitting_on`, or by circulation from `opens_at` to `closes_at`.

    The number names the year of the meeting, or of the day on which it is proposed.
    """
    series = f"B-{body.short_name}-{(sitting_on or timezone.localdate()).year}"
    resolution = Resolution(
        body=body,
        number=f"{series}-{next_number(series):02d}",
        mode=Resolution.Mode.MEETING if sitting_on else Resolution.Mode.CIRCULATION,
        title=title,
        text=text,
        sitting_on=sitting_on,
        opens_at=opens_at,
        closes_at=closes_at,
        is_public=is_public,
        internal_text=internal_text,
        owner=owner,
        due_on=due_on,
    )
    resolution.full_clean(exclude=["number"])
    resolution.save()
    if resolution.mode == Resolution.Mode.CIRCULATION:
        emails.circulation_announced(resolution)
    return resolution


@transaction.atomic
def cast_resolution_vote(*, resolution: Resolution, user: User, value: str) -> ResolutionVote:
    """Cast or change the vote of one's seat. Raises Refused out of time, without a vote, and where
    somebody else has voted for the seat."""
    resolution = _locked(resolution, shared=True)
    now = clock.database_now()
    if (
        resolution.is_decided
        or resolution.opens_at is None
        or resolution.closes_at is None
        or not resolution.opens_at <= now < resolution.closes_at
    ):
        raise Refused(_("Über diesen Beschluss wird gerade nicht abgestimmt."))
    seat = seat_of(user, resolution)
    if seat is None:
        raise Refused(_("Sie haben hier keine Stimme."))
    Membership.objects.select_for_update(of=["self"], no_key=True).get(pk=seat.pk)
    caster = resolution.body.memberships.current().get(user=user)
    vote = ResolutionVote.objects.filter(resolution=resolution, membership=seat).first()
    if vote and vote.cast_by_id != caster.pk:
        raise Refused(
            _("Für diesen Sitz ist schon abgestimmt worden, von {name}.").format(
                name=vote.cast_by.name
            )
        )
    vote = vote or ResolutionVote(resolution=resolution, membership=seat, cast_by=caster)
    vote.value, vote.cast_at = value, now
    vote.full_clean()
    vote.save()
    return vote


@transaction.atomic
def declare_conflict(*, resolution: Resolution, membership: Membership, reason: str = "") -> None:
    """Who is affected does not vote. A vote that was cast already goes."""
    resolution = _locked(resolution)
    if resolution.is_decided:
        raise Refused(_("Darüber ist schon entschieden."))
    ResolutionVote.objects.filter(resolution=resolution, membership=membership).delete()
    ResolutionVote.objects.filter(resolution=resolution, cast_by=membership).delete()
    ConflictOfInterest.objects.get_or_create(
        resolution=resolution, membership=membership, defaults={"reason": reason}
    )


def votes_of(resolution: Resolution) -> Votes:
    values = list(resolution.votes.values_list("value", flat=True))
    return Votes(values.count("yes"), values.count("no"), values.count("abstained"))


@transaction.atomic
def decide_resolution(
    *,
    resolution: Resolution,
    result: str,
    decided_by: User,
    votes: Votes | None = None,
    text: str = "",
) -> Resolution:
    """Record the result, once and for good. A circulation counts its own votes; a meeting brings `votes`
    (none for what is noted or postponed). `text` is the wording if it was changed."""
    resolution = _locked(resolution)
    if resolution.is_decided:
        raise Refused(
            _("{number} ist schon entschieden: {result}.").format(
                number=resolution.number, result=resolution.get_result_display()
            )
        )
    if result not in WITHOUT_VOTE:
        votes = _count(resolution) if resolution.mode == Resolution.Mode.CIRCULATION else votes
        _check(resolution, result, votes, text)
    resolution.result, resolution.decided_at = result, timezone.now()
    resolution.decided_by, resolution.text = decided_by, text or resolution.text
    if votes:
        resolution.votes_yes, resolution.votes_no = votes.yes, votes.no
        resolution.votes_abstained = votes.abstained
    resolution.full_clean()
    resolution.save()
    emails.resolution_decided(resolution)
    return resolution


def _count(resolution: Resolution) -> Votes:
    votes = votes_of(resolution)
    is_over = resolution.closes_at and resolution.closes_at <= clock.database_now()
    if not is_over and votes.total < len(voting_seats(resolution)):
        raise Refused(_("Der Umlauf läuft noch, und es haben noch nicht alle abgestimmt."))
    return votes


def _check(resolution: Resolution, result: str, votes: Votes | None, text: str) -> None:
    seats = len(voting_seats(resolution))
    if votes is None:
        raise Refused(_("Bitte geben Sie an, wie abgestimmt wurde."))
    if votes.total > seats:
        raise Refused(
            _("Das sind mehr Stimmen, als es Stimmberechtigte gibt ({n}).").format(n=seats)
        )
    if votes.total * 2 <= seats:
        raise Refused(
            _("Nicht beschlussfähig: Mehr als die Hälfte der {n} Stimmen wird gebraucht.").format(
                n=seats
            )
        )
    if (votes.yes > votes.no) != (result in ADOPTED):
        raise Refused(_("Das Ergebnis passt nicht zu den Stimmen."))
    if result == Resolution.Result.ADOPTED_CHANGED and text.strip() in ("", resolution.text):
        raise Refused(_("Bitte geben Sie den geänderten Wortlaut an."))


@transaction.atomic
def carry_out(*, resolution: Resolution, done_on: date, note: str) -> Resolution:
    resolution = _locked(resolution)
    if resolution.result not in ADOPTED:
        raise Refused(_("Umgesetzt wird nur, was angenommen ist."))
    resolution.done_on, resolution.done_note = done_on, note
    resolution.full_clean()
    resolution.save()
    return resolution


def _locked(resolution: Resolution, *, shared: bool = False) -> Resolution:
    """Votes hold the row together; deciding waits for all of them."""
    rows = Resolution.objects.select_related("body")
    if not shared:
        return rows.select_for_update(of=["self"]).get(pk=resolution.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM workgroups_resolution WHERE id = %s FOR SHARE", [resolution.pk]
        )
    return rows.get(pk=resolution.pk)


@transaction.atomic
def remind_of_circulations() -> None:
    """Whose seat has not voted hears of it when the last day has begun; once."""
    for resolution in Resolution.objects.circulating():
        if resolution.closes_at - timezone.now() <= timedelta(days=1):
            voted = set(resolution.votes.values_list("membership", flat=True))
            silent = [seat for seat in voting_seats(resolution) if seat.pk not in voted]
            emails.circulation_ends(resolution, silent)
