"""What is true of the pages of the press: one `Bundle` a trap, complete, as one JSON line.

A fact is one content, whoever tells it in whatever words; a line is a sentence of a page that tells it.
Offsets are characters of the page as written; in HTML `quote` is what stands there unescaped.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from crosswire.records.claim import Mode, Nature, Status, Support
from crosswire.records.lineage import Relation


class Line(msgspec.Struct, frozen=True):
    """A sentence of a page and what it tells. `source` is the end of its chain, empty for the page's own
    voice; `mode` is empty where more than one would do; `time` the value of the day that it names in the words `when`."""

    id: str
    quote: str
    start: int
    end: int
    fact: str = ""
    source: str = ""
    mode: Mode | Literal[""] = "reported"
    when: str = ""
    time: str = ""


class PageTruth(msgspec.Struct, frozen=True):
    """A page: where it lies, what is its body, who published it and when."""

    file: str
    story: str
    site: str
    headline: str
    outlet: str
    agency: str
    published: str
    address: str
    paragraphs: tuple[str, ...]
    lines: tuple[Line, ...]


class Kin(msgspec.Struct, frozen=True):
    """The right page's text comes from the left one's."""

    left: str
    right: str
    relation: Relation


class Fact(msgspec.Struct, frozen=True):
    """How many origins stand behind a fact, and what kind of support that is."""

    id: str
    origins: int
    support: Support


class Difference(msgspec.Struct, frozen=True):
    """Two facts that cannot both hold, or of which the right one replaced the left."""

    left: str
    right: str
    nature: Nature


class Outcome(msgspec.Struct, frozen=True):
    """What came of what a fact says is to come, and the day it was due."""

    fact: str
    status: Status
    due: str


class Bundle(msgspec.Struct, frozen=True):
    """All pages of one trap and all that is true of them."""

    id: str
    trap: str
    pages: tuple[PageTruth, ...]
    kin: tuple[Kin, ...] = ()
    facts: tuple[Fact, ...] = ()
    differences: tuple[Difference, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


Trap = Literal[
    "print", "trim", "rewrite", "revision", "quote", "denial", "toll", "count", "circle", "kept",
    "cancelled", "postponed", "open", "twin places", "next in a row", "own eyes",
]  # fmt: skip


def to_line(bundle: Bundle) -> bytes:
    """The bundle as one line of JSON."""
    return msgspec.json.encode(bundle) + b"\n"


def of_line(line: bytes) -> Bundle:
    """The bundle of a line; msgspec.ValidationError where it is malformed."""
    return msgspec.json.decode(line, type=Bundle)
