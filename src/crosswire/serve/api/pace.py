"""How often one caller may ask: a bucket of tokens that fills up again evenly."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

# Callers held in memory; beyond it the one that was longest silent is forgotten, with a full bucket.
CALLERS = 10_000


class Pace:
    """So many requests a minute for each caller, a quarter of them at once."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._rate = a_minute / 60
        self._size = max(1.0, a_minute / 4)
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, caller: str) -> int:
        """0 where the caller may ask now, and has asked; else how many seconds to wait."""
        now = self._clock()
        with self._lock:
            left, then = self._held.pop(caller, (self._size, now))
            left = min(self._size, left + max(0.0, now - then) * self._rate)
            allowed = left >= 1
            self._held[caller] = (left - 1 if allowed else left, now)
            if len(self._held) > CALLERS:
                self._held.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / self._rate))
