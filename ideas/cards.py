"""Cards of ideas: what every reader of a list sees alike is drawn once and kept for some seconds."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ideas.models import Idea


@dataclass(frozen=True)
class Card:
    """A drawn card, with what the vote beside it needs to know of the idea."""

    pk: int
    slug: str
    number: str
    title: str
    is_public: bool
    is_winner: bool
    get_absolute_url: str
    content: SafeString


def cards_of(ideas: Iterable[Idea]) -> list[Card]:
    return [
        Card(
            pk=idea.pk,
            slug=idea.slug,
            number=idea.number,
            title=idea.title,
            is_public=idea.is_public,
            is_winner=idea.public_award is not None,
            get_absolute_url=idea.get_absolute_url(),
            content=render_to_string("ideas/parts/card_content.html", {"idea": idea}),
        )
        for idea in ideas
    ]


class KeptCards:
    """The cards of rows in some order, for a Paginator; `name` tells this order from all others."""

    def __init__(self, rows: Any, name: str):
        self._rows = rows
        self._name = name

    def __getitem__(self, part: slice) -> Sequence[Card]:
        which = f"{self._name} {part.start}-{part.stop}"
        return caches["visitors"].get_or_set(
            f"cards-{hashlib.sha256(which.encode()).hexdigest()}",
            lambda: cards_of(self._rows[part]),
            settings.VISITOR_CACHE_SECONDS,
        )
