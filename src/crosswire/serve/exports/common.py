"""What the exports share: words fit for any format, moments, names that stay, and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from crosswire.records.base import make_id
from crosswire.records.brief import (
    ArticleTold,
    Brief,
    ClaimTold,
    OriginTold,
    StatementTold,
    StoryTold,
)
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import line, moment, plain, web_address

# Said in every format that has room for it.
CAUTION = (
    "Origins are counted to measure corroboration, not truth: many outlets that repeat one "
    "statement are one origin. No verdict is given."
)
# Where a format demands a moment and the pile tells none.
NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)

# Not allowed in XML, whatever the escape, and no letters anywhere.
_NO_LETTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def words(text: str | None) -> str:
    """The text without control and direction characters and lone surrogates, on as many lines."""
    return plain(text or "").translate(_NO_LETTERS)


def on_one_line(text: str | None, limit: int = 0) -> str:
    """The text on one line, cut at a word when it is longer than `limit` (0: never)."""
    return line(text, limit).translate(_NO_LETTERS)


def urn(kind: str, name: str) -> str:
    """The lasting name of a record outside: `urn:crosswire:claim:c0123…`."""
    return f"urn:crosswire:{kind}:{name}"


def name_of(brief: Brief) -> str:
    """The lasting name of a brief: that of its stories, whatever their order."""
    return urn("brief", make_id("brief", *sorted(story.id for story in brief.stories)))


def title_of(brief: Brief) -> str:
    """What the export is called."""
    if len(brief.stories) == 1:
        return StoryView.of(brief.stories[0]).headline
    return f"crosswire: {len(brief.stories)} stories"


def exact(value: str | None) -> datetime | None:
    """The moment of an ISO value that tells hour and zone, in UTC; None for anything less."""
    if not value or len(value) < len("2024-01-01T00:00Z") or "T" not in value:
        return None
    try:
        told = datetime.fromisoformat(value)
        return told.astimezone(UTC) if told.tzinfo else None
    except (ValueError, OverflowError):
        return None


def instant(value: str | None) -> datetime | None:
    """The earliest moment an ISO value may mean, zones unknown taken as UTC; None if unclear."""
    found = exact(value)
    if found is None:
        bare = moment(value)
        found = bare.replace(tzinfo=UTC) if bare else None
    return found


def stamp(story: StoryTold) -> datetime:
    """When the story was last added to, as far as its articles tell; `NO_MOMENT` if none does."""
    told = [
        found
        for article in story.articles
        for value in (article.published, article.modified)
        if (found := instant(value))
    ]
    return max(told, default=NO_MOMENT)


def stamp_of(brief: Brief) -> datetime:
    """The newest stamp of its stories."""
    return max((stamp(story) for story in brief.stories), default=NO_MOMENT)


def rfc3339(when: datetime) -> str:
    """`2024-03-01T08:00:00Z`."""
    return when.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def address_of(article: ArticleTold | None) -> str | None:
    """The article's web address where it may become a link."""
    told = web_address(article.address) if article else None
    return told.translate(_NO_LETTERS) if told else None


def published_words(article: ArticleTold) -> str:
    """When the article was published as the brief tells it, or an honest word."""
    return on_one_line(article.published, 40) or "no date"


def origins_in_words(claim: ClaimTold) -> str:
    """The origins by name with what weakens them: "harbour office; Ann Reed (interested)"."""
    return "; ".join(origin_in_words(origin) for origin in claim.origins) or "no origin known"


def origin_in_words(origin: OriginTold) -> str:
    """An origin's name, and in brackets what weakens it."""
    name = on_one_line(origin.name, 80) or "unnamed"
    marks = ", ".join(on_one_line(mark, 30) for mark in origin.marks)
    return f"{name} ({marks})" if marks else name


def chain_in_words(view: StoryView, said: StatementTold) -> str:
    """Who says so through whom, the outlet first: "Courier ← police ← a witness"."""
    return " ← ".join(part.translate(_NO_LETTERS) for part in view.chain(said))


def dumped(value: Any) -> bytes:
    """JSON for people and programs, with nothing in it that HTML around it would take for its own."""
    told = json.dumps(value, ensure_ascii=False, indent=1)
    return _harmless(told).encode("utf-8") + b"\n"


def dumped_line(value: Any) -> bytes:
    """One line of JSON lines."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _harmless(told).encode("utf-8") + b"\n"


def _harmless(text: str) -> str:
    # Outside of strings JSON has none of these letters.
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def unless_empty(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something; false and zero are something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def each_once(values: Sequence[str | None]) -> list[str]:
    """The values in their order, each once, empty ones left out."""
    return list(dict.fromkeys(value for value in values if value))
