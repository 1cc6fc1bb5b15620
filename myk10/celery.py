import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myk10.settings")

app = Celery("myk10")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_options: object) -> None:
    """Celery leaves logging alone once somebody listens here; `myk10.logs` has configured it."""
