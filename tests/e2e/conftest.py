"""Browsers of people, watched for what no page may do."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from myk10.accounts.models import User
from tests.e2e.signing_in import sign_in_client

OpenPage = Callable[..., Page]


class Watch:
    """What went wrong in a browser: script errors, refused content, requests to other hosts."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host = host
        self.complaints: list[str] = []
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._note_request)

    def _note_console(self, message: ConsoleMessage) -> None:
        # An error page is not an error of the page: the browser writes its status down, too.
        is_the_page = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not (is_the_page and "status of 4" in message.text):
            self.complaints.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.complaints.append(f"request: {request.url}")


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    return live_server.url


@pytest.fixture
def watches() -> list[Watch]:
    return []


@pytest.fixture
def open_page(new_context, live_server, watches) -> OpenPage:
    """`open_page()` is a visitor's browser, `open_page(user)` one in which somebody has signed in."""

    def open_(user: User | None = None, **options) -> Page:
        context = new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        watches.append(Watch(context, urlsplit(live_server.url).netloc))
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        return context.new_page()

    return open_


@pytest.fixture(autouse=True)
def nothing_goes_wrong_in_any_browser(watches):
    yield
    assert [complaint for watch in watches for complaint in watch.complaints] == []


def session_cookie(user: User, url: str) -> dict:
    client = Client()
    sign_in_client(client, user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
