import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myk10.settings")

app = Celery("myk10")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # task: every so many seconds; each may run twice or late without harm
    task: {"task": task, "schedule": seconds}
    for task, seconds in {
        "myk10.notifications.tasks.deliver_mail": 10.0,
        "myk10.notifications.tasks.start_due_mailings": 15.0,
        "myk10.notifications.tasks.drop_old_mail": 3600.0,
        "myk10.notifications.tasks.drop_unconfirmed_subscriptions": 3600.0,
        "myk10.notifications.tasks.write_digests": 60.0,
        "myk10.notifications.tasks.drop_old_news": 3600.0,
        "myk10.moderation.tasks.drop_reporters_addresses": 3600.0,
        "myk10.accounts.tasks.drop_stale_signups": 3600.0,
        "myk10.tasks.drop_stale_traces": 3600.0,
        "myk10.events.tasks.send_reminders": 60.0,
        "myk10.events.tasks.pass_on_seats": 60.0,
        "myk10.events.tasks.forget_participants": 3600.0,
        "forums.tasks.freeze_due_priorities": 60.0,
        "myk10.home.tasks.hand_in_achievements": 3600.0,
        "ideas.tasks.freeze_due_counts": 60.0,
        "workgroups.tasks.remind_of_circulations": 600.0,
        "ideas.tasks.announce_awards": 300.0,
        "ideas.tasks.announce_phases": 60.0,
    }.items()
}


@setup_logging.connect
def keep_our_logging(**_options: object) -> None:
    """Celery leaves logging alone once somebody listens here; `myk10.logs` has configured it."""
