"""What the routes answer: the shapes of the JSON, and how it is sent."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from fastapi import Request, Response

from crosswire.records.base import Judgement, Record, encode
from crosswire.records.brief import (
    ArticleTold,
    ClaimTold,
    LineageTold,
    NewsTold,
    StatementTold,
    StoryTold,
)
from crosswire.serve.api.problems import Problem
from crosswire.upkeep.searching import Found

REFERENCE = "#/components/schemas/{name}"


class Status(Record, frozen=True, kw_only=True):
    """What the archive holds. `behind`: is something still being worked in? `waiting` pages are.

    `trouble` says what went wrong when that was last tried.
    """

    release: str
    format: str
    behind: bool
    trouble: str
    pages: int
    waiting: int
    articles: int
    stories: int
    news: int


class StoryLine(Record, frozen=True, kw_only=True):
    """A story in a list. `thread` is its number, which stays while articles, and so its id, change."""

    id: str
    thread: int
    headline: str
    start: str | None
    end: str | None
    places: tuple[str, ...]
    names: tuple[str, ...]
    articles: int
    texts: int
    origins: int
    claims: int
    conflicts: int
    updates: int
    open_expectations: int


class Stories(Record, frozen=True, kw_only=True):
    """A page of stories; `next` is the cursor of the next page, null at the end."""

    items: tuple[StoryLine, ...]
    next: str | None


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence behind a claim: who says it through whom (the outlet first), and where it stands."""

    statement: str
    text: str
    chain: tuple[str, ...]
    mode: str
    negated: bool
    descent: str
    article: str
    outlet: str
    address: str | None
    published: str | None


class ClaimEntry(Record, frozen=True, kw_only=True):
    """A claim with its sentences; `contested` says that reports differ on it."""

    claim: ClaimTold
    contested: bool
    sentences: tuple[Sentence, ...]


class Claims(Record, frozen=True, kw_only=True):
    """A page of claims."""

    items: tuple[ClaimEntry, ...]
    next: str | None


class Statements(Record, frozen=True, kw_only=True):
    """A page of statements."""

    items: tuple[StatementTold, ...]
    next: str | None


class ArticleLine(Record, frozen=True, kw_only=True):
    """An article in a list."""

    id: str
    story: str
    headline: str | None
    outlet: str
    outlet_kind: str | None
    agency: str | None
    address: str | None
    published: str | None
    modified: str | None
    language: str


class Articles(Record, frozen=True, kw_only=True):
    """A page of articles."""

    items: tuple[ArticleLine, ...]
    next: str | None


class ArticleEntry(Record, frozen=True, kw_only=True):
    """An article as found, with the story that it belongs to."""

    story: str
    article: ArticleTold


class Versions(Record, frozen=True, kw_only=True):
    """The texts that share this article's text, and what changed between them; null without any."""

    article: str
    lineage: LineageTold | None


class Findings(Record, frozen=True, kw_only=True):
    """A page of what was found, best first."""

    items: tuple[Found, ...]
    next: str | None


class Change(Record, frozen=True, kw_only=True):
    """One thing that was new in a story; `at` is when it was learned (UTC)."""

    at: str
    story: str
    thread: int
    headline: str
    news: NewsTold
    outlet: str | None
    address: str | None
    published: str | None
    origins: int


class Changes(Record, frozen=True, kw_only=True):
    """A page of what was learned since `since` (UTC), the oldest first.

    `last` is the cursor of the last item, also at the end: asked again with it, only what came since
    is told.
    """

    since: str
    items: tuple[Change, ...]
    next: str | None
    last: str | None


class Judgements(Record, frozen=True, kw_only=True):
    """A page of what people judged."""

    items: tuple[Judgement, ...]
    next: str | None


class Added(Record, frozen=True, kw_only=True):
    """A page that was taken in; `new` is false where it was there already."""

    id: str
    new: bool


SHAPES = (
    Status, Stories, StoryTold, Claims, Statements, Articles, ArticleEntry, Versions, Findings,
    Changes, Judgements, Judgement, Added, Problem,
)  # fmt: skip


def answer(request: Request, told: Record, status: int = 200, **headers: str) -> Response:
    """The record as JSON with its ETag; 304 without a body where the reader has it already."""
    body = encode(told)
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    head = {"ETag": tag, "Cache-Control": "private, no-cache", **headers}
    if status == 200 and _has(request, tag):
        return Response(status_code=304, headers=head)
    return Response(body, status, head, media_type="application/json")


def _has(request: Request, tag: str) -> bool:
    asked = request.headers.get("if-none-match", "")
    return asked.strip() == "*" or tag in (
        part.strip().removeprefix("W/") for part in asked.split(",")
    )


def components() -> dict[str, Any]:
    """The JSON Schemas of all shapes, by name."""
    _, found = msgspec.json.schema_components(SHAPES, ref_template=REFERENCE)
    return dict(found)


def documented(shape: type[Record], status: int = 200, says: str = "As asked.") -> dict[Any, Any]:
    """What the API's description says of a route's answers."""
    schema = {"$ref": REFERENCE.format(name=shape.__name__)}
    told: dict[Any, Any] = {
        status: {"description": says, "content": {"application/json": {"schema": schema}}}
    }
    if status == 200:
        told[304] = {"description": "As the reader has it already (If-None-Match)."}
    return told
