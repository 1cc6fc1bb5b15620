"""Reduce KERN's stylesheet to the rules that our templates, Python and scripts can reach.

A rule stays unless it names a `kern-` class that occurs nowhere. A class name that ends in a
hyphen where a template variable follows (`kern-badge--{{ tone }}`) keeps all that start with it,
except for icons, which weigh most: those are found as arguments (`icon="check"`) and choices.
"""

import re
from collections.abc import Iterable, Iterator

CLASS_NAME = re.compile(r"\bkern-[a-z0-9_-]+")
ICON_ARGUMENT = re.compile(r"""\bicon=["']([a-z-]+)["']""")
ICON_CHOICE = re.compile(r"kern-icon--\{(.{0,200})", re.DOTALL)  # kern-icon--{% if a %}check{% …
DESCENDED_AT_RULES = ("@media", "@supports", "@layer")


def class_names(sources: Iterable[str]) -> set[str]:
    names = set()
    for source in sources:
        names.update(CLASS_NAME.findall(source))
        icons = set(ICON_ARGUMENT.findall(source))
        for choice in ICON_CHOICE.findall(source):
            icons.update(re.findall(r"[a-z]+(?:-[a-z]+)*", choice))
        names.update(f"kern-icon--{icon}" for icon in icons)
    return names - {"kern-icon--"}


def reduce(css: str, used: set[str], own: str) -> str:
    """`own` is the stylesheet that follows KERN's: the properties it reads are kept."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    exact = frozenset(used)
    prefixes = tuple(name for name in used if name.endswith("-"))
    reduced = _reduce_rules(css, exact, prefixes)
    return _drop_unused_properties(reduced, own)


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """(prelude, block) for each rule, (statement, None) for at-rules without a block."""
    start = position = 0
    while position < len(css):
        if css[position] == ";":
            yield css[start:position].strip(), None
            start = position = position + 1
        elif css[position] == "{":
            end = _closing_brace(css, position)
            yield css[start:position].strip(), css[position + 1 : end]
            start = position = end + 1
        else:
            position += 1


def _closing_brace(css: str, opening: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    raise ValueError(f"Unbalanced braces after: {css[opening - 60 : opening]!r}")


def _reduce_rules(css: str, exact: frozenset[str], prefixes: tuple[str, ...]) -> str:
    kept = []
    for prelude, block in _statements(css):
        if block is None:
            if prelude and not prelude.startswith("@charset"):
                kept.append(f"{prelude};")
        elif prelude.startswith(DESCENDED_AT_RULES):
            inner = _reduce_rules(block, exact, prefixes)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{block}}}")
        else:
            selectors = [s for s in _split_selectors(prelude) if _reachable(s, exact, prefixes)]
            if selectors and block.strip():
                kept.append(f"{','.join(selectors)}{{{_squeeze(block)}}}")
    return "\n".join(kept)


def _squeeze(block: str) -> str:
    return re.sub(r"\s*\n\s*", "", block).strip()


def _split_selectors(prelude: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, character in enumerate(prelude):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(prelude[start:position].strip())
            start = position + 1
    return [*parts, prelude[start:].strip()]


def _reachable(selector: str, exact: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    outside_functions = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", selector)
    names = re.findall(r"\.(kern-[\w-]+)", outside_functions)
    return all(name in exact or name.startswith(prefixes) for name in names)


def _drop_unused_properties(css: str, own: str) -> str:
    """Remove custom properties that nothing reads (most of KERN's palette)."""
    shorter = _drop_once(css, own)
    while shorter != css:
        css, shorter = shorter, _drop_once(shorter, own)
    return re.sub(r"(?m)^[^{}\n]+\{\}\n?", "", css)


def _drop_once(css: str, own: str) -> str:
    read = set(re.findall(r"var\(\s*(--kern-[\w-]+)", css + own))
    definition = re.compile(r"(--kern-[\w-]+)\s*:[^;{}]*(?:;|(?=\}))")
    return definition.sub(lambda match: match[0] if match[1] in read else "", css)
