"""What became of each section between two versions."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myk10.plaintext import plain_text_of
from strategy.chapters import Numbered
from strategy.difference import Change, difference, marked
from strategy.models import Remark, Section
from strategy.reading import Document

KINDS = {
    "new": gettext_lazy("neu"),
    "removed": gettext_lazy("entfallen"),
    "moved": gettext_lazy("verschoben"),
    "renamed": gettext_lazy("umbenannt"),
    "changed": gettext_lazy("geändert"),
    "unchanged": gettext_lazy("unverändert"),
}


@dataclass(frozen=True)
class Pair:
    """A section in the old and in the new version; one of both may lack it."""

    old: Numbered | None
    new: Numbered | None
    has_moved: bool = False
    answered: Sequence[Remark] = ()  # what was said to the old one

    @property
    def shown(self) -> Numbered:
        return self.new or self.old  # type: ignore[return-value]

    @property
    def section(self) -> Section:
        return self.shown.passage.section

    @property
    def level(self) -> int:
        return self.shown.level

    @cached_property
    def kinds(self) -> list[str]:
        """Names of KINDS: a section can be moved, renamed and changed at once."""
        if self.old is None:
            return ["new"]
        if self.new is None:
            return ["removed"]
        found = {
            "moved": self.has_moved,
            "renamed": self.old.passage.title != self.new.passage.title,
            "changed": any(not change.is_same for change in self.changes),
        }
        return [kind for kind, holds in found.items() if holds] or ["unchanged"]

    @property
    def labels(self) -> list[tuple[str, str]]:
        return [(kind, KINDS[kind]) for kind in self.kinds]

    @property
    def is_unchanged(self) -> bool:
        return self.kinds == ["unchanged"]

    @cached_property
    def changes(self) -> list[Change]:
        return difference(_text(self.old), _text(self.new))

    @cached_property
    def title_changes(self) -> list[Change]:
        return difference(_title(self.old), _title(self.new))

    @property
    def inline(self) -> SafeString:
        return marked(self.changes)

    @property
    def old_side(self) -> SafeString:
        return marked(self.changes, "old")

    @property
    def new_side(self) -> SafeString:
        return marked(self.changes, "new")

    @property
    def title(self) -> SafeString:
        return marked(self.title_changes)


def _text(numbered: Numbered | None) -> str:
    return plain_text_of(numbered.passage.body) if numbered else ""


def _title(numbered: Numbered | None) -> str:
    return numbered.passage.title if numbered else ""


@dataclass(frozen=True)
class Comparison:
    old: Document
    new: Document
    answered: Mapping[int, Sequence[Remark]] = field(default_factory=dict)  # by section, of the old

    @cached_property
    def pairs(self) -> list[Pair]:
        """In the order of the new version; what it left out stands where it stood."""
        before = {each.passage.section_id: each for each in self.old.tree}
        after = {each.passage.section_id: each for each in self.new.tree}
        moved = _moved(self.old, self.new)
        gone = _gone_after(self.old, after.keys())
        pairs = [self._pair(each, None) for each in gone[None]]
        for section, each in after.items():
            pairs.append(self._pair(before.get(section), each, section in moved))
            pairs += [self._pair(left, None) for left in gone[section]]
        return pairs

    def _pair(self, old: Numbered | None, new: Numbered | None, has_moved: bool = False) -> Pair:
        pair = Pair(old, new, has_moved)
        return replace(pair, answered=self.answered.get(pair.section.pk, ()))

    @cached_property
    def groups(self) -> list[tuple[bool, list[Pair]]]:
        """Runs of pairs, each with whether they are unchanged: those are folded."""
        groups: list[tuple[bool, list[Pair]]] = []
        for pair in self.pairs:
            if not groups or groups[-1][0] != pair.is_unchanged:
                groups.append((pair.is_unchanged, []))
            groups[-1][1].append(pair)
        return groups

    @cached_property
    def by_kind(self) -> list[tuple[str, str, list[Pair]]]:
        """(kind, label, pairs) of what is different."""
        found = [
            (kind, label, [pair for pair in self.pairs if kind in pair.kinds])
            for kind, label in KINDS.items()
            if kind != "unchanged"
        ]
        return [(kind, label, pairs) for kind, label, pairs in found if pairs]

    @cached_property
    def sentence(self) -> str:
        """“Neu: 2 Abschnitte, geändert: 1 Abschnitt. Unverändert: 7 Abschnitte.”"""
        if not self.by_kind:
            return _("Beide Fassungen haben denselben Wortlaut.")
        changes = ", ".join(
            f"{label}: {_sections(len(pairs))}" for _kind, label, pairs in self.by_kind
        )
        same = sum(pair.is_unchanged for pair in self.pairs)
        rest = _("Unverändert: {sections}.").format(sections=_sections(same))
        return f"{changes[0].upper()}{changes[1:]}. {rest}"


def _sections(count: int) -> str:
    return ngettext("{count} Abschnitt", "{count} Abschnitte", count).format(count=count)


def _moved(old: Document, new: Document) -> set[int]:
    """Sections below another one than before, or in another order among those that stayed."""
    before, after = _by_parent(old), _by_parent(new)
    parent_before = {section: parent for parent, below in before.items() for section in below}
    moved: set[int] = set()
    for parent, sections in after.items():
        stayed = [section for section in sections if parent_before.get(section, -1) == parent]
        moved |= {
            section
            for section in sections
            if section in parent_before and parent_before[section] != parent
        }
        then = [section for section in before[parent] if section in set(stayed)]
        blocks = SequenceMatcher(None, then, stayed, autojunk=False).get_matching_blocks()
        in_order = {section for block in blocks for section in then[block.a : block.a + block.size]}
        moved |= set(stayed) - in_order
    return moved


def _by_parent(document: Document) -> dict[int | None, list[int]]:
    """The sections below each section, in order; None for the chapters."""
    section_of = {each.passage.pk: each.passage.section_id for each in document.tree}
    below: dict[int | None, list[int]] = defaultdict(list)
    for each in document.tree:
        below[section_of.get(each.passage.parent_id)].append(each.passage.section_id)
    return below


def _gone_after(old: Document, kept: Container[int]) -> dict[int | None, list[Numbered]]:
    """What the new version leaves out, by the section that it stood behind; None: at the very top."""
    gone: dict[int | None, list[Numbered]] = defaultdict(list)
    last: int | None = None
    for each in old.tree:
        if each.passage.section_id in kept:
            last = each.passage.section_id
        else:
            gone[last].append(each)
    return gone
