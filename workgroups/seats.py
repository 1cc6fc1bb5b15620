"""Who votes on a resolution, and for which seat."""

from myk10.accounts.models import User
from workgroups.models import Membership, Resolution


def voting_seats(resolution: Resolution) -> list[Membership]:
    """The seats of today that have a vote on this: without those who declared a conflict of interest."""
    seats = resolution.body.memberships.current().filter(may_vote=True).by_role()
    return list(seats.exclude(conflicts__resolution=resolution))


def seat_of(user: User, resolution: Resolution) -> Membership | None:
    """The seat that the person votes for: the own one, or that of the member they stand in for."""
    own = resolution.body.memberships.current().filter(user=user).first()
    if own is None or resolution.conflicts.filter(membership=own).exists():
        return None
    seat = own.stands_in_for or own
    if not (seat.may_vote and seat.is_current):
        return None
    return None if resolution.conflicts.filter(membership=seat).exists() else seat
