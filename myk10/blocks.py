"""Formatted text as data: blocks of runs of text, for documents that are no HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_KINDS = {"p": "p", "h2": "h2", "h3": "h3", "li": "p"}


@dataclass
class Block:
    """A paragraph, a heading, or one paragraph of a list's item. `depth` 0 is no list; `number` is the
    item's in a numbered list and `bullet` true in the first paragraph of an item."""

    kind: str = "p"
    depth: int = 0
    bullet: bool = False
    number: int | None = None
    runs: list[dict[str, Any]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return vars(self)


def blocks_of(html: str) -> list[dict[str, Any]]:
    """The blocks of what the rich text editor writes, as dictionaries fit for JSON."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return [block.as_data() for block in reader.blocks]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._block = Block()
        self._marks: list[str] = []
        self._href = ""
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _MARKS:
            self._marks.append(_MARKS[tag])
        elif tag == "a":
            self._href = dict(attrs).get("href") or ""
        elif tag == "br":
            self._block.runs.append({"break": True})
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag in _KINDS and not self._is_new_item:
            self.end_block()
            self._block.kind = _KINDS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS and _MARKS[tag] in self._marks:
            self._marks.remove(_MARKS[tag])
        elif tag == "a":
            self._href = ""
        elif tag in ("ul", "ol"):
            self.end_block()
            if self._lists:
                self._lists.pop()
            self._block.depth = len(self._lists)
        elif tag in _KINDS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text and not self._block.runs:
            return
        text = f"{' ' * data[:1].isspace()}{text}{' ' * data[-1:].isspace()}" if text else " "
        run: dict[str, Any] = {"text": text if self._block.runs else text.lstrip()}
        for mark in self._marks:
            run[mark] = True
        if self._href.startswith(("http://", "https://", "mailto:", "tel:")):
            run["href"] = self._href
        self._block.runs.append(run)

    @property
    def _is_new_item(self) -> bool:
        return self._block.bullet and not self._block.runs

    def _begin_item(self) -> None:
        self.end_block()
        number = None
        if self._lists and self._lists[-1] is not None:
            number = self._lists[-1] = self._lists[-1] + 1
        self._block = Block(depth=max(len(self._lists), 1), bullet=True, number=number)

    def end_block(self) -> None:
        if self._block.runs:
            self.blocks.append(self._block)
        self._block = Block(depth=len(self._lists))
