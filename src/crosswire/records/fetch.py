"""What was asked of the network, and what is asked again: visits and followed addresses.

Times are UTC in ISO 8601 with milliseconds and `+00:00`, so that they sort as text.
"""

from __future__ import annotations

from typing import Literal, Self

from crosswire.records.base import Record, make_id

Outcome = Literal[
    "fetched",  # a body came that was not there before
    "unchanged",  # the server said so (304), or the same came again
    "gone",  # 404 or 410
    "refused",  # by us, before or while it came: address, robots.txt, type, size
    "failed",  # name, connection, certificate, time, or the server's own failure
]
FollowedKind = Literal[
    "feed",  # RSS, Atom or JSON Feed: asked at an interval that adapts
    "sitemap",  # a sitemap or an index of them: likewise
    "page",  # an article: asked densely at first, then sparsely
    "entry",  # an article whose text came in a feed: never asked itself
]


class Visit(Record, frozen=True, kw_only=True):
    """One request, redirects included, and what came of it. Written down whatever came.

    `url` is what was asked, `final_url` where the body came from. `bytes` came over the wire,
    `size` is the body unpacked, `hash` its BLAKE2b of 16 bytes in hex (the key of the archive's
    bodies). `etag` and `modified` are the server's, to ask with next time. `error` is a short word
    ("timeout", "private-address", "robots"), `message` the sentence for people. `retry_after`
    (seconds) is what the server asked for. `page` is the id of the page that was kept.
    """

    id: str
    url: str
    at: str
    outcome: Outcome
    final_url: str
    status: int | None = None
    bytes: int = 0
    size: int = 0
    hash: str | None = None
    media_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    error: str | None = None
    message: str = ""
    retry_after: float | None = None
    redirects: tuple[str, ...] = ()
    took_ms: int = 0
    page: str | None = None

    @classmethod
    def make(cls, url: str, at: str, outcome: Outcome, **told: object) -> Self:
        """A visit with its id, which depends on address and time."""
        told.setdefault("final_url", url)
        return cls(id=make_id("visit", url, at), url=url, at=at, outcome=outcome, **told)  # type: ignore[arg-type]


class Followed(Record, frozen=True, kw_only=True):
    """An address that is asked again, and where it stands. One row for each address.

    `every` is the present interval in seconds. `next_at` is null when it is not asked again: it
    stays as a mark that the address is known. `since` is when it was first followed, `changed_at`
    when something new came last. `hash` is that of the last body, `said` of its visible words,
    `mark` what the feed told of it (its time of change and title): another mark means another
    visit. `by` is the feed that led to it; null where a person asked for it.
    """

    address: str
    kind: FollowedKind
    host: str
    since: str
    every: float
    next_at: str | None
    last_at: str | None = None
    changed_at: str | None = None
    visits: int = 0
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    hash: str | None = None
    said: str | None = None
    mark: str | None = None
    by: str | None = None
    title: str = ""
