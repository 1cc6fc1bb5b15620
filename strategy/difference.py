"""What is different between two texts, word by word, and how that is shown."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MOST_EFFORT = 100_000
_TOKEN = re.compile(r"\n+|[^\S\n]+|[\w’'-]+|[^\w\s]")


@dataclass(frozen=True)
class Change:
    """A run of words: the same in both texts, or what stood there and what stands there now."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def difference(old: str, new: str) -> list[Change]:
    """The runs that lead from one text to the other: all `old` joined give the old text, all `new`
    joined the new one."""
    return _without_lone_blanks(_runs(_TOKEN.findall(old), _TOKEN.findall(new)))


def _runs(before: list[str], after: list[str]) -> list[Change]:
    """What both begin and end with is found at once; between, words are compared with words. Where
    that would take seconds (one word a thousand times), all between is struck out and written anew."""
    shorter = min(len(before), len(after))
    head = _common(before, after, shorter)
    tail = _common(before[::-1], after[::-1], shorter - head)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    opcodes = [("replace", 0, len(old), 0, len(new))]
    if _effort(old, new) <= MOST_EFFORT:
        opcodes = SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes()
    runs = [
        _joined(before[:head], after[:head]),
        *(_joined(old[a:b], new[c:d]) for _tag, a, b, c, d in opcodes),
        _joined(before[len(before) - tail :], after[len(after) - tail :]),
    ]
    return _with_neighbours([run for run in runs if run.old or run.new])


def _joined(old: list[str], new: list[str]) -> Change:
    return Change("".join(old), "".join(new))


def _common(before: list[str], after: list[str], most: int) -> int:
    """With how many of the same they begin."""
    return next((n for n in range(most) if before[n] != after[n]), most)


def _effort(old: list[str], new: list[str]) -> int:
    """How many pairs of equal words the matcher looks at, time and again."""
    there = Counter(new)
    return sum(n * there[word] for word, n in Counter(old).items() if not word.isspace())


def _with_neighbours(runs: list[Change]) -> list[Change]:
    """Runs side by side that are the same in both texts are one."""
    joined: list[Change] = []
    for run in runs:
        if joined and run.is_same and joined[-1].is_same:
            run = Change(joined[-1].old + run.old, joined.pop().new + run.new)
        joined.append(run)
    return joined


def _without_lone_blanks(runs: list[Change]) -> list[Change]:
    """Two changes with nothing but a blank between them are one: a new sentence reads as a sentence."""
    joined: list[Change] = []
    for run in runs:
        if (
            joined
            and len(joined) > 1
            and not run.is_same
            and joined[-1].old == " " == joined[-1].new
        ):
            blank, before = joined.pop(), joined.pop()
            run = Change(before.old + blank.old + run.old, before.new + blank.new + run.new)
        joined.append(run)
    return joined


def applied(old: str, changes: Sequence[Change]) -> str:
    """The new text, made of the old one. Raises ValueError if the changes are of another text."""
    if "".join(change.old for change in changes) != old:
        raise ValueError("These changes belong to another text.")
    return "".join(change.new for change in changes)


def marked(changes: Sequence[Change], side: str = "") -> SafeString:
    """The changes as HTML. `side` “old” or “new” shows one of both texts with its own marks alone.

    Colour and line do not reach everybody, so what is marked says so in words as well.
    """
    parts = []
    for change in changes:
        if change.is_same:
            parts.append(_lines(change.old))
            continue
        if change.old and side != "new":
            parts.append(_mark("del", _("gestrichen"), change.old))
        if change.new and side != "old":
            parts.append(_mark("ins", _("neu"), change.new))
    return mark_safe("".join(parts))


def _mark(tag: str, word: str, text: str) -> SafeString:
    return format_html(
        '<{0}><span class="kern-sr-only"> [{1}: </span>{2}<span class="kern-sr-only">] </span></{0}>',
        mark_safe(tag),
        word,
        _lines(text),
    )


def _lines(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))
