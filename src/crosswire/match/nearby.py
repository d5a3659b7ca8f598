"""Things by where they stand in a text: which of them share a character with a stretch.

A long article has thousands of names, times and voices; looking at all of them for every sentence takes
the square of its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from crosswire.records.base import Span

T = TypeVar("T")

STEP = 256
"""Characters of a text that share a drawer: about two sentences."""


class Nearby(Generic[T]):
    """Things with their spans, in the order given."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = list(things)
        self._drawers: dict[int, list[int]] = defaultdict(list)
        for number, (span, _) in enumerate(self._things):
            for drawer in range(span.start // STEP, span.end // STEP + 1):
                self._drawers[drawer].append(number)

    def meeting(self, *spans: Span) -> list[T]:
        """The things that share a character with any of these stretches, in the order given."""
        found = {
            number
            for span in spans
            for drawer in range(span.start // STEP, span.end // STEP + 1)
            for number in self._drawers.get(drawer, ())
            if self._things[number][0].meets(span)
        }
        return [self._things[number][1] for number in sorted(found)]
