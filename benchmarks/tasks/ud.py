"""Part of speech and tree of sentences whose words are given (Universal Dependencies, no subtypes)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.reader import Read, open_reader


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each sentence (`words`) its words' tags, heads (from 1, 0 for the root) and relations.

    The sentences are read in one pass of the reader, whose weights must be there.
    """
    rows = list(lines)
    reads = open_reader().read_words([row["words"] for row in rows])
    for row, read in zip(rows, reads, strict=True):
        yield {"id": row["id"], "words": told(read)}


def told(read: Read) -> list[list[Any]]:
    """A sentence's words as rows of tag, head and relation."""
    return [[word.upos, word.head + 1, word.relation] for word in read.words]
