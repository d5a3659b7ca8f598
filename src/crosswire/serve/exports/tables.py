"""The brief as tables: what CSV, JSON lines and Parquet write, each in its way.

Rows keep the order of the brief. Ids join the tables; every sentence stands beside the claim it
states, the origin behind it and the address of its article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from crosswire.records.base import Issue
from crosswire.records.brief import Brief, ClaimTold, OriginTold, StatementTold
from crosswire.serve.exports.common import address_of, chain_in_words, words
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import loose_issues

Kind = Literal["text", "texts", "whole", "number", "yes"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """Name, what a row is, the columns with their kinds, and how the rows are made."""

    name: str
    says: str
    columns: dict[str, Kind]
    rows: Callable[[Brief], Iterator[Row]]


def _stories(brief: Brief) -> Iterator[Row]:
    for view in map(StoryView.of, brief.stories):
        told = view.story
        yield {
            "story": told.id, "headline": view.headline, "first_day": told.start,
            "last_day": told.end, "places": told.places, "names": told.names,
            "articles": told.counts.articles, "texts": told.counts.texts,
            "origins": told.counts.origins,
        }  # fmt: skip


def _articles(brief: Brief) -> Iterator[Row]:
    for view in map(StoryView.of, brief.stories):
        for told in view.articles.values():
            raw = told.full_text.encode("utf-8", "surrogatepass")
            yield {
                "article": told.id, "story": view.story.id, "outlet": told.outlet,
                "outlet_kind": told.outlet_kind, "agency": told.agency, "headline": told.headline,
                "address": address_of(told), "source": told.source, "published": told.published,
                "published_how": told.published_how, "modified": told.modified,
                "language": told.language, "authors": told.authors,
                "text_sha256": hashlib.sha256(raw).hexdigest(),
            }  # fmt: skip


def _claims(brief: Brief) -> Iterator[Row]:
    for view in map(StoryView.of, brief.stories):
        contested = {
            said
            for entry in view.story.disagreements
            if entry.nature != "variant"
            for side in entry.sides
            for said in side.statements
        }
        for told in view.story.claims:
            yield {
                "claim": told.id, "story": view.story.id, "text": told.text,
                "support": told.support, "origins": len(told.origins),
                "articles": len(told.articles), "contested": not contested.isdisjoint(told.statements),
                "origin_names": [origin.name for origin in told.origins], "weight": told.weight,
                "wording": told.wording,
            }  # fmt: skip


def _statements(brief: Brief) -> Iterator[Row]:
    for view in map(StoryView.of, brief.stories):
        placed = set()
        for claim in view.story.claims:
            for said in view.said(claim.statements):
                placed.add(said.id)
                yield _statement(view, said, claim)
        for said in view.story.statements:
            if said.id not in placed:
                yield _statement(view, said, None)


def _statement(view: StoryView, said: StatementTold, claim: ClaimTold | None) -> Row:
    article = view.articles.get(said.article)
    behind = _origin_of(said, claim)
    return {
        "statement": said.id, "claim": claim.id if claim else None, "story": view.story.id,
        "claim_text": claim.text if claim else None, "support": claim.support if claim else None,
        "origin": behind.name if behind else None, "chain": chain_in_words(view, said),
        "text": said.text, "article": said.article, "outlet": article.outlet if article else None,
        "address": address_of(article), "source": article.source if article else None,
        "published": article.published if article else None, "mode": said.mode,
        "negated": said.negated, "quoted": said.quoted, "descent": said.descent,
        "copied_from": said.copied_from, "label": said.label, "start": said.start, "end": said.end,
    }  # fmt: skip


def _origin_of(said: StatementTold, claim: ClaimTold | None) -> OriginTold | None:
    origins = claim.origins if claim else ()
    return next((origin for origin in origins if said.id in origin.statements), None)


def _origins(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for claim in story.claims:
            for told in claim.origins:
                yield {
                    "claim": claim.id, "story": story.id, "origin": told.name, "kind": told.kind,
                    "marks": told.marks, "reason": told.reason, "statements": told.statements,
                }  # fmt: skip


def _sides(brief: Brief) -> Iterator[Row]:
    for view in map(StoryView.of, brief.stories):
        for told in view.story.disagreements:
            for place, side in enumerate(told.sides, 1):
                carried = {said.article for said in view.said(side.statements)}
                yield {
                    "disagreement": told.id, "story": view.story.id, "kind": told.kind,
                    "nature": told.nature, "about": told.about, "reason": told.reason,
                    "side": place, "value": side.value, "statements": side.statements,
                    "articles": [name for name in view.articles if name in carried],
                }  # fmt: skip


def _expectations(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for told in story.expectations:
            yield {
                "expectation": told.id, "story": story.id, "claim": told.claim,
                "statement": told.statement, "text": told.text, "status": told.status,
                "due": told.due, "overdue": told.overdue, "outcome_told_by": told.by,
                "reason": told.reason,
            }  # fmt: skip


def _timeline(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for told in story.timeline:
            yield {
                "happening": told.id, "story": story.id, "value": told.value, "start": told.start,
                "zone": told.zone, "claim": told.claim, "statement": told.statement,
                "text": told.text, "background": told.background,
            }  # fmt: skip


def _entities(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for told in story.entities:
            yield {
                "entity": told.id, "story": story.id, "name": told.name, "kind": told.type,
                "variants": told.variants, "articles": told.articles,
            }  # fmt: skip


def _kinships(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for lineage in story.lineages:
            for told in lineage.kinships:
                yield {
                    "lineage": lineage.id, "story": story.id, "left": told.left,
                    "right": told.right, "relation": told.relation, "direction": told.direction,
                    "share": told.share,
                }  # fmt: skip


def _changes(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for lineage in story.lineages:
            for told in lineage.changes:
                yield {
                    "lineage": lineage.id, "story": story.id, "left": told.left,
                    "right": told.right, "kind": told.kind, "before": told.before,
                    "after": told.after,
                }  # fmt: skip


def _issues(brief: Brief) -> Iterator[Row]:
    for story in brief.stories:
        for told in story.issues:
            yield _issue(told, story.id)
    for told in loose_issues(brief):
        yield _issue(told, None)


def _issue(told: Issue, story: str | None) -> Row:
    return {
        "issue": told.id, "story": story, "severity": told.severity, "stage": told.stage,
        "kind": told.kind, "about": told.about, "message": told.message, "advice": told.advice,
    }  # fmt: skip


def _columns(names: str = "", /, **others: Kind) -> dict[str, Kind]:
    return {**dict.fromkeys(names.split(), "text"), **others}


# The first is what a single file holds.
TABLES: tuple[Table, ...] = (
    Table(
        "statements", "a sentence, with the claim it states, its origin and its article",
        {
            **_columns("statement claim story claim_text support origin chain text article outlet"),
            **_columns("address source published mode", negated="yes", quoted="yes"),
            **_columns("descent copied_from label", start="whole", end="whole"),
        },
        _statements,
    ),
    Table(
        "claims", "a claim, with its support and how many origins it has",
        {
            **_columns("claim story text support", origins="whole", articles="whole"),
            **_columns(contested="yes", origin_names="texts", weight="number", wording="text"),
        },
        _claims,
    ),
    Table(
        "origins", "an origin of a claim, and why it counts once",
        _columns("claim story origin kind", marks="texts", reason="text", statements="texts"),
        _origins,
    ),
    Table(
        "stories", "a story",
        {
            **_columns("story headline first_day last_day", places="texts", names="texts"),
            **_columns(articles="whole", texts="whole", origins="whole"),
        },
        _stories,
    ),
    Table(
        "articles", "an article",
        {
            **_columns("article story outlet outlet_kind agency headline address source published"),
            **_columns("published_how modified language", authors="texts", text_sha256="text"),
        },
        _articles,
    ),
    Table(
        "sides", "one side of a disagreement",
        {
            **_columns("disagreement story kind nature about reason", side="whole", value="text"),
            **_columns(statements="texts", articles="texts"),
        },
        _sides,
    ),
    Table(
        "expectations", "something expected by one statement, and its outcome",
        {
            **_columns("expectation story claim statement text status due", overdue="yes"),
            **_columns(outcome_told_by="texts", reason="text"),
        },
        _expectations,
    ),
    Table(
        "timeline", "something that happened",
        _columns("happening story value start zone claim statement text", background="yes"),
        _timeline,
    ),
    Table(
        "entities", "a person, organization or place",
        _columns("entity story name kind", variants="texts", articles="texts"),
        _entities,
    ),
    Table(
        "kinships", "two articles of which one comes from the other",
        _columns("lineage story left right relation direction", share="number"),
        _kinships,
    ),
    Table("changes", "what differs between two versions", _columns("lineage story left right kind before after"), _changes),
    Table("issues", "what was skipped or doubted", _columns("issue story severity stage kind about message advice"), _issues),
)  # fmt: skip


def rows_of(table: Table, brief: Brief) -> Iterator[Row]:
    """The rows, with the columns in their order and words fit for any format."""
    for row in table.rows(brief):
        yield {name: _fit(row[name]) for name in table.columns}


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return words(value)
    return [words(part) for part in value] if isinstance(value, (tuple, list)) else value
