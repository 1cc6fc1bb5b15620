from celery import shared_task

from .actions import forget_reporters


@shared_task
def drop_reporters_addresses() -> None:
    forget_reporters()
