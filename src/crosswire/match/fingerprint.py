"""What of two texts is the same, at a glance: sampled shingles of words and their containment.

A shingle is a row of words; those whose hash ends in zeros are kept, in every text the same ones, so
the share of kept shingles that two texts have in common tells the share of words, at a fraction of
the work. No MinHash: containment keeps its meaning when a short text stands in a long one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]

SHINGLE_WORDS = 5
"""Words in a shingle. Four meet by chance in news prose, seven miss copies with light editing."""

SAMPLE_BITS = 2
"""One shingle in four is kept: a shared run of 30 words is missed once in two thousand times."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 64
_BLOCKS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STEP = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text: a hash each, case and punctuation left out, and where they stand."""

    hashes: Hashes
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    raw = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little")


def words_of(text: str) -> Words:
    """The words of a text in order; of a monstrous word only the first letters count."""
    found = [match.span() for match in _WORD.finditer(text)]
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow when lowered; offsets must hold
        folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    hashes = [_word_hash(folded[start : min(end, start + _LONGEST_WORD)]) for start, end in found]
    return Words(
        hashes=np.array(hashes, dtype=np.uint64),
        starts=tuple(start for start, _ in found),
        ends=tuple(end for _, end in found),
    )


def row_hashes(hashes: Hashes, size: int) -> Hashes:
    """A hash for each row of `size` words: entry i covers words i to i + size - 1."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        factor = np.uint64((_STEP * (2 * offset + 1)) & 0xFFFFFFFFFFFFFFFF)
        mixed += _mix(hashes[offset : offset + count] + factor)
        mixed = (mixed << np.uint64(7)) | (mixed >> np.uint64(57))
    return _mix(mixed)


def _mix(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * _BLOCKS[0]
    values = (values ^ (values >> np.uint64(27))) * _BLOCKS[1]
    return values ^ (values >> np.uint64(31))


def sampled(words: Words, masked: Flags | None = None, size: int = SHINGLE_WORDS) -> list[int]:
    """The kept shingles of the words, sorted, each once; none that touches a masked word.

    The smallest of all is always kept, so that two short texts that are the same always meet.
    """
    rows = row_hashes(words.hashes, size)
    if masked is not None and len(rows):
        touched = np.convolve(masked.astype(np.int32), np.ones(size, dtype=np.int32), "valid")
        rows = rows[touched == 0]
    if not len(rows):
        return []
    kept = rows[(rows & np.uint64((1 << SAMPLE_BITS) - 1)) == 0]
    return sorted({*kept.tolist(), int(rows.min())})


def shingles(text: str) -> list[int]:
    """The kept shingles of a text, sorted: stable over runs and machines. Quoted speech counts."""
    return sampled(words_of(text))


def containment(left: Collection[int], right: Collection[int]) -> float:
    """The part of the smaller set that the larger one holds, 0 to 1; 0 when one is empty."""
    smaller = min(len(left), len(right))
    return len(set(left) & set(right)) / smaller if smaller else 0.0


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
    spans = []
    for match in _POST.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        spans.append((start, end if end >= 0 else len(text)))
    return spans


_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_QUOTED_WORDS = 4


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the text quotes at length: from mark to mark within a paragraph.

    A paragraph that opens a quote and does not close it is quoted to its end, when it begins with
    the mark (speech that runs over paragraphs). Fewer than four words are a name or a nod.
    """
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        spans.extend((offset + start, offset + end) for start, end in _quoted_in(line))
        offset += len(line) + 1
    return [span for span in spans if _enough_words(text, *span)]


def _quoted_in(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for position, letter in enumerate(line):
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


def shared(left: Sequence[int], right: frozenset[int]) -> list[int]:
    """The shingles of `left`, in its order, that `right` holds too."""
    return [shingle for shingle in left if shingle in right]
