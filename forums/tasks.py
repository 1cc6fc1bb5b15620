from celery import shared_task

from forums.actions.prioritising import freeze_priorities
from forums.models import Forum
from myk10.refusal import Refused


@shared_task
def freeze_due_priorities() -> None:
    """Count every vote on proposals that has ended and is not counted yet."""
    for forum in Forum.objects.with_vote_over().filter(count__isnull=True):
        try:
            freeze_priorities(forum=forum)
        except Refused:  # this machine's clock is ahead of the database's: the next sweep counts
            continue
