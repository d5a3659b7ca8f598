"""Groups from pairs: deterministic, held together and kept apart as told."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.cluster import Measure, Settling, average_linkage, bound, components
from crosswire.match.vectors import Rarity, Shelf, cosine, held, stem, telling, tokens, unit

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


PLAIN = Measure(enough=0.5, ground=1, most=0.5, none=0, sparse=1e12, spread=3, fewest=3, largest=16)
"""With so sparse a company the neighbours do not count: .5 is enough."""


def flow(measure: Measure = PLAIN) -> Settling:
    """An empty settling in which all things are near."""
    return Settling(lambda *_: 1.0, lambda _: 25, measure)


def test_a_newcomer_opens_joins_and_merges() -> None:
    """0 and 1 are strangers until 2, alike to both, and 3 come between them."""
    told = flow()
    told.add(0, {})
    told.add(1, {0: 0.45})
    assert told.groups == {0: [0], 1: [1]}
    told.add(2, {0: 0.7, 1: 0.6})
    assert told.groups == {0: [0, 1, 2]}
    told.add(3, {0: 0.1})
    assert told.groups == {0: [0, 1, 2], 3: [3]}


def test_a_newcomer_splits_what_was_one() -> None:
    """0 and 1 are alike enough, but each far more like what comes later."""
    told = flow()
    told.add(0, {})
    told.add(1, {0: 0.5})
    told.add(2, {0: 0.9, 1: 0.3})
    told.add(3, {0: 0.05, 1: 0.9, 2: 0.05})
    assert told.groups == {0: [0, 2], 1: [1, 3]}


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_one_by_one_every_thing_is_in_one_group(alike: dict[tuple[int, int], float]) -> None:
    """No thing is lost or told twice, whatever comes, and every home is its group's first."""
    told = flow()
    for item in range(12):
        told.add(item, {other: v for (other, late), v in alike.items() if late == item != other})
    groups = sorted(told.groups.values())
    assert sorted(item for group in groups for item in group) == list(range(12))
    assert all(home == group[0] for home, group in told.groups.items())


def test_what_is_closed_stays_as_it_was() -> None:
    """A closed group is not settled again, not even by one that must be with it."""
    told = flow()
    told.add(0, {})
    told.add(1, {0: 0.8})
    told.close([0, 1])
    told.add(2, {0: 0.9, 1: 0.9})
    assert told.groups == {0: [0, 1], 2: [2]}
    told.add(3, {2: 0.1}, together=[1])
    assert told.groups == {0: [0, 1, 3], 2: [2]}
    assert told.ties(0).inside == (1, 1.6)


def test_enough_is_more_where_all_are_alike() -> None:
    """What is enough among strangers is not enough among many that are all half alike."""
    measure = Measure(
        enough=0.5, ground=0.1, most=0.5, none=0.1, sparse=1, spread=3, fewest=3, largest=16
    )
    alone, crowd = flow(measure), flow(measure)
    alone.add(0, {})
    alone.add(1, {0: 0.2})
    for item in range(6):
        crowd.add(item, {other: 0.2 if (item, other) == (1, 0) else 0.5 for other in range(item)})
    assert alone.worth(0, 1) > 1 > crowd.worth(0, 1)


def test_a_loose_thing_holds_none_together() -> None:
    """It belongs to both groups that it is like, and they stay two."""
    told = flow()
    told.add(0, {})
    told.add_loose(1, {0: 0.7})
    told.add(2, {0: 0.1, 1: 0.7})
    assert told.groups == {0: [0], 1: [1], 2: [2]}
    assert told.joined(1) == [0, 2]
    told.close([0])
    assert told.joined(1) == [0, 2]


def test_links_that_would_bring_barred_ones_together_are_left_out() -> None:
    """The first come first: 0-1 and 2-3 stand, 1-2 would bring 0 and 3 together."""
    assert bound(4, [(0, 1), (2, 3), (1, 2)], [(0, 3)]) == [(0, 1), (2, 3)]
    assert bound(3, [(0, 1), (1, 2)], []) == [(0, 1), (1, 2)]


@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 9), max_size=6)))
def test_a_shelf_compares_as_vectors_do(rows: list[dict[str, float]]) -> None:
    """Vectors come back as they were, and many at once are compared as one by one."""
    shelf, kept = Shelf(), [unit(row) for row in rows]
    for row in kept:
        shelf.add(row)
    for at, row in enumerate(kept):
        assert shelf.vector(at) == row
        found = shelf.cosines(at, range(len(kept)))
        assert all(abs(a - cosine(row, b)) < 1e-6 for a, b in zip(found, kept, strict=True))


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_review_forgets_the_order(
    alike: dict[tuple[int, int], float], chance: random.Random
) -> None:
    """Reviewed, things that came one by one are grouped as if they had come at once."""
    row = list(range(12))
    chance.shuffle(row)
    at = {item: came for came, item in enumerate(row)}
    measure = {(min(at[a], at[b]), max(at[a], at[b])): v for (a, b), v in alike.items() if a != b}
    told = flow()
    for came in range(12):
        told.add(came, {early: v for (early, late), v in measure.items() if late == came})
    told.review()
    strong = {pair: 2 * v for pair, v in measure.items() if 2 * v >= Settling.dropped}
    assert sorted(told.groups.values()) == average_linkage(12, strong, 1.0)
