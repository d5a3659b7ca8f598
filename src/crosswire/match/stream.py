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
from dataclasses import dataclass

from crosswire.match.cluster import Pair
from crosswire.match.events import Sketch, Weights, emptied, told_apart, weigh
from crosswire.match.settling import Measure, Settling
from crosswire.match.shelf import Glossary, Holders, Numbers, Shelf


@dataclass(frozen=True, slots=True)
class Pace:
    """How far an article looks.

    `days_scale`, `few` and `undated` shape how near two days are (see `Stream.nearness`); beyond
    `days_apart` nothing is compared, within `days_around` articles are company. Up to `all_pairs`
    open articles all are compared; beyond, the `compared` that share most of an article's `keys`
    weightiest terms, of which each is kept for the last `crowd` articles that have it. Likeness of two
    articles of one outlet counts `one_outlet` times. What the news of a day told counts half after
    `half_life` days when it is asked what is rare.
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
    half_life: float


LEAST_NEARNESS = 0.04
"""Twins less near than this would not be one story: they are not compared."""

LEAST_LIKENESS = 0.02
"""What is less alike has only common words in common; it is not kept."""

WORTH_TELLING_APART = 0.08
"""Likeness times nearness from which what tells two events apart is looked for; with less than this no
two articles of a development set are one story."""


class Stream:
    """Stories in the making. Articles are known by the number of their coming."""

    def __init__(self, weights: Weights, pace: Pace, measure: Measure, glossary: Glossary) -> None:
        self.weights, self.pace, self.glossary = weights, pace, glossary
        self.tellers: list[Sketch] = []
        self.vectors = Shelf(glossary)
        self._unlearned: list[Numbers] = []
        self.refused: dict[Pair, tuple[str, float]] = {}
        self.settling = Settling(self.nearness, self.company, measure)
        self._fading = [math.exp(-(d**2) / pace.days_scale) for d in range(pace.days_apart + 1)]
        self._days: list[int | None] = []
        self._outlets: list[str | None] = []
        self._on_day: dict[int, int] = {}
        self._around: dict[int, int] = {}
        self._waiting: deque[int] = deque()
        self._now = 0
        self._undated = 0
        self._closed = 0
        self._oldest = 0
        self._swept = 0
        self._holders = Holders(pace.crowd)

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
        day = teller.day.toordinal() if teller.day else None
        if day is None:
            self._undated += 1
        else:
            self._count(day)
        numbers, worth = weigh(teller, self.glossary, self.weights)
        if day is not None:
            self._unlearned.append(numbers)
        item = self.vectors.add(numbers, worth)
        # what was counted lives on in the row, at a tenth of the memory
        self.tellers.append(emptied(teller))
        self._days.append(day)
        self._outlets.append(teller.article.outlet)
        keys, weights = self.vectors.heaviest(item, self.pace.keys)
        likeness = self._likeness(item, self._met(item, keys, weights))
        if loose:
            self.settling.add_loose(item, likeness)
        else:
            self.settling.add(item, likeness, together, apart)
        self._holders.add(item, keys, weights)
        return item

    def _likeness(self, item: int, met: Sequence[int]) -> dict[int, float]:
        """How alike an article is to those before it that nothing tells apart from it."""
        near = dict(zip(met, self.nearness(item, met), strict=True))
        reached = [other for other in met if near[other] >= LEAST_NEARNESS]
        outlet, outlets, found = self._outlets[item], self._outlets, {}
        for other, cosine in zip(reached, self.vectors.cosines(item, reached), strict=True):
            # one outlet seldom tells an event twice in other words; copies are tied by their lineage
            own = bool(outlet) and outlets[other] == outlet
            value = cosine * self.pace.one_outlet if own else cosine
            if value >= LEAST_LIKENESS and not self._refuses(other, item, value, near[other]):
                found[other] = value
        return found

    def nearness(self, item: int, others: Sequence[int]) -> list[float]:
        """How near the days of articles are to that of one: 1 on one day, fading; in a sparse pile days
        count for less, since nothing else competes."""
        own, days = self._days[item], [self._days[other] for other in others]
        near = {day: self._near(own, day) for day in set(days)}
        return [near[day] for day in days]

    def _near(self, one: int | None, other: int | None) -> float:
        if one is None or other is None:
            near = self.pace.undated
        else:
            near = self._faded(abs(one - other))
            if abs(one - other) > self.pace.days_apart:
                return 0.0
        return near if near >= 1.0 else max(near, min(self._ground(one), self._ground(other)))

    def _ground(self, day: int | None) -> float:
        """What nearness never falls below, by how many articles are around a day."""
        return 1 / (1 + (self._company(day) / self.pace.few) ** 2)

    def company(self, item: int) -> int:
        """How many articles compete: those of some days before and after, and the undated ones. Where the
        days after have not come yet, as many more before stand for them."""
        return self._company(self._days[item])

    def _company(self, day: int | None) -> int:
        return len(self._days) if day is None else self._around.get(day, self._now) + self._undated

    def _count(self, day: int) -> None:
        """Counts a newcomer as company; closes what is out of its reach."""
        if day not in self._on_day:
            reach = self.pace.days_around
            while self._waiting and self._waiting[0] + reach < day:
                past = self._waiting.popleft()
                self._around[past] = self._count_of(past - reach, past + reach)
            self._learn(day)
            self._on_day[day] = 0
            self._waiting.append(day)
            self._now = self._count_of(day - 2 * reach, day)
            self._close(day)
        self._on_day[day] += 1
        self._now += 1

    def _learn(self, day: int) -> None:
        """What stood in the news before today is rare no more; what stood there long ago is again."""
        if self._on_day:
            self.glossary.fade(0.5 ** ((day - next(reversed(self._on_day))) / self.pace.half_life))
        self.glossary.count(self._unlearned)
        self._unlearned = []

    def _count_of(self, first: int, last: int) -> int:
        return sum(self._on_day.get(day, 0) for day in range(first, last + 1))

    def _close(self, today: int) -> None:
        """Closes what no article of today or later can reach; forgets what is older still."""
        last = self._closed
        while last < len(self._days) and self._out_of_reach(last, today):
            last += 1
        self.settling.close(range(self._closed, last))
        self._closed = last
        while (
            self._oldest < last and (self._days[self._oldest] or 0) < today - self.pace.days_apart
        ):
            self._oldest += 1
        if self._oldest and today >= self._swept + self.pace.days_apart:
            self._swept = today
            self._holders.forget(self._oldest)

    def _out_of_reach(self, item: int, today: int) -> bool:
        """Is an article so old, or so much around its day, that it is near to none of today?"""
        day = self._days[item]
        if day is None:
            return False
        if today - day > self.pace.days_apart:
            return True
        reach = self.pace.days_around
        crowd = self._around.get(day) or self._count_of(day - reach, min(day + reach, today))
        return self._faded(today - day) < LEAST_NEARNESS > 1 / (1 + (crowd / self.pace.few) ** 2)

    def _faded(self, days: int) -> float:
        return self._fading[days] if days < len(self._fading) else 0.0

    def _met(self, item: int, keys: Sequence[int], weights: Sequence[float]) -> list[int]:
        """The articles worth comparing with a newcomer; an undated one may be of any day."""
        oldest = self._oldest if self._days[item] is None else self._closed
        if item - oldest <= self.pace.all_pairs:
            return list(range(oldest, item))
        return self._holders.closest(keys, weights, oldest, self.pace.compared)

    def _refuses(self, left: int, right: int, value: float, near: float) -> bool:
        """Does something tell the two apart? It is looked for where they could be one story."""
        if value * near < WORTH_TELLING_APART:
            return False
        why = told_apart(self.tellers[left], self.tellers[right], value)
        if why:
            self.refused[left, right] = why, value
        return bool(why)
