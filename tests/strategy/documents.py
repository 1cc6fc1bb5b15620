"""A strategy in two versions: the adopted one, and a newer one that people are asked about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from strategy.actions.document import adopt_version
from strategy.models import Passage, Section, Version
from tests.factories import StaffFactory
from tests.strategy.factories import PassageFactory, SectionFactory, VersionFactory

BUS = (
    "<p>Der Bus kommt auf Bestellung. Wer fahren will, ruft an oder bestellt mit dem Telefon.</p>"
    "<h2>Was dafür nötig ist</h2><ul><li>eine Leitstelle</li><li>ein Tarif für den ganzen Kreis</li></ul>"
)
BUS_NOW = BUS.replace("auf Bestellung", "auch am Wochenende auf Bestellung")


@dataclass
class TwoVersions:
    """`sections` by name. From old to new: `bench` is gone, `app` new, `bus` changed, `bike` renamed,
    `library` moved below `life`, `life` unchanged."""

    old: Version
    new: Version
    sections: dict[str, Section] = field(default_factory=dict)

    def passage(self, version: Version, name: str) -> Passage:
        return version.passages.get(section=self.sections[name])

    def addresses(self) -> Iterator[str]:
        """Of every page of both versions."""
        for version in (self.old, self.new):
            yield version.get_absolute_url()
            yield reverse("strategy:whole", args=[version.slug])
        for name in ("travel", "life"):
            yield reverse("strategy:passage", args=[self.new.slug, self.sections[name].key])
        address = reverse("strategy:difference", args=[self.new.slug, self.old.slug])
        yield address
        yield f"{address}?ansicht=nebeneinander"
        yield reverse("strategy:difference", args=[self.new.slug, self.new.slug])
        yield reverse("strategy:section_story", args=[self.sections["bus"].key])


def arguments_of_document() -> dict[str, list[str]]:
    """What the access test asks of the document: the arguments of its addresses by the thing's name."""
    versions, draft = two_versions(), PassageFactory(version=VersionFactory(phase=None))
    old, new = versions.old.slug, versions.new.slug
    chapter, bus = versions.sections["travel"].key, versions.sections["bus"].key
    return {
        "adopted_version": [old],
        "public_version": [new],
        "draft_version": [draft.version.slug],
        "public_section": [chapter],
        "draft_section": [draft.section.key],
        "public_chapter": [new, chapter],
        "draft_chapter": [draft.version.slug, draft.section.key],
        "section_of_chapter": [new, bus],
        "two_versions": [new, old],
        "draft_and_version": [draft.version.slug, old],
    }


def two_versions(*, adopted: bool = True) -> TwoVersions:
    old = VersionFactory(
        phase="published",
        title="Strategie 2023",
        slug="strategie-2023",
        published_from=timezone.now() - timedelta(days=400),
        foreword="<p>Liebe Bürgerinnen und Bürger, diese Strategie haben wir gemeinsam geschrieben.</p>",
    )
    new = VersionFactory(title="Fortschreibung 2027", slug="fortschreibung-2027", based_on=old)
    names = ("travel", "bus", "bike", "bench", "library", "life", "app")
    found = TwoVersions(old, new, {name: SectionFactory() for name in names})

    def add(version: Version, name: str, title: str, body: str, parent=None, **values) -> Passage:
        section = found.sections[name]
        return PassageFactory(
            version=version, section=section, title=title, body=body, parent=parent, **values
        )

    easy = {"easy_text": "<p>Der Bus kommt, wenn Sie ihn brauchen.</p>", "easy_of": "veraltet"}
    travel = add(
        old,
        "travel",
        "In MYK gut von A nach B kommen",
        "<p>Wege verbinden uns.</p>",
        **easy,
    )
    add(old, "bus", "Der Bus auf Bestellung", BUS, travel)
    add(
        old,
        "bike",
        "Das Rad",
        "<p>Radwege verbinden alle <strong>87 Gemeinden</strong>.</p>",
        travel,
    )
    add(old, "bench", "Die Mitfahrbank", "<p>Wer mitfahren will, setzt sich hin.</p>", travel)
    add(old, "library", "Die Bücherei", "<p>Jede Bücherei hat ein Netz.</p>", travel)
    add(old, "life", "MYK vernetzt Menschen", "<p>Niemand bleibt allein.</p>")
    if adopted:
        adopt_version(
            version=old,
            body="Kreistag",
            adopted_on=old.published_from.date(),
            resolution_number="KT-2023-12",
            recorded_by=StaffFactory(),
        )

    travel = add(
        new, "travel", "In MYK gut von A nach B kommen", "<p>Wege verbinden uns.</p>", **easy
    )
    bus = add(new, "bus", "Der Bus auf Bestellung", BUS_NOW, travel)
    add(new, "app", "Die App dazu", "<p>Eine App für Bus, Rad und Bahn.</p>", bus)
    add(
        new,
        "bike",
        "Das Rad und seine Wege",
        "<p>Radwege verbinden alle <strong>87 Gemeinden</strong>.</p>",
        travel,
    )
    life = add(new, "life", "MYK vernetzt Menschen", "<p>Niemand bleibt allein.</p>")
    add(new, "library", "Die Bücherei", "<p>Jede Bücherei hat ein Netz.</p>", life)
    return found
