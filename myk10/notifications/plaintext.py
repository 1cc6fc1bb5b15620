"""The plain text of a mail whose formatted text the Projektbüro wrote."""

from html.parser import HTMLParser


def plain_text_of(html: str) -> str:
    """Paragraphs, headings and lists as lines; the address of a link behind its text.

    Knows the elements that `myk10.richtext` lets through, and takes any others as plain runs.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.text()


class _Parser(HTMLParser):
    BLOCKS = {"p", "h2", "h3", "ul", "ol", "li"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._run = ""
        self._lists: list[int] = []  # 0: bullets; else the number of the last point
        self._href = ""
        self._link_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._end_block()
            self._lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            self._end_block()
            self._run = self._bullet()
        elif tag in self.BLOCKS and self._run.strip() not in self._bullets():
            self._end_block()
        elif tag == "br":
            self._run += "\n"
        elif tag == "a":
            self._href, self._link_text = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            address = self._href.removeprefix("mailto:").removeprefix("tel:")
            if address and address != self._link_text.strip():
                self._run += f" ({address})"
            self._href = ""
        elif tag in self.BLOCKS:
            self._end_block()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._run += data
        self._link_text += data

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] == 0:
            return "- "
        number = self._lists[-1]
        self._lists[-1] += 1
        return f"{number}. "

    def _bullets(self) -> set[str]:
        return {"-", *(f"{number - 1}." for number in self._lists if number)}

    def _end_block(self) -> None:
        lines = [" ".join(line.split()) for line in self._run.strip().split("\n")]
        if any(lines):
            self._blocks.append("\n".join(lines))
        self._run = ""

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks)
