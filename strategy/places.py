"""Where the sections of a version stand in it: their numbers, titles and chapters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from strategy.models import Passage, Section, Version


@dataclass(frozen=True)
class Place:
    """`number` is "3.2", and empty where the version has no such section; then `title` is the one
    that another version gives it."""

    section_id: int
    key: str
    number: str
    title: str
    chapter: int | None
    chapter_title: str

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


def places_in(version: Version, sections: Iterable[int] = ()) -> dict[int, Place]:
    """By the section's primary key, in the order of reading; then those of `sections` that the
    version leaves out."""
    rows = version.passages.order_by("position", "pk")
    children: dict[int | None, list] = defaultdict(list)
    for row in rows.values_list("pk", "parent", "section", "section__key", "title", named=True):
        children[row.parent].append(row)
    places = {place.section_id: place for place in _walk(children, None, "", None)}
    if missing := set(sections) - places.keys():
        places |= _left_out(missing)
    return places


def _walk(
    children: dict, parent: int | None, prefix: str, chapter: tuple[int, str] | None
) -> Iterator[Place]:
    for position, row in enumerate(children[parent], start=1):
        number = f"{prefix}{position}"
        of = chapter or (row.section, f"{number} {row.title}")
        yield Place(row.section, row.section__key, number, row.title, *of)
        yield from _walk(children, row.pk, f"{number}.", of)


def _left_out(sections: set[int]) -> dict[int, Place]:
    nameless = Section.objects.filter(pk__in=sections).values_list("pk", "key")
    keys = {pk: (key, gettext("Entfallener Abschnitt")) for pk, key in nameless}
    titles = Passage.objects.filter(section__in=sections).order_by("version", "pk")
    keys |= {
        section: (key, title)
        for section, key, title in titles.values_list("section", "section__key", "title")
    }
    return {pk: Place(pk, key, "", title, None, "") for pk, (key, title) in keys.items()}
