"""The order of a version's passages, their numbers, and what belongs to a chapter."""

from strategy.chapters import (
    chapter_of,
    digest_of,
    is_easy_text_stale,
    numbered_tree,
    with_all_below,
)
from strategy.models import Passage


def passage(pk: int, parent: int | None = None, position: int = 0, **values) -> Passage:
    return Passage(pk=pk, parent_id=parent, position=position, title=f"Nr. {pk}", **values)


#  1: 5 (below it 6, 4 (below it 3)), 2: 1
PASSAGES = [
    passage(1, position=1),
    passage(3, parent=4),
    passage(4, parent=5, position=1),
    passage(5),
    passage(6, parent=5),
]


def test_passages_are_numbered_in_the_order_they_are_read():
    read = [(each.passage.pk, each.number, each.level) for each in numbered_tree(PASSAGES)]
    assert read == [
        (5, "1", 1),
        (6, "1.1", 2),
        (4, "1.2", 2),
        (3, "1.2.1", 3),
        (1, "2", 1),
    ]


def test_a_chapter_is_at_the_top_and_holds_all_below():
    by_key = {each.pk: each for each in PASSAGES}
    assert [chapter_of(by_key[pk], PASSAGES).pk for pk in (3, 4, 5, 1)] == [5, 5, 5, 1]
    assert [each.pk for each in with_all_below(by_key[5], PASSAGES)] == [5, 6, 4, 3]


def test_an_easy_text_is_stale_once_any_text_of_its_chapter_has_changed():
    chapter, section = passage(1, easy_text="<p>Leicht.</p>"), passage(2, parent=1, body="<p>A</p>")
    chapter.easy_of = digest_of([chapter, section])
    assert not is_easy_text_stale([chapter, section])
    section.body = "<p>B</p>"
    assert is_easy_text_stale([chapter, section])
    section.body, chapter.title = "<p>A</p>", "Neu"
    assert is_easy_text_stale([chapter, section])


def test_a_chapter_without_an_easy_text_has_none_that_is_stale():
    assert not is_easy_text_stale([passage(1)])
