"""What two texts have in common that tells of descent.

1. Runs of words that agree are counted where at least one text says them in its own voice: a speech
   or a post that both quote is no evidence, prose that one quotes from the other is.
2. Of each run only what lies beyond chance counts: stock phrases are the language's.
3. Names, figures and rare words that stand exchanged, or are not shared, speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crosswire.match.align import Numbers, Rows, Run, chains, runs, swaps
from crosswire.match.direction import Shares, prints_words_of_others
from crosswire.match.fingerprint import (
    Flags,
    Words,
    introduced_spans,
    mask,
    post_spans,
    quoted_spans,
    words_of,
)
from crosswire.match.form import is_living
from crosswire.match.telling import telling
from crosswire.records.page import Article

CHANCE = 5
"""Words of each run that the language alone may account for."""

EMBEDDED = 6
EMBEDDED_PART = 0.15
"""Quoted words count too where so many words of prose in their sentence are shared, and such a part of it:
who copies the sentence copies the quote. At 0 one speech in two reports makes them kin."""

WHOLE = 0.95
"""A sentence of prose beside the quote, shared to so great a part, tells of copying too. That two reports
name the same speaker in like words does not."""

_STOPS = frozenset(".!?")

OPENING_WORDS = 25

_OWN_LABELS = frozenset({"body", "headline", "standfirst"})


class Sketch:
    """An article as this stage sees it; what costs time is made when it is first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.body = article.body

    @cached_property
    def words(self) -> Words:
        """The words of the body and where they stand."""
        return words_of(self.body)

    @cached_property
    def own(self) -> Flags:
        """One flag a word: is it the article's own prose?"""
        body = self.body
        if prints_words_of_others(self.article.headline or "", body):
            return np.zeros(len(self.words), dtype=np.bool_)
        skipped = [
            (block.span.start, block.span.end)
            for block in self.article.blocks
            if block.span is not None and block.label not in _OWN_LABELS
        ]
        spans = [*quoted_spans(body), *post_spans(body), *introduced_spans(body), *skipped]
        return ~mask(self.words, spans) if spans else np.ones(len(self.words), dtype=np.bool_)

    @cached_property
    def plain(self) -> bool:
        """Is all of it its own prose?"""
        return bool(self.own.all())

    @cached_property
    def sizes(self) -> Numbers:
        """How many words each sentence has."""
        return np.bincount(self.sentences)

    @cached_property
    def sentences(self) -> Numbers:
        """The number of the sentence of each word; what a quote holds is one sentence with what introduces it."""
        body, words, own = self.body, self.words, self.own
        gaps = zip(
            words.ends[:-1], words.starts[1:], own[:-1].tolist(), own[1:].tolist(), strict=True
        )
        ends = [
            "\n" in (gap := body[end:start]) or ((one or other) and not _STOPS.isdisjoint(gap))
            for end, start, one, other in gaps
        ]
        numbers: Numbers = np.cumsum([0, *ends])[: len(words)]
        return numbers

    @cached_property
    def telling(self) -> dict[str, float]:
        """Names, figures and rare words, with their rarity."""
        return telling(self.body)

    @cached_property
    def told(self) -> float:
        """The rarity of all telling words together."""
        return sum(self.telling.values())

    @cached_property
    def living(self) -> bool:
        """Is it a page that is written on?"""
        return is_living(self.body)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What two texts have in common; words that both quote do not count."""

    left: Sketch
    right: Sketch
    runs: tuple[Run, ...]
    rows: tuple[tuple[Run, ...], ...]
    """Runs that are one edited passage, laid together."""
    shares: Shares
    beyond_chance: int
    beyond_share: float

    @property
    def identical(self) -> bool:
        """Are both the same words in the same order?"""
        size = len(self.left.words)
        return len(self.runs) == 1 and self.runs[0].size == size == len(self.right.words)

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the longer."""
        return max(self.shares.left, self.shares.right)

    @property
    def part(self) -> float:
        """The part of the longer text that stands in the shorter."""
        return min(self.shares.left, self.shares.right)

    @property
    def edits(self) -> int:
        """Places inside shared passages where the words differ."""
        return sum(len(row) - 1 for row in self.rows)

    @property
    def opening(self) -> float:
        """How much of the first words of the one text stands among the first of the other."""
        same = sum(
            max(0, min(run.left + run.size, OPENING_WORDS) - run.left)
            for run in self.runs
            if run.left < OPENING_WORDS and run.right < 2 * OPENING_WORDS
        )
        return same / OPENING_WORDS

    @cached_property
    def telling(self) -> float:
        """The part of the telling words of one text that the other has too, the larger of both."""
        if self.identical:
            return 1.0
        one, other = self.left.telling, self.right.telling
        if not one or not other:
            return 1.0
        few, many = (one, other) if len(one) < len(other) else (other, one)
        both = sum([weight for term, weight in few.items() if term in many])
        return both / min(self.left.told, self.right.told)

    @cached_property
    def swaps(self) -> int:
        """Places where one name or figure stands for another."""
        left, right = self.left, self.right
        return swaps(left.body, right.body, left.words, right.words, self.runs)


def evidence(left: Sketch, right: Sketch, in_common: Rows | None = None) -> Evidence:
    """What the bodies of two articles have in common, word for word. `in_common` are the rows of words
    that both hold, where they are known already."""
    found = tuple(runs(left.words, right.words, in_common))
    rows = chains(found) or [[run] for run in found]
    joined = [run for row in rows for run in row]
    plain = left.plain or right.plain
    sizes = [size for row in rows for size in _sizes(row, left, right, plain)]
    quoted = sum(run.size for run in joined) - sum(sizes)
    left_size, right_size = len(left.words) - quoted, len(right.words) - quoted
    beyond = sum(max(0, size - CHANCE) for size in sizes)
    return Evidence(
        left=left,
        right=right,
        runs=found,
        rows=tuple(tuple(row) for row in rows),
        shares=Shares(
            left=sum(sizes) / max(left_size, 1),
            right=sum(sizes) / max(right_size, 1),
            quoted_left=_quoted_only(joined, left, right),
            quoted_right=_quoted_only([_turned(run) for run in joined], right, left),
        ),
        beyond_chance=beyond,
        beyond_share=beyond / max(min(left_size, right_size), 1),
    )


def _turned(run: Run) -> Run:
    return Run(run.right, run.left, run.size)


def _sizes(row: Sequence[Run], left: Sketch, right: Sketch, plain: bool) -> list[int]:
    """How many words of each run of a passage are evidence; all where one text quotes nobody."""
    if plain:
        return [run.size for run in row]
    own = [
        left.own[run.left : run.left + run.size] | right.own[run.right : run.right + run.size]
        for run in row
    ]
    place = [left.sentences[run.left : run.left + run.size] for run in row]
    places = np.concatenate(place)
    whole, said = np.bincount(places), np.bincount(places, weights=np.concatenate(own))
    embedded = said >= np.maximum(EMBEDDED, EMBEDDED_PART * whole)
    full = said >= np.maximum(EMBEDDED, WHOLE * left.sizes[: len(said)])
    if full.any():
        return [run.size for run in row]
    return [
        int(np.count_nonzero(flags | embedded[at])) for flags, at in zip(own, place, strict=True)
    ]


def own_words(run: Run, left_own: Flags, right_own: Flags) -> int:
    """Words of a run that are the own prose of one of the two texts at least."""
    ours = left_own[run.left : run.left + run.size]
    theirs = right_own[run.right : run.right + run.size]
    return int(np.count_nonzero(ours | theirs))


def _quoted_only(found: Sequence[Run], left: Sketch, right: Sketch) -> int:
    """Words of the runs that only the left text quotes."""
    if left.plain:
        return 0
    return sum(
        int(
            np.count_nonzero(
                ~left.own[run.left : run.left + run.size]
                & right.own[run.right : run.right + run.size]
            )
        )
        for run in found
    )
