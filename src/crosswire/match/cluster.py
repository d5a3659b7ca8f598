"""Groups from pairs: the two most alike come together first, until nothing is alike enough.

Average linkage over the pairs that were compared; a pair that was not compared counts as not alike.
The result does not depend on the order of the pairs: ties go to the smaller numbers.

`Settling` does the same for things that come one after another: a newcomer joins, opens, merges or
splits groups, and only the groups that it touches are settled again.
"""

from __future__ import annotations

import heapq
import math
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Pair = tuple[int, int]


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

    def __init__(self, size: int, alike: Mapping[Pair, float]) -> None:
        self.members: dict[int, list[int]] = {item: [item] for item in range(size)}
        self.sums: dict[int, dict[int, float]] = {item: {} for item in range(size)}
        for (left, right), value in alike.items():
            if left != right:
                self.sums[left][right] = self.sums[right][left] = value

    def mean(self, left: int, right: int) -> float:
        total = self.sums[left].get(right, 0.0)
        return total / (len(self.members[left]) * len(self.members[right]))

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
) -> list[list[int]]:
    """Groups of the numbers 0 to size - 1 whose mean likeness reaches the threshold.

    `together` are joined before all else, whatever their likeness. `apart` never share a group,
    unless `together` already says so. Each group is sorted; groups come by their smallest member.
    """
    groups = _Groups(size, alike)
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


@dataclass(frozen=True, slots=True)
class Measure:
    """When two things are alike enough: more than what each has in common with its neighbours anyway.

    Their likeness times their nearness is held against `enough` times (`ground` + how crowded it is
    around them). A thing is as crowded as its nearest few are alike to it on average; one counts for
    `most` at most (a copy must not push independent reports away), a missing one for `none`. The
    nearest few are the root of its company over `spread`, between `fewest` and `largest`: among more
    things more are near by chance. With no more company than `sparse`, half of what they show is believed:
    all may be of one group.
    """

    enough: float
    ground: float
    most: float
    none: float
    sparse: float
    spread: float
    fewest: int
    largest: int


@dataclass(frozen=True, slots=True)
class Ties:
    """What holds a thing in its group: how alike it is to the others in sum, its strongest tie inside
    and the closest outside (other, worth), and how crowded it is around it."""

    inside: tuple[int, float] | None
    outside: tuple[int, float] | None
    mass: float
    crowded: float


class Settling:
    """Groups of things that come one after another, known by numbers.

    `nearness(left, right)`, 0 to 1, tells how near two things are apart from their likeness (in
    time), `company(item)` how many things are around one; both may change while things come.
    """

    looked_at = 0.15
    """Groups that a newcomer is on average so much of enough alike to are settled again, with it. At .5 a
    dense stream scores .003 less than when all is settled at once."""

    dropped = 0.25
    """Pairs below this part of enough count as not alike."""

    def __init__(
        self,
        nearness: Callable[[int, int], float],
        company: Callable[[int], int],
        measure: Measure,
    ) -> None:
        self.nearness, self.company, self.measure = nearness, company, measure
        self.groups: dict[int, list[int]] = {}
        self.links: dict[int, dict[int, float]] = {}
        self._home: dict[int, int] = {}
        self._nearest: dict[int, list[float]] = {}
        self._level: dict[int, float] = {}
        self._together: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}
        self._loose: dict[int, dict[int, float]] = {}
        self._ties: dict[int, Ties] = {}

    def add(
        self,
        item: int,
        likeness: Mapping[int, float],
        together: Iterable[int] = (),
        apart: Iterable[int] = (),
    ) -> None:
        """A new thing, how alike it is to those before it, and those it must or must not be with."""
        self.links[item], self._nearest[item] = {}, []
        self.groups[item], self._home[item] = [item], item
        for other, value in likeness.items():
            if other in self.links:
                self._link(item, other, value)
        for table, others in ((self._together, together), (self._apart, apart)):
            for other in others:
                table.setdefault(item, set()).add(other)
                table.setdefault(other, set()).add(item)
        self._welcome(item)

    def _welcome(self, item: int) -> None:
        """Settles the groups that a newcomer touches, unless it plainly opens one or joins just one."""
        mass: dict[int, float] = {}
        touched = {self._home[other] for other in self._together.get(item, ())}
        for other in self.links[item]:
            home, worth = self._home[other], self.worth(item, other)
            mass[home] = mass.get(home, 0.0) + worth
            if worth >= 1.0:
                touched.add(home)
        if not touched:
            return
        means = {home: total / len(self.groups[home]) for home, total in mass.items()}
        touched |= {home for home, mean in means.items() if mean >= self.looked_at}
        if len(touched) == 1 and item not in self._together and item not in self._apart:
            (home,) = touched
            if means[home] >= 1.0:
                self._move_in(item, home)
                return
        self._settle(sorted({item, *(m for home in touched for m in self.groups[home])}))

    def _move_in(self, item: int, home: int) -> None:
        del self.groups[item]
        self.groups[home].append(item)
        self._home[item] = home

    def add_loose(self, item: int, likeness: Mapping[int, float]) -> None:
        """A thing that may belong to several groups or none: it is compared, but holds none together."""
        self.groups[item], self._home[item] = [item], item
        self.links[item], self._nearest[item] = dict(likeness), []
        self._loose[item] = {}
        for other, value in likeness.items():
            self._meet(item, min(value, self.measure.most))
            if other in self._loose:
                self.links[other][item] = value

    def joined(self, item: int) -> list[int]:
        """The groups, by their smallest member, that a loose thing belongs to as well."""
        mass: dict[int, float] = {}
        for other, worth in self._with_loose(item).items():
            mass[self._home[other]] = mass.get(self._home[other], 0.0) + worth
        return sorted(home for home in mass if mass[home] >= len(self.groups[home]))

    def _with_loose(self, item: int) -> dict[int, float]:
        """How alike a loose thing is to all it ever met, when they were last open both."""
        now = {other: self.worth(item, other) for other in self.links.get(item, ())}
        return {**self._loose[item], **now}

    def worth(self, left: int, right: int) -> float:
        """How alike two things are where they stand: 1 is just enough; 0 when never compared."""
        value = self.links.get(left, {}).get(right)
        if value is None:
            return 0.0
        demanded = self.measure.enough * (self.measure.ground + self.crowding(left, right))
        return value * self.nearness(left, right) / demanded

    def crowding(self, left: int, right: int) -> float:
        """How alike two things are to their neighbours anyway, on average."""
        return (self._crowded(left) + self._crowded(right)) / 2

    def ties(self, item: int) -> Ties:
        """What holds a thing where it is; of a closed one, what held it when it was closed."""
        if item in self._ties:
            return self._ties[item]
        best: dict[bool, tuple[int, float]] = {}
        mass = 0.0
        for other in sorted(self.links[item]):
            worth, inside = self.worth(item, other), self._home[other] == self._home[item]
            mass += worth if inside else 0.0
            if inside not in best or worth > best[inside][1]:
                best[inside] = (other, worth)
        return Ties(best.get(True), best.get(False), mass, self._crowded(item))

    def close(self, items: Iterable[int]) -> None:
        """No newcomer will reach these: their groups stay, and what compared them is forgotten."""
        done = list(items)
        self._ties.update((item, self.ties(item)) for item in done)
        for loose in self._loose.keys() & self.links.keys():
            self._loose[loose] = self._with_loose(loose)
        for item in done:
            for other in self.links.pop(item, ()):
                self.links.get(other, {}).pop(item, None)
            self._nearest.pop(item, None)
            self._level.pop(item, None)
        for loose in self._loose.keys() & self.links.keys():
            for item in self.links[loose].keys() - self.links.keys():
                del self.links[loose][item]

    def review(self) -> None:
        """Settles all that is open at once: the order in which it came no longer shows."""
        moving = {self._home[item] for item in self.links.keys() - self._loose.keys()}
        self._settle(sorted(member for home in moving for member in self.groups[home]))

    def _link(self, item: int, other: int, value: float) -> None:
        self.links[other][item] = value
        near = min(value, self.measure.most) * math.sqrt(self.nearness(item, other))
        if other not in self._loose:
            self.links[item][other] = value
            self._meet(item, near)
        self._meet(other, near)

    def _meet(self, item: int, near: float) -> None:
        nearest = self._nearest[item]
        self._level.pop(item, None)
        if len(nearest) < self.measure.largest:
            insort(nearest, near)
        elif near > nearest[0]:
            insort(nearest, near)
            del nearest[0]

    def _crowded(self, item: int) -> float:
        """How crowded it was around a thing when last its nearest changed."""
        level = self._level.get(item)
        if level is None:
            level = self._level[item] = self._crowded_now(item)
        return level

    def _crowded_now(self, item: int) -> float:
        measure, company = self.measure, self.company(item)
        few = round(math.sqrt(company / measure.spread))
        few = min(max(few, measure.fewest), measure.largest)
        found = self._nearest[item][-few:]
        usual = (math.fsum(found) + measure.none * (few - len(found))) / few
        believed = 1 / (1 + (measure.sparse / max(company, 1)) ** 2)
        return measure.none + (usual - measure.none) * believed

    def _settle(self, members: list[int]) -> None:
        """Settles some groups anew, by all that is known now."""
        for group in self._linked(members):
            self.groups[group[0]] = group
            for member in group:
                self._home[member] = group[0]
        for member in members:
            if self._home[member] != member:
                self.groups.pop(member, None)

    def _linked(self, members: list[int]) -> list[list[int]]:
        if len(members) == 1:
            return [members]
        place = {member: at for at, member in enumerate(members)}
        alike = {
            (place[left], place[right]): worth
            for left in members
            for right in self.links.get(left, ())
            if left < right and right in place
            if (worth := self.worth(left, right)) >= self.dropped
        }
        together = {*self._fixed(self._together, place), *self._closed(members, place)}
        apart = self._fixed(self._apart, place)
        groups = average_linkage(len(members), alike, 1.0, sorted(together), sorted(apart))
        return [[members[at] for at in group] for group in groups]

    def _fixed(self, table: Mapping[int, set[int]], place: Mapping[int, int]) -> Iterator[Pair]:
        for left in place:
            for right in table.get(left, ()):
                if left < right and right in place:
                    yield place[left], place[right]

    def _closed(self, members: Iterable[int], place: Mapping[int, int]) -> Iterator[Pair]:
        """What was one group when it was closed stays one."""
        first: dict[int, int] = {}
        for member in members:
            if member not in self.links:
                yield place[first.setdefault(self._home[member], member)], place[member]
