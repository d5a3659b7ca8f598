"""Many texts as rows of numbers: how rare each term is among them, and one compared with many at once.

A row costs eight bytes a term. Nothing here depends on the order in which terms were first seen.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from crosswire.match.vectors import BACKGROUND_WEIGHT, Vector, background

Numbers = NDArray[np.int32]
Row = NDArray[np.float32]
Floats = NDArray[np.float64]

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
        self._rows: list[tuple[Numbers, Row]] = []
        self._scratch: Row = np.zeros(SMALLEST, np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, numbers: Numbers, weights: Floats) -> int:
        """Puts a row on the shelf, scaled to length one, and gives its place."""
        length = float(np.sqrt(weights @ weights))
        row = (weights / length if length else weights).astype(np.float32)
        self._rows.append((numbers, row))
        return len(self._rows) - 1

    def row(self, place: int) -> tuple[Numbers, Row]:
        """The row at a place: numbers of terms and their weights."""
        return self._rows[place]

    def vector(self, place: int) -> Vector:
        """The row at a place as terms and weights."""
        numbers, weights = self._rows[place]
        return dict(zip(self.glossary.terms(numbers), weights.tolist(), strict=True))

    def heaviest(self, place: int, count: int) -> tuple[list[int], list[float]]:
        """The terms of a row that weigh most, by number, and what they weigh."""
        numbers, weights = self._rows[place]
        if len(numbers) > count:
            # ties go to what stands first in the text
            best = np.argsort(-weights, kind="stable")[:count]
            numbers, weights = numbers[best], weights[best]
        return numbers.tolist(), weights.tolist()

    def cosines(self, place: int, others: Sequence[int]) -> list[float]:
        """How alike the row at one place is to those at others, 0 to 1."""
        rows = [self._rows[other] for other in others]
        sizes = [len(numbers) for numbers, _ in rows]
        found = np.zeros(len(rows))
        held = [at for at, size in enumerate(sizes) if size]
        if held:
            products = self._spread(place)[np.concatenate([rows[at][0] for at in held])]
            products *= np.concatenate([rows[at][1] for at in held])
            self._scratch[self._rows[place][0]] = 0.0
            starts = np.cumsum([0, *(sizes[at] for at in held[:-1])])
            found[held] = np.add.reduceat(products, starts, dtype=np.float64)
        # rounded: the order in which terms are summed must not show
        told: list[float] = np.round(found, 6).tolist()
        return told

    def _spread(self, place: int) -> Row:
        """A row laid out over all terms."""
        if len(self.glossary) > len(self._scratch):
            self._scratch = np.zeros(2 * len(self.glossary), np.float32)
        numbers, weights = self._rows[place]
        self._scratch[numbers] = weights
        return self._scratch


class Holders:
    """Which rows hold a term among their weightiest, the last `crowd` of each term."""

    def __init__(self, crowd: int) -> None:
        self._crowd = crowd
        self._held: dict[int, tuple[array[int], array[float]]] = {}

    def add(self, place: int, keys: Sequence[int], weights: Sequence[float]) -> None:
        """Notes the weightiest terms of a row, which stands after all noted before."""
        for key, weight in zip(keys, weights, strict=True):
            held = self._held.get(key)
            if held is None:
                held = self._held[key] = array("i"), array("f")
            held[0].append(place)
            held[1].append(weight)
            if len(held[0]) >= 2 * self._crowd:
                del held[0][: -self._crowd], held[1][: -self._crowd]

    def closest(
        self, keys: Sequence[int], weights: Sequence[float], oldest: int, count: int
    ) -> list[int]:
        """The `count` rows from the place `oldest` on that share most of these terms, by place."""
        places, theirs, sizes = array("i"), array("f"), []
        for key in keys:
            held = self._held.get(key)
            if held is None:
                sizes.append(0)
                continue
            recent = held if len(held[0]) <= self._crowd else self._last(held)
            places.extend(recent[0])
            theirs.extend(recent[1])
            sizes.append(len(recent[0]))
        return _heaviest_sums(places, theirs, np.repeat(weights, sizes), oldest, count)

    def _last(self, held: tuple[array[int], array[float]]) -> tuple[array[int], array[float]]:
        return held[0][-self._crowd :], held[1][-self._crowd :]

    def forget(self, place: int) -> None:
        """Drops the terms that no row from this place on holds."""
        self._held = {key: held for key, held in self._held.items() if held[0][-1] >= place}


def _heaviest_sums(
    places: array[int], theirs: array[float], ours: Floats, oldest: int, count: int
) -> list[int]:
    if not places:
        return []
    rows = np.frombuffer(places, np.int32) - oldest
    worth = np.frombuffer(theirs, np.float32) * ours
    open_ = rows >= 0
    sums = np.bincount(rows[open_], worth[open_])
    found = np.flatnonzero(sums)
    if len(found) > count:
        # the earlier of equals: a stable order of the highest first
        found = np.sort(found[np.argsort(-sums[found], kind="stable")[:count]])
    told: list[int] = (found + oldest).tolist()
    return told
