"""Feeds: Atom as feedparser reads it, JSON Feed as its specification has it."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import jsonschema
import msgspec

from crosswire.serve.exports.formats import export
from hostile_brief import HOSTILE, hostile_story
from sample_brief import sample_brief, sample_story

# What version 1.1 of the specification asks of a feed and its items.
_TEXT = {"type": "string", "minLength": 1}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "description": _TEXT,
        "authors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": _TEXT,
                    "title": _TEXT,
                    "summary": _TEXT,
                    "content_html": _TEXT,
                    "content_text": _TEXT,
                    "date_modified": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "patternProperties": {"^_": {"type": "object"}},
            },
        },
    },
}


def read(name: str, brief: Any) -> bytes:
    """The feed as bytes."""
    return next(iter(export(brief, name).values()))


def test_feedparser_reads_the_stories() -> None:
    """The feed is well formed; an entry has the story's id, headline, links and its newest time."""
    feed = feedparser.parse(read("atom", sample_brief()))
    assert not feed.bozo and feed.version == "atom10"
    (entry,) = feed.entries
    story = sample_story()
    assert entry.id == f"urn:crosswire:story:{story.id}"
    assert entry.title == story.headline
    newest = max(article.published or "" for article in story.articles)
    assert entry.updated[:10] == newest[:10]
    addresses = [article.address for article in story.articles]
    assert [link.href for link in entry.links if link.rel == "related"] == addresses


def test_an_entry_tells_claims_with_origins_and_doubt() -> None:
    """The text of an entry has each claim, its support, its origins, and what reports differ on."""
    (entry,) = feedparser.parse(read("atom", sample_brief())).entries
    content = entry.content[0].value
    assert entry.content[0].type == "text/html"
    for words in ("single origin: Elin Corvath", "circular", "Reports differ", "not truth"):
        assert words in content


def test_hostile_words_are_no_elements_to_a_feed_reader() -> None:
    """A reader that trusts the HTML of the feed meets no element or address of a page's making."""
    for words in HOSTILE:
        brief = msgspec.structs.replace(sample_brief(), stories=(hostile_story(words),))
        feed = feedparser.parse(
            read("atom", brief), sanitize_html=False, resolve_relative_uris=False
        )
        assert not feed.bozo
        content = feed.entries[0].content[0].value.lower()
        assert not any(mark in content for mark in ("<script", "<img", "<svg", "<b>", 'href="java'))


def test_json_feed_is_as_specified() -> None:
    """The JSON Feed has all that version 1.1 asks for, and its claims under a key of its own."""
    feed = json.loads(read("jsonfeed", sample_brief()))
    jsonschema.validate(feed, JSON_FEED)
    claims = feed["items"][0]["_crosswire"]["claims"]
    story = sample_story()
    assert [claim["id"] for claim in claims] == [
        f"urn:crosswire:claim:{c.id}" for c in story.claims
    ]
    assert all(sentence["url"] for claim in claims for sentence in claim["sentences"])


def test_a_story_without_dates_has_no_made_up_one() -> None:
    """JSON Feed leaves an unknown time out; Atom, which must have one, says 1970."""
    undated = tuple(
        msgspec.structs.replace(article, published=None) for article in sample_story().articles
    )
    story = msgspec.structs.replace(sample_story(), articles=undated)
    brief = msgspec.structs.replace(sample_brief(), stories=(story,))
    assert "date_modified" not in json.loads(read("jsonfeed", brief))["items"][0]
    assert feedparser.parse(read("atom", brief)).entries[0].updated.startswith("1970-01-01")
