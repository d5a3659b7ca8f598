"""STIX 2.1: a bundle with a report for each story and a note for each claim.

Claims are notes, never indicators, and carry no confidence: crosswire has none to give. What STIX
has no field for stands in a property extension, whose definition is in the bundle. Ids are UUIDs of
version 5 made from our own, so that a second import replaces the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from crosswire.records.brief import Brief, ClaimTold, DisagreementTold, StatementTold
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    chain_in_words,
    dumped,
    name_of,
    on_one_line,
    origins_in_words,
    stamp,
    unless_empty,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import about, side_value

_SPACE = uuid5(NAMESPACE_URL, "https://crosswire.example/stix")
# Identities have no time of their own; one that never changes lets repeated imports agree.
_ALWAYS = datetime(2025, 1, 1, tzinfo=UTC)
_CLASSES = {"person": "individual", "organization": "organization", "group": "group"}

Thing = dict[str, Any]


def export(brief: Brief) -> Files:
    """One bundle; each object stands in it once."""
    held: dict[str, Thing] = {}
    for thing in _things(brief):
        held.setdefault(thing["id"], thing)
    bundle = {"type": "bundle", "id": _id("bundle", name_of(brief)), "objects": list(held.values())}
    return {"bundle.json": dumped(bundle)}


def _id(kind: str, name: str) -> str:
    # Surrogates are no text to the hash, whatever record they come from.
    return f"{kind}--{uuid5(_SPACE, f'{kind}:{words(name)}')}"


def _object(kind: str, named: str, when: datetime, /, **fields: Any) -> Thing:
    told = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, named),
        "created_by_ref": _MAKER,
        "created": told,
        "modified": told,
        **unless_empty(fields),
    }


_MAKER = _id("identity", "crosswire")
_EXTENSION = _id("extension-definition", "claim")


def _things(brief: Brief) -> Iterator[Thing]:
    yield _object("identity", "crosswire", _ALWAYS, name="crosswire", identity_class="system")
    yield _object(
        "extension-definition", "claim", _ALWAYS,
        name="crosswire claim",
        description="Support, origins and sentences of a claim. " + CAUTION,
        schema="https://crosswire.example/docs",
        version="1.0.0",
        extension_types=["property-extension"],
    )  # fmt: skip
    for story in brief.stories:
        yield from _story(StoryView.of(story))


def _story(view: StoryView) -> Iterator[Thing]:
    story, when = view.story, stamp(view.story)
    inside = [
        _object(
            "identity", f"{story.id}/{bearer.id}", _ALWAYS,
            name=on_one_line(bearer.name) or "unnamed", identity_class=_CLASSES[bearer.type],
        )
        for bearer in story.entities
        if bearer.type in _CLASSES
    ]  # fmt: skip
    inside += [_claim(view, claim, when) for claim in story.claims]
    inside += [_disagreement(view, entry, when) for entry in story.disagreements]
    yield from inside
    yield _object(
        "report", story.id, when,
        name=view.headline,
        description=f"{view.counted}. {CAUTION}",
        report_types=["news-brief"],
        published=when.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        object_refs=list(dict.fromkeys(thing["id"] for thing in inside)) or [_MAKER],
        external_references=[_reference(view, name) for name in view.articles],
    )  # fmt: skip


def _claim(view: StoryView, claim: ClaimTold, when: datetime) -> Thing:
    report = _id("report", view.story.id)
    told = {
        "extension_type": "property-extension",
        "support": claim.support,
        "origin_count": len(claim.origins),
        "origins": [
            unless_empty(
                {
                    "name": on_one_line(origin.name),
                    "kind": on_one_line(origin.kind),
                    "marks": [on_one_line(mark) for mark in origin.marks],
                    "reason": words(origin.reason),
                }
            )
            for origin in claim.origins
        ],
    }
    return _object(
        "note", claim.id, when,
        abstract=f"{claim.support}: {origins_in_words(claim)}",
        content=words(claim.text) or "(no wording)",
        object_refs=[report],
        external_references=[_sentence(view, said) for said in view.said(claim.statements)],
        extensions={_EXTENSION: unless_empty(told)},
    )  # fmt: skip


def _disagreement(view: StoryView, entry: DisagreementTold, when: datetime) -> Thing:
    held = {said for side in entry.sides for said in side.statements}
    claims = [claim for claim in view.story.claims if not held.isdisjoint(claim.statements)]
    sides = " / ".join(
        f"{side_value(entry, side)} ({view.who(side.statements)})" for side in entry.sides
    )
    return _object(
        "note", entry.id, when,
        abstract=f"Reports differ ({entry.nature}): {about(entry)}",
        content=on_one_line(sides) or "(no sides)",
        object_refs=[_id("note", claim.id) for claim in claims] or [_id("report", view.story.id)],
    )  # fmt: skip


def _reference(view: StoryView, article: str) -> Thing:
    told = view.articles[article]
    return unless_empty(
        {
            "source_name": view.outlet(article),
            "description": on_one_line(told.headline) or "An article without a headline",
            "url": address_of(told),
            "external_id": article,
        }
    )


def _sentence(view: StoryView, said: StatementTold) -> Thing:
    return unless_empty(
        {
            "source_name": view.outlet(said.article),
            "description": f"{chain_in_words(view, said)}: {words(said.text)}",
            "url": address_of(view.articles.get(said.article)),
            "external_id": said.id,
        }
    )
