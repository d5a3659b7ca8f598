"""Things that come one after another, and the groups they make."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.cluster import average_linkage
from crosswire.match.settling import Measure, Settling

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).map(lambda pair: (min(pair), max(pair))),
    st.floats(0.01, 1.0),
    max_size=40,
)

PLAIN = Measure(enough=0.5, ground=1, most=0.5, none=0, sparse=1e12, spread=3, fewest=3, largest=16)
"""With so sparse a company the neighbours do not count: .5 is enough."""


def flow(measure: Measure = PLAIN) -> Settling:
    """An empty settling in which all things are near."""
    return Settling(
        lambda _, others: np.ones(len(others)), lambda items: np.full(len(items), 25), measure
    )


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


def test_what_is_closed_stays_together() -> None:
    """A late newcomer may join a closed group, or stand beside it, but never splits it."""
    told = flow()
    told.add(0, {})
    told.add(1, {0: 0.5})
    told.close([0, 1])
    told.add(2, {0: 0.1, 1: 0.9})
    told.add(3, {1: 0.4, 2: 0.9})
    assert told.groups == {0: [0, 1], 2: [2, 3]}
    told.add(4, {2: 0.1}, together=[1])
    assert {0, 1, 4} <= set(told.groups[0])
    assert told.ties(0).inside == (1, 1.0)


def test_the_last_look_settles_by_all_that_is_known() -> None:
    """4 and 5 were alike enough until it grew crowded around them; before they close, they part."""
    measure = Measure(
        enough=0.9, ground=0.1, most=0.5, none=0.1, sparse=1, spread=3, fewest=3, largest=16
    )
    told = flow(measure)
    crowd = dict.fromkeys(range(4), 0.5)
    for item in crowd:
        told.add(item, dict.fromkeys(range(item), 0.5))
    told.add(4, {})
    told.add(5, {4: 0.3})
    for item in (6, 7, 8):
        told.add(item, {**crowd, 4: 0.3, 5: 0.3})
    assert told.groups[4] == [4, 5]
    told.close(range(9))
    assert (told.groups[4], told.groups[5]) == ([4], [5])
    assert not told.links


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
