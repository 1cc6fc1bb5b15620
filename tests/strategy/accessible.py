"""A consultation with something of everything, for the pages that axe looks at."""

from collections.abc import Iterator

from django.urls import reverse

from myk10.accounts.models import User
from strategy.actions.consultation import set_stance
from strategy.models import Passage
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory


def consult() -> Passage:
    """A section with remarks of each kind, on this version and on one that is over."""
    over = VersionFactory(phase="evaluation", slug="vorbei")
    old = PassageFactory(version=over)
    passage = PassageFactory(section=old.section, version=VersionFactory(slug="laeuft"))
    for kind, decision in [
        ("remark", "answered"),
        ("question", "open"),
        ("suggestion", "adopted"),
        ("suggestion", "partly"),
        ("suggestion", "not_adopted"),
    ]:
        RemarkFactory(passage=old, kind=kind, decision=decision, change="Satz 1 ist neu.")
        RemarkFactory(passage=passage, kind=kind)
        set_stance(
            version=passage.version, section=passage.section, user=UserFactory(), value="both"
        )
    return passage


def consultation_pages(passage: Passage) -> Iterator[str]:
    version, key = passage.version.slug, passage.section.key
    yield reverse("strategy:section_remarks", args=[version, key])
    for slug in (version, "vorbei"):
        yield reverse("strategy:remarks", args=[slug])
        yield reverse("strategy:synopsis", args=[slug])
    yield reverse("strategy:remarks", args=["vorbei"]) + "?art=fragen&stand=beantwortet"
    for remark in passage.section.remarks.select_related("version"):
        yield remark.get_absolute_url()


def own_consultation_pages(passage: Passage, user: User) -> Iterator[str]:
    address = reverse("strategy:section_remarks", args=[passage.version.slug, passage.section.key])
    yield f"{address}?art=suggestion"
    own = passage.section.remarks.filter(author=user).first()
    own = own or RemarkFactory(passage=passage, author=user)
    yield own.get_absolute_url()
    yield reverse("strategy:remark_withdraw", args=[passage.version.slug, own.number])
