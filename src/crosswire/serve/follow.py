"""What `crosswire follow` and `unfollow` do: say which addresses are asked again.

Each is asked once at once, so that a mistake is told now and not in the night. A page that names its
feed is followed by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec.structs import replace

from crosswire.errors import BadInput
from crosswire.records.fetch import Followed
from crosswire.serve.follow_door import (
    Say,
    desk_now,
    fetcher_for,
    is_address,
    plural,
    shelf_in,
)
from crosswire.serve.output import write_standard_output
from crosswire.sources.addresses import cleaned
from crosswire.sources.intake import Intake, new_row, trouble
from crosswire.sources.intake_lists import list_intake
from crosswire.sources.listing import Listing
from crosswire.sources.lists import MOST_BYTES, read_listing
from crosswire.sources.refusal import Refused, shown
from crosswire.sources.web import Answer, Fetcher
from crosswire.store.following import Following

ListedAs = Literal["feed", "sitemap", "page"]


def run_follow(things: Sequence[str], archive: Path, allow: Sequence[str], say: Say) -> int:
    """Follows addresses, and feeds named in files (OPML, or one address a line).

    Without any, prints what is followed. Gives back the exit status: 1 where one could not be
    followed. Raises CrosswireError.
    """
    if not things:
        return _list(archive)
    fetch = fetcher_for(allow)
    failures = 0
    with shelf_in(archive) as shelf:
        for thing in things:
            try:
                if is_address(thing) or not Path(thing).exists():
                    _follow_address(_as_address(thing), fetch, shelf, say)
                else:
                    _follow_file(thing, shelf, say)
            except Refused as refused:
                failures += 1
                say(f"{shown(thing)}: {refused.message} {refused.advice}")
    return 1 if failures else 0


def run_unfollow(addresses: Sequence[str], archive: Path, say: Say) -> int:
    """Asks these addresses no more, nor what they led to. Raises BadInput for unknown ones."""
    with shelf_in(archive, create=False) as shelf:
        known = {row.address for row in shelf.followed() if row.next_at}
        wanted = [_as_address(address) for address in addresses]
        for address in wanted:
            if address not in known:
                raise BadInput(f"{address} is not followed. See: crosswire follow --archive FILE")
        count = shelf.unfollow(wanted)
    say(f"{plural(count, 'followed address', 'followed addresses')} asked no more.")
    return 0


def _as_address(told: str) -> str:
    """The address a person means; Refused for what is none."""
    bare = "://" not in told and "." in told.partition("/")[0] and not told.startswith((".", "/"))
    return cleaned(f"https://{told}" if bare else told)


def _follow_address(
    address: str, fetch: Fetcher, shelf: Following, say: Say, *, named: bool = False
) -> None:
    """Asks an address what it is and follows it; what came is kept at once.

    `named` says that a page named it as its feed: then it must be one.
    """
    answer = fetch.fetch(address, "feed")
    shelf.keep([*answer.also, answer.visit], [], [])
    if answer.visit.outcome != "fetched":
        raise Refused(answer.visit.error or "failed", answer.visit.message, "Not followed.")
    listing = _listing(answer, address)
    if named and listing.kind in {"page", "opml"}:
        raise Refused("no-feed", "It is no feed.", "Name another address.")
    if listing.kind == "opml":
        _follow_all([where for _, where in listing.below], shelf, say, address)
    elif listing.kind == "page" and listing.below and not listing.article:
        title, feed = listing.below[0]
        more = f" It has {len(listing.below) - 1} more." if len(listing.below) > 1 else ""
        say(f"{address} is a page; its feed {feed} ({title or 'untitled'}) is followed.{more}")
        _follow_address(feed, fetch, shelf, say, named=True)
    elif listing.kind == "page" and _is_front(address) and (maps := fetch.sitemaps(address)):
        found = next((one for one in maps if "news" in one.lower()), maps[0])
        say(f"{address} names no feed; the sitemap {found} of its robots.txt is followed.")
        _follow_address(cleaned(found, address), fetch, shelf, say, named=True)
    else:
        _follow_listed(address, answer, listing, shelf, say)


def _is_front(address: str) -> bool:
    """Is this the front page of its host? It is no article."""
    return urlsplit(address).path in {"", "/"}


def _listing(answer: Answer, address: str) -> Listing:
    """What the address lists; plain text is a page."""
    if answer.visit.media_type == "text/plain" and answer.body.lstrip()[:1] not in {b"<", b"{"}:
        return Listing("page")
    return read_listing(answer.body, answer.visit.final_url or address)


def _follow_listed(
    address: str, answer: Answer, listing: Listing, shelf: Following, say: Say
) -> None:
    desk = desk_now(shelf)
    kind: ListedAs = "page" if listing.kind == "page" else "sitemap"
    kind = "feed" if listing.kind == "feed" else kind
    row = new_row(address, kind, desk)
    there = shelf.followed_at([address]).get(address)
    if there is not None and there.next_at:
        say(f"{address} is followed already.")
        return
    intake = Intake(answer.visit, rows=[row])
    if kind != "page":
        intake = list_intake(replace(there, next_at=row.next_at) if there else row, answer, desk)
    shelf.keep([], intake.pages, intake.rows)
    name = f" ({listing.title})" if listing.title else ""
    due = plural(sum(one.kind == "page" and one.next_at is not None for one in intake.rows), "page")
    say(f"{address}{name} is followed as a {kind}; {due} to fetch. Next: crosswire watch")


def _follow_file(path: str, shelf: Following, say: Say) -> None:
    """The feeds of an OPML file, or the addresses of a text file, one a line."""
    try:
        with Path(path).open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused.by_system(error) from error
    if body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        listing = read_listing(body)
        if listing.kind != "opml":
            raise Refused("no-list", f"It is a {listing.kind}, no OPML.", "Name its address.")
        addresses = [where for _, where in listing.below]
    else:
        addresses = list(_lines(body))
    if not addresses:
        raise Refused("empty", "It names no feed.", "Name one address a line, or an OPML file.")
    _follow_all(addresses, shelf, say, path)


def _lines(body: bytes) -> Iterator[str]:
    for line in body[:MOST_BYTES].decode("utf-8", "replace").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield _as_address(line.strip())


def _follow_all(addresses: Sequence[str], shelf: Following, say: Say, path: str) -> None:
    """Feeds of a list: they are first asked by the watch, which keeps its distance."""
    desk = desk_now(shelf)
    new = shelf.follow([new_row(address, "feed", desk) for address in addresses])
    known = len(addresses) - new
    told = f", {known} known before" if known else ""
    say(f"{shown(path)}: {plural(new, 'feed')} followed{told}. Next: crosswire watch")


def _list(archive: Path) -> int:
    """What is followed by a person's word, and how it stands."""
    with shelf_in(archive, create=False) as shelf:
        rows = [row for row in shelf.followed() if row.next_at and row.kind != "entry"]
        led = Counter(row.by for row in rows)
        mine = [row for row in rows if row.by is None]
        lines = [_told(row, led[row.address], shelf) for row in mine]
    write_standard_output("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    return 0


def _told(row: Followed, led: int, shelf: Following) -> str:
    state = f"{plural(led, 'article')} watched" if row.kind != "page" else ""
    if row.failures:
        *_, last = shelf.visits(row.address)
        state = trouble(row, last).message
    every = f"every {row.every / 60:.0f} min" if row.kind != "page" else ""
    words = [f"{row.kind:<8}", f"{row.address:<60}", f"{every:<14}", state]
    return "".join(char if char.isprintable() else " " for char in "  ".join(words)).rstrip()
