"""Formats of news desks and calendars: ninjs, iCalendar, Markdown."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import msgspec
import pytest
from markdown_it import MarkdownIt

from crosswire.records.brief import Brief
from crosswire.serve.exports.formats import export
from hostile_brief import HOSTILE, hostile_story
from sample_brief import expect, sample_brief, sample_story

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_URI: dict[str, Any] = {"type": "string", "format": "uri", "pattern": "^[a-z]+:"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}


def _list(required: list[str], **fields: Any) -> dict[str, Any]:
    item = {"type": "object", "required": required, "properties": fields}
    return {"type": "array", "items": {**item, "additionalProperties": False}}


_WORDS = _list(["value"], role=_TEXT, contenttype=_TEXT, value=_TEXT)
_NAMES = _list(["name"], name=_TEXT, rel=_TEXT, uri=_URI)
# The part of IPTC's schema 2.1 that the export uses; a property outside of it fails the test.
_ITEM: dict[str, Any] = {
    "uri": _URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
    "representationtype": {"enum": ["full", "partial"]},
    "firstcreated": _MOMENT,
    "versioncreated": _MOMENT,
    "profile": _TEXT,
    "title": _TEXT,
    "language": _TEXT,
    "by": _TEXT,
    "located": _TEXT,
    "ednote": _TEXT,
    "headlines": _WORDS,
    "descriptions": _WORDS,
    "bodies": _WORDS,
    "people": _NAMES,
    "organisations": _NAMES,
    "places": _NAMES,
    "infosources": _list(["name"], name=_TEXT, role=_TEXT, uri=_URI),
    "altids": _list([], role=_TEXT, value=_TEXT),
    "renditions": _list(["name"], name=_TEXT, href=_URI),
    "standard": {
        "type": "object",
        "properties": {"name": _TEXT, "version": _TEXT, "schema": _URI},
        "additionalProperties": False,
    },
}
NINJS = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        **_ITEM,
        "associations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "uri"],
                "additionalProperties": False,
                "properties": {**_ITEM, "name": _TEXT},
            },
        },
    },
}


def briefs() -> list[Brief]:
    """The sample, and the sample with hostile words everywhere."""
    hostile = [hostile_story(words) for words in HOSTILE]
    return [
        sample_brief(),
        *(msgspec.structs.replace(sample_brief(), stories=(story,)) for story in hostile),
    ]


def test_ninjs_items_fit_the_standard() -> None:
    """Each story is one item with only properties that ninjs 2.1 has, and as it has them."""
    for brief in briefs():
        for name, data in export(brief, "ninjs").items():
            item = json.loads(data)
            jsonschema.validate(item, NINJS)
            assert name == f"{brief.stories[0].id}.json"
            assert len(item["associations"]) == len(brief.stories[0].articles)


def test_ninjs_says_a_day_without_hour_in_words() -> None:
    """The standard has no days, so that one is told in the note and no hour is made up."""
    articles = tuple(
        msgspec.structs.replace(told, published="2029-03-08") for told in sample_story().articles
    )
    story = msgspec.structs.replace(sample_story(), articles=articles)
    brief = msgspec.structs.replace(sample_brief(), stories=(story,))
    (data,) = export(brief, "ninjs").values()
    for told in json.loads(data)["associations"]:
        assert "firstcreated" not in told and "2029-03-08, hour unknown" in told["ednote"]


def calendar(brief: Brief) -> Any:
    """The calendar as its library reads it."""
    icalendar = pytest.importorskip("icalendar", reason="pip install 'crosswire[dev]'")
    return icalendar.Calendar.from_ical(export(brief, "ical")["expected.ics"])


def test_icalendar_reads_what_is_expected() -> None:
    """Each expectation is an event on its day, with its outcome and who expects it, told once."""
    events = calendar(sample_brief()).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [
        date(2029, 3, 8), date(2029, 3, 10), date(2029, 3, 9), date(2029, 3, 20),
    ]  # fmt: skip
    assert [str(event["STATUS"]) for event in events] == [
        "CONFIRMED", "TENTATIVE", "CANCELLED", "TENTATIVE",
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in events}) == 4
    assert "Outcome: cancelled" in events[2]["DESCRIPTION"]
    assert "https://a5.example/arda" in events[2]["DESCRIPTION"]


@pytest.mark.parametrize(
    ("due", "start"),
    [
        ("2029-03-10T18:00:00+01:00", "2029-03-10 17:00:00+00:00"),
        ("2029-03-10T18:00", "2029-03-10 18:00:00"),
        ("2029-04", "2029-04-01"),
    ],
)
def test_dues_keep_what_is_known_of_them(due: str, start: str) -> None:
    """An hour with a zone is a moment, one without floats, a month spans its days."""
    entry = expect("e9", "s3", "c3", "The line reopens", "open", due, "", "")
    story = msgspec.structs.replace(sample_story(), expectations=(entry,))
    (event,) = calendar(msgspec.structs.replace(sample_brief(), stories=(story,))).walk("VEVENT")
    assert str(event.decoded("DTSTART")) == start


def test_what_has_no_day_is_a_to_do() -> None:
    """An expectation without a day is listed and gets none."""
    entry = expect("e9", "s3", "c3", "The line reopens", "open", None, "", "")
    story = msgspec.structs.replace(sample_story(), expectations=(entry,))
    told = calendar(msgspec.structs.replace(sample_brief(), stories=(story,)))
    (todo,) = told.walk("VTODO")
    assert not told.walk("VEVENT") and "DUE" not in todo


def test_hostile_words_add_no_line_to_a_calendar() -> None:
    """No word of a page is a property or component; lines have at most 75 octets."""
    words = "x\r\nATTENDEE:mailto:a@bad.example\nBEGIN:VALARM\n" + "ü" * 90 + " \\, ; :"
    for text in (*HOSTILE, words):
        brief = msgspec.structs.replace(sample_brief(), stories=(hostile_story(text),))
        raw = export(brief, "ical")["expected.ics"]
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        told = calendar(brief)
        assert not told.walk("VALARM")
        assert all("ATTENDEE" not in event for event in told.walk())


def test_markdown_it_finds_no_html() -> None:
    """A Markdown reader finds headings and lists, and no HTML, picture or link of a page's making."""
    for brief in briefs():
        tokens = MarkdownIt("commonmark").parse(export(brief, "markdown")["brief.md"].decode())
        inside = [child for token in tokens for child in token.children or ()]
        kinds = {token.type for token in (*tokens, *inside)}
        assert "heading_open" in kinds and "bullet_list_open" in kinds
        assert not kinds & {"html_block", "html_inline", "image"}
