"""Stretches of text with marks in them, cut so that a page can draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crosswire.records.brief import ArticleTold, ChangeTold, KinshipTold, LineageTold, StatementTold

# More of a paragraph than this on each side of its sentence hides the sentence.
_AROUND = 420

# A page of more is no longer read; the rest is said to be left out.
LONGEST = 60_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `kind` is "" or what it is marked as."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A stretch of two versions side by side; `shared` when both have it alike."""

    left: list[Piece]
    right: list[Piece]
    shared: bool


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


def side_by_side(
    left: ArticleTold, right: ArticleTold, kinship: KinshipTold, lineage: LineageTold
) -> list[Row]:
    """Both bodies in rows: shared passages beside each other, and what only one has between them.

    Passages that changed their place are shown where they stand in each; none is lost.
    """
    a, b = left.full_text, right.full_text
    ends = min(len(left.text), LONGEST), min(len(right.text), LONGEST)
    olds, news = _changed(lineage.changes, kinship)
    rows: list[Row] = []
    x = y = 0
    for start, stop, other, other_stop in sorted(kinship.passages):
        if start < x or other < y or stop > ends[0] or other_stop > ends[1]:
            continue
        _add(rows, cut(a, x, start, olds), cut(b, y, other, news), shared=False)
        _add(rows, cut(a, start, stop, ()), cut(b, other, other_stop, ()), shared=True)
        x, y = stop, other_stop
    _add(rows, cut(a, x, ends[0], olds), cut(b, y, ends[1], news), shared=False)
    return rows


def _add(rows: list[Row], left: list[Piece], right: list[Piece], *, shared: bool) -> None:
    if any(piece.text.strip() for piece in [*left, *right]):
        rows.append(Row(left, right, shared))


def _changed(changes: Iterable[ChangeTold], kinship: KinshipTold) -> tuple[list[Mark], list[Mark]]:
    """The marks of what changed between the two, for the left and for the right text."""
    olds: list[Mark] = []
    news: list[Mark] = []
    for change in changes:
        turned = (change.left, change.right) == (kinship.right, kinship.left)
        if not turned and (change.left, change.right) != (kinship.left, kinship.right):
            continue
        before, after = (
            (change.after_at, change.before_at) if turned else (change.before_at, change.after_at)
        )
        if before:
            olds.append((*before, change.kind))
        if after:
            news.append((*after, change.kind))
    return olds, news
