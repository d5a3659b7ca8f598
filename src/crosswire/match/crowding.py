"""Which things were compared with which, and how alike they were; how crowded it is around each.

Kept as columns of numbers, twenty bytes a pair: things come by the thousand, each compared with dozens,
and one object for each pair would cost more than the comparing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SMALLEST = 1 << 8


N = TypeVar("N", bound=np.generic)


def roomy(column: NDArray[N], size: int, fill: float = 0) -> NDArray[N]:
    """The column, or a copy of it half as long again, filled up, where it has no room for so many."""
    if size <= len(column):
        return column
    shape = (max(size, len(column) * 3 // 2), *column.shape[1:])
    longer: NDArray[N] = np.full(shape, fill, column.dtype)
    longer[: len(column)] = column
    return longer


class Links:
    """Pairs of things with their likeness: each thing with those before it. Things come by rising number."""

    def __init__(self) -> None:
        self._size = 0
        self._late = np.zeros(SMALLEST, np.int64)
        self._early = np.zeros(SMALLEST, np.int64)
        self._value = np.zeros(SMALLEST)

    def __len__(self) -> int:
        return self._size

    @property
    def late(self) -> Numbers:
        """Of each pair the thing that came later; rising."""
        return self._late[: self._size]

    @property
    def early(self) -> Numbers:
        """Of each pair the thing that came before."""
        return self._early[: self._size]

    @property
    def value(self) -> Floats:
        """How alike each pair is."""
        return self._value[: self._size]

    def add(self, item: int, others: Numbers, values: Floats) -> None:
        """A newcomer, and how alike it is to some before it."""
        first, last = self._size, self._size + len(others)
        if last > len(self._late):
            self._late = roomy(self._late, last)
            self._early = roomy(self._early, last)
            self._value = roomy(self._value, last)
        self._late[first:last] = item
        self._early[first:last] = others
        self._value[first:last] = values
        self._size = last

    def keep(self, wanted: Flags) -> None:
        """Forgets all pairs but these."""
        late, early, value = self.late[wanted], self.early[wanted], self.value[wanted]
        self._size = len(late)
        self._late[: self._size], self._early[: self._size] = late, early
        self._value[: self._size] = value

    def of(self, items: Numbers) -> Numbers:
        """Where the pairs stand in which one of these is the later."""
        first = np.searchsorted(self.late, items, "left")
        count = np.searchsorted(self.late, items, "right") - first
        ends = count.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        places: Numbers = np.repeat(first - ends + count, count) + np.arange(total)
        return places


class Crowding:
    """How crowded it is around things: how alike the nearest few are to each.

    `usual(nearest, items)` makes one number of the nearest of each, a rising row with -1 for those that are
    missing. It is asked anew only when something nearer has come.
    """

    def __init__(self, largest: int, usual: Callable[[Floats, Numbers], Floats]) -> None:
        self._largest, self._usual = largest, usual
        self._oldest = 0
        self._nearest = np.full((SMALLEST, largest), -1.0)
        self._level = np.zeros(SMALLEST)

    def add(self, item: int, near: Floats) -> None:
        """A newcomer, and how near those before it are."""
        row = item - self._oldest
        if row >= len(self._nearest):
            self._nearest = roomy(self._nearest, row + 1, -1)
        if item >= len(self._level):
            self._level = roomy(self._level, item + 1)
        if len(near):
            nearest = np.sort(near)[-self._largest :]
            self._nearest[row, -len(nearest) :] = nearest
        self._level[item] = np.nan

    def meet(self, items: Numbers, near: Floats) -> None:
        """How near a newcomer is to some before it; it counts where it is one of their nearest."""
        rows = items - self._oldest
        nearer = near > self._nearest[rows, 0]
        if np.count_nonzero(nearer):
            rows = rows[nearer]
            nearest = self._nearest[rows]
            nearest[:, 0] = near[nearer]
            nearest.sort(axis=1)
            self._nearest[rows] = nearest
            self._level[items[nearer]] = np.nan

    def levels(self, items: Numbers) -> Floats:
        """How crowded it is around each, as it was when last its nearest changed."""
        found: Floats = self._level[items]
        stale = np.isnan(found)
        if np.count_nonzero(stale):
            anew = items[stale]
            self._level[anew] = self._usual(self._nearest[anew - self._oldest], anew)
            found = self._level[items]
        return found

    def forget(self, oldest: int) -> None:
        """What is around those before this number changes no more; it must have been asked."""
        if oldest - self._oldest > len(self._nearest) // 2:
            self._nearest = np.concatenate(
                [
                    self._nearest[oldest - self._oldest :],
                    np.full((oldest - self._oldest, self._largest), -1.0),
                ]
            )
            self._oldest = oldest
