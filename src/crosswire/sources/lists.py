"""Sitemaps, OPML and the feeds that a page names; and which kind of list a body is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from crosswire import facts
from crosswire.sources import feeds
from crosswire.sources.addresses import plain
from crosswire.sources.listing import MOST_BELOW, MOST_URLS, Entry, Listing, iso
from crosswire.sources.markup import broken, name_of, text_of, tree, unpacked
from crosswire.sources.refusal import Refused

ARTICLES = ("NewsArticle", "Article", "ReportageNewsArticle", "LiveBlogPosting", "BlogPosting")
PAGES = frozenset({"html", "head", "body"})
MOST_BYTES = 15_000_000  # its tree takes ten times that; a sitemap of 50,000 addresses has 10 MB


def read_listing(body: bytes, address: str = "") -> Listing:
    """What a feed, sitemap, OPML file or page lists; `address` is where it lay.

    Raises Refused ("broken-feed", "too-large", "bad-packing").
    """
    body = unpacked(body, MOST_BYTES)
    if len(body) > MOST_BYTES:
        raise Refused("too-large", "The list is too long.", "Follow a shorter one.")
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        return feeds.from_json(body, address)
    if start.startswith((b"<!doctype html", b"<html")):
        return _of_page(body, address)
    root, sound = tree(body)
    name = name_of(root)
    if name in PAGES:
        return _of_page(body, address)
    reader = READERS.get(name)
    if reader is None:
        raise broken(f"It is no feed, sitemap or OPML: it begins with <{name[:40]}>.")
    return replace(reader(root, address), sound=sound)


def _sitemap(root: etree._Element, address: str) -> Listing:
    entries: dict[str, Entry] = {}
    told = 0
    for node in root.iterchildren(etree.Element):
        if name_of(node) != "url" or told >= MOST_URLS:
            continue
        told += 1
        try:
            where = plain(text_of(node, "loc"), address)
        except Refused:
            continue
        news = next((child for child in node if name_of(child) == "news"), None)
        changed = iso(text_of(node, "lastmod"))
        published = iso(text_of(news, "publication_date")) if news is not None else None
        title = text_of(news, "title") if news is not None else ""
        entries.setdefault(where, Entry(where, title[:500], published, changed))
    return Listing("sitemap", entries=tuple(entries.values()), passed_over=told - len(entries))


def _index_of(root: etree._Element, address: str) -> Listing:
    return Listing("sitemap", below=tuple(_below(_index(root), address)))


def _opml(root: etree._Element, address: str) -> Listing:
    title = next((text_of(node, "title") for node in root if name_of(node) == "head"), "")
    return Listing("opml", title, below=tuple(_below(_outlines(root), address)))


def _index(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Sitemaps of an index, the one changed last first: long indexes keep their archive in it."""
    told = [
        (iso(text_of(node, "lastmod")) or "", text_of(node, "loc"))
        for node in root.iterchildren(etree.Element)
        if name_of(node) == "sitemap"
    ]
    yield from ((changed, where) for changed, where in sorted(told, reverse=True))


def _outlines(root: etree._Element) -> Iterator[tuple[str, str]]:
    for node in root.iter(etree.Element):
        where = node.get("xmlUrl") or node.get("xmlurl")
        if name_of(node) == "outline" and where:
            yield " ".join((node.get("title") or node.get("text") or "")[:200].split()), where


def _of_page(body: bytes, address: str) -> Listing:
    """The feeds that an HTML page names in its head."""
    try:
        root = etree.fromstring(body, etree.HTMLParser(no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken("It is no HTML that can be read.") from error
    if root is None:
        raise broken("It is empty.")
    title = " ".join((root.findtext(".//title") or "").split())[:200]
    below = tuple(_below(_alternates(root), address))
    return Listing("page", title, below=below, article=_is_article(root))


def _is_article(root: etree._Element) -> bool:
    """Does the page tell machines that it is one article, and no front page or section?"""
    kinds = (node.get("content") for node in root.iter("meta") if node.get("property") == "og:type")
    told = " ".join(node.text or "" for node in root.iter("script") if _is_json_ld(node))
    return "article" in kinds or any(f'"{name}"' in told for name in ARTICLES)


def _is_json_ld(node: etree._Element) -> bool:
    return (node.get("type") or "").lower() == "application/ld+json"


def _alternates(root: etree._Element) -> Iterator[tuple[str, str]]:
    types = facts.words("fetching", "feeds", "types")
    for node in root.iter("link"):
        rel, kind = (node.get("rel") or "").lower().split(), (node.get("type") or "").lower()
        if "alternate" in rel and kind in types and (where := node.get("href")):
            yield " ".join((node.get("title") or "")[:200].split()), where


def _below(told: Iterable[tuple[str, str]], address: str) -> Iterator[tuple[str, str]]:
    """Title and address of further lists, each once, those that cannot be fetched left out."""
    seen: set[str] = set()
    for title, where in told:
        if len(seen) >= MOST_BELOW:
            return
        try:
            there = plain(where, address)
        except Refused:
            continue
        if there not in seen and there != address:
            seen.add(there)
            yield title, there


READERS: dict[str, Callable[[etree._Element, str], Listing]] = {
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), feeds.from_xml),
    "urlset": _sitemap,
    "sitemapindex": _index_of,
    "opml": _opml,
}
