import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import myk10.ballots
from ideas import counting
from ideas.models import Competition


def test_canonical_ballots_are_sorted_and_compact():
    text = myk10.ballots.canonical(
        "competition", "wahl", {"b": ["I-2026-002", "I-2026-001"], "a": ["I-2026-001"]}
    )
    assert text == (
        '{"ballots":[{"ballot":"a","votes":["I-2026-001"]},'
        '{"ballot":"b","votes":["I-2026-001","I-2026-002"]}],"competition":"wahl"}'
    )
    assert myk10.text.sha256_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert myk10.ballots.tally_of(text) == {"I-2026-001": 2, "I-2026-002": 1}


@given(st.dictionaries(st.text("abc", min_size=1), st.sets(st.sampled_from("1234")).map(list)))
def test_canonical_ballots_do_not_depend_on_the_order_of_rows(ballots):
    shuffled = {key: ballots[key][::-1] for key in reversed(ballots)}
    assert myk10.ballots.canonical("competition", "x", ballots) == myk10.ballots.canonical(
        "competition", "x", shuffled
    )


def order(rule, tally, points=None, weight=None, lot="lot"):
    competition = Competition(winner_rule=rule, vote_weight=weight)
    return counting.standings(competition, tally=tally, points=points or {}, lot=lot)


def test_vote_orders_by_votes():
    places = order("vote", {"a": 1, "b": 5, "c": 0})
    assert [(p.rank, p.number, p.score) for p in places] == [(1, "b", 5), (2, "a", 1), (3, "c", 0)]


def test_jury_orders_by_points_whatever_the_votes():
    places = order("jury", {"a": 9, "b": 0}, {"a": 1.5, "b": 4.0})
    assert [(p.number, p.score) for p in places] == [("b", 4.0), ("a", 1.5)]


def test_weights_are_taken_of_the_best_value():
    places = order("vote_and_jury", {"a": 10, "b": 5}, {"a": 2.0, "b": 4.0}, weight=60)
    assert [(p.number, p.score) for p in places] == [("a", 80.0), ("b", 70.0)]


def test_nobody_voted_and_nobody_scored():
    places = order("vote_and_jury", {"a": 0, "b": 0}, {"a": 0.0}, weight=60)
    assert {p.score for p in places} == {0.0}


def test_lot_orders_equals_and_anyone_can_check_it():
    places = order("vote", {"a": 1, "b": 1, "c": 1}, lot="f00d")
    by_hand = sorted("abc", key=lambda n: hashlib.sha256(f"f00d{n}".encode()).hexdigest())
    assert [p.number for p in places] == by_hand


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 7, "b": 0}, {"a": 7, "b": 0}),
        ({"a": 3, "b": 4, "c": 9}, {"a": None, "b": None, "c": 9}),
        # One hidden count is the total less the others.
        ({"a": 3, "b": 8, "c": 9}, {"a": None, "b": None, "c": 9}),
        # Two hidden counts that add up to 2 can only be 1 and 1.
        ({"a": 1, "b": 1, "c": 8, "d": 9}, {"a": None, "b": None, "c": None, "d": 9}),
        ({"a": 3}, {"a": None}),
        ({}, {}),
    ],
)
def test_small_counts_are_hidden(counts, shown):
    assert counting.suppress_small(counts) == shown


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30)))
def test_hidden_counts_cannot_be_computed_from_the_total(counts):
    shown = counting.suppress_small(counts)
    hidden = [counts[key] for key, n in shown.items() if n is None]
    assert all(n is None or n == 0 or n >= 5 for n in shown.values())
    rest = [n for n in shown.values() if n]
    assert not hidden or not rest or (len(hidden) > 1 and sum(hidden) >= 5)
