"""Groups of things that come one after another: a newcomer joins, opens, merges or splits groups, and
only the groups that it touches are settled again, by average linkage.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire.match.cluster import Pair, average_linkage


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

    `nearness(item, others)`, each 0 to 1, tells how near a thing is to others apart from their likeness
    (in time), `company(item)` how many things are around one; both may change while things come.
    """

    looked_at = 0.15
    """In an archive, whose articles come in any order and are never closed, groups that a newcomer is on
    average so much of enough alike to are settled with it. A stream has its last look instead."""

    dropped = 0.25
    """Pairs below this part of enough count as not alike."""

    def __init__(
        self,
        nearness: Callable[[int, Sequence[int]], Sequence[float]],
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
        self.groups[item], self._home[item] = [item], item
        nears = self.nearness(item, [*likeness])
        self._link(item, likeness, nears)
        for table, others in ((self._together, together), (self._apart, apart)):
            for other in others:
                table.setdefault(item, set()).add(other)
                table.setdefault(other, set()).add(item)
        self._welcome(item, likeness, nears)

    def _welcome(self, item: int, likeness: Mapping[int, float], nears: Sequence[float]) -> None:
        """Settles the groups that a newcomer is enough like one of, unless it plainly joins just one."""
        mass: dict[int, float] = {}
        touched = {self._home[other] for other in self._together.get(item, ())}
        for other, worth in self._worths(item, likeness, nears).items():
            if other in self._loose:
                continue
            home = self._home[other]
            mass[home] = mass.get(home, 0.0) + worth
            if worth >= 1.0:
                touched.add(home)
        if not touched:
            return
        if len(touched) == 1 and item not in self._together and item not in self._apart:
            (home,) = touched
            if mass[home] >= len(self.groups[home]):
                self._move_in(item, home)
                return
        self._settle([item, *(member for home in touched for member in self.groups[home])])

    def _move_in(self, item: int, home: int) -> None:
        del self.groups[item]
        self.groups[home].append(item)
        self._home[item] = home

    def add_loose(self, item: int, likeness: Mapping[int, float]) -> None:
        """A thing that may belong to several groups or none: it is compared, but holds none together."""
        self.groups[item], self._home[item] = [item], item
        self.links[item], self._loose[item] = dict(likeness), {}
        usual = sorted(min(value, self.measure.most) for value in likeness.values())
        self._nearest[item] = usual[-self.measure.largest :]
        for other, value in likeness.items():
            if other in self._loose and other in self.links:
                self.links[other][item] = value

    def joined(self, item: int) -> list[int]:
        """The groups, by their smallest member, that a loose thing belongs to as well."""
        mass: dict[int, float] = {}
        for other, worth in self._with_loose(item).items():
            mass[self._home[other]] = mass.get(self._home[other], 0.0) + worth
        return sorted(home for home in mass if mass[home] >= len(self.groups[home]))

    def _with_loose(self, item: int) -> dict[int, float]:
        """How alike a loose thing is to all it ever met, when they were last open both."""
        return {**self._loose[item], **self._worths(item, self.links.get(item, {}))}

    def worth(self, left: int, right: int) -> float:
        """How alike two things are where they stand: 1 is just enough; 0 when never compared."""
        value = self.links.get(left, {}).get(right)
        return 0.0 if value is None else self._worths(left, {right: value})[right]

    def _worths(
        self, item: int, likeness: Mapping[int, float], nears: Sequence[float] | None = None
    ) -> dict[int, float]:
        """How alike a thing is to others where they stand, of how alike they are in words; `nears`, where
        it is known already, how near each is."""
        if not likeness:
            return {}
        ours, level, crowded = self._crowded(item), self._level, self._crowded
        enough, ground = self.measure.enough, self.measure.ground
        found = {}
        nears = self.nearness(item, [*likeness]) if nears is None else nears
        for (other, value), near in zip(likeness.items(), nears, strict=True):
            theirs = level[other] if other in level else crowded(other)
            found[other] = value * near / (enough * (ground + (ours + theirs) / 2))
        return found

    def ties(self, item: int) -> Ties:
        """What holds a thing where it is; of a closed one, what held it when it was closed."""
        if item in self._ties:
            return self._ties[item]
        best: dict[bool, tuple[int, float]] = {}
        mass = 0.0
        for other, worth in sorted(self._worths(item, self.links[item]).items()):
            inside = self._home[other] == self._home[item]
            mass += worth if inside else 0.0
            if inside not in best or worth > best[inside][1]:
                best[inside] = (other, worth)
        return Ties(best.get(True), best.get(False), mass, self._crowded(item))

    def close(self, items: Iterable[int]) -> None:
        """These are looked at for the last time, by all that is known now; from now on they stay together.
        What compared them with one another is forgotten, with what is still open it is kept."""
        done = [item for item in items if item in self.links]
        self._settle_groups_of(done)
        self._ties.update((item, self.ties(item)) for item in done)
        for item in done:
            if item in self._loose:
                self._loose[item] = self._with_loose(item)
            del self.links[item]
            self._nearest.pop(item, None)
            self._level.pop(item, None)

    def review(self) -> None:
        """Settles all that is open at once: the order in which it came no longer shows."""
        self._settle_groups_of(self.links)

    def _settle_groups_of(self, items: Iterable[int]) -> None:
        moving = {self._home[item] for item in items if item not in self._loose}
        self._settle([member for home in moving for member in self.groups[home]])

    def _link(self, item: int, likeness: Mapping[int, float], nears: Sequence[float]) -> None:
        most, largest, links = self.measure.most, self.measure.largest, self.links
        mine = []
        for (other, value), nearness in zip(likeness.items(), nears, strict=True):
            near = (value if value < most else most) * math.sqrt(nearness)
            if other in links:
                links[other][item] = value
                nearest = self._nearest[other]
                if len(nearest) < largest or near > nearest[0]:
                    self._meet(other, near)
            if other not in self._loose:
                mine.append(near)
        links[item] = {o: value for o, value in likeness.items() if o not in self._loose}
        self._nearest[item] = sorted(mine)[-largest:]

    def _meet(self, item: int, near: float) -> None:
        """Notes one of the nearest of a thing."""
        nearest = self._nearest[item]
        insort(nearest, near)
        if len(nearest) > self.measure.largest:
            del nearest[0]
        self._level.pop(item, None)

    def _crowded(self, item: int) -> float:
        """How crowded it was around a thing when last its nearest changed."""
        level = self._level.get(item)
        if level is None and item in self._ties:
            return self._ties[item].crowded
        if level is None:
            level = self._level[item] = self._crowded_now(item)
        return level

    def _crowded_now(self, item: int) -> float:
        measure, company = self.measure, self.company(item)
        few = round(math.sqrt(company / measure.spread))
        few = min(max(few, measure.fewest), measure.largest)
        found = self._nearest[item][-few:]
        usual = (sum(found) + measure.none * (few - len(found))) / few
        believed = 1 / (1 + (measure.sparse / max(company, 1)) ** 2)
        return measure.none + (usual - measure.none) * believed

    def _settle(self, items: Iterable[int]) -> None:
        """Settles some groups anew, by all that is known now."""
        members = sorted(items)
        for group in self._linked(members):
            self.groups[group[0]] = group
            for member in group:
                self._home[member] = group[0]
        for member in members:
            if self._home[member] != member:
                self.groups.pop(member, None)

    def _linked(self, members: list[int]) -> list[list[int]]:
        if len(members) < 2:
            return [members] if members else []
        place = {member: at for at, member in enumerate(members)}
        alike = {
            (min(at, place[other]), max(at, place[other])): worth
            for at, item in enumerate(members)
            for other, worth in self._worths(item, self._once(item, place)).items()
            if worth >= self.dropped
        }
        together = {*self._fixed(self._together, place), *self._closed(members, place)}
        apart = self._fixed(self._apart, place)
        groups = average_linkage(len(members), alike, 1.0, sorted(together), sorted(apart))
        return [[members[at] for at in group] for group in groups]

    def _once(self, item: int, place: Mapping[int, int]) -> dict[int, float]:
        """How alike some members are to one, such that each pair comes once: what is closed keeps none."""
        links = self.links.get(item)
        if not links:
            return {}
        return {
            other: value
            for other, value in links.items()
            if other in place and (other < item or item not in self.links.get(other, ()))
        }

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
