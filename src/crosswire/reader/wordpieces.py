"""Word pieces: a word to the numbers that the encoder knows, as the uncased BERT vocabulary has it.

1. control characters and accents go, capitals become small;
2. punctuation and ideographs stand alone;
3. each part is cut greedily into the longest pieces of the vocabulary; what cannot be cut is [UNK].

A word of any length gives at most `MOST_PIECES` pieces, so that no page can stall the reader.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from crosswire.errors import DataError

MOST_PIECES = 16
_LONGEST_PART = 100
_LONGEST_WORD = 400
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPieces:
    """The vocabulary and the cutting; remembers the words it has cut, up to a bound."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Takes the pieces in the order of their numbers; DataError when the special ones miss."""
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        missing = {"[CLS]", "[SEP]", "[UNK]", "[PAD]"} - self._number.keys()
        if missing:
            raise DataError(f"the vocabulary lacks {sorted(missing)}. Restore the file.")
        self.start = self._number["[CLS]"]
        self.end = self._number["[SEP]"]
        self.unknown = self._number["[UNK]"]
        self.padding = self._number["[PAD]"]
        self._kept: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one and at most `MOST_PIECES`."""
        known = self._kept.get(word)
        if known is None:
            known = tuple(self.cut(word[:_LONGEST_WORD])[:MOST_PIECES]) or (self.unknown,)
            if len(self._kept) < 50_000 and len(word) < 40:
                self._kept[word] = known
        return known

    def cut(self, text: str) -> list[int]:
        """All pieces of a text, without bound on their number."""
        return [number for part in _parts(text) for number in self._greedy(part)]

    def _greedy(self, part: str) -> Sequence[int]:
        if len(part) > _LONGEST_PART:
            return [self.unknown]
        numbers, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else f"##{part[start:end]}"
                if piece in self._number:
                    break
            else:
                return [self.unknown]
            numbers.append(self._number[piece])
            start = end
        return numbers


def _parts(text: str) -> list[str]:
    """The text cleaned, in small letters without accents, split at spaces and punctuation."""
    plain = "".join(_clean(char) for char in text).lower()
    stripped = (c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
    spaced = "".join(f" {c} " if _stands_alone(c) else c for c in stripped)
    return spaced.split()


def _clean(char: str) -> str:
    if char in "\t\n\r":
        return " "
    kind = unicodedata.category(char)
    if char in "\0\ufffd" or kind.startswith("C"):
        return ""
    if kind == "Zs":
        return " "
    return f" {char} " if _is_ideograph(char) else char


def _is_ideograph(char: str) -> bool:
    return ord(char) >= 0x3400 and any(low <= ord(char) <= high for low, high in _CJK)


def _stands_alone(char: str) -> bool:
    """Is this punctuation? All of ASCII that is neither letter, digit nor space counts."""
    if char.isascii():
        return char.isprintable() and not char.isalnum() and char != " "
    return unicodedata.category(char).startswith("P")
