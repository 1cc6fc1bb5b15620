from celery import shared_task

from workgroups.actions import resolutions


@shared_task
def remind_of_circulations() -> None:
    resolutions.remind_of_circulations()
