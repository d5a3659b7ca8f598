"""Statements and what adds up from them: claims, origins, disagreements, expectations."""

from __future__ import annotations

from typing import Literal

from crosswire.records.base import Record, Span
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article, Label
from crosswire.records.reading import Amount, Hop, NameKind, Reading, Time

Mode = Literal["reported", "expected", "possible", "denied", "alleged", "conditional", "asked"]
Descent = Literal["own", "copied", "credited", "quoted", "uncredited"]
Support = Literal["independent", "single origin", "one outlet's word", "circular", "cannot tell"]
DifferenceKind = Literal[
    "quantity", "name", "title", "time", "place", "polarity", "attribution", "actor"
]
Nature = Literal["conflict", "update", "variant"]
Status = Literal["open", "fulfilled", "postponed", "moved", "cancelled", "failed"]


class Chapter(Record, frozen=True, kw_only=True):
    """An article as a member of one story, with all that is known of it by then.

    It carries the story's id to the article's records, so that they can meet under it.
    """

    id: str
    story: str
    article: Article
    reading: Reading
    kinships: tuple[Kinship, ...] = ()
    lineage: Lineage | None = None


class Statement(Record, frozen=True, kw_only=True):
    """One thing an article says, at a span of its text.

    `sources` run from the one nearest the reader to the one who first said it; empty is the
    article's own voice. `told` is the stretch without cue and sources ("he said"), `words` its
    content words (lower case, stemmed); `names` are names of entities within the article.
    `clause` is true where it is a part of a sentence; `lead` is then what another part says of whom
    it speaks ("[The crane] crushed a van").
    `negates` are the content words behind its negation, the nearest first. `copied_from` is the id
    of the statement it was copied from, where the lineage tells.
    """

    id: str
    article: str
    story: str
    span: Span
    sentence: int
    label: Label
    mode: Mode
    negated: bool
    negates: tuple[str, ...] = ()
    quoted: bool
    sources: tuple[Hop, ...]
    descent: Descent
    told: str
    lead: tuple[Span, ...] = ()
    clause: bool = False
    copied_from: str | None = None
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    times: tuple[Time, ...] = ()
    amounts: tuple[Amount, ...] = ()


class Origin(Record, frozen=True, kw_only=True):
    """Where the content of a claim first comes from, and why it counts once.

    `marks` may hold "uncredited", "unnamed", "state", "interested".
    """

    name: str
    kind: str
    statements: tuple[str, ...]
    reason: str
    marks: tuple[str, ...] = ()


class Claim(Record, frozen=True, kw_only=True):
    """The same content stated by one or more statements.

    `wording` is the id of the statement that words it most clearly; `weight` orders the brief.
    """

    id: str
    story: str
    statements: tuple[str, ...]
    origins: tuple[Origin, ...]
    support: Support
    wording: str
    weight: float = 0.0
    judgements: tuple[str, ...] = ()


class Side(Record, frozen=True, kw_only=True):
    """One of the answers that reports give."""

    value: str
    statements: tuple[str, ...]


class Disagreement(Record, frozen=True, kw_only=True):
    """Two or more sides that cannot all hold, or that replace one another."""

    id: str
    story: str
    kind: DifferenceKind
    nature: Nature
    sides: tuple[Side, ...]
    about: str
    reason: str


class Expectation(Record, frozen=True, kw_only=True):
    """A statement about what is to come, with its due time and its outcome."""

    id: str
    story: str
    statement: str
    claim: str
    status: Status
    due: str | None
    by: tuple[str, ...] = ()
    overdue: bool = False
    reason: str = ""


class Happening(Record, frozen=True, kw_only=True):
    """One entry of the timeline: an event at its own time, however many articles tell it."""

    id: str
    story: str
    value: str
    start: str
    zone: str | None
    claim: str
    statement: str
    background: bool = False


class Bearer(Record, frozen=True, kw_only=True):
    """One bearer of names across the articles of a story; variants are shown, never dropped.

    `entities` are the ids of the entities within single articles that were joined.
    """

    id: str
    story: str
    name: str
    kind: NameKind
    variants: tuple[str, ...]
    articles: tuple[str, ...]
    entities: tuple[str, ...]
    judgements: tuple[str, ...] = ()
