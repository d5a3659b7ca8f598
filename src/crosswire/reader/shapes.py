"""What capitals tell: the encoder's vocabulary is uncased, so each word brings its shape along.

A shape is one number below `SHAPES`: how the word is written, whether it opens the sentence, and
whether the sentence as a whole is loud (a headline in title case, a line in capitals).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

CASES = 10
OPENINGS = 2
VOICES = 3
# Characters of a word that are looked at.
_LOOK = 40
SHAPES = CASES * OPENINGS * VOICES
_OPENERS = frozenset("\"'“”‘’«»([{-–—:;…•*")


@lru_cache(20_000)
def case_of(word: str) -> int:
    """How a word is written, 1 to 9; 0 is kept for what is no word."""
    head = word[:_LOOK]
    letters = [char for char in head if char.isalpha()]
    if not letters:
        return 1 if any(char.isdigit() for char in head) else 2
    if any(char.isdigit() for char in head):
        return 3
    upper = sum(char.isupper() for char in letters)
    if upper == 0:
        return 4 if any(char.islower() for char in letters) else 5
    if upper == len(letters):
        return 6 if len(letters) == 1 else 7
    return 8 if letters[0].isupper() and upper == 1 else 9


def voice_of(cases: Sequence[int]) -> int:
    """0: plain; 1: most words that could be small have a capital; 2: all in capitals."""
    written = [case for case in cases if case in (4, 6, 7, 8, 9)]
    if len(written) < 3:
        return 0
    if all(case in (6, 7) for case in written):
        return 2
    return 1 if sum(case != 4 for case in written) > 0.6 * len(written) else 0


def shapes_of(words: Sequence[str]) -> list[int]:
    """One shape for each word of a sentence."""
    cases = [case_of(word[:_LOOK]) for word in words]
    voice = voice_of(cases)
    shapes, opening = [], 1
    for word, case in zip(words, cases, strict=True):
        shapes.append((case * OPENINGS + opening) * VOICES + voice)
        if not (case == 2 and opening):
            opening = 1 if word and word[-1] in _OPENERS and case == 2 else 0
    return shapes
