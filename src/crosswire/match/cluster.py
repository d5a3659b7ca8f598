"""Groups from pairs: the two most alike come together first, until nothing is alike enough.

Average linkage over the pairs that were compared; a pair that was not compared counts as not alike.
The result does not depend on the order of the pairs: ties go to the smaller numbers.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]

ALL = 1 << 40
"""Each was compared with all."""


def components(size: int, links: Iterable[Pair]) -> list[list[int]]:
    """The connected groups of the numbers 0 to size - 1, each sorted, by their smallest member."""
    parent = list(range(size))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for left, right in links:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    groups: dict[int, list[int]] = {}
    for item in range(size):
        groups.setdefault(root(item), []).append(item)
    return list(groups.values())


def bound(size: int, links: Iterable[Pair], apart: Iterable[Pair]) -> list[Pair]:
    """The links, first come first, that bring no pair together that is to be apart."""
    home = list(range(size))
    members = {item: [item] for item in home}
    barred: dict[int, set[int]] = {}
    for left, right in apart:
        barred.setdefault(left, set()).add(right)
        barred.setdefault(right, set()).add(left)
    kept: list[Pair] = []
    for left, right in links:
        one, other = sorted((home[left], home[right]))
        theirs = set(members[other]) if barred and one != other else set()
        if any(theirs & barred.get(member, set()) for member in (members[one] if theirs else ())):
            continue
        kept.append((left, right))
        if one != other:
            for member in members[other]:
                home[member] = one
            members[one] += members.pop(other)
    return kept


class _Groups:
    """Groups that grow, and the sum of likenesses between each two of them that ever met."""

    def __init__(self, size: int, alike: Mapping[Pair, float], met: int) -> None:
        self.met = met
        self.members: dict[int, list[int]] = {item: [item] for item in range(size)}
        self.sums: dict[int, dict[int, float]] = {item: {} for item in range(size)}
        for (left, right), value in alike.items():
            if left != right:
                self.sums[left][right] = self.sums[right][left] = value

    def mean(self, left: int, right: int) -> float:
        total = self.sums[left].get(right, 0.0)
        few, many = sorted((len(self.members[left]), len(self.members[right])))
        return total / (few * min(many, self.met))

    def merge(self, keep: int, gone: int) -> None:
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))
        self.sums[keep].pop(gone, None)
        for other, value in self.sums.pop(gone).items():
            self.sums[other].pop(gone, None)
            if other != keep:
                total = self.sums[keep].get(other, 0.0) + value
                self.sums[keep][other] = self.sums[other][keep] = total


def average_linkage(
    size: int,
    alike: Mapping[Pair, float],
    threshold: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    met: int = ALL,
) -> list[list[int]]:
    """Groups of the numbers 0 to size - 1 whose mean likeness reaches the threshold.

    Where each was compared with the `met` likeliest at most, the pairs left out of a group larger than that
    are unknown, not unlike: they do not count.
    `together` are joined before all else, whatever their likeness. `apart` never share a group,
    unless `together` already says so. Each group is sorted; groups come by their smallest member.
    """
    groups = _Groups(size, alike, met)
    home = {item: item for item in range(size)}
    for fixed in components(size, together):
        for other in fixed[1:]:
            groups.merge(fixed[0], other)
            home[other] = fixed[0]
    barred: dict[int, set[int]] = {}
    for left, right in apart:
        one, other = home[left], home[right]
        if one != other:
            barred.setdefault(one, set()).add(other)
            barred.setdefault(other, set()).add(one)
    _merge_all(groups, threshold, barred)
    return sorted(groups.members.values())


def _merge_all(groups: _Groups, threshold: float, barred: dict[int, set[int]]) -> None:
    """Merges the two groups most alike until none is left that may and should be merged."""
    ages = dict.fromkeys(groups.members, 0)
    queue = [
        (-groups.mean(left, right), left, right, 0, 0)
        for left, near in groups.sums.items()
        for right in near
        if left < right and groups.mean(left, right) >= threshold
    ]
    heapq.heapify(queue)
    while queue:
        _, left, right, age, other_age = heapq.heappop(queue)
        if ages.get(left) != age or ages.get(right) != other_age:
            continue
        if right in barred.get(left, ()):
            continue
        groups.merge(left, right)
        del ages[right]
        ages[left] += 1
        _pass_on_bars(barred, left, right)
        for near in groups.sums[left]:
            mean = groups.mean(left, near)
            if mean >= threshold:
                one, two = sorted((left, near))
                heapq.heappush(queue, (-mean, one, two, ages[one], ages[two]))


def _pass_on_bars(barred: dict[int, set[int]], keep: int, gone: int) -> None:
    for other in barred.pop(gone, set()):
        barred[other].discard(gone)
        barred[other].add(keep)
        barred.setdefault(keep, set()).add(other)
