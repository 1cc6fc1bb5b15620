"""A version as those who write it see it: its tree, what is new in it, and what it has left out."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property

from strategy.actions.editing import OPEN_FOR
from strategy.chapters import Numbered, is_easy_text_stale, numbered_tree, with_all_below
from strategy.models import Passage, Remark, Version


@dataclass(frozen=True)
class Row:
    """`before` is the passage of the same section in the version that this one is based on."""

    numbered: Numbered
    before: Passage | None
    is_derived: bool
    is_moved: bool
    remarks: int
    easy_text_is_stale: bool
    is_first: bool
    is_last: bool
    has_below: bool

    @property
    def passage(self) -> Passage:
        return self.numbered.passage

    @property
    def is_empty(self) -> bool:
        return not self.passage.body and not self.has_below

    @property
    def is_new(self) -> bool:
        return self.is_derived and self.before is None

    @property
    def is_renamed(self) -> bool:
        return self.before is not None and self.before.title != self.passage.title

    @property
    def is_rewritten(self) -> bool:
        return self.before is not None and self.before.body != self.passage.body

    @property
    def is_open_elsewhere(self) -> bool:
        opened = self.passage.opened_at
        return opened is not None and opened > timezone.now() - OPEN_FOR


class Outline:
    """Makes a query for the passages, one for their remarks, one for the version before."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.passages = list(version.passages.select_related("section", "opened_by"))

    @cached_property
    def rows(self) -> list[Row]:
        tree = numbered_tree(self.passages)
        groups: dict[int | None, list[int]] = {}
        for each in tree:
            groups.setdefault(each.passage.parent_id, []).append(each.passage.pk)
        return [self._row(each, groups) for each in tree]

    def _row(self, numbered: Numbered, groups: dict[int | None, list[int]]) -> Row:
        passage = numbered.passage
        siblings = groups[passage.parent_id]
        return Row(
            numbered=numbered,
            before=self._before.get(passage.section_id),
            is_moved=self._is_moved(passage),
            is_derived=self.version.based_on_id is not None,
            remarks=self._remarks.get(passage.section_id, 0),
            easy_text_is_stale=numbered.level == 1
            and is_easy_text_stale(with_all_below(passage, self.passages)),
            is_first=siblings[0] == passage.pk,
            is_last=siblings[-1] == passage.pk,
            has_below=passage.pk in groups,
        )

    def _is_moved(self, passage: Passage) -> bool:
        """Whether it stands below another section than in the version before."""
        before = self._before.get(passage.section_id)
        if before is None:
            return False
        sections = {each.pk: each.section_id for each in [*self.passages, *self._before.values()]}
        return sections.get(passage.parent_id) != sections.get(before.parent_id)

    @cached_property
    def left_out(self) -> list[Passage]:
        """Passages of the version before whose sections this one does not have."""
        here = {passage.section_id for passage in self.passages}
        return [passage for passage in self._before.values() if passage.section_id not in here]

    @cached_property
    def _before(self) -> dict[int, Passage]:
        if self.version.based_on_id is None:
            return {}
        passages = Passage.objects.filter(version=self.version.based_on_id)
        return {each.passage.section_id: each.passage for each in numbered_tree(passages)}

    @cached_property
    def _remarks(self) -> dict[int, int]:
        sections = [passage.section_id for passage in self.passages]
        counted = Remark.objects.filter(
            section__in=sections, hidden_by=None, withdrawn_at=None
        ).order_by()
        return dict(counted.values_list("section").annotate(count=Count("pk")))
