"""The plain text of what the Projektbüro wrote with the editor: for mails, and to compare two texts."""

import re
from html.parser import HTMLParser


def plain_text_of(html: str, *, with_addresses: bool = False) -> str:
    """Paragraphs, headings and nested lists as lines; where wanted, addresses of links behind their text.

    Knows the elements that `myk10.richtext` lets through, and takes any others as plain runs.
    """
    parser = _Parser(with_addresses)
    parser.feed(html)
    parser.close()
    return parser.text()


class _List:
    """A list that is open at present, and the marker of its present point."""

    def __init__(self, *, is_numbered: bool) -> None:
        self._last = 0 if is_numbered else None
        self._width = 0
        self._marker = ""

    def begin_point(self) -> None:
        if self._last is None:
            self._marker = "- "
        else:
            self._last += 1
            self._marker = f"{self._last}. "
        self._width = len(self._marker)

    def take_marker(self) -> str:
        """The marker for the first line of a point, as much space for all others."""
        marker, self._marker = self._marker or " " * self._width, ""
        return marker


class _Parser(HTMLParser):
    BLOCKS = {"p", "h2", "h3", "ul", "ol", "li"}

    def __init__(self, with_addresses: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._with_addresses = with_addresses
        self._text = ""
        self._run = ""
        self._lists: list[_List] = []
        self._is_within_list = False
        self._href = ""
        self._link_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self._end_block()
        if tag in ("ul", "ol"):
            self._lists.append(_List(is_numbered=tag == "ol"))
        elif tag == "li" and self._lists:
            self._lists[-1].begin_point()
        elif tag == "br":
            self._run += "\n"
        elif tag == "a":
            self._href, self._link_text = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            address = self._href.removeprefix("mailto:").removeprefix("tel:")
            if self._with_addresses and address and address != self._link_text.strip():
                self._run += f" ({address})"
            self._href = ""
        elif tag in self.BLOCKS:
            self._end_block()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
                self._is_within_list = bool(self._lists)

    def handle_data(self, data: str) -> None:
        self._run += re.sub(r"\s+", " ", data)
        self._link_text += data

    def _end_block(self) -> None:
        lines = [" ".join(line.split()) for line in self._run.strip().split("\n")]
        self._run = ""
        if not any(lines):
            return
        first = "".join(level.take_marker() for level in self._lists)
        block = first + f"\n{' ' * len(first)}".join(lines)
        gap = "\n" if self._is_within_list and self._lists else "\n\n"
        self._text += gap + block if self._text else block
        self._is_within_list = bool(self._lists)

    def text(self) -> str:
        self._end_block()
        return re.sub(r"\n\s*\n\s*\n", "\n\n", self._text)
