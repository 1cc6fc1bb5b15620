from celery import shared_task

from myk10.accounts import actions


@shared_task
def drop_stale_signups() -> int:
    return actions.drop_stale_signups()
