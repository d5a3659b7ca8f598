"""The doors: each takes the bytes of a stranger. A refusal in words may come out, no other error.

`DOORS` names them; `enter(name, data)` goes through one.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import httpx2

from crosswire.config import Limits
from crosswire.errors import CrosswireError
from crosswire.facts import parse
from crosswire.records.base import Issue
from crosswire.records.fetch import Visit
from crosswire.records.page import Article, Page, Sheet
from crosswire.records.shape import Room
from crosswire.serve.api.settings import read_tokens
from crosswire.sources import addresses, feeds, heads, payload, wacz
from crosswire.sources.bounded import Bounded
from crosswire.sources.crowded import check_crowd
from crosswire.sources.exchange import Head
from crosswire.sources.kinds import Kind
from crosswire.sources.lists import read_listing
from crosswire.sources.read import READERS, read_paths
from crosswire.sources.robots import Robots
from crosswire.sources.said import said
from crosswire.sources.saved import saved_from
from crosswire.stages import clean, read
from crosswire.text.outlets import read_own
from crosswire.upkeep.rules import read_rules
from fuzz.served import ask
from fuzz.sound import check

Door = Callable[[bytes], None]

ADDRESS = "https://paper.example/news/1"
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
SMALL = Limits(page_bytes=1_000_000, line_bytes=200_000, pile_bytes=4_000_000, pages=50)
"""Bounds small enough that inputs of a fuzzer reach them."""

REPORT = (
    "<h1>Ferry aground</h1><p>" + "The ferry ran aground on Monday, the harbour master said. " * 4
)


def enter(name: str, data: bytes) -> None:
    """Goes through a door. Raises only what must never be raised."""
    try:
        DOORS[name](data)
    except CrosswireError:
        return  # refused in words, as it should be


def cleaned(page: Page) -> list[Article]:
    """The page cleaned both ways, and the articles of the careful one."""
    found = list(clean.run(page.id, [page], Room(clean.CleanOptions())))
    check(found)
    if page.media_type == "text/html":
        check(clean.run(page.id, [page], Room(clean.CleanOptions(fast=True))))
    return [one.article for one in found if isinstance(one, Sheet)]


def html(data: bytes) -> None:
    """A saved page: its notes, its body, its hash, both ways of cleaning."""
    check_crowd(data)
    address, when = saved_from(data)
    said(data, "text/html")
    cleaned(Page.make("a.html", data, "text/html", address=address or ADDRESS, fetched=when))


def text(data: bytes) -> None:
    """A text file, read to the last time and amount in it."""
    for article in cleaned(Page.make("a.txt", data, "text/plain")):
        read_whole(article)


def read_whole(article: Article) -> None:
    """Sentences, names, times, amounts and voices of an article."""
    check(read.run(article.id, [article], Room(read.ReadOptions())), article.text)


def jsonld(data: bytes) -> None:
    """What a page tells to machines."""
    html(
        b"<html><head><script type='application/ld+json'>"
        + data
        + b"</script></head><body>"
        + REPORT.encode()
    )


def pile(kind: Kind, data: bytes) -> None:
    """A file of one kind, and the pages in it."""
    stream = io.BufferedReader(Bounded(io.BytesIO(data), len(data), SMALL))
    _clean_all(READERS[kind]("a", stream, SMALL))


def zipped(data: bytes) -> None:
    """A WACZ."""
    _clean_all(wacz.read_wacz("a.wacz", io.BytesIO(data), SMALL))


def anything(data: bytes) -> None:
    """Bytes on standard input, whose kind is found out first."""
    _clean_all(read_paths(["-"], stdin=io.BytesIO(data), limits=SMALL))


def _clean_all(found: Iterable[Page | Issue]) -> None:
    for one in found:
        check([one])
        if isinstance(one, Page):
            cleaned(one)


def listing(data: bytes) -> None:
    """A feed, sitemap, OPML file or page of feeds, with the articles a feed holds."""
    for entry in read_listing(data, ADDRESS).entries:
        if entry.body:
            cleaned(
                Page.make(entry.address, feeds.page_of(entry), "text/html", address=entry.address)
            )


def robots(data: bytes) -> None:
    """The rules of a host."""
    visit = Visit.make(f"{ADDRESS}/robots.txt", NOW.isoformat(), "fetched", status=200)
    told = Robots(lambda _: (visit, data), lambda: 0.0)
    told.delay(ADDRESS)
    told.sitemaps(ADDRESS)
    told.check(ADDRESS)


def answer(data: bytes) -> None:
    """The head and the body of a server's answer, from the bytes behind the connection."""
    top, _, body = data.partition(b"\r\n\r\n")
    lines = [line.partition(b":") for line in top.split(b"\r\n")[:100]]
    pairs = [(name.strip(), value.strip()) for name, _, value in lines if name.strip()]
    head = Head(200, httpx2.Headers(pairs))
    heads.retry_after(head, NOW)
    for name in ("transfer-encoding", "content-encoding"):
        head.one(name)
    try:
        body = payload.unwrapped(
            body, head.one("transfer-encoding") or "", head.one("content-encoding") or "", 100_000
        )
    except ValueError:
        return
    kind, _ = heads.type_of(head, "page")
    heads.kind_of_page(kind, body)


def address(data: bytes) -> None:
    """An address as a page or a feed writes it."""
    addresses.plain(data.decode("utf-8", "surrogateescape"), ADDRESS)


def settings(reader: Callable[[Path], object], data: bytes) -> None:
    """A TOML file of the user's."""
    path = _scratch() / "settings.toml"
    path.write_bytes(data)
    reader(path)


def facts(data: bytes) -> None:
    """Any TOML."""
    parse("a.toml", data.decode("utf-8", "replace"))


@cache
def _held() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with this process; a child that is ended early has its parent's."""
    return tempfile.TemporaryDirectory(prefix="fuzz-")


def _scratch() -> Path:
    return Path(_held().name)


DOORS: dict[str, Door] = {
    "html": html,
    "text": text,
    "jsonld": jsonld,
    "anything": anything,
    "jsonlines": partial(pile, "jsonlines"),
    "warc": partial(pile, "warc"),
    "wacz": zipped,
    "mail": partial(pile, "mail"),
    "mbox": partial(pile, "mbox"),
    "emlx": partial(pile, "emlx"),
    "webarchive": partial(pile, "webarchive"),
    "listing": listing,
    "robots": robots,
    "answer": answer,
    "address": address,
    "rules": partial(settings, read_rules),
    "outlets": partial(settings, read_own),
    "tokens": partial(settings, read_tokens),
    "facts": facts,
    "api": ask,
}
