"""What is wrong with a page: axe-core's findings and our own rules, narrow and wide, light and dark."""

from collections.abc import Callable

from playwright.sync_api import Page

Axe = Callable[..., list[str]]

WIDTHS = (320, 1280)
# Nothing but colours differs in the dark.
RULES_ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]
FRAME = """() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
})"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page, axe: Axe) -> list[str]:
    found = _faults_of_frame(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        found += [f"{width} {fault}" for fault in axe(page)]
        if too_wide := page.evaluate(TOO_WIDE):
            found.append(f"{width} scrolls sideways by {too_wide} pixels")
        page.emulate_media(color_scheme="dark")
        found += [f"{width} dark {fault}" for fault in axe(page, RULES_ABOUT_COLOURS)]
    return [f"{page.url}: {fault}" for fault in found]


def _faults_of_frame(page: Page) -> list[str]:
    frame = page.evaluate(FRAME)
    title, _dot, site = frame["title"].rpartition(" · ")
    rules = {
        f"title „{frame['title']}“": bool(title.strip()) and site == "MYK10",
        f"lang „{frame['lang']}“": frame["lang"] == "de",
        f"{frame['headings']} h1": frame["headings"] == 1,
    }
    return [fault for fault, holds in rules.items() if not holds]
