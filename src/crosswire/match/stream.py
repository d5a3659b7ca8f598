"""Articles that come one after another, and the stories they make: each newcomer is compared with the
few before it that share its telling terms, and joins, opens, merges or splits stories.

Nothing older than the reach in days is looked at again, so the work for an article does not grow with
the archive. Articles of one day may come in any order: what that changes is measured by
`python -m benchmarks.growth_stories order`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from crosswire.match.calendar import UNDATED, Calendar
from crosswire.match.cluster import Pair
from crosswire.match.crowding import SMALLEST, Floats, Numbers, roomy
from crosswire.match.events import Sketch, Weights, tally, told_apart, weigh
from crosswire.match.settling import Measure, Settling
from crosswire.match.shelf import Glossary, Holders, Row, Shelf
from crosswire.match.shelf import Numbers as Terms
from crosswire.match.tally import Tally


@dataclass(frozen=True, slots=True)
class Pace:
    """How far an article looks.

    `days_scale`, `few` and `undated` shape how near two days are (see `Stream.nearness`); beyond
    `days_apart` nothing is compared, within `days_around` articles are company. Up to `all_pairs`
    open articles all are compared; beyond, the `compared` that share most of an article's `keys`
    weightiest terms, of which each is kept for the last `crowd` articles that have it. Likeness of two
    articles of one outlet counts `one_outlet` times, of two whose headlines bear names that the other
    nowhere tells `other_names` times. What the news of a day told counts half after
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
    other_names: float
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
        self._unlearned: list[Terms] = []
        self.refused: dict[Pair, tuple[str, float]] = {}
        self.settling = Settling(self.nearness, self.companies, measure)
        fading = [math.exp(-(d**2) / pace.days_scale) for d in range(pace.days_apart + 1)]
        self._fading = np.array([*fading, 0.0])
        self._named: list[tuple[Terms, Row]] = []
        self._calendar = Calendar(pace.days_around)
        self._days: list[int | None] = []
        self._slots = np.zeros(SMALLEST, np.int64)
        self._outlets = np.zeros(SMALLEST, np.int64)
        self._outlet_numbers: dict[str, int] = {}
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
        slot = self._count(day)
        told = tally(teller, self.glossary, self.weights)
        if day is not None:
            self._unlearned.append(told.terms)
        item = self.vectors.add(told.terms, weigh(told, self.glossary, self.weights))
        self._named.append(self._names_of(item, told, len({*teller.title})))
        self.tellers.append(teller)
        self._days.append(day)
        self._note(item, slot, teller.article.outlet)
        keys, weights = self.vectors.heaviest(item, self.pace.keys)
        others, values, nears = self._likeness(item, self._met(item, keys, weights))
        if loose:
            likeness = dict(zip(others.tolist(), values.tolist(), strict=True))
            self.settling.add_loose(item, likeness)
        else:
            self.settling.take_in(item, others, values, nears, together, apart)
        self._holders.add(item, keys, weights)
        return item

    def _note(self, item: int, slot: int, outlet: str | None) -> None:
        if item >= len(self._slots):
            self._slots = roomy(self._slots, item + 1)
            self._outlets = roomy(self._outlets, item + 1)
        self._slots[item] = slot
        known = self._outlet_numbers
        self._outlets[item] = known.setdefault(outlet, len(known) + 1) if outlet else 0

    def _likeness(self, item: int, met: Numbers) -> tuple[Numbers, Floats, Floats]:
        """Those before an article that it is like and that nothing tells apart from it: how alike, how near
        they are."""
        near = self.nearness(item, met)
        reached = near >= LEAST_NEARNESS
        met, near = met[reached], near[reached]
        value = self.vectors.cosines(item, met)
        outlet = self._outlets[item]
        if outlet:
            # one outlet seldom tells an event twice in other words; copies are tied by their lineage
            value[self._outlets[met] == outlet] *= self.pace.one_outlet
        kept = value >= LEAST_LIKENESS
        close = np.flatnonzero(kept & (value * near >= WORTH_TELLING_APART))
        names = np.array(self.names_met(item, met[close].tolist()))
        for at, named in zip(close.tolist(), names.tolist(), strict=True):
            kept[at] = not self._refuses(int(met[at]), item, float(value[at]), named)
        value[close] *= self.pace.other_names + (1 - self.pace.other_names) * names
        return met[kept], value[kept], near[kept]

    def _names_of(self, item: int, told: Tally, title: int) -> tuple[Terms, Row]:
        """The terms of the headline, which stand first, that look like a name; what they weigh."""
        numbers, weights = self.vectors.row(item)
        telling = told.telling[:title]
        return numbers[:title][telling], weights[:title][telling]

    def names(self, item: int) -> list[str]:
        """The names that the headline of an article bears, as terms."""
        return self.glossary.terms(self._named[item][0])

    def names_met(self, item: int, others: Sequence[int]) -> list[float]:
        """How much of the names that its headline bears each other tells somewhere, or the reverse, whichever
        is more: of one event each names at least what the other's headline does."""
        ours = self.vectors.holding(self._named[item], others)
        theirs = self.vectors.held(item, [self._named[other] for other in others])
        return [max(pair) for pair in zip(ours, theirs, strict=True)]

    def nearness(self, items: int | Numbers, others: Numbers) -> Floats:
        """How near the days of articles are, one to all or one to each: 1 on one day, fading; in a sparse
        pile days count for less, since nothing else competes."""
        ours, theirs = self._slots[items], self._slots[others]
        days = self._calendar.days
        apart = np.abs(days[ours] - days[theirs])
        near = self._fading[np.minimum(apart, self.pace.days_apart + 1)]
        undated = (ours == UNDATED) | (theirs == UNDATED)
        if np.count_nonzero(undated):
            near[undated], apart = self.pace.undated, np.where(undated, 0, apart)
        ground = np.minimum(self._ground(ours), self._ground(theirs))
        found: Floats = np.where(apart > self.pace.days_apart, 0.0, np.maximum(near, ground))
        return found

    def _ground(self, slots: Numbers) -> Floats:
        """What nearness never falls below, by how many articles are around a day."""
        ground: Floats = 1 / (1 + (self._calendar.company(slots) / self.pace.few) ** 2)
        return ground

    def company(self, item: int) -> int:
        """How many articles compete: those of some days before and after, and the undated ones. Where the
        days after have not come yet, as many more before stand for them."""
        return int(self.companies(np.array([item]))[0])

    def companies(self, items: Numbers) -> Floats:
        """How many articles compete with each."""
        return self._calendar.company(self._slots[items])

    def _count(self, day: int | None) -> int:
        """Counts a newcomer as company; closes what is out of its reach. Gives the slot of its day."""
        if day is not None and not self._calendar.has(day):
            self._learn(day)
            self._calendar.open(day)
            self._close(day)
        return self._calendar.count(day)

    def _learn(self, day: int) -> None:
        """What stood in the news before today is rare no more; what stood there long ago is again."""
        newest = self._calendar.newest
        if newest is not None:
            self.glossary.fade(0.5 ** ((day - newest) / self.pace.half_life))
        self.glossary.count(self._unlearned)
        self._unlearned = []

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
        crowd = self._calendar.crowd(day, today)
        faded = self._fading[today - day]
        return bool(faded < LEAST_NEARNESS > 1 / (1 + (crowd / self.pace.few) ** 2))

    def _met(self, item: int, keys: Terms, weights: Row) -> Numbers:
        """The articles worth comparing with a newcomer; an undated one may be of any day."""
        oldest = self._oldest if self._days[item] is None else self._closed
        if item - oldest <= self.pace.all_pairs:
            return np.arange(oldest, item)
        return self._holders.closest(keys, weights, oldest, self.pace.compared)

    def _refuses(self, left: int, right: int, value: float, named: float) -> bool:
        """Does something tell the two apart?"""
        why = told_apart(self.tellers[left], self.tellers[right], value, named)
        if why:
            self.refused[left, right] = why, value
        return bool(why)
