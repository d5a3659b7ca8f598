"""JSON Feed 1.1: one item for each story; `_crosswire` holds its claims with origins and support."""

from __future__ import annotations

from typing import Any

from crosswire.records.brief import Brief, ClaimTold
from crosswire.serve.exports.common import (
    CAUTION,
    NO_MOMENT,
    address_of,
    chain_in_words,
    dumped,
    each_once,
    name_of,
    on_one_line,
    origin_in_words,
    rfc3339,
    stamp,
    title_of,
    unless_empty,
    urn,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.telling import told_in_html, told_in_text
from crosswire.serve.view import StoryView


def export(brief: Brief) -> Files:
    """The feed; its stories in the order of the brief."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(brief),
        "description": CAUTION,
        "authors": [{"name": "crosswire"}],
        "_crosswire": {"about": "https://crosswire.example/docs", "id": name_of(brief)},
        "items": [_item(StoryView.of(story)) for story in brief.stories],
    }
    return {"stories.json": dumped(feed)}


def _item(view: StoryView) -> dict[str, Any]:
    story, when = view.story, stamp(view.story)
    names = [on_one_line(name, 80) for name in (*story.places, *story.names)]
    return unless_empty(
        {
            "id": urn("story", story.id),
            "title": view.headline,
            "summary": view.counted,
            "content_html": told_in_html(view),
            "content_text": told_in_text(view),
            # Without any date in the pile the item goes without one.
            "date_modified": rfc3339(when) if when != NO_MOMENT else None,
            "tags": each_once(names),
            "_crosswire": {"claims": [_claim(view, claim) for claim in story.claims]},
        }
    )


def _claim(view: StoryView, claim: ClaimTold) -> dict[str, Any]:
    return {
        "id": urn("claim", claim.id),
        "text": words(claim.text),
        "support": claim.support,
        "origins": [origin_in_words(origin) for origin in claim.origins],
        "sentences": [
            unless_empty(
                {
                    "text": words(said.text),
                    "chain": chain_in_words(view, said),
                    "url": address_of(view.articles.get(said.article)),
                }
            )
            for said in view.said(claim.statements)
        ],
    }
