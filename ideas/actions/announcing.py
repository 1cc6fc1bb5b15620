from django.db import transaction
from django.utils import timezone

from ideas import emails
from ideas.announcing import Due, due_notices, people_to_tell
from ideas.models import PhaseNotice

BATCH = 500


def announce_due_phases() -> None:
    """Tell people of phases that have begun or end soon. May run twice or late without harm.

    Must not run inside a transaction: each batch is told, and kept, on its own.
    """
    for due in due_notices(timezone.now()):
        notice = PhaseNotice(competition=due.competition, phase=due.phase, moment=due.moment)
        PhaseNotice.objects.bulk_create([notice], ignore_conflicts=True)
        while _tell_next(due):
            pass


@transaction.atomic
def _tell_next(due: Due) -> bool:
    """One batch of people; whether there may be more. A second worker waits for the row."""
    notice = PhaseNotice.objects.select_for_update().get(
        competition=due.competition, phase=due.phase, moment=due.moment
    )
    if notice.finished_at:
        return False
    waiting = people_to_tell(due).filter(pk__gt=notice.told_until).order_by("pk")
    people = list(waiting[:BATCH])
    emails.phase_notice(due.competition, due.phase, due.moment, people)
    if people:
        notice.told_until = people[-1].pk
    if len(people) < BATCH:
        notice.finished_at = timezone.now()
    notice.save(update_fields=["told_until", "finished_at"])
    return notice.finished_at is None
