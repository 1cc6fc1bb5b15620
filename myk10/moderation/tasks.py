from celery import shared_task

from myk10.moderation.actions import forget_reporters


@shared_task
def drop_reporters_addresses() -> None:
    forget_reporters()
