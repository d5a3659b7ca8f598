"""JSON-LD in the words of schema.org: NewsArticle, Claim, Quotation; ready for a ClaimReview.

A `ClaimReview` needs a reviewer and a rating. crosswire has no verdict, so it writes none: a
fact-checker's own `ClaimReview` points with `itemReviewed` at the `@id` of a `Claim` here. What
schema.org has no word for stands under `crosswire:`. The context is in the file: nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crosswire.records.brief import (
    ArticleTold,
    Brief,
    ClaimTold,
    DisagreementTold,
    StatementTold,
    StoryTold,
)
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    dumped,
    exact,
    on_one_line,
    unless_empty,
    urn,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import moment

_CONTEXT = {"@vocab": "https://schema.org/", "crosswire": "urn:crosswire:vocabulary:"}
_AGENTS = {"person": "Person"}  # every other kind of origin that can speak is an organization
_SILENT = {"document", "image", "post", "unnamed", "crowd"}

Node = dict[str, Any]


def export(brief: Brief) -> Files:
    """One graph of all stories."""
    graph = [node for story in brief.stories for node in _story(StoryView.of(story))]
    return {"brief.jsonld": dumped({"@context": _CONTEXT, "@graph": graph})}


def _story(view: StoryView) -> Iterator[Node]:
    story = view.story
    yield {
        "@id": urn("story", story.id),
        "@type": "Collection",
        "name": view.headline,
        "abstract": view.counted,
        "disclaimer": CAUTION,
        "hasPart": [_ref("article", article.id) for article in story.articles]
        + [_ref("claim", claim.id) for claim in story.claims],
    }
    taken_from = _taken_from(story)
    for article in view.articles.values():
        yield _article(article, taken_from.get(article.id, []))
    for claim in story.claims:
        yield _claim(view, claim)
    for said in view.statements.values():
        yield _quotation(view, said)
    yield from map(_disagreement, story.disagreements)


def _ref(kind: str, name: str) -> Node:
    return {"@id": urn(kind, name)}


def _taken_from(story: StoryTold) -> dict[str, list[str]]:
    """For each article those it was taken from; where the direction is unknown, nothing."""
    found: dict[str, list[str]] = {}
    for lineage in story.lineages:
        for kin in lineage.kinships:
            if kin.direction != "unknown":
                found.setdefault(kin.right, []).append(kin.left)
    return found


def _article(article: ArticleTold, taken_from: list[str]) -> Node:
    return unless_empty(
        {
            "@id": urn("article", article.id),
            "@type": "NewsArticle",
            "url": address_of(article),
            "headline": on_one_line(article.headline),
            "datePublished": _date(article.published),
            "dateModified": _date(article.modified),
            "inLanguage": article.language,
            "publisher": _named("Organization", article.outlet),
            "sourceOrganization": _named("Organization", article.agency),
            "author": [_named("Person", name) for name in article.authors if name.strip()],
            "isBasedOn": [_ref("article", name) for name in taken_from],
            "crosswire:source": words(article.source),
        }
    )


def _date(value: str | None) -> str | None:
    """The value where it is a date or moment at all."""
    return value if value and (exact(value) or moment(value)) else None


def _named(kind: str, name: str | None) -> Node | None:
    told = on_one_line(name)
    return {"@type": kind, "name": told} if told else None


def _claim(view: StoryView, claim: ClaimTold) -> Node:
    return unless_empty(
        {
            "@id": urn("claim", claim.id),
            "@type": "Claim",
            "text": words(claim.text),
            "appearance": [_ref("article", name) for name in claim.articles],
            "firstAppearance": _first(view, claim),
            "author": [
                _named(_AGENTS.get(origin.kind, "Organization"), origin.name)
                for origin in claim.origins
                if origin.kind not in _SILENT and origin.name.strip()
            ],
            "citation": [_ref("statement", said.id) for said in view.said(claim.statements)],
            "crosswire:support": claim.support,
            "crosswire:originCount": len(claim.origins),
            "crosswire:origin": [
                {
                    "@type": "crosswire:Origin",
                    "name": on_one_line(origin.name),
                    "crosswire:kind": on_one_line(origin.kind),
                    "crosswire:reason": words(origin.reason),
                    "crosswire:mark": [on_one_line(mark) for mark in origin.marks],
                }
                for origin in claim.origins
            ],
        }
    )


def _first(view: StoryView, claim: ClaimTold) -> Node | None:
    """The article that had the claim first, where all their moments are known."""
    told = [view.articles[name] for name in claim.articles if name in view.articles]
    moments = [(exact(article.published), article.id) for article in told]
    known = sorted((when, name) for when, name in moments if when)
    clear = known and len(known) == len(moments) and (len(known) < 2 or known[0][0] < known[1][0])
    return _ref("article", known[0][1]) if clear else None


def _quotation(view: StoryView, said: StatementTold) -> Node:
    return unless_empty(
        {
            "@id": urn("statement", said.id),
            "@type": "Quotation",
            "text": words(said.text),
            "isPartOf": _ref("article", said.article),
            "crosswire:saidThrough": [on_one_line(name) for name in view.chain(said)],
            "crosswire:mode": said.mode,
            "crosswire:negated": said.negated,
            "crosswire:descent": said.descent,
            "crosswire:copiedFrom": _ref("statement", said.copied_from)
            if said.copied_from
            else None,
        }
    )


def _disagreement(entry: DisagreementTold) -> Node:
    return {
        "@id": urn("disagreement", entry.id),
        "@type": "crosswire:Disagreement",
        "about": words(entry.about),
        "crosswire:kind": entry.kind,
        "crosswire:nature": entry.nature,
        "crosswire:side": [
            {
                "@type": "crosswire:Side",
                "text": words(side.value),
                "citation": [_ref("statement", name) for name in side.statements],
            }
            for side in entry.sides
        ],
    }
