"""Where the sections of a version stand in it: their numbers, titles and chapters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from strategy.chapters import numbered_tree
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
    passages = version.passages.select_related("section")
    places: dict[int, Place] = {}
    chapter = (0, "")
    for each in numbered_tree(passages.only("version", "parent", "position", "title", "section")):
        section, title = each.passage.section, each.passage.title
        if each.level == 1:
            chapter = (section.pk, f"{each.number} {title}")
        places[section.pk] = Place(section.pk, section.key, each.number, title, *chapter)
    if missing := set(sections) - places.keys():
        places |= _left_out(missing)
    return places


def _left_out(sections: set[int]) -> dict[int, Place]:
    nameless = Section.objects.filter(pk__in=sections).values_list("pk", "key")
    keys = {pk: (key, gettext("Entfallener Abschnitt")) for pk, key in nameless}
    titles = Passage.objects.filter(section__in=sections).order_by("version", "pk")
    keys |= {
        section: (key, title)
        for section, key, title in titles.values_list("section", "section__key", "title")
    }
    return {pk: Place(pk, key, "", title, None, "") for pk, (key, title) in keys.items()}
