"""Which passages two texts share, word for word but for case, punctuation and small edits.

1. Every row of a few words in the left text is looked up in the right one (rows that recur
   often are no anchor).
2. Matches that follow each other in both texts are a run.
3. Longer runs come first; what a run covers is not covered again.
4. Runs that follow each other in both texts with a small gap are one passage.

Near-linear: the rows of one text are sorted, those of the other looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from crosswire.match.fingerprint import SEED_WORDS, Words, words_of
from crosswire.records.base import Span
from crosswire.records.lineage import Passage

Numbers = NDArray[np.int64]

SEED_PLACES = 6
"""A row of words at more places than this in the right text (a refrain, a table) is no anchor."""

SHORTEST_RUN = 4
"""Runs below this many words are the language's, not the author's."""

SHORTEST_PASSAGE = 8
"""Words of a passage worth telling: below eight, stock phrases ("told reporters on Tuesday that")
come through."""

GAP_WORDS = 6
"""Runs parted by at most so many words on either side are one edited passage."""


SWAP_WORDS = 10
"""Widest place, in words on either side, in which one name or figure stands for another."""


@dataclass(frozen=True, slots=True)
class Run:
    """`size` words that agree, from word `left` of the one and word `right` of the other text."""

    left: int
    right: int
    size: int


_by_left, _by_right = attrgetter("left"), attrgetter("right")


def align(left: str, right: str) -> tuple[Passage, ...]:
    """The passages that two texts share, in the order of the left one."""
    one, other = words_of(left), words_of(right)
    return passages(left, right, one, other, runs(one, other))


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of words that two texts have in common: for each row of the left one where the right
    one's table has it, -1 where it has not."""

    at: Numbers
    in_common: int
    """How many rows of the shorter text stand in the longer: quick to find, and more than any
    passage can have."""


def rows_in_common(left: Words, right: Words) -> Rows:
    """Looks the rows of the left text up in the right one."""
    table = right.sorted_seeds.rows
    if not len(table) or not len(left.seeds):
        return Rows(np.full(len(left.seeds), -1, dtype=np.int64), 0)
    at = table.searchsorted(left.seeds)
    at[at == len(table)] = 0
    missing = table[at] != left.seeds
    at[missing] = -1
    if len(left) <= len(right):
        return Rows(at, len(at) - int(np.count_nonzero(missing)))
    held = np.zeros(len(table) + 1, dtype=np.bool_)  # the last place takes what is missing
    held[at] = True
    return Rows(at, int(right.sorted_seeds.count[held[:-1]].sum()))


def runs(left: Words, right: Words, rows: Rows | None = None) -> list[Run]:
    """Stretches of words that agree, in the order of the left text, overlapping in neither. `rows` are
    those in common, where they are known already."""
    if len(left) == len(right) and np.array_equal(left.hashes, right.hashes):
        return [Run(0, 0, len(left))] if len(left) >= SHORTEST_RUN else []
    found = _grown(right, rows or rows_in_common(left, right))
    if _stand_apart(found):
        return sorted(found, key=_by_left)
    found.sort(key=lambda run: (-run.size, run.left, run.right))
    kept: list[Run] = []
    free_left, free_right = _Free(), _Free()
    for run in found:
        for part in _uncovered(run, free_left, free_right):
            kept.append(part)
            free_left.take(part.left, part.size)
            free_right.take(part.right, part.size)
    return sorted(kept, key=_by_left)


def _grown(right: Words, rows: Rows) -> list[Run]:
    """Maximal runs of agreement: rows that follow each other on one diagonal."""
    table = right.sorted_seeds
    lefts = (rows.at >= 0).nonzero()[0]
    at = rows.at[lefts]
    counts = table.count[at]
    if len(counts) and counts.max() > 1:  # some row stands at several places
        counts[counts > SEED_PLACES] = 0  # a refrain or a table is no anchor
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        lefts, at = np.repeat(lefts, counts), np.repeat(at, counts)
        rights = table.places[table.first[at] + within]
    else:
        rights = table.places[table.first[at]]
    if not len(lefts):
        return []
    order = (rights - lefts).argsort(kind="stable")  # lefts rise already
    lefts, rights = lefts[order], rights[order]
    breaks = (lefts[1:] - lefts[:-1] != 1) | (rights[1:] - rights[:-1] != 1)
    begins = [0, *(breaks.nonzero()[0] + 1).tolist()]
    ends = [*begins[1:], len(lefts)]
    return [
        Run(int(lefts[begin]), int(rights[begin]), end - begin + SEED_WORDS - 1)
        for begin, end in zip(begins, ends, strict=True)
    ]


def _stand_apart(found: Sequence[Run]) -> bool:
    """Does no run overlap another in either text?"""
    for place in (_by_left, _by_right):
        row = sorted(found, key=place)
        if any(place(one) + one.size > place(after) for one, after in pairwise(row)):
            return False
    return True


class _Free:
    """Which words of one text are still free: the stretches taken, sorted, apart."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def take(self, start: int, size: int) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, start + size)

    def gaps(self, start: int, size: int) -> list[tuple[int, int]]:
        """The free stretches within [start, start + size)."""
        end, here, free = start + size, start, []
        at = max(bisect_right(self.ends, start), 0)
        while at < len(self.starts) and self.starts[at] < end:
            if here < self.starts[at]:
                free.append((here, self.starts[at]))
            here = max(here, self.ends[at])
            at += 1
        if here < end:
            free.append((here, end))
        return free


def _uncovered(run: Run, left: _Free, right: _Free) -> list[Run]:
    """The pieces of a run that no longer run has covered in either text."""
    shift = run.right - run.left
    pieces: list[Run] = []
    for start, end in left.gaps(run.left, run.size):
        for low, high in right.gaps(start + shift, end - start):
            if high - low >= SHORTEST_RUN:
                pieces.append(Run(low - shift, low, high - low))
    return pieces


def chains(found: Sequence[Run]) -> list[list[Run]]:
    """Runs that follow each other in both texts with small gaps, laid together."""
    rows: list[list[Run]] = []
    for run in found:
        last = rows[-1][-1] if rows else None
        if last is not None and _follows(last, run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [row for row in rows if sum(run.size for run in row) >= SHORTEST_PASSAGE]


def _follows(last: Run, run: Run) -> bool:
    gap_left = run.left - (last.left + last.size)
    gap_right = run.right - (last.right + last.size)
    return 0 <= gap_left <= GAP_WORDS and 0 <= gap_right <= GAP_WORDS


def passages(
    left: str, right: str, one: Words, other: Words, found: Sequence[Run]
) -> tuple[Passage, ...]:
    """The runs as passages with their words; a text as short as a run is told whole."""
    rows = chains(found) or [[run] for run in found if run.size in (len(one), len(other))]
    return tuple(
        Passage(
            left=Span.of(left, one.starts[row[0].left], one.ends[row[-1].left + row[-1].size - 1]),
            right=Span.of(
                right, other.starts[row[0].right], other.ends[row[-1].right + row[-1].size - 1]
            ),
        )
        for row in rows
    )


def swaps(left: str, right: str, one: Words, other: Words, found: Sequence[Run]) -> int:
    """Places between shared runs where each text has a name or figure that the other lacks entirely.

    A template filled anew is full of them; a copy, however edited, has few.
    """
    count = 0
    here, there = 0, 0
    for run in found:
        near = run.left - here <= SWAP_WORDS and run.right - there <= SWAP_WORDS
        count += (
            near
            and _has_own_name(left, one, here, run.left, other.different)
            and _has_own_name(right, other, there, run.right, one.different)
        )
        here, there = run.left + run.size, run.right + run.size
    return count


def _has_own_name(text: str, words: Words, start: int, end: int, lacking: frozenset[int]) -> bool:
    for at in range(start, end):
        first = text[words.starts[at]]
        if (first.isdigit() or first.isupper()) and int(words.hashes[at]) not in lacking:
            return True
    return False
