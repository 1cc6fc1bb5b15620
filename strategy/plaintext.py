"""The plain text of a section: what suggestions are written against, and differences are made of."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "h2", "h3", "ul", "ol"}


def plain_text_of(html: str) -> str:
    """Paragraphs and headings separated by an empty line, items of lists as lines that begin with “- ”
    (or their number), line breaks kept, all other white space as one blank."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line = ""
        self._items: list[str] = []
        self._lists: list[int | None] = []  # per open list: the last number, None in a bulleted one

    @property
    def text(self) -> str:
        self._end_line()
        return "\n\n".join(self._blocks)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "br":
            self._line += "\n"
        elif tag == "li":
            self._end_item()
            self._line = self._mark()
        elif tag in ("ul", "ol"):
            self._end_item()
            self._lists.append(0 if tag == "ol" else None)
        elif tag in _BLOCKS and not self._lists:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._end_item()
        elif tag in ("ul", "ol"):
            self._end_item()
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self._end_list()
        elif tag in _BLOCKS and not self._lists:
            self._end_line()

    def handle_data(self, data: str) -> None:
        data = re.sub(r"\s+", " ", data)
        at_start = not self._line or self._line.endswith(("\n", " "))
        self._line += data.lstrip() if at_start else data

    def _mark(self) -> str:
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{indent}- "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1]}. "

    def _end_item(self) -> None:
        if self._line.strip(" -\n"):
            self._items.append(self._line.rstrip())
        self._line = ""

    def _end_list(self) -> None:
        if self._items:
            self._blocks.append("\n".join(self._items))
        self._items = []

    def _end_line(self) -> None:
        self._end_list()
        if self._line.strip():
            lines = [line.strip() for line in self._line.split("\n")]
            self._blocks.append("\n".join(lines).strip())
        self._line = ""
