"""Many texts as rows of numbers: how rare each term is among them, and one compared with many at once.

A row costs eight bytes a term. Nothing here depends on the order in which terms were first seen.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from crosswire.match.tally import Counting, Tallier, Tally
from crosswire.match.vectors import BACKGROUND_WEIGHT, Vector, background

Numbers = NDArray[np.int32]
Row = NDArray[np.float32]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]

SMALLEST = 1 << 14


class _Numbers(dict[str, int]):
    """The number of each term; a new one gets the next."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.terms)
        self.terms.append(term)
        return number


class Glossary:
    """Terms as numbers, and how rare each is: the logarithm of one in so many documents, those learned and
    those of the background of news words."""

    def __init__(self, pile: Iterable[Collection[str]] = ()) -> None:
        self._documents, self._known = background()
        self._size = BACKGROUND_WEIGHT * self._documents
        self._numbers = _Numbers()
        self._tallier = Tallier(self._numbers)
        self._weighed = 0
        self._told: Floats = np.zeros(SMALLEST)
        self._always: Floats = np.zeros(SMALLEST)
        self.learn(pile)

    def __len__(self) -> int:
        return len(self._numbers)

    def learn(self, pile: Iterable[Collection[str]]) -> None:
        """Counts more documents, each given as its terms without repetition."""
        self.count([self.numbers(terms) for terms in pile])

    def count(self, pile: Sequence[Numbers]) -> None:
        """Counts more documents, each given as the numbers of its terms."""
        for numbers in pile:
            self._told[numbers] += 1.0
        self._size += len(pile)

    def fade(self, part: float) -> None:
        """Counts what was learned for so much of what it was, 0 to 1; the background does not fade."""
        documents = BACKGROUND_WEIGHT * self._documents
        self._size = documents + part * (self._size - documents)
        self._told -= self._always
        self._told *= part
        self._told += self._always

    def numbers(self, terms: Collection[str]) -> Numbers:
        """The numbers of terms, in their order; new ones get the next."""
        found = np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(terms))
        if len(self._numbers) > self._weighed:
            self._make_room()
        return found

    def tally(self, title: Collection[str], text: str, counting: Counting) -> Tally:
        """The terms of a headline and of the first words of a text, counted."""
        told = self._tallier.tally(self.numbers(title), text, counting)
        if len(self._numbers) > self._weighed:
            self._make_room()
        return told

    def _make_room(self) -> None:
        """Weighs the terms that have just got a number, by what the background knows of them."""
        terms, known = self._numbers.terms, self._known
        if len(terms) > len(self._told):
            self._told = np.concatenate([self._told, np.zeros(len(terms))])
            self._always = np.concatenate([self._always, np.zeros(len(terms))])
        for number in range(self._weighed, len(terms)):
            self._always[number] = BACKGROUND_WEIGHT * known.get(terms[number], 0)
        self._told[self._weighed : len(terms)] = self._always[self._weighed : len(terms)]
        self._weighed = len(terms)

    def terms(self, numbers: Numbers) -> list[str]:
        """The terms of numbers, in their order."""
        return [self._numbers.terms[number] for number in numbers.tolist()]

    def rarity(self, numbers: Numbers) -> Floats:
        """How telling terms are, by their numbers; one that nobody has seen weighs most."""
        found: Floats = np.log(1.0 + self._size / (1.0 + self._told[numbers]))
        return found

    def __call__(self, term: str) -> float:
        """How telling a term is."""
        return float(self.rarity(self.numbers((term,)))[0])


class Shelf:
    """Rows of weighted terms, each known by its place."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._terms: list[Numbers] = []
        self._weights: list[Row] = []
        self._scratch: Row = np.zeros(SMALLEST, np.float32)

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, numbers: Numbers, weights: Floats) -> int:
        """Puts a row on the shelf, scaled to length one, and gives its place."""
        length = math.sqrt(weights @ weights)
        row = (weights / length if length else weights).astype(np.float32)
        self._terms.append(numbers)
        self._weights.append(row)
        return len(self._terms) - 1

    def row(self, place: int) -> tuple[Numbers, Row]:
        """The row at a place: numbers of terms and their weights."""
        return self._terms[place], self._weights[place]

    def vector(self, place: int) -> Vector:
        """The row at a place as terms and weights."""
        numbers, weights = self.row(place)
        return dict(zip(self.glossary.terms(numbers), weights.tolist(), strict=True))

    def heaviest(self, place: int, count: int) -> tuple[Numbers, Row]:
        """The terms of a row that weigh most, by number, and what they weigh."""
        numbers, weights = self.row(place)
        if len(numbers) > count:
            # ties go to what stands first in the text
            best = (-weights).argsort(kind="stable")[:count]
            numbers, weights = numbers[best], weights[best]
        return numbers, weights

    def cosines(self, place: int, others: Places) -> Floats:
        """How alike the row at one place is to those at others, 0 to 1."""
        places = others.tolist()
        rows = [self._terms[other] for other in places]
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        found = np.zeros(len(rows))
        if sizes.any():
            products = self._spread(place).take(np.concatenate(rows))
            products *= np.concatenate([self._weights[other] for other in places])
            self._scratch[self._terms[place]] = 0.0
            held = sizes > 0
            starts = (sizes.cumsum() - sizes)[held]
            found[held] = np.add.reduceat(products, starts, dtype=np.float64)
        # rounded: the order in which terms are summed must not show
        told: Floats = found.round(6)
        return told

    def held(self, place: int, parts: Sequence[tuple[Numbers, Row]]) -> list[float]:
        """How much of the weight of each part lies on terms that the row at a place has; 1 of an empty one."""
        spread = self._spread(place)
        told = [
            float(weights @ (spread.take(numbers) > 0) / weights.sum()) if len(numbers) else 1.0
            for numbers, weights in parts
        ]
        self._scratch[self._terms[place]] = 0.0
        return told

    def holding(self, part: tuple[Numbers, Row], others: Sequence[int]) -> list[float]:
        """How much of the weight of a part lies on terms that each of some rows has; 1 of an empty part."""
        numbers, weights = part
        if not len(numbers):
            return [1.0] * len(others)
        self._scratch[numbers] = weights
        told = [float(self._scratch.take(self._terms[other]).sum()) for other in others]
        self._scratch[numbers] = 0.0
        total = float(weights.sum())
        return [min(held / total, 1.0) for held in told]

    def _spread(self, place: int) -> Row:
        """A row laid out over all terms."""
        if len(self.glossary) > len(self._scratch):
            self._scratch = np.zeros(2 * len(self.glossary), np.float32)
        self._scratch[self._terms[place]] = self._weights[place]
        return self._scratch


class Holders:
    """Which rows hold a term among their weightiest, the last `crowd` of each term."""

    def __init__(self, crowd: int) -> None:
        self._crowd = crowd
        self._held: dict[int, tuple[array[int], array[float]]] = {}
        # most terms are held by one row alone: a pair takes a third of the room
        self._alone: dict[int, tuple[int, float]] = {}

    def add(self, place: int, keys: Numbers, weights: Row) -> None:
        """Notes the weightiest terms of a row, which stands after all noted before."""
        for key, weight in zip(keys.tolist(), weights.tolist(), strict=True):
            held = self._held.get(key)
            if held is None:
                first = self._alone.pop(key, None)
                if first is None:
                    self._alone[key] = place, weight
                else:
                    self._held[key] = array("i", (first[0], place)), array("f", (first[1], weight))
                continue
            held[0].append(place)
            held[1].append(weight)
            if len(held[0]) >= 2 * self._crowd:
                del held[0][: -self._crowd], held[1][: -self._crowd]

    def closest(self, keys: Numbers, weights: Row, oldest: int, count: int) -> Places:
        """The `count` rows from the place `oldest` on that share most of these terms, by place."""
        places, theirs, sizes = array("i"), array("f"), [0] * len(keys)
        for at, key in enumerate(keys.tolist()):
            held, alone = self._held.get(key), self._alone.get(key)
            if alone is not None:
                places.append(alone[0])
                theirs.append(alone[1])
                sizes[at] = 1
            elif held is not None:
                recent = held if len(held[0]) <= self._crowd else self._last(held)
                places.extend(recent[0])
                theirs.extend(recent[1])
                sizes[at] = len(recent[0])
        ours = weights.astype(np.float64).repeat(np.array(sizes, np.int64))
        return _heaviest_sums(places, theirs, ours, oldest, count)

    def _last(self, held: tuple[array[int], array[float]]) -> tuple[array[int], array[float]]:
        return held[0][-self._crowd :], held[1][-self._crowd :]

    def forget(self, place: int) -> None:
        """Drops the terms that no row from this place on holds."""
        self._held = {key: held for key, held in self._held.items() if held[0][-1] >= place}
        self._alone = {key: alone for key, alone in self._alone.items() if alone[0] >= place}


def _heaviest_sums(
    places: array[int], theirs: array[float], ours: Floats, oldest: int, count: int
) -> Places:
    if not places:
        return np.zeros(0, np.int64)
    rows = np.frombuffer(places, np.int32) - oldest
    worth = np.frombuffer(theirs, np.float32) * ours
    open_ = rows >= 0
    sums = np.bincount(rows[open_], worth[open_])
    found = sums.nonzero()[0]
    if len(found) > count:
        told = sums[found]
        least = np.partition(told, -count)[-count]
        more, equal = found[told > least], found[told == least]
        # the earlier of equals
        found = np.sort(np.concatenate([more, equal[: count - len(more)]]))
    return found + oldest
