"""Groups from pairs: deterministic, held together and kept apart as told."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.cluster import average_linkage, components
from crosswire.match.vectors import Rarity, cosine, held, stem, telling, tokens, unit

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
    """The first word of a sentence and a headline in capitals tell nothing."""
    named = {term for term, name in tokens("Boats left Norrby on Monday. People waved.") if name}
    assert named == {"norrby", "monday"}
    assert not any(name for _, name in tokens("Boats Leave Norrby In A Storm"))


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


def test_telling_terms_are_names_figures_and_rare_words() -> None:
    """What every report has does not tell one from another."""
    terms = telling("The ferry Sigrun left with 41 people, the police said on the island.")
    assert {"sigrun", "41"} <= terms.keys()
    assert not {"the", "said", "with"} & terms.keys()
    assert held({}, terms) == 1.0
    assert held({"sigrun": 2.0, "goat": 2.0}, terms) == 0.5
