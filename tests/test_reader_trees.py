"""Trees of the reader: one root, no cycle, the best there is."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.reader.heads import best_tags
from crosswire.reader.read import NAME_TAGS
from crosswire.reader.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    """Does every word lead to the one root?"""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_tree_is_the_best_of_all(size: int, seed: int) -> None:
    """No other tree with a single root has a higher sum of scores."""
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1))
    heads = best_tree(scores)
    assert is_tree(heads)
    total = sum(scores[at, head] for at, head in enumerate(heads, 1))
    rows = (row for row in product(range(size + 1), repeat=size) if is_tree(list(row)))
    best = max(sum(scores[at, head] for at, head in enumerate(row, 1)) for row in rows)
    assert abs(total - best) < 1e-6


@given(st.integers(1, 60), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_any_scores_give_a_tree(size: int, seed: int) -> None:
    """Also where many scores are equal."""
    scores = np.random.default_rng(seed).integers(0, 3, size=(size + 1, size + 1))
    assert is_tree(best_tree(scores))


@given(st.integers(1, 20), st.integers(0, 10_000))
def test_no_inner_tag_stands_without_its_opening(size: int, seed: int) -> None:
    """Whatever the scores, each I- follows a B- or I- of its kind."""
    scores = np.random.default_rng(seed).normal(size=(size, len(NAME_TAGS))).astype(np.float32)
    before = "O"
    for tag in (NAME_TAGS[number] for number in best_tags(scores)):
        assert tag[:2] != "I-" or before[2:] == tag[2:]
        before = tag
