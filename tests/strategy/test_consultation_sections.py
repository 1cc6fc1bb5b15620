"""Remarks never lose their section, whatever happens to the document."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.models import Passage, Remark, Version
from strategy.places import places_in
from strategy.remarks_of import counts_by_section
from strategy.synopsis import rows_of
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db


class Rollback(Exception):
    """Ends an example."""


def new_version(old: Version) -> Version:
    version = VersionFactory(based_on=old)
    copies: dict[int, Passage] = {}
    for passage in old.passages.order_by("pk"):
        copy = PassageFactory(version=version, section=passage.section, title=passage.title)
        copies[passage.pk] = copy
    for passage in old.passages.exclude(parent=None):
        Passage.objects.filter(pk=copies[passage.pk].pk).update(parent=copies[passage.parent_id])
    return version


def move(version: Version, which: int, to: int) -> None:
    passages = list(version.passages.order_by("pk"))
    if not passages:
        return
    moved, parent = passages[which % len(passages)], passages[to % len(passages)]
    if parent.parent_id is None and parent != moved and not moved.children.exists():
        Passage.objects.filter(pk=moved.pk).update(parent=parent, position=to)


def remove(version: Version, which: int) -> None:
    leaves = list(version.passages.filter(children=None).order_by("pk"))
    if leaves:
        leaves[which % len(leaves)].delete()


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("remark"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("version"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=10,
)


def edit(versions: list[Version], kind: str, which: int, other: int) -> None:
    version = versions[which % len(versions)]
    passages = list(version.passages.order_by("pk"))
    if kind == "remark" and passages:
        RemarkFactory(passage=passages[other % len(passages)])
    elif kind == "version" and len(versions) < 4:
        versions.append(new_version(version))
    elif kind == "move":
        move(version, which, other)
    elif kind == "remove":
        remove(version, other)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_remarks_never_lose_their_section(db, edits):
    try:
        with transaction.atomic():
            versions = [VersionFactory()]
            for _ in range(3):
                chapter = PassageFactory(version=versions[0])
                RemarkFactory(passage=PassageFactory(version=versions[0], parent=chapter))
            written = {r.pk: (r.version_id, r.section_id) for r in Remark.objects.all()}
            for one in edits:
                edit(versions, *one)
                for remark in Remark.objects.exclude(pk__in=written):
                    written[remark.pk] = (remark.version_id, remark.section_id)
            check(versions, written)
            raise Rollback
    except Rollback:
        pass


def check(versions: list[Version], written: dict[int, tuple[int, int]]) -> None:
    """Each is still at its section: in the database, in the Synopse, on the page, in the counts."""
    remarks = {r.pk: r for r in Remark.objects.select_related("section", "version")}
    assert {pk: (r.version_id, r.section_id) for pk, r in remarks.items()} == written
    assert {r.remark.pk for v in versions for r in rows_of(v)} == written.keys()
    for remark in remarks.values():
        address = reverse(
            "strategy:section_remarks", args=[remark.version.slug, remark.section.key]
        )
        assert remark.number in Client().get(address).content.decode()
    for version in versions:
        for section, counts in counts_by_section(version).items():
            of_section = [r for r in remarks.values() if r.section_id == section]
            assert counts.remarks + counts.elsewhere == len(of_section)


def test_numbers_of_sections_follow_the_tree():
    version = VersionFactory()
    second = PassageFactory(version=version, position=2, title="Zweites")
    first = PassageFactory(version=version, position=1, title="Erstes")
    inner = PassageFactory(version=version, parent=second, position=1, title="Darin")
    deep = PassageFactory(version=version, parent=inner, position=1, title="Tief")
    places = places_in(version)
    assert [(str(p), p.chapter, p.chapter_title) for p in places.values()] == [
        ("1 Erstes", first.section_id, "1 Erstes"),
        ("2 Zweites", second.section_id, "2 Zweites"),
        ("2.1 Darin", second.section_id, "2 Zweites"),
        ("2.1.1 Tief", second.section_id, "2 Zweites"),
    ]
    assert deep.section_id in places


def test_300_sections_and_3000_remarks_stay_within_the_budget(
    client, django_assert_max_num_queries
):
    from tests.factories import UserFactory

    version = VersionFactory(phase="evaluation")
    chapters = PassageFactory.create_batch(10, version=version)
    sections = [
        PassageFactory(version=version, parent=chapter) for chapter in chapters for _ in range(29)
    ]
    author = UserFactory()
    Remark.objects.bulk_create(
        RemarkFactory.build(
            number=f"K-2031-{number:04d}",
            passage=None,
            version=version,
            section=sections[number % 290].section,
            author=author,
            kind="suggestion",
            original="Der Bus kommt auf Bestellung.",
            proposed=f"Der Bus kommt {number} Mal.",
        )
        for number in range(3000)
    )
    slug, key = version.slug, sections[0].section.key
    addresses = [
        reverse("strategy:section_remarks", args=[slug, key]),
        reverse("strategy:remarks", args=[slug]),
        reverse("strategy:synopsis", args=[slug]),
        reverse("strategy:synopsis_csv", args=[slug]),
    ]
    for address in addresses:
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200
    client.force_login(author)
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
