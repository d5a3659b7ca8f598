"""RSS, Atom and JSON feeds, as they are written in the wild."""

from __future__ import annotations

import calendar
import io
import json
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any
from xml.parsers import expat

import feedparser
from lxml import etree

from crosswire import facts
from crosswire.sources.addresses import plain
from crosswire.sources.listing import MOST_ENTRIES, Entry, Listing, iso
from crosswire.sources.markup import broken, name_of
from crosswire.sources.refusal import Refused, size
from crosswire.sources.said import visible_words

# Words that a text in a feed needs to count as the whole article. Teasers counted in feeds of
# newspapers have 15 to 90 words, the shortest whole reports 130. Lower: teasers pass as articles.
FEWEST_WORDS = 120

MOST_BYTES = 5_000_000  # the strict parser takes 2 seconds for a megabyte made to hold it up
MOST_TEXT = 300_000  # characters of one text; the longest live blogs seen have 200,000 with markup
MOST_ATTRIBUTES = 50  # of one element; the parser compares each with each

JSON_FEED = "https://jsonfeed.org/version/"


def from_xml(root: etree._Element, address: str) -> Listing:
    """The entries of an RSS or Atom feed. Raises Refused ("broken-feed").

    The tree was recovered and cleaned before; written out again it is sound XML, so that the strict
    parser takes it and the loose one, which hostile input can hold up for hours, is never tried.
    """
    cut = _shortened(root)
    sound = etree.tostring(root, encoding="utf-8")
    if len(sound) > MOST_BYTES:
        raise Refused("too-large", f"The feed has more than {size(MOST_BYTES)}.", "Leave it out.")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(sound, True)
        told = feedparser.parse(io.BytesIO(sound), sanitize_html=False, resolve_relative_uris=False)
    except (expat.ExpatError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The parser lets the latter out on items inside items and the like.
        raise broken("It is broken beyond recovery.") from error
    if not told.entries and not told.feed.get("title"):
        raise broken("It is no RSS and no Atom, or nothing is left of it.")
    found = [_entry(one, address) for one in told.entries[:MOST_ENTRIES]]
    return _listing(_line(told.feed.get("title")), found, len(told.entries) + cut)


def _shortened(root: etree._Element) -> int:
    """Leaves out entries beyond the bound, and texts and crowds of attributes that no publisher
    writes; how many entries."""
    items = [node for node in root.iter(etree.Element) if name_of(node) in {"item", "entry"}]
    gone = items[MOST_ENTRIES:]
    for node in root.iter(etree.Element):
        if len(node.text or "") > MOST_TEXT:
            node.text = None
        if len(node.attrib) > MOST_ATTRIBUTES:
            node.attrib.clear()
    for node in gone:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return len(gone)


def from_json(body: bytes, address: str) -> Listing:
    """The entries of a JSON feed. Raises Refused ("broken-feed")."""
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise broken("It is no JSON that can be read.") from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list) or not str(told.get("version")).startswith(JSON_FEED):
        raise broken("It is JSON, but no JSON feed.")
    found = [_item(one, address) for one in items[:MOST_ENTRIES] if isinstance(one, dict)]
    return _listing(_line(told.get("title")), found, len(items))


def page_of(entry: Entry) -> bytes:
    """The article of an entry that has its whole text, as an HTML page."""
    title = escape(entry.title)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>\n{entry.body or ''}\n</article></body></html>"
    ).encode("utf-8", "replace")


def _listing(title: str, found: Iterable[Entry | None], told: int) -> Listing:
    """Each address once: the first of two entries is the newer one."""
    entries: dict[str, Entry] = {}
    for entry in found:
        if entry is not None:
            entries.setdefault(entry.address, entry)
    return Listing("feed", title, tuple(entries.values()), passed_over=told - len(entries))


def _entry(told: Any, address: str) -> Entry | None:
    where = _address((told.get("link"), told.get("id")), address)
    if where is None:
        return None
    return Entry(
        where,
        _line(told.get("title")),
        _when(told, "published") or _when(told, "created"),
        _when(told, "updated"),
        tuple(_names(told.get("authors") or [])),
        _whole(_bodies(told)),
    )


def _bodies(told: Any) -> Iterator[str]:
    """What may be the text of the entry, the fullest first."""
    for part in [*(told.get("content") or []), told.get("summary_detail") or {}]:
        value = part.get("value")
        if isinstance(value, str) and value.strip():
            is_text = part.get("type") == "text/plain"
            yield f"<p>{escape(value)}</p>" if is_text and "<" not in value else value


def _item(told: dict[str, Any], address: str) -> Entry | None:
    where = _address((told.get("url"), told.get("external_url"), told.get("id")), address)
    if where is None:
        return None
    html, text = told.get("content_html"), told.get("content_text")
    body = html if isinstance(html, str) else None
    if body is None and isinstance(text, str):
        body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    people = told.get("authors") or [told.get("author") or {}]
    return Entry(
        where,
        _line(told.get("title")),
        iso(str(told.get("date_published") or "")),
        iso(str(told.get("date_modified") or "")),
        tuple(_names(people if isinstance(people, list) else [])),
        _whole([body] if body else []),
    )


def _address(told: Iterable[Any], base: str) -> str | None:
    """The first of these that can be fetched."""
    for one in told:
        if isinstance(one, str) and one.strip():
            try:
                return plain(one, base)
            except Refused:
                continue
    return None


def _whole(bodies: Iterable[str]) -> str | None:
    """The first text that is an article and not the beginning of one."""
    ends = tuple(facts.words("fetching", "feeds", "more"))
    for body in bodies:
        raw = body.encode("utf-8", "replace")
        words = visible_words(b"<div>" + raw + b"</div>", "utf-8")
        if len(words) >= FEWEST_WORDS:
            end = b" ".join(words[-6:]).decode("utf-8", "replace").lower().rstrip(" .:»>→[]()")
            teaser = end.endswith(ends) or words[-1].endswith(("…".encode(), b"...", b"[...]"))
            return None if teaser else body
    return None


def _when(told: Any, name: str) -> str | None:
    """A time of an entry in ISO 8601. Feeds tell an instant; a missing zone counts as UTC."""
    key = f"{name}_parsed"
    parsed = told[key] if key in told else None  # noqa: SIM401 - its `get` takes one time for another
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _names(people: Iterable[Any]) -> Iterator[str]:
    for one in list(people)[:20]:
        name = _line(one.get("name")) if isinstance(one, dict) else ""
        if name:
            yield name


def _line(value: Any) -> str:
    """A value as one line without markup characters that cannot be printed."""
    text = value if isinstance(value, str) else ""
    text = "".join(char if char.isprintable() else " " for char in text[:500])
    return " ".join(text.split())
