"""The terms of the glossary, found where pages use them, and in the order of the alphabet."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from django.core.cache import caches
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from learning.models import GlossaryTerm

KEPT_SECONDS = 10
# What is explained already, what is no running text, and what must not hold a link.
LEFT_ALONE = set(
    "a abbr button code dfn h1 h2 h3 h4 h5 h6 kbd label pre samp script style summary svg textarea".split()
)
WITHIN_WORDS = set(
    "a abbr b code del dfn em i ins kbd mark s samp small span strong sub sup u".split()
)
WORDS_END = "\0"  # neither a letter nor white space: no term reaches across it


def sort_key(term: str) -> str:
    """As dictionaries sort: Ä with A, capitals with small letters."""
    decomposed = unicodedata.normalize("NFKD", term.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def by_letter(terms: Iterable[GlossaryTerm]) -> list[tuple[str, list[GlossaryTerm]]]:
    """What begins with no letter comes first, under “0–9”."""
    ordered = sorted(terms, key=lambda term: sort_key(term.term))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=_letter)]


def _letter(term: GlossaryTerm) -> str:
    first = sort_key(term.term)[:1].upper()
    return first if first.isalpha() else "0–9"


@dataclass(frozen=True)
class Entry:
    slug: str
    forms: tuple[str, ...]
    explanation: str
    url: str


def entries() -> tuple[Entry, ...]:
    """All terms, kept for some seconds: a page asks for each of its texts, and the database once."""
    kept = caches["pages"].get("glossary")
    if kept is None:
        kept = tuple(_entry(term) for term in GlossaryTerm.objects.all())
        caches["pages"].set("glossary", kept, KEPT_SECONDS)
    return kept


def _entry(term: GlossaryTerm) -> Entry:
    forms = [" ".join(form.split()) for form in [term.term, *term.other_forms.split(",")]]
    return Entry(term.slug, tuple(filter(None, forms)), term.explanation, term.get_absolute_url())


@lru_cache(maxsize=4)
def _finder(entries: tuple[Entry, ...]) -> tuple[re.Pattern[str], dict[str, Entry]]:
    """Finds whole words, the longest form first. A form that begins small may begin a sentence."""
    meant: dict[str, Entry] = {}
    for entry in entries:
        for form in entry.forms:
            meant.setdefault(form, entry)
            meant.setdefault(form[0].upper() + form[1:], entry)
    longest_first = sorted(meant, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])"), meant


def explained(html: str) -> SafeString:
    """Each term's first occurrence as a link to its entry, with the explanation for the script to show.

    Takes cleaned HTML; the text that people read stays the same, letter by letter.
    """
    known = entries()
    if not known or not html:
        return mark_safe(html)
    return mark_safe(_marked(_pieces_of(html), *_finder(known)))


@dataclass(frozen=True)
class _Piece:
    """`text` is what is read, `None` for a tag; `source` what stands in the HTML."""

    source: str
    text: str | None = None
    running: bool = False  # a term may be explained here
    parts: bool = False  # of tags: words end here


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._tag(self.get_starttag_text() or "", tag)
        if tag in LEFT_ALONE:
            self.within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no empty elements but the void ones

    def handle_endtag(self, tag: str) -> None:
        self._tag(f"</{tag}>", tag)
        if tag in self.within:
            self.within.reverse()
            self.within.remove(tag)
            self.within.reverse()

    def handle_data(self, data: str) -> None:
        raw = self.within[-1:] in (["script"], ["style"])
        source = data if raw else escape(data, quote=False)
        self.pieces.append(_Piece(source, data, running=not self.within))

    def handle_comment(self, data: str) -> None:
        self.pieces.append(_Piece(f"<!--{data}-->"))

    def _tag(self, source: str, tag: str) -> None:
        self.pieces.append(_Piece(source, parts=tag not in WITHIN_WORDS))


def _pieces_of(html: str) -> list[_Piece]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces


def _marked(pieces: list[_Piece], pattern: re.Pattern[str], meant: dict[str, Entry]) -> str:
    """Looks at the whole text, so that a word with a tag in it is one word."""
    whole = "".join(_as_read(piece) for piece in pieces)
    matches = list(pattern.finditer(whole))
    done: set[str] = set()
    written, position = [], 0
    for piece in pieces:
        length = len(_as_read(piece))
        if not piece.running:
            written.append(piece.source)
        else:
            inside = [
                match
                for match in matches
                if position <= match.start() and match.end() <= position + length
            ]
            written.append(_linked(piece.text or "", position, inside, meant, done))
        position += length
    return "".join(written)


def _as_read(piece: _Piece) -> str:
    if piece.text is None:
        return WORDS_END if piece.parts else ""
    return piece.text


def _linked(
    text: str,
    offset: int,
    matches: list[re.Match[str]],
    meant: dict[str, Entry],
    done: set[str],
) -> str:
    written, position = [], 0
    for match in matches:
        entry = meant[" ".join(match.group().split())]
        if entry.slug in done:
            continue
        done.add(entry.slug)
        written.append(escape(text[position : match.start() - offset], quote=False))
        written.append(_link(match.group(), entry))
        position = match.end() - offset
    written.append(escape(text[position:], quote=False))
    return "".join(written)


def _link(words: str, entry: Entry) -> str:
    return format_html(
        '<a class="term" href="{}" data-explanation="{}">{}</a>',
        entry.url,
        entry.explanation,
        words,
    )
