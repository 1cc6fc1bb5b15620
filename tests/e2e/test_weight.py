"""What pages weigh over the wire, on the server that runs for real, with compressed static files."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import CDPSession, Page, expect

from ideas.actions.submitting import add_image
from ideas.models import Idea
from myk10.images import clean_picture
from tests.conftest import ROOT, database_url
from tests.e2e.world import World
from tests.factories import AwardFactory, IdeaFactory, IdeaImageFactory
from tests.serving import for_real, serving

KB = 1000
WIDTHS = (320, 1280)
FIRST_VISIT, NEXT_PAGE, REQUESTS = 150 * KB, 20 * KB, 8
SUMMARY = "Wer mitfahren will, setzt sich auf die Bank und wählt sein Ziel aus. " * 3
# Files of the admin are not asked for here, and compressing them takes a while.
NOT_COLLECTED = ("admin", "django_prose_editor", "django_htmx")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("weight")
    ignored = [part for name in NOT_COLLECTED for part in ("--ignore", name)]
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0", *ignored]
    subprocess.run(command, cwd=ROOT, env=for_real(data), check=True)
    return data


@pytest.fixture
def site(transactional_db, static_root) -> Iterator[str]:
    with serving(static_root, database_url()) as address:
        yield address


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
def new_wire(browser, site) -> Iterator[Callable[..., Wire]]:
    """`new_wire()` is a browser that was never here before."""
    contexts = []

    def new(width: int = 1280) -> Wire:
        viewport = {"width": width, "height": 800}
        contexts.append(browser.new_context(base_url=site, viewport=viewport))
        return Wire(contexts[-1].new_page())

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def world(transactional_db, settings, static_root) -> World:
    """Every idea has a photograph, and one has three, as many as there can be."""
    settings.MEDIA_ROOT = static_root / "media"
    world = World()
    for phase in ("voting", "submission", "result"):
        IdeaFactory.create_batch(20, competition=world.competitions[phase], summary=SUMMARY)
    IdeaFactory.create_batch(20, pool=True, summary=SUMMARY)
    others = Idea.objects.filter(competition__slug="result", award=None)[:2]
    for rank, idea in enumerate(others, start=2):
        AwardFactory(idea=idea, rank=rank)
    upload = ContentFile(photograph())
    picture = clean_picture(upload, upload.size)
    for position in (2, 3):
        add_image(idea=world.ideas["admitted"], picture=picture, alt_text=f"Bild {position}")
    shown = world.ideas["admitted"].images.last()
    for idea in Idea.objects.filter(images=None):
        IdeaImageFactory(idea=idea, large=shown.large.name, small=shown.small.name)
    return world


def photograph() -> bytes:
    """As heavy as photographs are: about 20 KB when shown small."""
    grain = Image.effect_noise((1600, 1200), 8)
    channels = [Image.radial_gradient("L").resize(grain.size), grain, grain]
    buffer = BytesIO()
    Image.merge("RGB", channels).save(buffer, "JPEG")
    return buffer.getvalue()


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
    first_visits = {
        (address, width): new_wire(width).open(address) for address in pages for width in WIDTHS
    }
    assert {a: weight for a, weight in next_pages.items() if weight > NEXT_PAGE} == {}
    assert {
        visit: (requests, weight)
        for visit, (requests, weight) in first_visits.items()
        if requests > REQUESTS or weight > FIRST_VISIT
    } == {}


def test_pictures_come_as_they_are_scrolled_to(world, new_wire):
    wire = new_wire()
    wire.open("/ideen/result/liste/")
    waiting = wire.page.locator("img.card__image[data-src]")
    at_first = waiting.count()
    assert at_first > 0
    wire.page.mouse.wheel(0, 20_000)
    expect(waiting).not_to_have_count(at_first)


def test_without_a_script_pictures_are_there_all_the_same(world, browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/ideen/result/liste/", wait_until="networkidle")
    shown = [image for image in page.locator("img.card__image").all() if image.is_visible()]
    addresses = {image.get_attribute("src") for image in shown}
    context.close()
    assert shown != []
    assert {address[:14] for address in addresses} == {"/ideen/bilder/"}
