import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.cache import caches
from django.db import connection, connections

from myk10.demo.browser import find_browser
from myk10.demo.services import Redis, free_port

ROOT = Path(__file__).resolve().parent.parent


TRANSACTIONAL = {"transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup) -> None:
    """Lets every connection restore the migrations' rows.

    Once Playwright's event loop runs, Django gives this thread another connection than before.
    """
    if hasattr(connection, "_test_serialized_contents"):
        rows = connection._test_serialized_contents
        type(connections[connection.alias])._test_serialized_contents = rows


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "e2e"):
            item.add_marker("e2e")
        if _is_transactional(item):
            # Such a test ends by emptying all tables: the next one gets the migrations' rows back.
            marker = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(marker, append=False)
    # They come last, as Django wants it; pytest has put those with a browser anywhere.
    items.sort(key=_is_transactional)


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        TRANSACTIONAL & set(item.fixturenames)
    )


@pytest.fixture(autouse=True)
def empty_caches(request: pytest.FixtureRequest) -> None:
    caches["visitors"].clear()
    caches["pages"].clear()
    if _is_transactional(request.node):  # any other test rolls its rows back
        request.getfixturevalue("transactional_db")
        caches["default"].clear()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    """A real Redis that this process's Celery talks to; `stop()` and `start()` it as you like."""
    from myk10.celery import app

    server = Redis(tmp_path / "redis")
    server.start()
    before = app.conf.broker_url
    _use_broker(server.url)
    yield server
    _use_broker(before)
    server.stop()


def _use_broker(url: str) -> None:
    from myk10.celery import app

    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
    app.pool.force_close_all()
    app._pool = None
    app.amqp._producer_pool = None


class Postbox:
    """A real SMTP server. Set `refuse_with` to an answer such as "450 try later" to refuse mail."""

    def __init__(self) -> None:
        self.messages: list[Envelope] = []
        self.refuse_with: str | None = None
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return self.controller.port

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_with:
            return self.refuse_with
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.messages.append(envelope)
        return "250 OK"


@pytest.fixture
def smtp_server(settings) -> Iterator[Postbox]:
    postbox = Postbox()
    postbox.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = postbox.port
    yield postbox
    postbox.controller.stop()


@pytest.fixture
def celery_worker_process(
    transactional_db, redis_server: Redis, smtp_server: Postbox
) -> Iterator[subprocess.Popen[str]]:
    """A real worker on the test's database, Redis and SMTP server; yields once it is ready."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "myk10", "worker", "--pool=solo", "--loglevel=INFO"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=celery_environment(redis_server, smtp_server),
    )
    output = []
    for line in worker.stdout:
        output.append(line)
        if " ready." in line:
            break
    else:
        pytest.fail("The worker did not start:\n" + "".join(output))
    yield worker
    worker.terminate()
    worker.communicate(timeout=30)


def celery_environment(redis_server: Redis, smtp_server: Postbox) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "myk10.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_server.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_server.port}",
    }


def database_url() -> str:
    database = connection.settings_dict
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    port = f"&port={database['PORT']}" if database["PORT"] else ""
    user = f"{quote(database['USER'])}{password}"
    return f"postgres://{user}@/{database['NAME']}?host={quote(str(host))}{port}"


# --- Tests in a browser --------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    found = find_browser()
    return (
        browser_type_launch_args
        | {"args": arguments}
        | ({"executable_path": str(found)} if found else {})
    )


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {"locale": "de-DE", "timezone_id": "Europe/Berlin"}


AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def axe():
    """`axe(page)` gives axe-core's violations of WCAG 2.2 A and AA: "rule: element" each."""
    source = AXE.read_text()

    def violations(page, only: list[str] = AXE_TAGS) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)  # the content security policy refuses a script element
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags}).then(result => result.violations)", only
        )
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]

    return violations
