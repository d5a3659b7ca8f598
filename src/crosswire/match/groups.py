"""Groups from links: pairs that belong together, without chains of half-alike things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from crosswire.match.likeness import Pair


def mutual_best(pairs: Iterable[Pair], house: Sequence[Hashable]) -> set[tuple[int, int]]:
    """Pairs of which each is the other's best counterpart in that house (article).

    Ties go to the first in order, so that the result does not depend on chance.
    """
    best: dict[tuple[int, Hashable], tuple[float, int]] = {}
    for pair in pairs:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            place = (one, house[other])
            if pair.score > best.get(place, (0.0, -1))[0]:
                best[place] = (pair.score, other)
    return {
        (one, other)
        for (one, _), (_, other) in best.items()
        if one < other and best.get((other, house[one]), (0.0, -1))[1] == one
    }


def average_linkage(
    size: int,
    links: Iterable[Pair],
    likeness: Callable[[int, int], float],
    enough: float,
) -> list[list[int]]:
    """Groups of 0..size-1: the best links first, a link joining two groups when they are alike on
    average. `likeness` is asked for pairs whose first number is the lower one; what speaks against a
    pair is below 0.

    Every number is in exactly one group; groups and members are in ascending order.
    """
    group = list(range(size))
    members: dict[int, list[int]] = {number: [number] for number in range(size)}
    unlike: set[tuple[int, int, int, int]] = set()
    for link in sorted(links, key=lambda pair: (-pair.score, pair.left, pair.right)):
        one, other = group[link.left], group[link.right]
        if one == other:
            continue
        # Two groups that have not grown since they were too unlike are so still, by whatever link.
        place = (one, other, len(members[one]), len(members[other]))
        if place in unlike:
            continue
        crossing = [(min(a, b), max(a, b)) for a in members[one] for b in members[other]]
        if sum(likeness(*pair) for pair in crossing) / len(crossing) < enough:
            unlike.add(place)
            continue
        for number in members[other]:
            group[number] = one
        members[one] += members.pop(other)
    gathered: dict[int, list[int]] = defaultdict(list)
    for number in range(size):
        gathered[group[number]].append(number)
    return sorted(gathered.values())
