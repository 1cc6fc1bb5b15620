"""What the document knows of a section's way through the versions."""

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myk10.story import Step
from strategy.models import Adoption, Passage, Section, Version


def steps_of_section(section: Section) -> Iterator[Step]:
    """In which public versions it was new, changed, left out, and adopted."""
    versions = Version.objects.published().filter(strategy=section.strategy_id)
    versions = versions.order_by("published_from", "created_at", "pk").select_related("adoption")
    passages = {passage.version_id: passage for passage in section.passages.all()}
    before: Passage | None = None
    was_there = False
    for version in versions:
        passage = passages.get(version.pk)
        if text := _what_happened(before, passage, was_there):
            url = _place(version, section) if passage else ""
            yield Step(version.published_from, text.format(version=version), url=url)
        if passage and version.is_adopted:
            yield _adopted(version.adoption)
        before, was_there = passage, was_there or passage is not None


def _place(version: Version, section: Section) -> str:
    return reverse("strategy:passage", args=[version.slug, section.key])


def _what_happened(before: Passage | None, now: Passage | None, was_there: bool) -> str:
    if before is None and now is not None:
        return _("Wieder aufgenommen in: {version}") if was_there else _("Neu in: {version}")
    if before is not None and now is None:
        return _("Entfallen in: {version}")
    if before and now and (before.title, before.body) != (now.title, now.body):
        return _("Geändert in: {version}")
    return ""


def _adopted(adoption: Adoption) -> Step:
    """On the day of the resolution, which may be the one on which the version was published."""
    day = timezone.make_aware(datetime.combine(adoption.adopted_on, time.min))
    version = adoption.version
    text = _("Beschlossen von: {body}, Beschluss {number}").format(
        body=adoption.body, number=adoption.resolution_number
    )
    return Step(max(day, version.published_from), text, url=version.get_absolute_url())
