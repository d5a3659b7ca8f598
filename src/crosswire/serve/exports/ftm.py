"""FollowTheMoney entities as JSON lines, for tools of investigative desks.

Articles, people and organizations, claims as notes on their articles, events of the timeline, and
links from copies to what they copy. Values are written as FollowTheMoney keeps them after cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crosswire.records.brief import ArticleTold, BearerTold, Brief, ClaimTold, HappeningTold
from crosswire.serve.exports.common import (
    address_of,
    chain_in_words,
    dumped_line,
    each_once,
    exact,
    on_one_line,
    origin_in_words,
    origins_in_words,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import moment

_SCHEMATA = {"person": "Person", "organization": "Organization"}
_RELATION = {"copy": "copy of", "revision": "revises", "excerpt": "excerpt of"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?)?)?)?")


def export(brief: Brief) -> Files:
    """One entity a line."""
    told = [line for story in brief.stories for line in _story(StoryView.of(story))]
    return {"entities.ftm.jsonl": b"".join(dumped_line(entity) for entity in told)}


def _story(view: StoryView) -> Iterator[dict[str, Any]]:
    for article in view.articles.values():
        yield _article(view, article)
    for bearer in view.story.entities:
        if bearer.type in _SCHEMATA:
            yield _bearer(view, bearer)
    for claim in view.story.claims:
        yield _claim(view, claim)
    for entry in view.happenings():
        yield _event(view, entry)
    for lineage in view.story.lineages:
        for kin in lineage.kinships:
            if kin.left in view.articles and kin.right in view.articles:
                how = _RELATION[kin.relation]
                role = "shares its text with" if kin.direction == "unknown" else how
                yield _entity(
                    f"{kin.right}-{kin.left}", "UnknownLink",
                    subject=[kin.right], object=[kin.left], role=[role],
                )  # fmt: skip


def _entity(named: str, schema: str, /, **properties: list[str]) -> dict[str, Any]:
    held = {key: each_once(values) for key, values in properties.items()}
    return {
        "id": f"crosswire-{named}",
        "schema": schema,
        "properties": {
            key: [f"crosswire-{value}" for value in values] if key in _REFERENCES else values
            for key, values in held.items()
            if values
        },
    }


_REFERENCES = {"subject", "object", "entity", "proof"}


def _article(view: StoryView, article: ArticleTold) -> dict[str, Any]:
    named: dict[str, list[str]] = {"person": [], "organization": [], "place": []}
    for bearer in view.story.entities:
        if bearer.type in named and article.id in bearer.articles:
            named[bearer.type].append(on_one_line(bearer.name))
    lies = article.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return _entity(
        article.id, "Article",
        fileName=[on_one_line(lies) or "page"],
        title=[on_one_line(article.headline)],
        author=[on_one_line(name) for name in article.authors],
        publisher=[on_one_line(article.outlet)],
        publishedAt=_date(article.published),
        modifiedAt=_date(article.modified),
        sourceUrl=[address_of(article) or ""],
        bodyText=[words(article.text)],
        peopleMentioned=named["person"],
        namesMentioned=named["organization"],
        locationMentioned=named["place"],
    )  # fmt: skip


def _date(value: str | None) -> list[str]:
    """An ISO date as FollowTheMoney keeps it: UTC where the zone is told, cut where it is not known."""
    when = exact(value)
    if when:
        return [f"{when:%Y-%m-%dT%H:%M:%S}"]
    found = _DATE.match(value or "")
    return [found[0]] if found and moment(found[0]) else []


def _bearer(view: StoryView, bearer: BearerTold) -> dict[str, Any]:
    return _entity(
        f"{view.story.id}-{bearer.id}", _SCHEMATA[bearer.type],
        name=[on_one_line(bearer.name) or "unnamed"],
        alias=[on_one_line(name) for name in bearer.variants if name != bearer.name],
        proof=[name for name in bearer.articles if name in view.articles],
    )  # fmt: skip


def _claim(view: StoryView, claim: ClaimTold) -> dict[str, Any]:
    said = view.said(claim.statements)
    return _entity(
        claim.id, "Note",
        name=[on_one_line(claim.text, 120) or "(no wording)"],
        description=[words(claim.text)],
        summary=[f"{claim.support}: {origins_in_words(claim)}"],
        notes=[f"{chain_in_words(view, told)}: {words(told.text)}" for told in said],
        keywords=[claim.support],
        namesMentioned=[origin_in_words(origin) for origin in claim.origins],
        entity=[name for name in claim.articles if name in view.articles],
        sourceUrl=[address_of(view.articles.get(name)) or "" for name in claim.articles],
    )  # fmt: skip


def _event(view: StoryView, entry: HappeningTold) -> dict[str, Any]:
    claim = view.claims.get(entry.claim)
    return _entity(
        entry.id, "Event",
        name=[on_one_line(entry.text, 120) or "(no wording)"],
        description=[words(entry.text)],
        date=_date(entry.start),
        keywords=["background"] if entry.background else [],
        proof=[name for name in (claim.articles if claim else ()) if name in view.articles],
    )  # fmt: skip
