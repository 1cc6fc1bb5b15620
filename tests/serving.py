"""The web server that runs for real, in processes of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from myk10.demo.services import free_port
from tests.conftest import ROOT

STARTUP_SECONDS = 60


def for_real(data: Path, **more: str) -> dict[str, str]:
    """The environment of a site that is run for real: nothing of the tests but the database."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "myk10.settings", "DATA": str(data)}
    del environment["STATIC_STORAGE"]
    return environment | {"LOG_LEVEL": "ERROR"} | more


@contextmanager
def serving(data: Path, database: str, **more: str) -> Iterator[str]:
    """A site on this database; gives its address."""
    address = f"http://127.0.0.1:{free_port()}"
    environment = for_real(
        data,
        SITE_URL=address,
        DATABASE_URL=database,
        BIND=address.removeprefix("http://"),
        WEB_WORKERS="1",
        **more,
    )
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "myk10.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(server, f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(server: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("The web server did not start.")
