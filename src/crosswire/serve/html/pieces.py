"""Stretches of text with marks in them, cut so that a page can draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crosswire.records.brief import StatementTold

# More of a paragraph than this on each side of its sentence hides the sentence.
_AROUND = 420

# A page of more is no longer read; the rest is said to be left out.
LONGEST = 60_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `kind` is "" or what it is marked as."""

    text: str
    kind: str = ""


Mark = tuple[int, int, str]


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """`text[start:end]` as pieces; marks outside are passed over, of two that meet the first wins.

    The pieces laid together are the stretch again.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    told: list[Piece] = []
    here = start
    for left, right, kind in sorted(marks):
        left, right = max(left, here), min(right, end)  # noqa: PLW2901 - clipped to what is left
        if left >= right:
            continue
        if left > here:
            told.append(Piece(text[here:left]))
        told.append(Piece(text[left:right], kind))
        here = right
    if here < end:
        told.append(Piece(text[here:end]))
    return told


def in_paragraph(statement: StatementTold, text: str) -> list[Piece]:
    """The statement marked in its paragraph; a long paragraph is shown around it."""
    start, end = statement.paragraph
    if not 0 <= start <= statement.start < statement.end <= end <= len(text):
        return [Piece(statement.text, "said")]
    first, last = max(start, statement.start - _AROUND), min(end, statement.end + _AROUND)
    told = cut(text, first, last, [(statement.start, statement.end, "said")])
    before = [Piece("… ")] if first > start else []
    after = [Piece(" …")] if last < end else []
    return [*before, *told, *after]
