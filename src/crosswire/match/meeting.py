"""Which texts are worth aligning: an inverted index of prints, and the circles that meetings form.

A print is the kept shingles of a text, a hundred numbers or so. Texts that hold one shingle meet; under
a shingle that a crowd holds, all meet the first few only. What meets by chance, or over the furniture
of an outlet, parts again: the prints must have a share in common, and what a crowd has in common
counts for less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from crosswire.match.addresses import place_of
from crosswire.match.cluster import components
from crosswire.match.fingerprint import (
    Flags,
    Hashes,
    kept,
    sample_bits,
    thinned,
    words_of,
)
from crosswire.match.form import is_one_subject
from crosswire.records.base import Record, make_id
from crosswire.records.page import Article
from crosswire.records.shape import Options

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
_LOWER = 0xFFFFFFFF


class MeetingOptions(Options, frozen=True, kw_only=True):
    """When two prints are worth the alignment of their texts. Calibrated in November 2026 on the four
    development sets of lineage, where no true pair of reports lies below either share."""

    meet: float = 0.06
    """Least share of kept shingles: it spares the alignment of pairs with one stock phrase in common."""

    meet_crowd: float = 0.2
    """The same where shingles of a crowd count too: below it lies the furniture of an outlet, which all
    its articles share."""

    crowd: int = 40
    """Articles under one shingle from which on only the first `heads` meet all others. Groups of up to
    so many versions are compared each with each."""

    furniture: int = 8
    """A shingle that so many articles hold, all of one outlet, is taken for its furniture and counts as
    a crowd's: closing lines recur in all its articles, few articles have eight versions. From as many
    on an address is no reason to meet."""

    heads: int = 6
    """Enough that a cut copy, which misses some of the first papers' paragraphs, meets one it does not."""


class Print(Record, frozen=True, kw_only=True):
    """The kept shingles of an article's body, eight bytes each, rising.

    `bits` says how thinly they were sampled, `house` whose page it is, `place` where it stands.
    `subject` are the words of what a living page of unknown outlet defines.
    """

    article: str
    shingles: bytes
    bits: int
    house: str = ""
    place: str = ""
    subject: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Print:
        """The print of an article's body."""
        words = words_of(article.body)
        return cls._made(article, kept(words, bits := sample_bits(len(words))), bits)

    @classmethod
    def of_living(cls, article: Article, subject: tuple[str, ...]) -> Print:
        """The print of a living page, of which versions may keep little: every shingle is kept. Two
        pages that define one thing meet in any case."""
        shingles = kept(words_of(article.body), bits=0)
        if subject:
            named = int(make_id("subject", *subject)[1:], 16)
            shingles = np.union1d(shingles, np.array([named], dtype=np.uint64))
        return cls._made(article, shingles, 0, subject)

    @classmethod
    def _made(
        cls, article: Article, shingles: Hashes, bits: int, subject: tuple[str, ...] = ()
    ) -> Print:
        return cls(
            article=article.id,
            shingles=shingles.tobytes(),
            bits=bits,
            house=article.outlet or article.domain or "",
            place=place_of(article.address),
            subject=subject,
        )


def circles(
    prints: Sequence[Print], options: MeetingOptions
) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """Groups of prints that meet, directly or through others: numbers of the members, and of the
    pairs that meet. A print that meets none is in no group."""
    codes = _meetings(prints, options)
    pairs = [(code >> 32, code & _LOWER) for code in codes.tolist()]
    groups = [group for group in components(len(prints), pairs) if len(group) > 1]
    home = {member: number for number, group in enumerate(groups) for member in group}
    pairs_of: list[list[tuple[int, int]]] = [[] for _ in groups]
    for pair in pairs:
        pairs_of[home[pair[0]]].append(pair)
    yield from zip(groups, pairs_of, strict=True)


def _meetings(prints: Sequence[Print], options: MeetingOptions) -> Numbers:
    """Codes of the pairs worth aligning: the left number in the upper half, the right in the lower."""
    rare, crowded = _shared(*_index(prints), _houses(prints), options)
    codes, counts = _summed(rare, crowded)
    rare_counts = _counts_for(codes, rare)
    sizes = _smaller(prints, codes)
    meets = (rare_counts >= options.meet * sizes) | (counts >= options.meet_crowd * sizes)
    defines = np.array([bool(one.subject) for one in prints], dtype=np.bool_)
    both = defines[codes >> 32] & defines[codes & _LOWER]
    for at in np.flatnonzero(both & ~meets).tolist():
        left, right = prints[codes[at] >> 32].subject, prints[codes[at] & _LOWER].subject
        meets[at] = is_one_subject(frozenset(left), frozenset(right))
    return np.union1d(codes[meets], _neighbours(prints, options))


def _neighbours(prints: Sequence[Print], options: MeetingOptions) -> Numbers:
    """Pairs that stand at one address, whatever they say; where many do, it is no article's own."""
    at: dict[str, list[int]] = {}
    for number, one in enumerate(prints):
        if one.place:
            at.setdefault(one.place, []).append(number)
    few = [row for row in at.values() if 1 < len(row) < options.furniture]
    codes = [left << 32 | right for row in few for left, right in combinations(row, 2)]
    return np.array(codes, dtype=np.int64)


def _index(prints: Sequence[Print]) -> tuple[Hashes, Places]:
    """The shingles that several prints hold, rising, and the number of the print that holds each."""
    every = np.frombuffer(b"".join(one.shingles for one in prints), dtype=np.uint64)
    order = np.argsort(every, kind="stable")
    every = every[order]
    sizes = [len(one.shingles) // 8 for one in prints]
    owners = np.repeat(np.arange(len(prints), dtype=np.int32), sizes)[order]
    same = every[1:] == every[:-1]
    several = np.append(same, False) | np.append(False, same)
    return every[several], owners[several]


def _houses(prints: Sequence[Print]) -> Numbers:
    """A number for the house of each print; 0 where it is not known."""
    numbers: dict[str, int] = {"": 0}
    told = [numbers.setdefault(one.house.casefold(), len(numbers)) for one in prints]
    return np.array(told, dtype=np.int64)


def _shared(
    shingles: Hashes, owners: Places, houses: Numbers, options: MeetingOptions
) -> tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
    """Pairs that stand under one shingle and under how many: of few holders, and of a crowd."""
    few: list[Numbers] = []
    many: list[Numbers] = []
    if len(shingles):
        starts = np.flatnonzero(np.append(True, shingles[1:] != shingles[:-1]))
        sizes = np.diff(np.append(starts, len(shingles)))
        by_size = np.argsort(sizes, kind="stable")
        kinds, firsts = np.unique(sizes[by_size], return_index=True)
        for size, same in zip(kinds.tolist(), np.split(by_size, firsts[1:]), strict=True):
            rows = owners[starts[same][:, None] + np.arange(size)].astype(np.int64)
            crowded = _crowded(rows, houses, options)
            few.append(_codes(rows[~crowded], size))
            many.append(_codes(rows[crowded], options.heads))
    return _counted(few), _counted(many)


def _crowded(rows: Numbers, houses: Numbers, options: MeetingOptions) -> Flags:
    """Of each row of holders: is it a crowd, or all of one house?"""
    size = rows.shape[1]
    if size > options.crowd or size < options.furniture:
        return np.full(len(rows), size > options.crowd)
    held_by = houses[rows]
    one: Flags = (held_by == held_by[:, :1]).all(axis=1) & (held_by[:, 0] > 0)
    return one


def _codes(rows: Numbers, heads: int) -> Numbers:
    """The pairs of each row of holders: the first `heads` with all that follow them."""
    if not len(rows):  # a crowd's places are many: do not count them out for nobody
        return np.empty(0, dtype=np.int64)
    lefts, rights = _places(rows.shape[1], heads)
    return ((rows[:, lefts] << 32) | rows[:, rights]).ravel()


def _places(size: int, heads: int) -> tuple[Numbers, Numbers]:
    """Each of the first `heads` places with every later one."""
    heads = min(heads, size - 1)
    lefts = np.repeat(np.arange(heads), size - 1 - np.arange(heads))
    rights = np.concatenate([np.arange(head + 1, size) for head in range(heads)])
    return lefts, rights


def _counted(found: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    codes, counts = np.unique(np.concatenate(found), return_counts=True)
    return codes, counts


def _summed(
    one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    codes = np.union1d(one[0], other[0])
    return codes, _counts_for(codes, one) + _counts_for(codes, other)


def _counts_for(codes: Numbers, counted: tuple[Numbers, Numbers]) -> Numbers:
    counts = np.zeros(len(codes), dtype=np.int64)
    counts[np.searchsorted(codes, counted[0])] = counted[1]
    return counts


def _smaller(prints: Sequence[Print], codes: Numbers) -> Numbers:
    """How many shingles the smaller print of each pair has, sampled as thinly as the thinner one."""
    bits = np.array([one.bits for one in prints], dtype=np.int64)
    lefts, rights = codes >> 32, codes & _LOWER
    thinner = np.maximum(bits[lefts], bits[rights])
    smaller = np.zeros(len(codes), dtype=np.int64)
    for level in np.unique(thinner).tolist():
        kept = np.array([_size(one, level) for one in prints], dtype=np.int64)
        here = thinner == level
        smaller[here] = np.minimum(kept[lefts[here]], kept[rights[here]])
    return smaller


def _size(one: Print, bits: int) -> int:
    if one.bits >= bits:
        return len(one.shingles) // 8
    return thinned(np.frombuffer(one.shingles, dtype=np.uint64), bits)
