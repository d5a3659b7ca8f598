"""What the readers of pages hand on, whether the page was HTML or plain text."""

from __future__ import annotations

from dataclasses import dataclass, field

from crosswire.records.base import Severity
from crosswire.records.page import Label, Told, Witness

# Bounds of one page. The largest of 218 news pages had 1.4 million characters of HTML, 36,000 of them
# visible, in 661 lines and 3,100 elements; a page at the bounds takes one to five seconds, one beyond
# them is skipped. These counts bound the time, for a stage may not read a clock: docs/decisions/0005-work-not-time.md.
MAX_MARKUP = 10_000_000
MAX_TEXT = 2_000_000
MAX_LINES = 12_000
# Beyond this a page is cut, not skipped: long live blogs come near.
MAX_ELEMENTS = 20_000
# Texts between inline elements that one line may be joined from; the most of 218 news pages was 149.
MAX_SCRAPS = 1_000


@dataclass(frozen=True)
class Piece:
    """A line or block of the page with its label, in page order. Text without outer white space.

    `time` is ISO 8601, for entries of live blogs.
    """

    label: Label
    text: str
    time: str | None = None


@dataclass(frozen=True)
class Doubt:
    """Something a page reader skipped or doubted; the clean stage makes it an Issue."""

    kind: str
    severity: Severity
    message: str
    advice: str = ""


@dataclass(frozen=True)
class Layout:
    """A page taken apart.

    Body pieces hold one paragraph each, without the dateline mark ("SEOUL (AFP) - "), which
    stands before them as a piece of its own labelled `dateline`.
    """

    pieces: tuple[Piece, ...]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()  # agencies, newsrooms and outlets that stand where an author stands
    contributors: tuple[str, ...] = ()
    agency: str | None = None
    dateline_place: str | None = None
    outlet: str | None = None
    published: Told | None = None
    modified: Told | None = None
    address: str | None = None
    language: str | None = None
    section: str | None = None
    witnesses: tuple[Witness, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


def too_large(count: int, what: str, most: int) -> Doubt:
    """Why a page beyond one of the bounds is skipped."""
    told = f"{count:,} {what} are more than {most:,}"
    return Doubt("too-large", "skipped", told, "give the article's text instead")
