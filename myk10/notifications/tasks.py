from celery import shared_task

from .actions import forget_old_mail
from .delivery import deliver_due_mail


@shared_task
def deliver_mail() -> None:
    deliver_due_mail()


@shared_task
def drop_old_mail() -> None:
    forget_old_mail()
