"""What pages weigh over the wire, on the server that runs for real, with compressed static files."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page

from myk10.demo.services import free_port
from tests.conftest import ROOT, database_url
from tests.e2e.world import World
from tests.factories import IdeaFactory

KB = 1000
FIRST_VISIT, NEXT_PAGE, REQUESTS = 150 * KB, 20 * KB, 8
SUMMARY = "Wer mitfahren will, setzt sich auf die Bank und wählt sein Ziel aus. " * 3
STARTUP_SECONDS = 60
# Files of the admin are not asked for here, and compressing them takes a while.
NOT_COLLECTED = ("admin", "django_prose_editor", "django_htmx")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("weight")
    ignored = [part for name in NOT_COLLECTED for part in ("--ignore", name)]
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0", *ignored]
    subprocess.run(command, cwd=ROOT, env=for_real(data), check=True)
    return data


def for_real(data: Path, **more: str) -> dict[str, str]:
    """The environment of a site that is run for real: nothing of the tests but the database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "myk10.settings",
        "DATA": str(data),
        "LOG_LEVEL": "ERROR",
        **more,
    }
    del environment["STATIC_STORAGE"]
    return environment


@pytest.fixture
def site(transactional_db, static_root) -> Iterator[str]:
    address = f"http://127.0.0.1:{free_port()}"
    environment = for_real(
        static_root,
        SITE_URL=address,
        DATABASE_URL=database_url(),
        BIND=address.removeprefix("http://"),
        WEB_WORKERS="1",
    )
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "myk10.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(server, f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(server: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("The web server did not start.")


class Wire:
    """Counts requests and the bytes of their answers, headers included."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.asked: dict[str, str] = {}
        self.received: dict[str, int] = {}
        self.session.on("Network.requestWillBeSent", self._note_request)
        self.session.on("Network.loadingFinished", self._note_end)

    def _note_request(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            self.asked[event["requestId"]] = event["request"]["url"]

    def _note_end(self, event: dict) -> None:
        if event["requestId"] in self.asked:
            self.received[event["requestId"]] = int(event["encodedDataLength"])

    def open(self, address: str) -> tuple[int, int]:
        """Number of requests and bytes of this page."""
        self.asked.clear()
        self.received.clear()
        assert self.page.goto(address, wait_until="networkidle").status == 200
        return len(self.asked), sum(self.received.values())


@pytest.fixture
def new_wire(browser, site) -> Iterator[Callable[[], Wire]]:
    """`new_wire()` is a browser that was never here before."""
    contexts = []

    def new() -> Wire:
        contexts.append(browser.new_context(base_url=site))
        return Wire(contexts[-1].new_page())

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def world(transactional_db) -> World:
    world = World()
    for phase in ("voting", "submission"):
        IdeaFactory.create_batch(20, competition=world.competitions[phase], summary=SUMMARY)
    return world


PAGES = [
    *("/", "/ideen/", "/ideen/voting/", "/ideen/voting/liste/", "/ideen/submission/"),
    *("/ideen/submission/liste/", "/ideen/result/", "/ideen/result/ergebnis/"),
    *("/ideen/speicher/", "/ideen/speicher/liste/", "/datenschutz/", "/moderation/"),
    *("/konto/login/", "/konto/signup/", "/newsletter/"),
]


def test_public_pages_are_light(world, new_wire):
    pages = [*PAGES, *(world.ideas[name].get_absolute_url() for name in ("admitted", "pool"))]
    regular = new_wire()
    regular.open("/impressum/")
    next_pages = {address: regular.open(address)[1] for address in pages}
    first_visits = {address: new_wire().open(address) for address in pages}
    assert {a: weight for a, weight in next_pages.items() if weight > NEXT_PAGE} == {}
    assert {
        address: (requests, weight)
        for address, (requests, weight) in first_visits.items()
        if requests > REQUESTS or weight > FIRST_VISIT
    } == {}
