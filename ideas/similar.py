"""Which published ideas resemble one: the database finds candidates, the likeness of their words orders them."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q
from rapidfuzz import fuzz, process

from ideas.models import Idea

CANDIDATES = 40
MOST_WORDS = 60  # of a long description the first words say what it is about
ALIKE_FROM = 40  # of 100; see tests/ideas/test_similar.py for pairs on both sides
_SAME_WORD_FROM = 72
# Words that say nothing about what an idea is about.
_GENERIC_WORDS = """
    alle allen auch dass digital digitale digitalen digitaler digitales durch eine einem einen einer
    eines gibt haben jede jedem jeden jedes jemand kann koblenz könnte können landkreis mayen möchte
    nicht oder ohne sein sich sind smart smarte soll sollen sollte statt über unser unsere unseren
    viele wenn werden will wird wohin wollen zwischen
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())


def similar_ideas(idea: Idea, limit: int = 3) -> list[Idea]:
    """Published ideas of others that say nearly the same, the most alike first.

    They come from the same competition and from the standing pool.
    """
    wanted = _words(f"{idea.title} {idea.summary} {idea.description}")[:MOST_WORDS]
    query = SearchQuery(" | ".join(wanted), config="german", search_type="raw")
    candidates = (
        Idea.objects.published()
        .filter(Q(competition=idea.competition) | Q(competition=None), search=query)
        .exclude(Q(pk=idea.pk) | Q(author=idea.author_id))
        .annotate(rank=SearchRank(F("search"), query))
        .for_cards()
        .order_by("-rank")[:CANDIDATES]
    )
    scored = [(likeness(idea, other), other) for other in candidates]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE_FROM), key=lambda pair: -pair[0])
    return [other for _score, other in alike[:limit]]


def likeness(one: Idea, other: Idea) -> float:
    """From 0 to 100: how many words of each idea the other one has too, those of the titles twice."""
    titles = _words(one.title), _words(other.title)
    texts = _words(f"{one.title} {one.summary}"), _words(f"{other.title} {other.summary}")
    shares = [
        _share(titles[0], texts[1]),
        _share(titles[1], texts[0]),
        _share(texts[0], texts[1]),
        _share(texts[1], texts[0]),
    ]
    return sum(shares) / len(shares)


def _words(text: str) -> list[str]:
    found = dict.fromkeys(re.findall(r"[^\W\d_]{4,}", text.lower()))
    return [word for word in found if word not in _GENERIC]


def _share(words: list[str], others: list[str]) -> float:
    if not words or not others:
        return 0
    closeness = [process.extractOne(word, others, scorer=_closeness)[1] for word in words]
    return sum(score for score in closeness if score >= _SAME_WORD_FROM) / len(words)


def _closeness(word: str, other: str, **_options) -> float:
    """Inflected words are alike as a whole, parts of German compounds are within one another."""
    whole = fuzz.ratio(word, other)
    shorter = min(len(word), len(other))
    if shorter < 5:  # Land and WLAN have three letters in common
        return whole if whole > 85 else 0
    return whole if shorter < 6 else max(whole, 0.9 * fuzz.partial_ratio(word, other))
