"""What of two texts is the same, at a glance: sampled shingles of words and their containment.

A shingle is a row of words; those whose hash ends in zeros are kept, in every text the same ones, so
the share of kept shingles that two texts have in common tells the share of words, at a fraction of
the work. No MinHash: containment keeps its meaning when a short text stands in a long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crosswire import facts

Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

SHINGLE_WORDS = 5
"""Words in a shingle. Four meet by chance in news prose, seven miss copies with light editing."""

SAMPLE_BITS = 2
"""One shingle in four is kept: a shared run of 30 words is missed once in two thousand times."""

LONG_BITS = 9
"""From 512 words on the sample is halved with every doubling: the print of a long text takes no more
room than that of a middling one, and a shared run of 60 words is missed once in thirty times in
texts of 4,000 words."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 64
_MIXING = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST_SHIFT = np.uint64(31)
_STEP, _BLOCK = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_FACTORS = tuple(
    np.uint64(pow(_STEP, 2 * offset + 1, 1 << 64)) for offset in range(2 * SHINGLE_WORDS)
)


SEED_WORDS = 4
"""Words in a row by which two texts are laid side by side; three anchor on "of the United" everywhere."""


# Is the character of this number a letter or a figure? Those beyond are asked one by one.
_KNOWN_LETTERS = 0x3000
_LETTER = np.array([chr(code).isalnum() for code in range(_KNOWN_LETTERS)], dtype=np.bool_)

# A letter weighs `_BLOCK` to an odd power that grows with its place in the text; what stands before a word is
# divided out again, so that the hash of a word does not depend on its place.
_USUAL_LENGTH = 1 << 14
_GROWTH, _DECAY = pow(_BLOCK, 2, 1 << 64), pow(_BLOCK, -2, 1 << 64)


def _powers(first: int, base: int, count: int) -> Hashes:
    steps = np.full(count, base, dtype=np.uint64)
    steps[:1] = first
    return np.multiply.accumulate(steps)


_RISING = _powers(_BLOCK, _GROWTH, _USUAL_LENGTH)
_FALLING = _powers(1, _DECAY, _USUAL_LENGTH)


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """The rows of `SEED_WORDS` words of a text, each once, rising: `first` and `count` say which stretch
    of `places` tells where it stands."""

    rows: Hashes
    first: Places
    count: Places
    places: Places


class Words:
    """The words of a text: a hash each, case and punctuation left out, and where they stand."""

    def __init__(self, text: str) -> None:
        raw = _folded(text).encode("utf-32-le", "surrogatepass")
        letters = np.frombuffer(raw, dtype="<u4")
        ends = edges(letter_flags(letters))
        self._starts, self._ends = ends[0::2], ends[1::2]
        self.hashes = word_hashes(letters, self._starts, self._ends)

    def __len__(self) -> int:
        return len(self.hashes)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins."""
        starts: list[int] = self._starts.tolist()
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        ends: list[int] = self._ends.tolist()
        return ends

    @cached_property
    def different(self) -> frozenset[int]:
        """The hashes, each once."""
        return frozenset(self.hashes.tolist())

    @cached_property
    def seeds(self) -> Hashes:
        """A hash for each row of `SEED_WORDS` words."""
        return row_hashes(self.hashes, SEED_WORDS)

    @cached_property
    def sorted_seeds(self) -> Seeds:
        """The same, each once, in the order in which they are looked up."""
        places = self.seeds.argsort()  # of rows that are alike any order will do
        rising = self.seeds[places]
        first = _begins(rising).nonzero()[0]
        count = np.empty_like(first)
        count[:-1] = first[1:] - first[:-1]
        count[-1:] = len(rising) - first[-1:]
        return Seeds(rising[first], first, count, places)


def _begins(rising: Hashes) -> Flags:
    """One flag for each value that differs from the one before."""
    flags = np.ones(len(rising), dtype=np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=flags[1:])
    return flags


def letter_flags(letters: NDArray[np.uint32]) -> Flags:
    """One flag for each character: is it a letter or a figure? One more before and behind, never set."""
    flags = np.zeros(len(letters) + 2, dtype=np.bool_)
    inner = flags[1:-1]
    _LETTER.take(letters, mode="clip", out=inner)
    if len(letters) and letters.max() >= _KNOWN_LETTERS:
        for other in np.unique(letters[letters >= _KNOWN_LETTERS]).tolist():
            inner[letters == other] = chr(other).isalnum()
    return flags


def edges(flags: Flags) -> Places:
    """Where stretches of flags begin and end, in turn; the first flag is one before the text."""
    found: Places = (flags[1:] != flags[:-1]).nonzero()[0]
    return found


def word_hashes(letters: NDArray[np.uint32], starts: Places, ends: Places) -> Hashes:
    """A hash for each word: its letters, weighed by their place, added up and mixed; the same in every
    run and on every machine. Of a monstrous word only the first letters count."""
    rising, falling = _RISING, _FALLING
    if len(letters) > _USUAL_LENGTH:
        rising = _powers(_BLOCK, _GROWTH, len(letters))
        falling = _powers(1, _DECAY, len(letters))
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    (letters * rising[: len(letters)]).cumsum(out=sums[1:])
    ends = np.minimum(ends, starts + _LONGEST_WORD)
    return _mixed((sums[ends] - sums[starts]) * falling[starts])


def _mixed(values: Hashes) -> Hashes:
    """The same values, their bits spread; the array given is used up."""
    for shift, block in _MIXING:
        values ^= values >> shift
        values *= block
    values ^= values >> _LAST_SHIFT
    return values


def words_of(text: str) -> Words:
    """The words of a text in order, and where they stand."""
    return Words(text)


def _folded(text: str) -> str:
    """In lower case; a few letters grow when lowered, and offsets must hold."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def row_hashes(hashes: Hashes, size: int) -> Hashes:
    """A hash for each row of `size` words: entry i covers words i to i + size - 1."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    summed = hashes[:count] * _FACTORS[0]
    for offset in range(1, size):
        summed += hashes[offset : offset + count] * _FACTORS[offset]
    return _mixed(summed)


def sample_bits(words: int) -> int:
    """How many zeros the hash of a kept shingle ends in, for a text of so many words."""
    return SAMPLE_BITS + max(0, (max(words, 1) - 1).bit_length() - LONG_BITS)


def kept(words: Words, bits: int, size: int = SHINGLE_WORDS) -> Hashes:
    """The shingles of a text whose hash ends in so many zeros, sorted, each once: stable over runs and
    machines. Quoted speech counts.

    The smallest of all is always kept, so that two short texts that are the same always meet.
    """
    rows = row_hashes(words.hashes, size)
    if not len(rows):
        return rows
    ends = np.uint64((1 << bits) - 1)
    found = np.append(rows[(rows & ends) == 0], rows.min())
    found.sort()
    once: Hashes = found[_begins(found)]
    return once


def thinned(shingles: Hashes, bits: int) -> int:
    """How many shingles a sample of so many bits keeps."""
    return int(np.count_nonzero((shingles & np.uint64((1 << bits) - 1)) == 0))


def mask(words: Words, spans: Iterable[tuple[int, int]]) -> Flags:
    """One flag a word: does it stand in one of the spans?"""
    flags = np.zeros(len(words), dtype=np.bool_)
    starts = np.array(words.starts, dtype=np.int64)
    for start, end in spans:
        low, high = np.searchsorted(starts, (start, end))
        flags[low:high] = True
    return flags


_POST = re.compile(r"[—–-] ?[^\n—–]{1,60}\(@\w{1,30}\)")


def post_spans(text: str) -> list[tuple[int, int]]:
    """Posts of social networks that stand in the text: paragraphs that end in a signature with
    "(@handle)", from their start to the end of the line."""
    if "(@" not in text:
        return []
    spans = []
    for match in _POST.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        spans.append((start, end if end >= 0 else len(text)))
    return spans


_INTRODUCTION = 12
_LONGEST_INTRODUCTION = 400
_COLON = re.compile(r":\s")


def introduced_spans(text: str) -> list[tuple[int, int]]:
    """Paragraphs that a line such as "Lund explained:" introduces: speech told without marks."""
    if _COLON.search(text) is None:
        return []
    spans: list[tuple[int, int]] = []
    offset, introduced = 0, False
    for line in text.split("\n"):
        if line.strip():
            if introduced:
                spans.append((offset, offset + len(line)))
            introduced = line.rstrip().endswith(":") and _speaks(line)
        offset += len(line) + 1
    return spans


def _speaks(line: str) -> bool:
    cues = facts.words("versions", "attribution", "cues")
    said = _WORD.findall(line[-_LONGEST_INTRODUCTION:])[-_INTRODUCTION:]
    return any(word.lower() in cues for word in said)


_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_MARK = re.compile('[“”«»„"]')
_QUOTED_WORDS = 4


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the text quotes at length: from mark to mark within a paragraph.

    A paragraph that opens a quote and does not close it is quoted to its end, when it begins with
    the mark (speech that runs over paragraphs). Fewer than four words are a name or a nod.
    """
    if _MARK.search(text) is None:
        return []
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        spans.extend((offset + start, offset + end) for start, end in _quoted_in(line))
        offset += len(line) + 1
    return [span for span in spans if _enough_words(text, *span)]


def _quoted_in(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for match in _MARK.finditer(line):
        position, letter = match.start(), match.group()
        if opened >= 0 and letter == closing:
            spans.append((opened, position + 1))
            opened = -1
        elif opened < 0 and letter in _PAIRS:
            opened, closing = position, _PAIRS[letter]
    if opened >= 0 and not line[:opened].strip():
        spans.append((opened, len(line)))
    return spans


def _enough_words(text: str, start: int, end: int) -> bool:
    found = _WORD.finditer(text, start, end)
    return sum(1 for _, _ in zip(range(_QUOTED_WORDS), found, strict=False)) == _QUOTED_WORDS
