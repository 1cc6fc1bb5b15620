from celery import shared_task

from myk10.notifications.actions import forget_old_mail, forget_old_news
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.digests import write_due_digests


@shared_task
def deliver_mail() -> None:
    deliver_due_mail()


@shared_task
def drop_old_mail() -> None:
    forget_old_mail()


@shared_task
def write_digests() -> None:
    write_due_digests()


@shared_task
def drop_old_news() -> None:
    forget_old_news()
