"""Groups from pairs: deterministic, held together and kept apart as told."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.cluster import average_linkage, bound, components
from crosswire.match.terms import terms_of
from crosswire.match.vectors import Rarity, cosine, stem, unit

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).map(lambda pair: (min(pair), max(pair))),
    st.floats(0.01, 1.0),
    max_size=40,
)


def test_components_are_what_links_reach() -> None:
    """A chain is one group, a number without a link stands alone."""
    assert components(6, [(4, 2), (2, 0), (5, 3)]) == [[0, 2, 4], [1], [3, 5]]


def test_a_chain_of_half_alike_things_is_no_group() -> None:
    """0 is like 1 and 1 like 2, but 0 and 2 are strangers: the average keeps the third out."""
    assert average_linkage(3, {(0, 1): 0.9, (1, 2): 0.8}, 0.5) == [[0, 1], [2]]


def test_told_together_and_apart() -> None:
    """What must be together is, whatever its likeness; what must be apart never meets."""
    assert average_linkage(2, {}, 0.5, together=[(0, 1)]) == [[0, 1]]
    alike = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}
    assert all(not {0, 2} <= set(group) for group in average_linkage(3, alike, 0.5, apart=[(0, 2)]))


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_pairs_does_not_matter(
    alike: dict[tuple[int, int], float], chance: random.Random
) -> None:
    """Every number is in one group, and shuffled pairs give the same groups."""
    groups = average_linkage(12, alike, 0.4)
    assert sorted(item for group in groups for item in group) == list(range(12))
    mixed = list(alike.items())
    chance.shuffle(mixed)
    assert average_linkage(12, dict(mixed), 0.4) == groups


def test_words_meet_without_their_endings() -> None:
    """Plural, past and possessive forms meet; words that only look alike do not."""
    assert stem("missiles") == stem("missile") == stem("missile's")
    assert stem("stopped") == stem("stops") == stem("stop")
    assert stem("boss") == "boss"
    assert stem("news") != stem("newt")


def test_names_are_told_by_capitals_inside_a_sentence() -> None:
    """The first word of a sentence or a line and a headline in capitals tell nothing; figures do."""
    told = terms_of("Boats left Norrby on Monday. People waved.\nNobody sank; 41 sang")
    assert told.names == {"norrby", "monday", "41"}
    assert not terms_of("Boats Leave Norrby In A Storm").names


@given(st.text(), st.integers(0, 9))
def test_any_text_has_terms(text: str, most: int) -> None:
    """Names are among the terms, and the first few are those that come first."""
    told = terms_of(text)
    assert told.names <= set(told.order)
    assert terms_of(text, most).order == told.order[:most]


def test_rare_words_weigh_more_even_in_a_pile_of_two() -> None:
    """The background knows that "police" is common, though both articles have it."""
    rarity = Rarity([[stem("police"), "sigrun"], [stem("police"), "sigrun"]])
    assert rarity("sigrun") > rarity(stem("police")) > rarity("the")


def test_likeness_runs_from_strangers_to_twins() -> None:
    """Nothing in common is 0, the same is 1."""
    one = unit({"ferry": 2.0, "tide": 1.0})
    assert abs(cosine(one, one) - 1) < 1e-9
    assert cosine(one, unit({"goat": 1.0})) == 0
    assert cosine(one, unit({})) == 0


def test_links_that_would_bring_barred_ones_together_are_left_out() -> None:
    """The first come first: 0-1 and 2-3 stand, 1-2 would bring 0 and 3 together."""
    assert bound(4, [(0, 1), (2, 3), (1, 2)], [(0, 3)]) == [(0, 1), (2, 3)]
    assert bound(3, [(0, 1), (1, 2)], []) == [(0, 1), (1, 2)]


def test_what_was_never_compared_is_not_unlike_in_a_large_group() -> None:
    """Each is compared with the two before it alone, and fully alike: one group where that is told, not else."""
    alike = {(left, right): 1.0 for right in range(12) for left in range(max(right - 2, 0), right)}
    assert average_linkage(12, alike, 0.7, met=2) == [[*range(12)]]
    assert len(average_linkage(12, alike, 0.7)) > 1
