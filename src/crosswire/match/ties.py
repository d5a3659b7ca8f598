"""What holds things in their groups, kept as columns of numbers: a few dozen bytes for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crosswire.match.crowding import SMALLEST, Flags, Floats, Numbers, roomy


@dataclass(frozen=True, slots=True)
class Ties:
    """What holds a thing in its group: how alike it is to the others in sum, its strongest tie inside
    and the closest outside (other, worth), and how crowded it is around it."""

    inside: tuple[int, float] | None
    outside: tuple[int, float] | None
    mass: float
    crowded: float


class Held:
    """The ties of things that are closed, or as they stand now, by their number."""

    def __init__(self) -> None:
        self._mass = np.zeros(SMALLEST)
        self._other = np.full((SMALLEST, 2), -1, np.int64)
        self._worth = np.full((SMALLEST, 2), -1.0)

    def put(
        self, items: Numbers, others: Numbers, worths: Floats, inside: Flags, last: int
    ) -> None:
        """Notes, for each pair of an item with an other, what it is worth: others rise for each item."""
        self._mass = roomy(self._mass, last + 1)
        self._other = roomy(self._other, last + 1, -1)
        self._worth = roomy(self._worth, last + 1, -1)
        for column, those in enumerate((inside, ~inside)):
            mine, theirs, worth = items[those], others[those], worths[those]
            best = self._worth[:, column]
            np.maximum.at(best, mine, worth)
            equal = np.flatnonzero(worth == best[mine])[::-1]
            # of equals the first is written last
            self._other[mine[equal], column] = theirs[equal]
        np.add.at(self._mass, items[inside], worths[inside])

    def ties(self, item: int, crowded: float) -> Ties:
        """The ties of one."""
        if item >= len(self._mass):
            return Ties(None, None, 0.0, crowded)
        told = [
            (other, worth) if other >= 0 else None
            for other, worth in zip(
                self._other[item].tolist(), self._worth[item].tolist(), strict=True
            )
        ]
        return Ties(told[0], told[1], float(self._mass[item]), crowded)
