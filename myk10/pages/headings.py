"""Headings of a page as places that can be linked to. The cleaned text holds no ids of its own."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def with_anchors(html: str) -> tuple[SafeString, list[tuple[str, str]]]:
    """The text with an id on each second-level heading, and their (id, title). `html` is clean."""
    headings: list[tuple[str, str]] = []

    def anchored(match: re.Match) -> str:
        title = strip_tags(match[1]).replace("\xad", "").strip()
        anchor = slugify(title.lower().translate(_UMLAUTS)) or "abschnitt"
        if any(anchor == other for other, _title in headings):
            anchor = f"{anchor}-{len(headings) + 1}"
        headings.append((anchor, title))
        return f'<h2 id="{anchor}">{match[1]}</h2>'

    return mark_safe(_HEADING.sub(anchored, html)), headings
