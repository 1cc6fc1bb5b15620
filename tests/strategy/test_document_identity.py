"""Whatever is done to a version in whatever order, no section and no remark is lost."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myk10.refusal import Refused
from strategy.actions import editing
from strategy.actions.document import create_version
from strategy.chapters import DEEPEST, numbered_tree
from strategy.models import Passage, Remark, Section
from tests.factories import UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db

place = st.integers(0, 30)
deeds = st.one_of(
    st.tuples(st.just("add"), place, st.booleans()),
    st.tuples(st.just("edit"), place, st.booleans()),
    st.tuples(st.just("shift"), place, st.sampled_from([-1, 1])),
    st.tuples(st.just("move"), place, place),
    st.tuples(st.just("remove"), place, st.none()),
    st.tuples(st.just("take_in"), place, st.none()),
)


class Writing:
    """Does what a list of deeds says; `text_of` is what each section must still say."""

    def __init__(self, version, by):
        self.version, self.by = version, by
        self.text_of = {each.section_id: each.title for each in version.passages.all()}
        self.count = 0

    def do(self, deed: str, which: int, more) -> None:
        passages = list(self.version.passages.order_by("pk"))
        passage = passages[which % len(passages)] if passages else None
        if passage is None and deed not in ("add", "take_in"):
            return
        getattr(self, deed)(passage, which, more)

    def add(self, passage, which, below) -> None:
        parent = passage if below else None
        self.count += 1
        made = editing.add_passage(
            version=self.version, parent=parent, title=f"Neu {self.count}", by=self.by
        )
        self.text_of[made.section_id] = made.title

    def edit(self, passage, which, seen) -> None:
        self.count += 1
        revision = passage.revision if seen else passage.revision - 1
        editing.edit_passage(
            passage=passage, title=f"Text {self.count}", body="", revision=revision, by=self.by
        )
        self.text_of[passage.section_id] = f"Text {self.count}"

    def shift(self, passage, which, steps) -> None:
        editing.shift_passage(passage=passage, steps=steps)

    def move(self, passage, which, more) -> None:
        places = [None, *self.version.passages.order_by("pk")]
        editing.move_passage(passage=passage, parent=places[more % len(places)])

    def remove(self, passage, which, more) -> None:
        editing.remove_passage(passage=passage, revision=passage.revision)
        del self.text_of[passage.section_id]

    def take_in(self, passage, which, more) -> None:
        sections = Section.objects.order_by("pk")
        section = sections[which % sections.count()]
        taken = editing.take_in_again(version=self.version, section=section, by=self.by)
        self.text_of[section.pk] = taken.title


def prepared():
    """A version of three sections with a remark on each, and one based on it."""
    before = VersionFactory()
    chapter = PassageFactory(version=before)
    PassageFactory.create_batch(2, version=before, parent=chapter)
    for passage in before.passages.all():
        RemarkFactory(passage=passage)
    return create_version(strategy=before.strategy, title="Neu", slug="neu", based_on=before)


@given(st.lists(deeds, max_size=20))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_order_of_deeds_loses_a_section_or_a_remark(db, plan):
    undo = transaction.savepoint()
    try:
        version = prepared()
        remarks = set(Remark.objects.values_list("pk", "section"))
        sections = set(Section.objects.values_list("pk", "key"))
        writing = Writing(version, UserFactory())
        for step in plan:
            try:
                writing.do(*step)
            except Refused:
                continue
            assert_whole(writing)
        assert set(Remark.objects.values_list("pk", "section")) == remarks
        assert set(Section.objects.values_list("pk", "key")) >= sections
        assert version.based_on.passages.count() == 3
    finally:
        transaction.savepoint_rollback(undo)


def assert_whole(writing: Writing) -> None:
    passages = list(Passage.objects.filter(version=writing.version))
    tree = numbered_tree(passages)
    assert {each.passage.section_id: each.passage.title for each in tree} == writing.text_of
    assert len(tree) == len(passages)
    assert max((each.level for each in tree), default=1) <= DEEPEST
    assert [each.number for each in tree] == sorted(
        (each.number for each in tree), key=lambda number: [int(n) for n in number.split(".")]
    )
    by_number = {each.number: each.passage for each in tree}
    for each in tree:
        above, _dot, last = each.number.rpartition(".")
        assert each.level == each.number.count(".") + 1
        assert each.passage.parent == by_number.get(above)
        assert last == "1" or f"{above}.{int(last) - 1}".lstrip(".") in by_number
