"""Two versions of a text side by side: rows of paragraphs, with what is not shared set off.

Passages seldom end where sentences do; a row ends only where both versions begin a paragraph, so
that every sentence is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crosswire.records.brief import ArticleTold, ChangeTold, KinshipTold, LineageTold
from crosswire.serve.html.pieces import LONGEST, Mark, Piece, cut

_BREAK = "\n\n"


@dataclass(frozen=True)
class Row:
    """The same stretch of two versions. Pieces are "shared", "own", or a kind of change."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)

    @property
    def shared(self) -> bool:
        """Do both sides have it alike?"""
        return all(piece.kind == "shared" for piece in (*self.left, *self.right))


@dataclass(frozen=True)
class _Stretch:
    """From where to where both versions run on alike, or apart."""

    left: tuple[int, int]
    right: tuple[int, int]
    shared: bool


def side_by_side(
    left: ArticleTold, right: ArticleTold, kinship: KinshipTold, lineage: LineageTold
) -> list[Row]:
    """Both bodies in rows. Passages that changed their place stand where they are in each."""
    a, b = left.text[:LONGEST], right.text[:LONGEST]
    olds, news = _changed(lineage.changes, kinship)
    rows = [Row()]
    for stretch in _stretches(a, b, kinship):
        if stretch.shared:
            _add_shared(rows, a[slice(*stretch.left)], b[slice(*stretch.right)])
        else:
            _add_own(rows, _own(a, stretch.left, olds), _own(b, stretch.right, news))
    return [row for row in rows if any(piece.text.strip() for piece in (*row.left, *row.right))]


def _stretches(a: str, b: str, kinship: KinshipTold) -> Iterator[_Stretch]:
    """The shared passages that keep their order, grown as far as the texts agree, and the rest."""
    x = y = 0
    for start, stop, other, other_stop in sorted(kinship.passages):
        if start < x or other < y or stop > len(a) or other_stop > len(b):
            continue
        while start > x and other > y and a[start - 1] == b[other - 1]:
            start, other = start - 1, other - 1  # noqa: PLW2901 - grown to the left
        while stop < len(a) and other_stop < len(b) and a[stop] == b[other_stop]:
            stop, other_stop = stop + 1, other_stop + 1  # noqa: PLW2901 - and to the right
        yield _Stretch((x, start), (y, other), shared=False)
        yield _Stretch((start, stop), (other, other_stop), shared=True)
        x, y = stop, other_stop
    yield _Stretch((x, len(a)), (y, len(b)), shared=False)


def _add_shared(rows: list[Row], a: str, b: str) -> None:
    """A passage, in as many rows as it has paragraphs, where both have as many."""
    lefts, rights = a.split(_BREAK), b.split(_BREAK)
    if len(lefts) != len(rights):
        lefts, rights = [a], [b]
    for place, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        if place:
            rows.append(Row())
        rows[-1].left.extend([Piece(left, "shared")] if left else [])
        rows[-1].right.extend([Piece(right, "shared")] if right else [])


def _add_own(rows: list[Row], left: list[Piece], right: list[Piece]) -> None:
    """What only one version has; whole paragraphs of it get a row of their own."""
    texts = ["".join(piece.text for piece in side) for side in (left, right)]
    if any(text.startswith(_BREAK) for text in texts):
        rows.append(Row())
    rows[-1].left.extend(_trimmed(left))
    rows[-1].right.extend(_trimmed(right))
    if any(text.endswith(_BREAK) for text in texts):
        rows.append(Row())


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the breaks at the edges, which rows stand for."""
    if pieces:
        pieces = [Piece(pieces[0].text.removeprefix(_BREAK), pieces[0].kind), *pieces[1:]]
        pieces[-1] = Piece(pieces[-1].text.removesuffix(_BREAK), pieces[-1].kind)
    return [piece for piece in pieces if piece.text]


def _own(text: str, stretch: tuple[int, int], marks: list[Mark]) -> list[Piece]:
    return [Piece(piece.text, piece.kind or "own") for piece in cut(text, *stretch, marks)]


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
