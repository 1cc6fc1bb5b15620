from celery import shared_task

from myk10.home import achievements


@shared_task
def hand_in_achievements() -> None:
    achievements.hand_in_achievements()
