"""What makes reading quick changes nothing that is read."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.reader.encoder import BUDGET, STARTED, _batches
from crosswire.reader.heads import best_tags
from crosswire.text.names_tokens import tokens_of
from crosswire.text.times import _RULES
from crosswire.text.times_match import compiled, letter, needed
from crosswire.text.times_moments import MOMENTS

RULES = (*_RULES, *MOMENTS)
KINDS = sorted({kind for rule in RULES for each in needed(rule.pattern) for kind in each})
sizes_in_order = st.lists(st.integers(3, 192), max_size=60).map(sorted)


def cost(sizes: list[int], batches: list[tuple[int, int]]) -> int:
    """What batches cost, in pieces."""
    return sum((end - start) * sizes[end - 1] + STARTED for start, end in batches)


@given(sizes_in_order)
def test_every_sentence_stands_in_one_batch(sizes: list[int]) -> None:
    """In order, none left out, and no batch of several is larger than it may be."""
    batches = _batches(sizes)
    assert [at for start, end in batches for at in range(start, end)] == list(range(len(sizes)))
    for start, end in batches:
        assert end - start == 1 or (end - start) * sizes[end - 1] <= BUDGET


@given(st.lists(st.integers(3, 60), min_size=1, max_size=7).map(sorted))
@settings(max_examples=50)
def test_no_other_batches_cost_less(sizes: list[int]) -> None:
    """Of all ways to part a few sentences."""
    inner = range(1, len(sizes))
    ways = [
        list(pairwise([0, *cuts, len(sizes)]))
        for count in range(len(sizes))
        for cuts in combinations(inner, count)
    ]
    assert cost(sizes, _batches(sizes)) == min(cost(sizes, way) for way in ways)


@given(st.lists(st.sampled_from(KINDS), max_size=12))
def test_a_rule_that_is_passed_over_would_not_have_fitted(kinds: list[str]) -> None:
    """Where a pattern fits, every kind that it needs is there."""
    letters = "".join(map(letter, kinds))
    for rule in RULES:
        if compiled(rule.pattern).search(letters):
            assert not any(each.isdisjoint(kinds) for each in needed(rule.pattern))


def test_what_a_pattern_needs() -> None:
    """One of each choice, nothing that may be left out, what stands ahead too."""
    assert needed("WEEKDAY COMMA? MONTH") == (frozenset({"WEEKDAY"}), frozenset({"MONTH"}))
    assert needed("(THE (LAST|NEXT))? UNITS") == (frozenset({"UNITS"}),)
    assert needed("AT PRESENT | REF") in {
        (frozenset({"AT", "REF"}),),
        (frozenset({"PRESENT", "REF"}),),
    }
    assert needed("NUM{0,2} (?= ZONE|LOCAL TIME)")[0] >= {"ZONE"}
    assert needed("A? THE*") == ()


@given(st.text(alphabet="aB.-'’ \u0301\u2011&", max_size=40))
def test_words_with_accents_behind_their_letters_stay_whole(text: str) -> None:
    """An accent that stands alone in Unicode parts no word; offsets are true."""
    found = tokens_of(text, 0, len(text))
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    (whole,) = tokens_of("Re\u0301mi", 0, 5)
    assert whole.text == "Re\u0301mi"


def test_tags_of_no_name_are_taken_as_they_are() -> None:
    """Where the best tag of each word opens no name and goes on with none."""
    scores = np.zeros((3, 11), np.float32)
    scores[:, 0] = 1
    assert best_tags(scores) == [0, 0, 0]
