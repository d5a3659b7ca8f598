"""Groups of things that come one after another: a newcomer joins, opens, merges or splits groups, and
only the groups that it touches are settled again, by average linkage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from crosswire.match.cluster import ALL, Pair, average_linkage
from crosswire.match.crowding import SMALLEST, Crowding, Floats, Links, Numbers, roomy
from crosswire.match.ties import Held, Ties


@dataclass(frozen=True, slots=True)
class Measure:
    """When two things are alike enough: more than what each has in common with its neighbours anyway.

    Their likeness times their nearness is held against `enough` times (`ground` + how crowded it is
    around them). A thing is as crowded as its nearest few are alike to it on average; one counts for
    `most` at most (a copy must not push independent reports away), a missing one for `none`. The
    nearest few are the root of its company over `spread`, between `fewest` and `largest`: among more
    things more are near by chance. With no more company than `sparse`, half of what they show is believed:
    all may be of one group. A newcomer is compared with the `met` likeliest at most: to be one of a larger
    group it need not be like those it never met.
    """

    enough: float
    ground: float
    most: float
    none: float
    sparse: float
    spread: float
    fewest: int
    largest: int
    met: int = ALL

    def crowded(self, nearest: Floats, company: Floats) -> Floats:
        """How crowded it is around things, by how near their nearest are (a rising row for each, -1 for
        those that are missing) and how many are around."""
        few = np.rint(np.sqrt(company / self.spread))
        few = np.minimum(np.maximum(few, self.fewest), self.largest)
        # what is not counted is nothing, and summed first: a sum must not show how many are asked for at once
        told = (np.arange(self.largest) >= (self.largest - few)[:, None]) & (nearest >= 0)
        total = (nearest * told).cumsum(axis=1)[:, -1]
        missing = few - np.add.reduce(told, axis=1)
        usual = (total + self.none * missing) / few
        believed = 1 / (1 + (self.sparse / np.maximum(company, 1)) ** 2)
        crowded: Floats = self.none + (usual - self.none) * believed
        return crowded


class Settling:
    """Groups of things that come one after another, known by rising numbers.

    `nearness(items, others)`, each 0 to 1, tells how near things are to others, one to each or one to all,
    apart from their likeness (in time), `company(items)` how many things are around each; both may change
    while things come.
    """

    looked_at = 0.15
    """In an archive, whose articles come in any order and are never closed, groups that a newcomer is on
    average so much of enough alike to are settled with it. A stream has its last look instead."""

    dropped = 0.25
    """Pairs below this part of enough count as not alike."""

    def __init__(
        self,
        nearness: Callable[[int | Numbers, Numbers], ArrayLike],
        company: Callable[[Numbers], ArrayLike],
        measure: Measure,
    ) -> None:
        self.nearness, self.company, self.measure = nearness, company, measure
        self.groups: dict[int, list[int]] = {}
        self.links = Links()
        self.crowding = Crowding(measure.largest, self._usual)
        self._count = 0
        self._home = np.zeros(SMALLEST, np.int64)
        self._open = np.zeros(SMALLEST, np.bool_)
        self._stray = np.zeros(SMALLEST, np.bool_)
        self._place = np.full(SMALLEST, -1, np.int64)
        self._together: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}
        self._loose: dict[int, dict[int, float]] = {}
        self._loose_links: dict[int, dict[int, float]] = {}
        self._ties = Held()
        self._now: Held | None = None

    def add(
        self,
        item: int,
        likeness: Mapping[int, float],
        together: Iterable[int] = (),
        apart: Iterable[int] = (),
    ) -> None:
        """A new thing, how alike it is to those before it, and those it must or must not be with."""
        others, values = _columns(likeness)
        self.take_in(item, others, values, self._near(item, others), together, apart)

    def take_in(
        self,
        item: int,
        others: Numbers,
        values: Floats,
        nears: Floats,
        together: Iterable[int] = (),
        apart: Iterable[int] = (),
    ) -> None:
        """`add`, where it is known already how near those are that the new thing is like."""
        self._open_group(item)
        self._link(item, others, values, nears)
        for table, bound in ((self._together, together), (self._apart, apart)):
            for other in bound:
                table.setdefault(item, set()).add(other)
                table.setdefault(other, set()).add(item)
        self._welcome(item, others, values, nears)

    def _open_group(self, item: int) -> None:
        """A group of its own for a newcomer, and room for what is noted of it."""
        if item >= len(self._home):
            self._home = roomy(self._home, item + 1)
            self._open = roomy(self._open, item + 1)
            self._stray = roomy(self._stray, item + 1)
            self._place = roomy(self._place, item + 1, -1)
        self.groups[item], self._home[item], self._open[item] = [item], item, True
        self._count = max(self._count, item + 1)
        self._now = None

    def _welcome(self, item: int, others: Numbers, values: Floats, nears: Floats) -> None:
        """Settles the groups that a newcomer is enough like one of, unless it plainly joins just one."""
        touched = {int(self._home[other]) for other in self._together.get(item, ())}
        ours = float(self.crowding.levels(np.array([item]))[0])
        enough = self.measure.enough * (self.measure.ground + ours / 2)
        # as little as it takes where nothing is around the other: how crowded it is there is seldom asked
        near = (values * nears >= enough) & ~self._stray[others]
        if np.count_nonzero(near):
            met = others[near]
            strong = self._worths(item, met, values[near], nears[near]) >= 1.0
            touched |= {*self._home[met[strong]].tolist()}
        if not touched:
            return
        if len(touched) == 1 and item not in self._together and item not in self._apart:
            (home,) = touched
            inside = (self._home[others] == home) & ~self._stray[others]
            worths = self._worths(item, others[inside], values[inside], nears[inside])
            if worths.cumsum()[-1] >= min(len(self.groups[home]), self.measure.met):
                self._move_in(item, home)
                return
        self._settle([item, *(member for home in touched for member in self.groups[home])])

    def _move_in(self, item: int, home: int) -> None:
        del self.groups[item]
        self.groups[home].append(item)
        self._home[item] = home

    def add_loose(self, item: int, likeness: Mapping[int, float]) -> None:
        """A thing that may belong to several groups or none: it is compared, but holds none together."""
        self._open_group(item)
        self._stray[item] = True
        self._loose_links[item], self._loose[item] = dict(likeness), {}
        for other, value in likeness.items():
            if other in self._loose_links:
                self._loose_links[other][item] = value
        self.crowding.add(item, np.minimum(_columns(likeness)[1], self.measure.most))

    def joined(self, item: int) -> list[int]:
        """The groups, by their smallest member, that a loose thing belongs to as well."""
        mass: dict[int, float] = {}
        for other, worth in self._with_loose(item).items():
            home = int(self._home[other])
            mass[home] = mass.get(home, 0.0) + worth
        met, groups = self.measure.met, self.groups
        return sorted(home for home in mass if mass[home] >= min(len(groups[home]), met))

    def _with_loose(self, item: int) -> dict[int, float]:
        """How alike a loose thing is to all it ever met, when they were last open both."""
        others, worths = self._loose_worths(item)
        return {**self._loose[item], **dict(zip(others.tolist(), worths.tolist(), strict=True))}

    def _loose_worths(self, item: int) -> tuple[Numbers, Floats]:
        others, values = _columns(self._loose_links.get(item, {}))
        return others, self._worths(item, others, values, self._near(item, others))

    def worth(self, left: int, right: int) -> float:
        """How alike two things are where they stand: 1 is just enough; 0 when never compared."""
        early, late = sorted((left, right))
        pairs = self.links.of(np.array([late]))
        pairs = pairs[self.links.early[pairs] == early]
        return float(self._worth_of(pairs)[0]) if len(pairs) else 0.0

    def _near(self, items: int | Numbers, others: Numbers) -> Floats:
        return np.asarray(self.nearness(items, others), np.float64)

    def _worths(
        self, items: int | Numbers, others: Numbers, values: Floats, nears: Floats
    ) -> Floats:
        """How alike things are to others where they stand, one to all or one to each."""
        if not len(others):
            return np.zeros(0)
        ours = self.crowding.levels(np.array([items]) if isinstance(items, int) else items)
        enough, ground = self.measure.enough, self.measure.ground
        theirs = self.crowding.levels(others)
        found: Floats = values * nears / (enough * (ground + (ours + theirs) / 2))
        return found

    def _worth_of(self, pairs: Numbers) -> Floats:
        """How alike the two of some pairs are where they stand."""
        late, early = self.links.late[pairs], self.links.early[pairs]
        return self._worths(late, early, self.links.value[pairs], self._near(late, early))

    def ties(self, item: int) -> Ties:
        """What holds a thing where it is; of a closed one, what held it when it was closed."""
        held = self._ties
        if self._open[item]:
            if self._now is None:
                self._now = Held()
                self._hold(np.flatnonzero(self._open[: self._count]), self._now)
            held = self._now
        return held.ties(item, float(self.crowding.levels(np.array([item]))[0]))

    def _hold(self, items: Numbers, held: Held) -> None:
        """Notes the ties of things as they stand."""
        among = np.zeros(self._count, np.bool_)
        among[items] = True
        late, early = self.links.late, self.links.early
        pairs = np.flatnonzero(among[late] | among[early])
        worths, late, early = self._worth_of(pairs), late[pairs], early[pairs]
        forth, back = among[late], among[early]
        mine = [late[forth], early[back]]
        theirs = [early[forth], late[back]]
        worth = [worths[forth], worths[back]]
        for item in items[self._stray[items]].tolist():
            others, found = self._loose_worths(item)
            order = others.argsort()
            mine.append(np.full(len(others), item))
            theirs.append(others[order])
            worth.append(found[order])
        ours, others = np.concatenate(mine), np.concatenate(theirs)
        inside = self._home[ours] == self._home[others]
        held.put(ours, others, np.concatenate(worth), inside, self._count)

    def close(self, items: Iterable[int]) -> None:
        """These are looked at for the last time, by all that is known now; from now on they stay together.
        What compared them with one another is forgotten, with what is still open it is kept."""
        done = np.array([item for item in items if self._open[item]], np.int64)
        if not len(done):
            return
        self._settle_groups_of(done)
        self._hold(done, self._ties)
        self.crowding.levels(done)
        for item in done[self._stray[done]].tolist():
            self._loose[item] = self._with_loose(item)
            del self._loose_links[item]
        self._open[done], self._now = False, None
        self.links.keep(self._open[self.links.late] | self._open[self.links.early])
        first = np.flatnonzero(self._open[: self._count])
        self.crowding.forget(int(first[0]) if len(first) else self._count)

    def review(self) -> None:
        """Settles all that is open at once: the order in which it came no longer shows."""
        self._settle_groups_of(np.flatnonzero(self._open[: self._count]))

    def _settle_groups_of(self, items: Numbers) -> None:
        moving = np.unique(self._home[items[~self._stray[items]]]).tolist()
        self._settle([member for home in moving for member in self.groups[home]])

    def _link(self, item: int, others: Numbers, values: Floats, nears: Floats) -> None:
        near = np.minimum(values, self.measure.most) * np.sqrt(nears)
        known = self._open[others]
        self.crowding.meet(others[known], near[known])
        loose = self._stray[others]
        if np.count_nonzero(loose):
            for other, value in zip(others[loose].tolist(), values[loose].tolist(), strict=True):
                if other in self._loose_links:
                    self._loose_links[other][item] = value
            others, values, near = others[~loose], values[~loose], near[~loose]
        self.links.add(item, others, values)
        self.crowding.add(item, near)

    def _usual(self, nearest: Floats, items: Numbers) -> Floats:
        return self.measure.crowded(nearest, np.asarray(self.company(items), np.float64))

    def _settle(self, items: Iterable[int]) -> None:
        """Settles some groups anew, by all that is known now."""
        members = sorted(items)
        self._now = None
        for group in self._linked(members):
            self.groups[group[0]] = group
            self._home[group] = group[0]
        for member, home in zip(members, self._home[members].tolist(), strict=True):
            if home != member:
                self.groups.pop(member, None)

    def _linked(self, members: list[int]) -> list[list[int]]:
        if len(members) < 2:
            return [members] if members else []
        those = np.array(members)
        self._place[those] = np.arange(len(members))
        alike = self._alike(those)
        place = self._place
        together = {*self._fixed(self._together, members), *self._closed(those)}
        apart = self._fixed(self._apart, members)
        bound, barred = sorted(together), sorted(apart)
        met = self.measure.met
        groups = average_linkage(len(members), alike, 1.0, bound, barred, met)
        place[those] = -1
        return [[members[at] for at in group] for group in groups]

    def _alike(self, members: Numbers) -> dict[Pair, float]:
        """How alike members are to one another, by their places among them; what is not alike is left out."""
        pairs = self.links.of(members)
        left = self._place[self.links.early[pairs]]
        pairs, left = pairs[left >= 0], left[left >= 0]
        worths = self._worth_of(pairs)
        kept = worths >= self.dropped
        right = self._place[self.links.late[pairs[kept]]]
        told = zip(left[kept].tolist(), right.tolist(), strict=True)
        return dict(zip(told, worths[kept].tolist(), strict=True))

    def _fixed(self, table: Mapping[int, set[int]], members: Sequence[int]) -> Iterator[Pair]:
        place = self._place
        for left in members if table else ():
            for right in table.get(left, ()):
                if left < right and place[right] >= 0:
                    yield int(place[left]), int(place[right])

    def _closed(self, members: Numbers) -> Iterator[Pair]:
        """What was one group when it was closed stays one."""
        first: dict[int, int] = {}
        done = members[~self._open[members]]
        homes = self._home[done].tolist()
        for member, home in zip(self._place[done].tolist(), homes, strict=True):
            yield first.setdefault(home, member), member


def _columns(likeness: Mapping[int, float]) -> tuple[Numbers, Floats]:
    """The things and how alike they are, as columns."""
    size = len(likeness)
    return (
        np.fromiter(likeness.keys(), np.int64, size),
        np.fromiter(likeness.values(), np.float64, size),
    )
