from celery import shared_task

from myk10.notifications.actions import forget_old_mail
from myk10.notifications.delivery import deliver_due_mail


@shared_task
def deliver_mail() -> None:
    deliver_due_mail()


@shared_task
def drop_old_mail() -> None:
    forget_old_mail()
