from celery import shared_task

from myk10.events.actions import forgetting, registering, reminding, seats


@shared_task
def send_reminders() -> None:
    reminding.send_due_reminders()
    reminding.remind_invited()


@shared_task
def pass_on_seats() -> None:
    """Offers that ended, and registrations that nobody confirmed."""
    seats.expire_offers()
    registering.drop_unconfirmed()


@shared_task
def forget_participants() -> None:
    forgetting.forget_participants()
