from celery import shared_task

from myk10.notifications.actions import forget_old_mail, wake_worker
from myk10.notifications.delivery import deliver_due_mail

MAILS_AT_A_TIME = 500  # then other tasks get their turn


@shared_task
def deliver_mail() -> None:
    if deliver_due_mail(limit=MAILS_AT_A_TIME) == MAILS_AT_A_TIME:
        wake_worker()


@shared_task
def drop_old_mail() -> None:
    forget_old_mail()
