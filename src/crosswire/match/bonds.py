"""Who must be in one story and who must not: people first, then lineages as far as people allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosswire.match.cluster import Pair, bound
from crosswire.records.base import Judgement


class Bonds:
    """What judgements bind and bar among the numbers 0 to size - 1; each is given with its two numbers."""

    def __init__(self, size: int, told: Sequence[tuple[Judgement, int, int]], machine: str) -> None:
        human = [(one.yes, (left, right)) for one, left, right in told if one.by != machine]
        kin = [(left, right) for one, left, right in told if one.by == machine and one.yes]
        wished = sorted({pair for yes, pair in human if yes})
        self.apart = sorted({pair for yes, pair in human if not yes})
        wanted = [*bound(size, wished, self.apart), *sorted(kin)]
        self.together = bound(size, wanted, self.apart)
        self._with, self._without = _earlier(self.together), _earlier(self.apart)
        self._bound = {item for pair in (*self.together, *self.apart) for item in pair}

    def __contains__(self, item: object) -> bool:
        return item in self._bound

    def before(self, item: int) -> tuple[list[int], list[int]]:
        """The earlier ones that must be with one, and those that must not."""
        return self._with.get(item, []), self._without.get(item, [])


def _earlier(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """For each later one of a pair the earlier ones."""
    found: dict[int, list[int]] = {}
    for left, right in pairs:
        found.setdefault(right, []).append(left)
    return found
