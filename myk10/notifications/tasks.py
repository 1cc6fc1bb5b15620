from celery import shared_task

from myk10.notifications.actions.fan_out import write_due_mailings
from myk10.notifications.actions.news import forget_old_news
from myk10.notifications.actions.newsletter import forget_unconfirmed
from myk10.notifications.actions.outbox import forget_old_mail, wake_worker
from myk10.notifications.delivery import deliver_due_mail
from myk10.notifications.digests import write_due_digests

MAILS_AT_A_TIME = 500  # then other tasks get their turn


@shared_task
def deliver_mail() -> None:
    if deliver_due_mail(limit=MAILS_AT_A_TIME) == MAILS_AT_A_TIME:
        wake_worker()


@shared_task
def drop_old_mail() -> None:
    forget_old_mail()


@shared_task
def start_due_mailings() -> None:
    write_due_mailings()


@shared_task
def drop_unconfirmed_subscriptions() -> None:
    forget_unconfirmed()


@shared_task
def write_digests() -> None:
    write_due_digests()


@shared_task
def drop_old_news() -> None:
    forget_old_news()
