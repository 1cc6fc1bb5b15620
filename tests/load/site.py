"""The site on gunicorn, as it is run for real, with the bare views beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from myk10.demo.services import free_port
from tests.load.client import Connection, get
from tests.services import ENVIRONMENT as OF_TESTS

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = OF_TESTS | {"DJANGO_SETTINGS_MODULE": "myk10.settings", "LOG_LEVEL": "WARNING"}


@contextmanager
def site(
    environment: dict[str, str], *, workers: int = 2, worker_class: str = "gthread"
) -> Iterator[int]:
    """Yields the port on which the site answers."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.load.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--worker-class", worker_class, "--threads", "4"),
        *("--log-level", "error"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        _wait_until_it_answers(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(port: int) -> None:
    for _attempt in range(100):
        try:
            if Connection(port).exchange(get("/healthz")) == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server does not answer.")
