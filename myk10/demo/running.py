"""The environment of a running demo, kept in its data folder for `manage.py` in another terminal."""

import os
from pathlib import Path

ENVIRONMENT_FILE = "demo.env"
NAMES = ("DEMO", "DATA", "SITE_URL", "SECRET_KEY", "DATABASE_URL", "REDIS_URL")


def write_environment(data: Path) -> None:
    lines = [f"{name}={os.environ[name]}\n" for name in NAMES]
    target = os.open(data / ENVIRONMENT_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(target, "w") as file:
        file.writelines(lines)


def adopt_environment(data: Path) -> None:
    """Take over the environment of the demo that runs with this data, if one does."""
    file = data / ENVIRONMENT_FILE
    if file.exists():
        os.environ |= dict(line.split("=", 1) for line in file.read_text().splitlines())
