import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.difference import Change, applied, difference, marked

WORDS = st.lists(
    st.sampled_from(
        [
            "Der",
            "Bus",
            "kommt",
            "auf",
            "Bestellung",
            ".",
            ",",
            " ",
            " ",
            "\n",
            "\n\n",
            "<b>",
            "5 €",
            "ä",
        ]
    ),
    max_size=40,
).map("".join)


@given(WORDS | st.text(), WORDS | st.text())
def test_the_difference_applied_to_the_old_text_gives_the_new_one(old, new):
    changes = difference(old, new)
    assert applied(old, changes) == new
    assert "".join(change.old for change in changes) == old


@given(WORDS | st.text(), WORDS | st.text())
def test_what_is_marked_is_the_text_and_nothing_that_a_browser_runs(old, new):
    html = str(marked(difference(old, new)))
    tags = set(re.findall(r"<[^>]*>", html))
    assert tags <= {
        "<del>", "</del>", "<ins>", "</ins>", "<br>", "</span>", '<span class="kern-sr-only">',
    }  # fmt: skip


@given(WORDS)
def test_the_same_text_has_no_changes(text):
    assert all(change.is_same for change in difference(text, text))


def test_words_are_changed_as_words():
    changes = difference("Der Bus kommt auf Bestellung.", "Der Bus kommt am Wochenende.")
    assert changes == [
        Change("Der Bus kommt ", "Der Bus kommt "),
        Change("auf Bestellung", "am Wochenende"),
        Change(".", "."),
    ]


def test_both_sides_can_be_shown_alone():
    changes = difference("Der alte Bus", "Der neue Bus")
    assert "neue" not in marked(changes, side="old")
    assert "alte" not in marked(changes, side="new")
    assert " [gestrichen: " in marked(changes, side="old")
    assert " [neu: " in marked(changes)


def test_changes_of_another_text_are_refused():
    with pytest.raises(ValueError, match="another text"):
        applied("Etwas anderes", difference("alt", "neu"))
