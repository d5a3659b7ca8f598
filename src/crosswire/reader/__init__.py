"""The reader: one small encoder that reads a sentence once and tells tags, tree and names."""

from __future__ import annotations

from crosswire.reader.read import KINDS, Read, ReadName, Word
from crosswire.reader.reader import Reader, has_weights, open_reader, shipped_reader

__all__ = [
    "KINDS",
    "Read",
    "ReadName",
    "Reader",
    "Word",
    "has_weights",
    "open_reader",
    "shipped_reader",
]
