"""Lists of articles: what a feed, a sitemap or a page says there is to read.

feed      RSS, Atom, JSON Feed: entries, some with their text
sitemap   entries without text; an index names further sitemaps in `below`
opml      names feeds in `below`
page      HTML: names its feeds in `below`, where it has any
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

ListKind = Literal["feed", "sitemap", "opml", "page"]

MOST_ENTRIES = 500  # of a feed; those seen have 10 to 100, and a longer one names the newest first
MOST_URLS = 50_000  # of a sitemap, by its standard
MOST_BELOW = 500  # feeds of an OPML file, sitemaps of an index


@dataclass(frozen=True)
class Entry:
    """An article that a list names. `body` is its HTML, where the feed holds all of it."""

    address: str
    title: str = ""
    published: str | None = None
    changed: str | None = None
    authors: tuple[str, ...] = ()
    body: str | None = None

    @property
    def mark(self) -> str:
        """What changes when the publisher says that the article changed."""
        return f"{self.changed or self.published or ''} {self.title}".strip()[:300]


@dataclass(frozen=True)
class Listing:
    """What a list holds, in its order. `below` are addresses of further lists.

    `passed_over` counts entries without an address that can be fetched, or beyond the bounds.
    `sound` is false where it was broken and read as far as it went. `article` says of a page that
    it calls itself one.
    """

    kind: ListKind
    title: str = ""
    entries: tuple[Entry, ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    passed_over: int = 0
    sound: bool = True
    article: bool = False


def iso(told: str) -> str | None:
    """A date as sitemaps and JSON feeds write it (`2024`, `2024-03-04`, `2024-03-04T08:00Z`)."""
    told = told.strip()[:40]
    if len(told) in {4, 7} and told.replace("-", "").isdigit():
        told = told + "-01-01" if len(told) == 4 else told + "-01"
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        return None
    return told if len(told) == 10 else when.isoformat()


def age(told: str | None, now: datetime) -> float | None:
    """How many seconds ago that was; null where it is not told."""
    when = iso(told or "")
    if when is None:
        return None
    try:
        day = datetime.fromisoformat(when)
        return (now - (day if day.tzinfo else day.replace(tzinfo=UTC))).total_seconds()
    except OverflowError:
        return None
