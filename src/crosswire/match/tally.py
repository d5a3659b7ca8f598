"""Which terms a text has and how often, all its words at once: each word a hash, which a table knows.

What `terms_of` tells, for a fraction of the work: a word is read as letters only when it is first met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.match.fingerprint import Flags, Hashes, Places, edges, letter_flags, word_hashes
from crosswire.match.terms import LONGEST_TOKEN, SENTENCE_ENDS
from crosswire.match.vectors import TITLE_CASE, stem

Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Letters = NDArray[np.uint32]

SMALLEST = 1 << 14
FULL = 4
"""A table is at most a quarter full: most words are found where they are first looked for."""

_PLAIN, _CAPITAL, _FIGURE = range(3)
_LAST_BLANK = 0x3000
_BLANK = np.array([chr(code).isspace() for code in range(_LAST_BLANK + 1)] + [False])
_STOP = np.array([chr(code) in SENTENCE_ENDS for code in range(0x7F)] + [False])
_APOSTROPHES = (0x27, 0x2019)
_NEWLINE = 0x0A


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The terms of a text by number, each once, in the order in which they first come; how much each counts,
    and whether it looks like a name or a figure somewhere in the text."""

    terms: Numbers
    counts: Floats
    telling: Flags


class WordTable:
    """The term of each word that was ever met, by the hash of its letters; and whether the word begins with
    a capital or a figure."""

    def __init__(self, number: Callable[[str], int]) -> None:
        self._number = number
        self._size = 0
        self._keys: Hashes = np.zeros(SMALLEST, np.uint64)
        self._terms: Numbers = np.zeros(SMALLEST, np.int32)
        self._kinds = np.zeros(SMALLEST, np.uint8)

    def look_up(
        self, text: str, hashes: Hashes, starts: Places, ends: Places
    ) -> tuple[Numbers, NDArray[np.uint8]]:
        """The term and the kind of each word of a text."""
        keys = hashes | np.uint64(1)
        places = self._places(keys)
        unknown = np.flatnonzero(self._keys[places] != keys)
        if len(unknown):
            _, first = np.unique(keys[unknown], return_index=True)
            new = unknown[np.sort(first)]
            spans = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
            self._learn(keys[new], [text[start:end][:LONGEST_TOKEN] for start, end in spans])
            places = self._places(keys)
        return self._terms[places], self._kinds[places]

    def _places(self, keys: Hashes) -> Places:
        """Where each key stands, or would stand."""
        table, last = self._keys, np.uint64(len(self._keys) - 1)
        slots = (keys >> np.uint64(20)) & last
        held = table[slots]
        astray = ((held != keys) & (held != 0)).nonzero()[0]
        while len(astray):
            slots[astray] = (slots[astray] + np.uint64(1)) & last
            held = table[slots[astray]]
            astray = astray[(held != keys[astray]) & (held != 0)]
        return slots.astype(np.int64)

    def _learn(self, keys: Hashes, words: Sequence[str]) -> None:
        terms = np.array([self._number(stem(word.lower())) for word in words], np.int32)
        self._size += len(keys)
        if self._size * FULL > len(self._keys):
            held = self._keys != 0
            known = self._keys[held], self._terms[held], self._kinds[held]
            size = FULL * 2 << self._size.bit_length()
            self._keys = np.zeros(size, np.uint64)
            self._terms, self._kinds = np.zeros(size, np.int32), np.zeros(size, np.uint8)
            self._enter(*known)
        self._enter(keys, terms, np.array([_kind(word) for word in words], np.uint8))

    def _enter(self, keys: Hashes, terms: Numbers, kinds: NDArray[np.uint8]) -> None:
        left = keys
        while len(left):
            # of those that want one place the last written has it, the others look on
            places = self._places(left)
            self._keys[places] = left
            left = left[self._keys[places] != left]
        places = self._places(keys)
        self._terms[places], self._kinds[places] = terms, kinds


def _kind(word: str) -> int:
    return _CAPITAL if word[0].isupper() else _FIGURE if word[0].isdigit() else _PLAIN


@dataclass(frozen=True, slots=True)
class Counting:
    """How much the terms of an article count: those of the headline so much, those of the opening so much
    more than others; of the body so many words are read."""

    headline: float
    opening: float
    opening_words: int
    words: int


class Tallier:
    """Reads texts as terms by number; `known` gives each term its own, counting up."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known, self._words = known, WordTable(known.__getitem__)
        self._rank: Numbers = np.zeros(SMALLEST, np.int32)

    def tally(self, title: Numbers, text: str, counting: Counting) -> Tally:
        """The terms of a headline, and those of the first words of a text.

        A capital at the start of a sentence says nothing; in a text where nearly every word has one, none
        does.
        """
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        starts, ends = _words_in(letters)
        if len(starts) > counting.words:
            # what a name is, the whole line of the last word tells
            line_end = text.find("\n", int(starts[counting.words - 1]))
            last = np.searchsorted(starts, line_end) if line_end >= 0 else len(starts)
            starts, ends = starts[:last], ends[:last]
        hashes = word_hashes(letters, starts, ends)
        terms, kinds = self._words.look_up(text, hashes, starts, ends)
        named = terms[_is_telling(letters, starts, kinds)]
        return self._counted(title, terms[: counting.words], named, counting)

    def _counted(self, title: Numbers, body: Numbers, named: Numbers, counting: Counting) -> Tally:
        every = np.concatenate([title, body])
        worth = np.ones(len(every))
        worth[: len(title)] = counting.headline
        worth[len(title) : len(title) + counting.opening_words] += counting.opening
        if len(self._known) > len(self._rank):
            self._rank = np.zeros(2 * len(self._known), np.int32)
        rank, order = self._rank, np.arange(len(every), dtype=np.int32)
        # written from the last on: where a term first comes is written last
        rank[every[::-1]] = order[::-1]
        once = every[rank[every] == order]
        rank[once] = order[: len(once)]
        counts = np.bincount(rank[every], worth, len(once)).astype(np.float64)
        telling = np.zeros(len(once), np.bool_)
        if len(once):
            places = np.minimum(rank[named], len(once) - 1)
            telling[places[once[places] == named]] = True
        return Tally(once, counts, telling)


def _words_in(letters: Letters) -> tuple[Places, Places]:
    """Where the words of a text begin and end; an apostrophe between two letters is one of them."""
    flags = letter_flags(letters)
    marks = np.flatnonzero((letters == _APOSTROPHES[0]) | (letters == _APOSTROPHES[1])) + 1
    flags[marks[flags[marks - 1] & flags[marks + 1]]] = True
    found = edges(flags)
    return found[0::2], found[1::2]


def _is_telling(letters: Letters, starts: Places, kinds: NDArray[np.uint8]) -> Flags:
    """Which words look like a name or a figure."""
    figures: Flags = kinds == _FIGURE
    capitals: Flags = kinds == _CAPITAL
    count = np.count_nonzero(capitals)
    if count >= TITLE_CASE * len(kinds):
        return figures
    places = np.flatnonzero(capitals)
    capitals[places[_begins_sentence(letters, starts[places])]] = False
    found: Flags = capitals | figures
    return found


def _begins_sentence(letters: Letters, starts: Places) -> Flags:
    """Which words stand first in their line, or after a blank behind what ends a sentence."""
    blank: Flags = _BLANK.take(letters, mode="clip")
    solid, lines = np.flatnonzero(~blank), np.flatnonzero(letters == _NEWLINE)
    after = (starts == 0) | blank[starts - 1]
    before = np.concatenate([[-1], solid])[np.searchsorted(solid, starts)]
    line = np.concatenate([[-1], lines])[np.searchsorted(lines, starts)]
    stopped = _STOP.take(letters[before], mode="clip")
    found: Flags = after & ((before < 0) | (line > before) | stopped)
    return found
