"""A version of the document as people read it: what is public of it now, its text, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.html import strip_tags

from learning.glossary import explained
from myk10 import prepared
from myk10.accounts.rules import is_projektbuero
from strategy.chapters import Numbered, chapter_of, is_easy_text_stale, numbered_tree
from strategy.measures_of import measures_by_section
from strategy.models import Measure, Passage, Version


@dataclass(frozen=True)
class Edition:
    """What is asked at each request: may one read this version, and is what is kept of it still right?

    Whoever writes in it, adopts it or remarks on it makes another edition of it.
    """

    version_id: int
    is_public: bool
    chapter: str | None  # the key of the chapter that holds the section asked for
    takes_remarks: bool
    stamp: tuple[Any, ...]


# A section is at most three levels deep (`strategy.chapters.DEEPEST`), so two steps up lead to the chapter.
_EDITION = """
    SELECT version.id, published_from <= %(now)s AS is_public, chapter.key,
        consultation_from <= %(now)s AND evaluation_from > %(now)s AND adoption.id IS NULL,
        evaluation_from <= %(now)s, adoption.id,
        (SELECT (count(*), max(edited_at), sum(position), sum(parent_id))::text
         FROM strategy_passage WHERE version_id = version.id),
        (SELECT max(id) FROM strategy_remark WHERE version_id = version.id),
        (SELECT count(*) FROM strategy_version WHERE published_from <= %(now)s)
    FROM strategy_version version
    LEFT JOIN strategy_adoption adoption ON adoption.version_id = version.id
    LEFT JOIN strategy_section section ON section.key = %(key)s
    LEFT JOIN strategy_passage passage
        ON passage.version_id = version.id AND passage.section_id = section.id
    LEFT JOIN strategy_passage above ON above.id = passage.parent_id
    LEFT JOIN strategy_passage top
        ON top.id = coalesce(above.parent_id, above.id, passage.id)
    LEFT JOIN strategy_section chapter ON chapter.id = top.section_id
    WHERE version.slug = %(slug)s
"""


def edition_of(user: Any, slug: str, key: str = "") -> Edition:
    """Raises Http404 for what this person may not read; drafts are for the Projektbüro."""
    row = prepared.row(_EDITION, {"slug": slug, "key": key, "now": timezone.now()})
    if row is None:
        raise Http404
    version_id, is_public, chapter, takes_remarks, *stamp = row
    if not is_public and not is_projektbuero(user):
        raise Http404
    if key and chapter is None:
        raise Http404
    stamp = (version_id, takes_remarks, *stamp)
    return Edition(version_id, bool(is_public), chapter, bool(takes_remarks), stamp)


@dataclass(frozen=True)
class Chapter:
    """A chapter with all that stands below it, in the order of reading."""

    top: Numbered
    below: list[Numbered]

    @property
    def passage(self) -> Passage:
        return self.top.passage

    @property
    def all(self) -> list[Numbered]:
        return [self.top, *self.below]

    @property
    def is_easy_text_stale(self) -> bool:
        return is_easy_text_stale([each.passage for each in self.all])


@dataclass(frozen=True)
class Document:
    version: Version
    tree: list[Numbered]

    @cached_property
    def chapters(self) -> list[Chapter]:
        chapters: list[Chapter] = []
        for each in self.tree:
            if each.level == 1:
                chapters.append(Chapter(each, []))
            else:
                chapters[-1].below.append(each)
        return chapters

    @cached_property
    def minutes(self) -> int:
        """How long reading it takes, at 200 words a minute."""
        words = sum(len(strip_tags(each.passage.body).split()) for each in self.tree)
        return max(1, round(words / 200))

    def chapter(self, key: str) -> tuple[Chapter, Chapter | None, Chapter | None]:
        """The chapter of this key, the one before and the one after it."""
        keys = [each.passage.section.key for each in self.chapters]
        place = keys.index(key)
        before = self.chapters[place - 1] if place else None
        after = self.chapters[place + 1] if place + 1 < len(keys) else None
        return self.chapters[place], before, after


@dataclass(frozen=True)
class Shown:
    """A section on the page of its chapter, with the measures that come from it."""

    numbered: Numbered
    measures: Sequence[Measure]

    @property
    def passage(self) -> Passage:
        return self.numbered.passage

    @property
    def key(self) -> str:
        return self.passage.section.key

    @property
    def title(self) -> str:
        return self.passage.title

    @property
    def number(self) -> str:
        return self.numbered.number

    @property
    def level(self) -> int:
        return self.numbered.level

    @cached_property
    def body(self) -> str:
        """With the terms of the glossary explained."""
        return explained(self.passage.body)


def shown(chapter: Chapter) -> list[Shown]:
    measures = measures_by_section([each.passage.section for each in chapter.all])
    return [Shown(each, measures.get(each.passage.section_id, [])) for each in chapter.all]


def document_of(version_id: int) -> Document:
    version = Version.objects.select_related("strategy", "adoption", "based_on").get(pk=version_id)
    passages = list(version.passages.select_related("section"))
    for passage in passages:
        passage.version = version
    return Document(version, numbered_tree(passages))


@dataclass(frozen=True)
class Standing:
    """How a version stands among those that people may read."""

    version: Version
    others: list[Version]  # the newest first

    @cached_property
    def in_force(self) -> Version | None:
        """The version adopted last; a text in a drawer binds nobody, so it must be public."""
        adopted = [each for each in self._public if each.is_adopted]
        return max(adopted, key=lambda each: (each.adoption.adopted_on, each.pk), default=None)

    @cached_property
    def newest(self) -> Version | None:
        """The newest one, where it is newer than this one, and this one public."""
        if not self.version.is_public:
            return None
        newest = max(self._public, key=_age, default=None)
        return newest if newest and _age(newest) > _age(self.version) else None

    @property
    def is_in_force(self) -> bool:
        return self.version == self.in_force

    @property
    def name(self) -> str:
        """Which of the notices of parts/standing.html it gets."""
        if not self.version.is_public:
            return "draft"
        if self.version.is_adopted:
            return "in_force" if self.is_in_force else "replaced"
        return "outdated" if self.newest else "proposed"

    @cached_property
    def _public(self) -> list[Version]:
        return [each for each in [self.version, *self.others] if each.is_public]


def _age(version: Version) -> tuple:
    return version.published_from, version.created_at, version.pk


def standing_of(version: Version) -> Standing:
    others = Version.objects.published().filter(strategy=version.strategy_id)
    others = others.exclude(pk=version.pk).select_related("adoption").defer("foreword")
    return Standing(version, sorted(others, key=_age, reverse=True))


def newest_place_of(user: Any, key: str) -> tuple[str, str]:
    """The slug of the newest version that this person may read the section in, and the key of its
    chapter there. Raises Http404."""
    found = (
        Passage.objects.filter(section__key=key, version__in=Version.objects.visible_to(user))
        .order_by(F("version__published_from").desc(nulls_first=True), "-version__created_at")
        .select_related("version")
        .first()
    )
    if found is None:
        raise Http404
    passages = found.version.passages.defer("body", "easy_text").select_related("section")
    return found.version.slug, chapter_of(found, passages).section.key
