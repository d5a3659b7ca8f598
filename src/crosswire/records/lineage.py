"""Lineages: which texts come from one another."""

from __future__ import annotations

from typing import Literal

from crosswire.records.base import Feature, Record, Span

Relation = Literal["copy", "revision", "excerpt"]
ChangeKind = Literal["number", "name", "attribution", "added", "withdrawn", "wording"]


class Passage(Record, frozen=True, kw_only=True):
    """Text that two articles share: where it stands in the one and in the other."""

    left: Span
    right: Span


class Kinship(Record, frozen=True, kw_only=True):
    """Two articles of which one comes from the other, or both from a third text.

    `left` is the earlier or the one taken from, when `direction` is not "unknown"; `direction`
    says what decided ("time", "credit", "content", "address"). `share` is the part of the shorter
    text that stands in the longer (0 to 1).
    """

    id: str
    left: str
    right: str
    relation: Relation
    direction: str
    share: float
    passages: tuple[Passage, ...] = ()
    features: tuple[Feature, ...] = ()


class Change(Record, frozen=True, kw_only=True):
    """What differs between two versions, told by kind. Either side may be missing."""

    left: str
    right: str
    kind: ChangeKind
    before: Span | None = None
    after: Span | None = None


class Lineage(Record, frozen=True, kw_only=True):
    """Articles that share one text, the earliest (as far as can be told) first.

    `agency` is the agency whose text it is, where a credit, dateline or signature says so.
    """

    id: str
    articles: tuple[str, ...]
    agency: str | None = None
    ordered: bool = True
    kinships: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
