"""Labels for the lines of a page: which are body, and what the others are.

Body lines are found by laying trafilatura's paragraphs over the page's lines; what tags and classes
say outranks it for captions, bylines and the like, and the words of a line for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crosswire import facts
from crosswire.records.page import Label
from crosswire.text.html_blocks import kinds_of
from crosswire.text.html_live import Kind, Live
from crosswire.text.html_overlay import lay_over
from crosswire.text.html_tree import Line, squeeze
from crosswire.text.layout import Piece
from crosswire.text.metadata_time import read_written

NOT_LIVE = Live()


@cache
def _leads(name: str) -> re.Pattern[str]:
    words = sorted(facts.words("pages", "lines", name), key=len, reverse=True)
    return re.compile(rf"^\W*(?:{'|'.join(map(re.escape, words))})", re.I)


def arrange(
    lines: Sequence[Line], body: Sequence[str], headline: str | None, live: Live = NOT_LIVE
) -> list[Piece]:
    """All lines in page order with labels, body paragraphs whole and each told once.

    A paragraph that no line shows follows the one before it; a line that repeats one already told
    (a pull quote, a second copy for small screens) is furniture.
    """
    spots = lay_over(lines, body)
    keys = [squeeze(text) for text in body]
    first_body = next((at for at, spot in enumerate(spots) if spot is not None), len(lines))
    head = squeeze(headline or "").lower()
    told = _Told(body, kinds_of(lines, spots, body, live))
    pieces: list[Piece] = []
    for at, (line, spot) in enumerate(zip(lines, spots, strict=True)):
        if spot is None:
            pieces.append(Piece(label_line(line, head, before_body=at < first_body), line.text))
            continue
        whole = spot.first == spot.last and keys[spot.first] == line.key
        label = _of_mark(line, before=at <= first_body)
        if label is None and whole and spot.first in told.numbers:
            label = "furniture"
        if label is None:
            pieces += told.tell(spot.first, spot.last)
            continue
        pieces.append(Piece(label, line.text))
        if whole:
            told.mark(spot.first)
    return pieces + told.tell(0, len(body) - 1)


class _Told:
    """Which body paragraphs were told, so that each is told once and none is left out."""

    def __init__(self, body: Sequence[str], kinds: Sequence[Kind]) -> None:
        self.body = body
        self.kinds = kinds
        self.numbers: set[int] = set()
        self.next = 0

    def mark(self, number: int) -> None:
        """This paragraph was told under another label."""
        self.numbers.add(number)

    def tell(self, first: int, last: int) -> list[Piece]:
        """The paragraphs `first` to `last` and those before them that are still untold."""
        start = min(self.next, first) if first not in self.numbers else first
        self.next = max(self.next, last + 1)
        new = [number for number in range(start, last + 1) if number not in self.numbers]
        self.numbers.update(new)
        return [self.piece(number) for number in new]

    def piece(self, number: int) -> Piece:
        """One paragraph with its label."""
        kind = self.kinds[number]
        return Piece(kind.label, self.body[number], kind.time)


_FIRM: dict[str, Label] = {"caption": "caption", "embed": "embed", "correction": "correction"}


def _of_mark(line: Line, *, before: bool) -> Label | None:
    """What a line in trafilatura's body is all the same, if the page says so plainly."""
    text, label = line.text, line.marks.label
    if line.tag == "h1":
        return "headline"
    if label in _FIRM and line.tag not in {"h2", "h3", "h4"}:
        return _FIRM[label]
    if before and label in {"byline", "date"} and len(text) < 120:
        return "date" if label == "date" else "byline"
    return _of_words(line)


def _of_words(line: Line) -> Label | None:
    """What the words of a line say it is; None for most."""
    text = line.text
    if len(text) < 400 and _leads("corrections").match(text):
        return "correction"
    if len(text) < 200 and _leads("related").match(text) and line.link_share > 0.3:
        return "related"
    if len(text) < 120 and line.link_share > 0.95 and line.tag in {"li"}:
        return "related"
    if len(text) < 160 and _leads("furniture").match(text):
        return "furniture"
    return None


def label_line(line: Line, head: str, *, before_body: bool) -> Label:
    """The label of a line outside the body."""
    if head and line.key.lower() == head and (line.tag in {"h1", "h2"} or before_body):
        return "headline"
    if line.tag == "h1" and not line.marks.furniture:
        return (
            "headline"
            if head and (line.key.lower() in head or head in line.key.lower())
            else "furniture"
        )
    return _of_words(line) or _of_place(line, before_body)


def _of_place(line: Line, before_body: bool) -> Label:
    label, text = line.marks.label, line.text
    found: Label = "furniture"
    if line.marks.furniture:
        return found
    if label in _FIRM:
        found = _FIRM[label]
    elif before_body:
        found = _in_head(line)
    if found == "furniture" and line.link_share > 0.8 and len(text) > 25:
        found = "related"
    return found


def _in_head(line: Line) -> Label:
    """The label of a line between the top of the page and the body."""
    label, text = line.marks.label, line.text
    if label == "byline" and len(text) < 200:
        return "byline"
    if (label == "date" or len(text) < 60) and read_written(text):
        return "date"
    if label == "standfirst" and len(text) > 20 and line.link_share < 0.5:
        return "standfirst"
    return "furniture"
