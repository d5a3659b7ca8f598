"""Rows of weighted terms: compared at once as one by one, found by what they share."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crosswire.match.shelf import Glossary, Holders, Numbers, Row, Shelf
from crosswire.match.vectors import Rarity, cosine, unit

ROWS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 9), max_size=6))


@given(ROWS)
def test_a_shelf_compares_as_vectors_do(rows: list[dict[str, float]]) -> None:
    """Rows come back as they were, and many at once are compared as one by one."""
    glossary = Glossary()
    shelf, kept = Shelf(glossary), [unit(row) for row in rows]
    for row in rows:
        shelf.add(glossary.numbers(row), np.array(list(row.values())))
    for at, row in enumerate(kept):
        told = shelf.vector(at)
        assert told.keys() == row.keys()
        assert all(abs(told[term] - row[term]) < 1e-6 for term in row)
        found = shelf.cosines(at, np.arange(len(kept))).tolist()
        assert all(abs(a - cosine(row, b)) < 1e-5 for a, b in zip(found, kept, strict=True))


@given(st.lists(st.sets(st.sampled_from(["police", "sigrun", "norrby", "the"]))))
def test_a_glossary_weighs_as_rarity_does(pile: list[set[str]]) -> None:
    """Learned at once or one by one, a term is as rare as its counts say."""
    glossary, rarity = Glossary(pile[:1]), Rarity(pile)
    glossary.learn(pile[1:])
    assert all(abs(glossary(term) - rarity(term)) < 1e-9 for term in ("police", "sigrun", "new"))


def test_more_terms_than_fit_at_first() -> None:
    """Tables grow: numbers stay, terms come back, rows compare."""
    words = [f"w{number}" for number in range(40_000)]
    glossary = Glossary([words[:30_000]])
    shelf = Shelf(glossary)
    numbers = glossary.numbers(words)
    assert glossary.terms(numbers) == words
    assert glossary("w1") < glossary("w39999")
    shelf.add(numbers, np.ones(len(words)))
    assert shelf.cosines(0, np.array([0])).tolist() == [1.0]


def keyed(keys: list[int], weights: list[float]) -> tuple[Numbers, Row]:
    """Terms by number and their weights, as a row has them."""
    return np.array(keys, np.int32), np.array(weights, np.float32)


def test_holders_tell_who_shares_most() -> None:
    """The weightiest shared terms first, older places left out, only the last of a crowd kept."""
    held = Holders(crowd=2)
    held.add(0, *keyed([1, 2], [0.9, 0.1]))
    held.add(1, *keyed([1], [0.2]))
    held.add(2, *keyed([2, 3], [0.5, 0.5]))
    assert held.closest(*keyed([1, 2], [0.5, 0.5]), 0, 9).tolist() == [0, 1, 2]
    assert held.closest(*keyed([1, 2], [0.5, 0.5]), 0, 2).tolist() == [0, 2]
    assert held.closest(*keyed([1, 2], [0.5, 0.5]), 1, 9).tolist() == [1, 2]
    assert held.closest(*keyed([7], [1.0]), 0, 9).tolist() == []
    for place in range(3, 9):
        held.add(place, *keyed([1], [0.1]))
    assert held.closest(*keyed([1], [1.0]), 0, 9).tolist() == [7, 8]
    held.forget(3)
    assert held.closest(*keyed([2, 3], [1.0, 1.0]), 0, 9).tolist() == []


def test_what_was_told_long_ago_is_rare_again() -> None:
    """Faded away, only the background is left; half faded, a term lies between."""
    glossary = Glossary([["sigrun", "police"]] * 9)
    fresh = glossary("sigrun")
    glossary.fade(0.5)
    half = glossary("sigrun")
    glossary.fade(0.0)
    assert fresh < half < glossary("sigrun")
    assert glossary("sigrun") == Glossary()("sigrun")
    assert glossary("police") == Glossary()("police")
