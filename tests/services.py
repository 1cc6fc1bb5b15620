"""What the tests need around them: a PostgreSQL of their own, unless DATABASE_URL names one.

The process that pytest starts in provides it; xdist's workers inherit the environment. The data
lies in a new folder for each run, so that several runs at once do not meet.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from myk10.demo.services import Postgres

PROVIDED_BY = "MYK10_TESTS_PROVIDED_BY"
ENVIRONMENT = {
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "SITE_URL": "http://localhost",
    "DEMO": "0",
    "EMAIL_URL": "smtp://localhost:25",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "VISITOR_CACHE_SECONDS": "0",
    "STAFF_NEEDS_SECOND_FACTOR": "1",
    "REDIS_URL": "redis://127.0.0.1:1/0",  # nobody listens there; see the fixture redis_server
    # Playwright keeps an event loop running in the thread in which the tests use the database.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


def provide() -> None:
    if PROVIDED_BY in os.environ:
        return
    os.environ[PROVIDED_BY] = str(os.getpid())
    data = Path(tempfile.mkdtemp(prefix="myk10-tests-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    (data / "static").mkdir()
    os.environ |= ENVIRONMENT | {"DATA": str(data)}
    if not os.environ.get("DATABASE_URL"):
        server = Postgres(data / "postgres", durable=False)
        atexit.register(server.stop)
        server.start()
        server.create_database("myk10")
        os.environ["DATABASE_URL"] = server.url("myk10")
