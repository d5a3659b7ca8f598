"""Days that come one after another, and how many articles are around each."""

from __future__ import annotations

from collections import deque

import numpy as np

from crosswire.match.crowding import SMALLEST, Floats, Numbers, roomy

UNDATED = 0
"""The slot of those that tell no day."""


class Calendar:
    """How many articles are around each day; days come by rising number and have a slot each."""

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._slot_of: dict[int, int] = {}
        self._told: dict[int, int] = {}
        self._around: dict[int, int] = {}
        self._waiting: deque[int] = deque()
        self._now = self._undated = 0
        self._days = np.zeros(SMALLEST, np.int64)
        self._company = np.zeros(SMALLEST)

    @property
    def days(self) -> Numbers:
        """The day of each slot."""
        return self._days

    @property
    def newest(self) -> int | None:
        """The last day that has come."""
        return next(reversed(self._told), None)

    def has(self, day: int) -> bool:
        """Has this day come already?"""
        return day in self._told

    def open(self, day: int) -> None:
        """A new day: those that it is out of reach of are counted for good."""
        while self._waiting and self._waiting[0] + self._reach < day:
            past = self._waiting.popleft()
            around = self._count_of(past - self._reach, past + self._reach)
            self._around[past] = around
            self._company[self._slot_of[past]] = around + self._undated
        slot = self._slot_of[day] = len(self._slot_of) + 1
        if slot >= len(self._days):
            self._days = roomy(self._days, slot + 1)
            self._company = roomy(self._company, slot + 1)
        self._days[slot] = day
        self._told[day] = 0
        self._waiting.append(day)
        self._now = self._count_of(day - 2 * self._reach, day)
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        if self._waiting:
            first = self._slot_of[self._waiting[0]]
            self._company[first : len(self._slot_of) + 1] = self._now + self._undated

    def count(self, day: int | None) -> int:
        """Counts an article; gives the slot of its day."""
        self._company[UNDATED] += 1
        if day is None:
            self._undated += 1
            self._company[1:] += 1
            return UNDATED
        self._told[day] += 1
        self._now += 1
        self._tell_waiting()
        return self._slot_of[day]

    def _count_of(self, first: int, last: int) -> int:
        return sum(self._told.get(day, 0) for day in range(first, last + 1))

    def crowd(self, day: int, today: int) -> int:
        """How many articles are around a day, as far as they have come."""
        past = self._around.get(day)
        return past or self._count_of(day - self._reach, min(day + self._reach, today))

    def company(self, slots: Numbers) -> Floats:
        """How many compete with the articles of each slot, themselves counted; where the days after have not
        come yet, as many more before stand for them."""
        found: Floats = self._company[slots]
        return found
