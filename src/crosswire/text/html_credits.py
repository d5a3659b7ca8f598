"""What stands among the paragraphs of a body and is none: credits, helpers, lines of furniture.

The words that give such lines away are those of the plain-text labeller; here they look at short
paragraphs that trafilatura took for body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crosswire.records.page import Label
from crosswire.text.layout import Piece
from crosswire.text.lines_body import credited_agency
from crosswire.text.lines_facts import phrases
from crosswire.text.lines_people import read_helpers, trailing_reporting
from crosswire.text.lines_shape import read_lines
from crosswire.text.outlets import is_agency

# Letters beyond which a paragraph is read as body whatever it says; credit lines with six names
# and their places have about 300.
_SHORT = 320


@dataclass
class Credits:
    """Who helped, who reported, and which agencies sign, as lines of the body tell it."""

    contributed: list[str] = field(default_factory=list)
    reporting: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)

    def people(self, authors: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Authors and contributors: who is only said to have reported is an author where nobody
        else signs."""
        helped = [*self.contributed, *self.reporting]
        if not authors:
            authors = tuple(dict.fromkeys(self.reporting))
        return authors, tuple(name for name in dict.fromkeys(helped) if name not in authors)


def take_credits(pieces: Iterable[Piece]) -> tuple[list[Piece], Credits]:
    """The pieces with such lines labelled, and what they tell."""
    taken = Credits()
    return [new for piece in pieces for new in _look(piece, taken)], taken


def _look(piece: Piece, taken: Credits) -> Iterator[Piece]:
    if piece.label != "body":
        yield piece
        return
    at = trailing_reporting(piece.text)
    if at and _helpers(piece.text[at:], taken):
        yield Piece("body", piece.text[:at].strip())
        yield Piece("credit", piece.text[at:].strip())
        return
    yield Piece(_label(piece.text, taken) if len(piece.text) <= _SHORT else "body", piece.text)


def _helpers(text: str, taken: Credits) -> bool:
    helpers = read_helpers(text)
    if helpers is None:
        return False
    taken.contributed += helpers.contributed
    taken.reporting += helpers.reporting
    return True


def _label(text: str, taken: Credits) -> Label:
    if _helpers(text, taken):
        return "credit"
    lines = read_lines(text)
    if len(lines) != 1:
        return "body"
    line = lines[0]
    if phrases("correction").begins(line.low):
        return "correction"
    if phrases("related").begins(line.low) and line.words <= 30:
        return "related"
    if line.furniture:
        return "furniture"
    agency = credited_agency(line)
    # A subheading in capitals may hold "PRESS"; alone on a line only a known agency signs.
    if agency and not (text[0] in "([" or ":" in text or is_agency(agency)):
        agency = None
    if agency:
        taken.agencies.append(agency)
    return "credit" if agency else "body"
