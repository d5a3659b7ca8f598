"""Articles that come one after another, and the stories they make: each newcomer is compared with the
few before it that share its telling terms, and joins, opens, merges or splits stories.

Nothing older than the reach in days is looked at again, so the work for an article does not grow with
the archive. Articles of one day may come in any order: what that changes is measured by
`python -m benchmarks.growth_stories order`.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest, nsmallest

from crosswire.match.cluster import Measure, Pair, Settling
from crosswire.match.events import Sketch, Weights, told_apart, vector
from crosswire.match.vectors import Rarity, Shelf


@dataclass(frozen=True, slots=True)
class Pace:
    """How far an article looks.

    `days_scale`, `few` and `undated` shape how near two days are (see `Stream.nearness`); beyond
    `days_apart` nothing is compared, within `days_around` articles are company. Up to `all_pairs`
    open articles all are compared; beyond, the `compared` that share most of an article's `keys`
    weightiest terms, of which each is kept for the last `crowd` articles that have it. Likeness of two
    articles of one outlet counts `one_outlet` times.
    """

    days_scale: float
    few: float
    undated: float
    days_around: int
    days_apart: int
    all_pairs: int
    keys: int
    crowd: int
    compared: int
    one_outlet: float


LEAST_NEARNESS = 0.04
"""Twins less near than this would not be one story: they are not compared."""

LEAST_LIKENESS = 0.02
"""What is less alike has only common words in common; it is not kept."""

WORTH_TELLING_APART = 0.08
"""Likeness times nearness from which what tells two events apart is looked for; with less than this no
two articles of a development set are one story."""


class Stream:
    """Stories in the making. Articles are known by the number of their coming."""

    def __init__(self, weights: Weights, pace: Pace, measure: Measure, rarity: Rarity) -> None:
        self.weights, self.pace, self.rarity = weights, pace, rarity
        self.tellers: list[Sketch] = []
        self.vectors = Shelf()
        self.refused: dict[Pair, tuple[str, float]] = {}
        self.settling = Settling(self.nearness, self.company, measure)
        self._fading = [math.exp(-(d**2) / pace.days_scale) for d in range(pace.days_apart + 1)]
        self._days: list[int | None] = []
        self._on_day: dict[int, int] = {}
        self._around: dict[int, int] = {}
        self._waiting: deque[int] = deque()
        self._now = 0
        self._undated = 0
        self._open: deque[int] = deque()
        self._swept = 0
        self._holders: dict[str, deque[tuple[int, float]]] = {}

    def add(
        self,
        teller: Sketch,
        together: Iterable[int] = (),
        apart: Iterable[int] = (),
        *,
        loose: bool = False,
    ) -> int:
        """Takes the next article in, gives its number. Dated ones come by day, undated ones last.

        `together` and `apart` name articles before it that must, or must not, be in its story. A
        `loose` one (a round-up) holds no story together; `settling.joined` tells what it reports too.
        """
        weights = vector(teller, self.rarity, self.weights)
        item = self.vectors.add(weights)
        day = teller.day.toordinal() if teller.day else None
        # what was counted lives on in the vector, at a tenth of the memory
        self.tellers.append(replace(teller, counts={}, names=frozenset()))
        self._days.append(day)
        self._count(day)
        keys = nsmallest(self.pace.keys, weights.items(), key=lambda pair: (-pair[1], pair[0]))
        met = [other for other in self._met(keys) if self._in_reach(other, item)]
        found = zip(met, self.vectors.cosines(item, met), strict=True)
        weighed = ((other, value * self._by_outlet(other, item)) for other, value in found)
        likeness = {
            other: value for other, value in weighed if not self._refuses(other, item, value)
        }
        if loose:
            self.settling.add_loose(item, likeness)
        else:
            self.settling.add(item, likeness, together, apart)
        self._open.append(item)
        for term, weight in keys:
            held = self._holders.get(term)
            if held is None:
                held = self._holders[term] = deque(maxlen=self.pace.crowd)
            held.append((item, weight))
        return item

    def nearness(self, left: int, right: int) -> float:
        """How near the days of two articles are: 1 on one day, fading; in a sparse pile days count
        for less, since nothing else competes."""
        one, other = self._days[left], self._days[right]
        near = self.pace.undated if one is None or other is None else self._faded(abs(one - other))
        if near == 1.0:
            return near
        around = max(self.company(left), self.company(right))
        return max(near, 1 / (1 + (around / self.pace.few) ** 2))

    def company(self, item: int) -> int:
        """How many articles compete: those of some days before and after, and the undated ones. Where the
        days after have not come yet, as many more before stand for them."""
        day = self._days[item]
        return len(self._days) if day is None else self._around.get(day, self._now) + self._undated

    def _faded(self, days: int) -> float:
        return self._fading[days] if days < len(self._fading) else 0.0

    def _count(self, day: int | None) -> None:
        """Counts a newcomer as company; closes what is out of its reach."""
        if day is None:
            self._undated += 1
            return
        if day not in self._on_day:
            reach = self.pace.days_around
            while self._waiting and self._waiting[0] + reach < day:
                past = self._waiting.popleft()
                self._around[past] = self._count_of(past - reach, past + reach)
            self._on_day[day] = 0
            self._waiting.append(day)
            self._now = self._count_of(day - 2 * reach, day)
            self._close(day - self.pace.days_apart)
        self._on_day[day] += 1
        self._now += 1

    def _count_of(self, first: int, last: int) -> int:
        return sum(self._on_day.get(day, 0) for day in range(first, last + 1))

    def _close(self, day: int) -> None:
        """Closes what is older than a day."""
        done: list[int] = []
        while self._open and (told := self._days[self._open[0]]) is not None and told < day:
            done.append(self._open.popleft())
        self.settling.close(done)
        if done and day >= self._swept + self.pace.days_apart:
            self._swept = day
            self._holders = {
                term: held for term, held in self._holders.items() if held[-1][0] > done[-1]
            }

    def _met(self, keys: Sequence[tuple[str, float]]) -> Sequence[int]:
        """The open articles worth comparing with a newcomer."""
        if len(self._open) <= self.pace.all_pairs:
            return list(self._open)
        shared: dict[int, float] = {}
        found = shared.get
        for term, weight in keys:
            for other, its in self._holders.get(term, ()):
                shared[other] = found(other, 0.0) + weight * its
        oldest = self._open[0]
        best = nlargest(self.pace.compared, [(worth, -o) for o, worth in shared.items()])
        return [-other for _, other in best if -other >= oldest]

    def _in_reach(self, left: int, right: int) -> bool:
        one, other = self._days[left], self._days[right]
        if one is not None and other is not None and abs(one - other) > self.pace.days_apart:
            return False
        return self.nearness(left, right) >= LEAST_NEARNESS

    def _by_outlet(self, left: int, right: int) -> float:
        """One outlet seldom tells one event twice in other words (copies are tied by their lineage)."""
        one, other = (self.tellers[at].article.outlet for at in (left, right))
        return self.pace.one_outlet if one and one == other else 1.0

    def _refuses(self, left: int, right: int, value: float) -> bool:
        """Have the two nothing in common, or does something tell them apart?"""
        if value < LEAST_LIKENESS:
            return True
        if value < WORTH_TELLING_APART or value * self.nearness(left, right) < WORTH_TELLING_APART:
            return False
        why = told_apart(self.tellers[left], self.tellers[right], value)
        if why:
            self.refused[left, right] = why, value
        return bool(why)
