"""The tree of a version's passages: their order and numbers, and what belongs to a chapter.

Pure functions on the passages of one version, read in one query.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategy.models import Passage

DEEPEST = 3


@dataclass(frozen=True)
class Numbered:
    """A passage with its number in its version ("2.1") and its level, 1 for a chapter."""

    passage: Passage
    number: str
    level: int


def numbered_tree(passages: Iterable[Passage]) -> list[Numbered]:
    """In the order in which they are read: each passage before what stands below it."""
    below = children_of(passages)

    def walk(parent: int | None, prefix: str, level: int) -> Iterator[Numbered]:
        for place, passage in enumerate(below[parent], start=1):
            yield Numbered(passage, f"{prefix}{place}", level)
            yield from walk(passage.pk, f"{prefix}{place}.", level + 1)

    return list(walk(None, "", 1))


def children_of(passages: Iterable[Passage]) -> dict[int | None, list[Passage]]:
    """By the key of the passage above, None for chapters; each list in order."""
    below: dict[int | None, list[Passage]] = defaultdict(list)
    for passage in sorted(passages, key=lambda passage: (passage.position, passage.pk)):
        below[passage.parent_id].append(passage)
    return below


def chapter_of(passage: Passage, passages: Iterable[Passage]) -> Passage:
    by_key = {each.pk: each for each in passages}
    while passage.parent_id is not None:
        passage = by_key[passage.parent_id]
    return passage


def with_all_below(passage: Passage, passages: Iterable[Passage]) -> list[Passage]:
    """The passage and what stands below it, in the order in which it is read."""
    below = children_of(passages)

    def walk(top: Passage) -> Iterator[Passage]:
        yield top
        for child in below[top.pk]:
            yield from walk(child)

    return list(walk(passage))


def digest_of(chapter: Iterable[Passage]) -> str:
    """The SHA-256 of the texts of a chapter's passages, as `with_all_below` gives them."""
    texts = [[passage.title, passage.body] for passage in chapter]
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def is_easy_text_stale(chapter: Iterable[Passage]) -> bool:
    """Whether the chapter, given as for `digest_of`, has changed since its easy text was written."""
    passages = list(chapter)
    return bool(passages[0].easy_text) and passages[0].easy_of != digest_of(passages)
