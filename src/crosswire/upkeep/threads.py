"""Stories as articles come: each newcomer is compared with the few around it that share its telling
terms, and joins, opens, merges or splits the stories it touches.

Likeness, nearness, crowding and what is enough are those of the stage stories, whose options are used;
but what lies in the archive is looked up, so that the work does not grow with it, and a newcomer may
be older than what is there. What the stage sees at once and this sees one by one can differ: by how
much is in docs/archive.md, and `settle` takes it back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from heapq import nlargest, nsmallest

import numpy as np

from crosswire.match.cluster import average_linkage
from crosswire.match.events import (
    Sketch,
    knots,
    laid_together,
    sketch,
    told_apart,
    vector,
    without_shared,
)
from crosswire.match.settling import Settling
from crosswire.match.stream import LEAST_LIKENESS, LEAST_NEARNESS, WORTH_TELLING_APART
from crosswire.match.vectors import Rarity, Vector, cosine
from crosswire.stages.stories import StoryOptions, measure_of, weights_of
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.stamps import stage

NEVER = 0
"""The day of an undated article."""


class Floor:
    """The articles around a newcomer: how near, how crowded, how alike they are."""

    def __init__(self, desk: Desk) -> None:
        options = stage("stories").options
        assert isinstance(options, StoryOptions)
        self.desk, self.options, self.weights = desk, options, weights_of(options)
        self.measure = measure_of(options)
        self._levels: dict[int, float] = {}
        self._links: dict[int, dict[int, float]] = {}
        self._company: dict[int, int] = {}
        self._day: dict[int, int] = {}
        self._near: dict[tuple[int, int], float] = {}
        self._sketches: dict[int, Sketch] = {}
        self._vectors: dict[int, Vector] = {}

    def add(self, number: int) -> bytes:
        """Counts a newcomer's terms, lays it under its weightiest and links it to those around it; gives
        the terms it was laid under.
        """
        teller = self.sketch(number)
        day = self.day(number)
        self.desk.company.learn(teller.counts, day)
        self._company.clear()
        self._near.clear()
        (weights,) = self._weighed([number])
        keys = nsmallest(self.options.keys, weights.items(), key=lambda pair: (-pair[1], pair[0]))
        ids = self.desk.company.ids(term for term, _ in keys)
        self._link(number, [(ids[term], weight) for term, weight in keys])
        self.desk.company.lay(number, day, [(ids[term], weight) for term, weight in keys])
        return b"".join(ids[term].to_bytes(5, "big") for term, _ in keys)

    def forget(self, number: int) -> None:
        """Takes an article away from those around it."""
        row = self.desk.articles.row(number)
        ids = [int.from_bytes(row.keyed[at : at + 5], "big") for at in range(0, len(row.keyed), 5)]
        self.desk.company.learn(self.sketch(number).counts, row.day, -1)
        self.desk.company.lift(number, row.day, ids)
        for held in (self._sketches, self._vectors, self._links, self._levels, self._company):
            held.clear()
        self._near.clear()
        self._day.clear()

    def let_go(self) -> None:
        """Forgets what was looked up of articles; it is looked up again where it is asked for."""
        for held in (self._sketches, self._vectors, self._links, self._levels, self._day):
            held.clear()

    def day(self, number: int) -> int:
        """The day of an article as an ordinal."""
        if number not in self._day:
            self._day[number] = self.desk.articles.row(number).day
        return self._day[number]

    def sketch(self, number: int) -> Sketch:
        """An article as a teller of one event."""
        if number not in self._sketches:
            self._sketches[number] = sketch(self.desk.articles.article(number), self.weights)
        return self._sketches[number]

    def vectors(self, numbers: Sequence[int]) -> list[Vector]:
        """The weighed terms of articles, by what is rare now."""
        wanted = [number for number in numbers if number not in self._vectors]
        self._vectors.update(zip(wanted, self._weighed(wanted), strict=True))
        return [self._vectors[number] for number in numbers]

    def rarity(self, numbers: Iterable[int]) -> Rarity:
        """How rare the terms of these articles are."""
        terms = {term for number in numbers for term in self.sketch(number).counts}
        size = sum(self.desk.company.days().values())
        return Rarity.counted(self.desk.company.told(terms), size)

    def _weighed(self, numbers: Sequence[int]) -> list[Vector]:
        rarity = self.rarity(numbers)
        return [vector(self.sketch(number), rarity, self.weights) for number in numbers]

    def _link(self, number: int, keys: Sequence[tuple[int, float]]) -> None:
        met = [other for other in self._met(number, keys) if self._in_reach(other, number)]
        mine, *theirs = self.vectors([number, *met])
        likeness: dict[int, float] = {}
        for other, weights in zip(met, theirs, strict=True):
            value = round(cosine(mine, weights), 6) * self._by_outlet(other, number)
            if not self._refuses(other, number, value):
                likeness[other] = value
        self.desk.company.link(number, likeness)
        self._links.clear()
        self._levels.clear()

    def _met(self, number: int, keys: Sequence[tuple[int, float]]) -> list[int]:
        """The articles worth comparing with: all where few are around, else those that share most."""
        day, reach = self.day(number), self.options.days_apart
        first, last = (1, 1 << 40) if day == NEVER else (day - reach, day + reach)
        around = sum(
            n for d, n in self.desk.company.days().items() if first <= d <= last or d == NEVER
        )
        if around <= self.options.all_pairs:
            rows = self.desk.articles.rows("WHERE day BETWEEN ? AND ? OR day = 0", first, last)
            return [row.number for row in rows if row.number != number]
        shared: dict[int, float] = {}
        for term, weight in keys:
            for low, high in ((first, last), (NEVER, NEVER)):
                for other, its in self.desk.company.holders(term, low, high, self.options.crowd):
                    shared[other] = shared.get(other, 0.0) + weight * its
        shared.pop(number, None)
        best = nlargest(self.options.compared, [(worth, -o) for o, worth in shared.items()])
        return [-other for _, other in best]

    def _in_reach(self, left: int, right: int) -> bool:
        one, other = self.day(left), self.day(right)
        if NEVER not in (one, other) and abs(one - other) > self.options.days_apart:
            return False
        return self.nearness(left, right) >= LEAST_NEARNESS

    def _by_outlet(self, left: int, right: int) -> float:
        one, other = (self.desk.articles.row(number).outlet for number in (left, right))
        return self.options.one_outlet if one and one == other else 1.0

    def _refuses(self, left: int, right: int, value: float) -> bool:
        if value < LEAST_LIKENESS:
            return True
        if value * self.nearness(left, right) < WORTH_TELLING_APART:
            return False
        one, other = sorted((left, right), key=lambda at: (self.day(at), at))
        return bool(told_apart(self.sketch(one), self.sketch(other), value))

    def company(self, number: int) -> int:
        """How many articles compete: those of some days before and after, and the undated ones. Where
        the days after have not come yet, as many more before stand for them."""
        day = self.day(number)
        if day not in self._company:
            self._company[day] = self._counted(day)
        return self._company[day]

    def _counted(self, day: int) -> int:
        days, reach = self.desk.company.days(), self.options.days_around
        if day == NEVER:
            return sum(days.values())
        passed = self._newest > day + reach
        first, last = (day - reach, day + reach) if passed else (day - 2 * reach, day)
        first, last = (first, last) if passed else (first, max(last, self._newest))
        return sum(days.get(one, 0) for one in range(first, last + 1)) + days.get(NEVER, 0)

    @property
    def _newest(self) -> int:
        return max(self.desk.company.days(), default=NEVER)

    def nearness(self, left: int, right: int) -> float:
        """How near the days of two articles are; in a sparse pile days count for less."""
        days = self.day(left), self.day(right)
        if days not in self._near:
            self._near[days] = self._nearness(left, right)
        return self._near[days]

    def _nearness(self, left: int, right: int) -> float:
        one, other, options = self.day(left), self.day(right), self.options
        if NEVER in (one, other):
            near = options.undated
        else:
            apart = abs(one - other)
            near = math.exp(-(apart**2) / options.days_scale) if apart <= options.days_apart else 0
        if near == 1.0:
            return near
        around = max(self.company(left), self.company(right))
        return max(near, 1 / (1 + (around / options.few) ** 2))

    def links(self, number: int) -> dict[int, float]:
        """How alike an article is to those it was compared with."""
        if number not in self._links:
            self._links[number] = self.desk.company.links(number)
        return self._links[number]

    def level(self, number: int) -> float:
        """How crowded it is around an article: how alike its nearest few are to it anyway."""
        if number not in self._levels:
            measure, company = self.measure, self.company(number)
            near = nlargest(
                measure.largest,
                (
                    min(value, measure.most) * math.sqrt(self.nearness(number, other))
                    for other, value in self.links(number).items()
                ),
            )
            nearest = np.full((1, measure.largest), -1.0)
            nearest[0, measure.largest - len(near) :] = near[::-1]
            level = measure.crowded(nearest, np.array([company], np.float64))
            self._levels[number] = float(level[0])
        return self._levels[number]

    def worth(self, left: int, right: int) -> float:
        """How alike two articles are where they stand: 1 is just enough; 0 when never compared."""
        value = self.links(left).get(right)
        if value is None:
            return 0.0
        crowding = (self.level(left) + self.level(right)) / 2
        demanded = self.measure.enough * (self.measure.ground + crowding)
        return value * self.nearness(left, right) / demanded

    def grouped(
        self,
        members: Sequence[int],
        together: Sequence[tuple[int, int]],
        apart: Sequence[tuple[int, int]],
    ) -> list[list[int]]:
        """The stories that these articles make among themselves."""
        place = {member: at for at, member in enumerate(members)}
        alike = {
            (place[left], place[right]): worth
            for left in members
            for right in self.links(left)
            if left < right and right in place
            if (worth := self.worth(left, right)) >= Settling.dropped
        }
        bound = [(place[a], place[b]) for a, b in together]
        barred = [(place[a], place[b]) for a, b in apart]
        groups = average_linkage(len(members), alike, 1.0, bound, barred)
        found = [[members[at] for at in group] for group in groups]
        return [part for group in found for part in self._parted(group, together)]

    def _parted(self, group: list[int], together: Sequence[tuple[int, int]]) -> list[list[int]]:
        """The group, or its knots where it tells of two events with an actor or a place in common."""
        options = self.options
        texts = laid_together(group, together)
        crowded = self.company(group[0]) > options.knotted_around
        if crowded or not 4 <= len(texts) <= options.largest_knotted:
            return [group]
        vectors = self.vectors([text[0] for text in texts])
        rest = without_shared(vectors, self.rarity([text[0] for text in texts]))
        labels = knots(
            len(texts),
            lambda one, other: cosine(rest[one], rest[other]),
            options.knot,
            options.knots_apart,
        )
        parts: dict[int, list[int]] = {}
        for label, text in zip(labels, texts, strict=True):
            parts.setdefault(label, []).extend(text)
        return [sorted(part) for _, part in sorted(parts.items())]
