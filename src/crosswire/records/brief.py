"""The brief: what it all adds up to. Its JSON is the project's public format.

`docs/brief.schema.json` is made from these structs; `FORMAT` changes when they do. Every list is
in a fixed order, so the same pile gives the same bytes. Nothing here needs another record to be
read: the terminal, the pages and the exports are drawn from a brief alone.
"""

from __future__ import annotations

from typing import Literal

from crosswire.records.base import Feature, Issue, Judgement, Record
from crosswire.records.claim import (
    Descent,
    DifferenceKind,
    Mode,
    Nature,
    Side,
    Status,
    Support,
)
from crosswire.records.lineage import ChangeKind, Relation
from crosswire.records.page import Label
from crosswire.records.reading import HopKind, NameKind

FORMAT = "1.1"

NewsKind = Literal[
    "new story",
    "new claim",
    "further origin",  # a further independent origin of a claim known before, never a further copy
    "number changed",
    "reports differ",  # a side that cannot hold together with what was told before
    "denied",
    "withdrawn",  # a later version of the article no longer says it
    "came about",
    "postponed",
    "moved",
    "cancelled",
    "failed",
    "overdue",
]


class TimeTold(Record, frozen=True, kw_only=True):
    """A time expression of an article: the words, where, what it means."""

    text: str
    value: str
    start: int
    end: int
    since: str | None = None
    until: str | None = None
    zone: str | None = None


class BlockTold(Record, frozen=True, kw_only=True):
    """A labelled piece of the page as found; `start` and `end` point into `full_text`, or null."""

    label: Label
    text: str
    start: int | None = None
    end: int | None = None


class ArticleTold(Record, frozen=True, kw_only=True):
    """An article as the brief shows it.

    `text` is the body; `full_text` begins with it and goes on with headline and captions. All
    offsets of statements point into `full_text`.
    """

    id: str
    source: str
    text: str
    full_text: str
    headline: str | None
    outlet: str | None
    outlet_kind: str | None
    address: str | None
    published: str | None
    published_how: str | None
    modified: str | None
    anchor: str | None
    anchor_how: str | None
    dateline_place: str | None
    agency: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    language: str
    times: tuple[TimeTold, ...]
    blocks: tuple[BlockTold, ...]


class SourceTold(Record, frozen=True, kw_only=True):
    """One source of a chain. `start` and `end` are null where the source is only understood."""

    name: str
    kind: HopKind
    start: int | None = None
    end: int | None = None


class StatementTold(Record, frozen=True, kw_only=True):
    """One thing an article says. `text` is `full_text[start:end]` of its article."""

    id: str
    article: str
    text: str
    start: int
    end: int
    label: Label
    mode: Mode
    negated: bool
    quoted: bool
    sources: tuple[SourceTold, ...]
    descent: Descent
    copied_from: str | None
    paragraph: tuple[int, int]


class OriginTold(Record, frozen=True, kw_only=True):
    """One independent origin of a claim's content and the reason why it counts once."""

    name: str
    kind: str
    statements: tuple[str, ...]
    reason: str
    marks: tuple[str, ...]


class ClaimTold(Record, frozen=True, kw_only=True):
    """The same content stated by one or more statements; `text` is its clearest wording.

    Square brackets hold what another part of the same sentence says of whom it speaks, "…" stands
    where a clause begins in mid-sentence.
    """

    id: str
    text: str
    wording: str
    statements: tuple[str, ...]
    articles: tuple[str, ...]
    origins: tuple[OriginTold, ...]
    support: Support
    weight: float
    judgements: tuple[str, ...]


class DisagreementTold(Record, frozen=True, kw_only=True):
    """Two or more sides that cannot all hold, or that replace one another."""

    id: str
    kind: DifferenceKind
    nature: Nature
    sides: tuple[Side, ...]
    about: str
    reason: str


class ExpectationTold(Record, frozen=True, kw_only=True):
    """What was expected, when it is due, and what the pile says of its outcome."""

    id: str
    statement: str
    claim: str
    text: str
    status: Status
    due: str | None
    by: tuple[str, ...]
    overdue: bool
    reason: str


class HappeningTold(Record, frozen=True, kw_only=True):
    """One entry of the timeline."""

    id: str
    value: str
    start: str
    zone: str | None
    claim: str
    statement: str
    text: str
    background: bool


class BearerTold(Record, frozen=True, kw_only=True):
    """One bearer of names; `type` is its kind."""

    id: str
    name: str
    type: NameKind
    variants: tuple[str, ...]
    articles: tuple[str, ...]


class KinshipTold(Record, frozen=True, kw_only=True):
    """Why two texts of a lineage belong together; passages are offsets into both full texts."""

    left: str
    right: str
    relation: Relation
    direction: str
    share: float
    passages: tuple[tuple[int, int, int, int], ...]


class ChangeTold(Record, frozen=True, kw_only=True):
    """What differs between two versions; offsets point into the full texts of left and right."""

    left: str
    right: str
    kind: ChangeKind
    before: str | None
    after: str | None
    before_at: tuple[int, int] | None
    after_at: tuple[int, int] | None


class LineageTold(Record, frozen=True, kw_only=True):
    """Articles that share one text, earliest first."""

    id: str
    articles: tuple[str, ...]
    agency: str | None
    ordered: bool
    kinships: tuple[KinshipTold, ...]
    changes: tuple[ChangeTold, ...]


class Counts(Record, frozen=True, kw_only=True):
    """Articles; texts (copies and revisions laid together); origins behind all claims."""

    articles: int
    texts: int
    origins: int


class NewsTold(Record, frozen=True, kw_only=True):
    """One thing that a story did not hold before, told by one sentence of one article.

    `before` is what stood until then (a number, a sentence, what was expected), `after` what stands
    now, where it is shorter than the sentence. `claim` is null where no claim holds the statement.
    """

    id: str
    kind: NewsKind
    text: str
    statement: str
    article: str
    claim: str | None
    before: str | None
    after: str | None
    reason: str


class StoryTold(Record, frozen=True, kw_only=True):
    """One story of the brief with all that its lists need.

    `news` is what is new since `Brief.since`; empty where nothing was asked to be compared. `reasons` tell why
    the story has its first and last day, its places and its names.
    """

    id: str
    headline: str
    start: str | None
    end: str | None
    places: tuple[str, ...]
    names: tuple[str, ...]
    counts: Counts
    articles: tuple[ArticleTold, ...]
    statements: tuple[StatementTold, ...]
    claims: tuple[ClaimTold, ...]
    disagreements: tuple[DisagreementTold, ...]
    expectations: tuple[ExpectationTold, ...]
    timeline: tuple[HappeningTold, ...]
    entities: tuple[BearerTold, ...]
    lineages: tuple[LineageTold, ...]
    judgements: tuple[Judgement, ...]
    issues: tuple[Issue, ...]
    news: tuple[NewsTold, ...] = ()
    reasons: tuple[Feature, ...] = ()


class Brief(Record, frozen=True, kw_only=True):
    """All stories of a pile, the one with most articles first, and what was skipped or doubted.

    `since` is the day or minute from which on things count as news, null where none was asked for.
    """

    format: str
    release: str
    stories: tuple[StoryTold, ...]
    issues: tuple[Issue, ...]
    since: str | None = None
