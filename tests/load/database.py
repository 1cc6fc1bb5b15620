"""The database of a measurement: DATABASE_URL if given (it must be empty), else an embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from myk10.demo.services import Postgres
from tests.load.site import ENVIRONMENT


@contextmanager
def database(folder: Path, **environment: str) -> Iterator[None]:
    """Sets the environment as well; nothing of Django may have been loaded before."""
    os.environ |= ENVIRONMENT | {"DATA": str(folder), **environment}
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = Postgres(folder / "postgres")
    server.start()
    try:
        server.create_database("myk10")
        os.environ["DATABASE_URL"] = server.url("myk10")
        yield
    finally:
        server.stop()
