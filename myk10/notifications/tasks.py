from celery import shared_task

from .delivery import deliver_due_mail


@shared_task
def deliver_mail() -> None:
    deliver_due_mail()
