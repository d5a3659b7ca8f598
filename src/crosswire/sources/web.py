"""The only door to the network. It asks for one address and says what came, whatever comes.

    1. the address is cleaned: http or https, no name and password, no fragment
    2. the host's robots.txt is asked, through this same door
    3. the name is resolved and every address behind it checked (gate.py); the connection goes to
       the address that was checked (line.py)
    4. it is this host's turn (turns.py)
    5. a redirect begins again at 1; ten at most, none twice
    6. the type is one that holds a page or feed; the body comes with an end in time and bytes

No script is run, no cookie kept, no proxy and no setting of the environment is followed.
"""

from __future__ import annotations

import ssl
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2
import msgspec

from crosswire import __version__
from crosswire.records.fetch import Outcome, Visit
from crosswire.sources import heads
from crosswire.sources.addresses import cleaned, host_of, is_door, opened, stripped
from crosswire.sources.exchange import Exchange, Head, Headers
from crosswire.sources.exchange import opened as exchange
from crosswire.sources.fetch_limits import FetchLimits
from crosswire.sources.gate import Gate
from crosswire.sources.heads import Want
from crosswire.sources.leads import onward
from crosswire.sources.line import Meter
from crosswire.sources.refusal import Refused
from crosswire.sources.robots import MOST_BYTES, Robots
from crosswire.sources.said import hash_of
from crosswire.sources.turns import Turns

AGENT = f"crosswire/{__version__} (reads news for research; +https://crosswire.example/docs)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Kinds of refusal that are the server's or the network's doing and may pass.
PASSING = frozenset(
    [
        "timeout",
        "slow",
        "tls",
        "connection",
        "protocol",
        "cut-off",
        "bad-packing",
        "unknown-host",
        "busy",
        "robots-unreachable",
        "server",
        "too-many",
    ]
)


@dataclass(frozen=True)
class Answer:
    """A visit and what it brought; the body is empty unless the outcome is "fetched".

    `also` are further requests that were made meanwhile, for robots.txt.
    """

    visit: Visit
    body: bytes = b""
    charset: str | None = None
    media_type: str = ""
    also: tuple[Visit, ...] = ()


@dataclass
class _Trip:
    """One call of `fetch` on its way through the redirects."""

    want: Want
    meter: Meter
    address: str
    seen: list[str]
    status: int | None = None
    head: Head | None = None


class Fetcher:
    """Fetches by the rules above. May be used by several threads.

    `clock` gives seconds that only grow, `now` the time of day; `turns` says how long to wait for a
    host. Tests hand in their own, and a `tls` context that trusts their certificate.
    """

    def __init__(
        self,
        gate: Gate,
        turns: Turns | None = None,
        limits: FetchLimits | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._gate, self._clock, self._now = gate, clock, now
        self._limits = limits or FetchLimits()
        self._turns = turns or Turns(clock, time.sleep)
        self._tls = tls
        self._robots = Robots(self._read_robots, clock)
        self._aside: deque[Visit] = deque()

    def fetch(
        self, url: str, want: Want = "page", *, etag: str | None = None, modified: str | None = None
    ) -> Answer:
        """What lies at this address. Never raises for what a server or network does.

        `etag` and `modified` are those of the last visit: a page that is as it was then comes as
        "unchanged", without a body.
        """
        began, at = self._clock(), moment(self._now())
        trip = _Trip(want, self._meter(), url, [])
        try:
            answer = self._travel(trip, _conditions(etag, modified), at)
        except Refused as refused:
            answer = Answer(self._refused(trip, at, refused))
        visit = msgspec.structs.replace(
            answer.visit,
            id=Visit.make(url, at, "failed").id,
            url=url,
            bytes=trip.meter.taken,
            redirects=tuple(trip.seen[1:]),
            took_ms=round(1000 * (self._clock() - began)),
        )
        also = () if want == "robots" else self._taken_aside()
        return replace(answer, visit=visit, also=also)

    def wait(self, host: str) -> float:
        """Seconds until it is this host's turn."""
        return self._turns.wait(host)

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the host's robots.txt names."""
        return self._robots.sitemaps(address)

    def _travel(self, trip: _Trip, conditions: Headers, at: str) -> Answer:
        """Through the redirects to the answer."""
        trip.address = opened(cleaned(trip.address))
        while True:
            if trip.address in trip.seen:
                raise Refused(
                    "redirect-loop", "It is redirected in a circle.", "It may want cookies."
                )
            trip.seen.append(trip.address)
            if len(trip.seen) > self._limits.redirects + 1:
                message = f"It is redirected more than {self._limits.redirects} times."
                raise Refused("redirects", message, "Check the address.")
            answer = self._hop(trip, conditions, at)
            if isinstance(answer, Answer):
                return answer
            trip.address = opened(cleaned(answer, trip.address))

    def _hop(self, trip: _Trip, conditions: Headers, at: str) -> Answer | str:
        """One request: its answer, or where it sends us."""
        trip.head = trip.status = None
        places = self._gate.open(*_place(trip.address))
        began = self._clock()
        delay = 0.0
        if trip.want != "robots":
            self._robots.check(trip.address)
            delay = self._robots.delay(trip.address)
        self._turns.take(host_of(trip.address), delay)
        trip.meter.forgive(self._clock() - began)
        headers: Headers = {"User-Agent": AGENT, **heads.asking(trip.want), **conditions}
        tls = self._trust() if trip.address.startswith("https:") else None
        with exchange(trip.address, places, headers, tls, trip.meter) as answer:
            trip.head, trip.status = answer.head, answer.head.status
            target = answer.head.headers.get("location")
            if trip.status in REDIRECTS and target:
                return target
            return self._answer(trip, answer, at)

    def _answer(self, trip: _Trip, answer: Exchange, at: str) -> Answer | str:
        head = answer.head
        if head.status == 304:
            return Answer(self._visit(trip, at, "unchanged"))
        if head.status != 200:
            wait = heads.retry_after(head, self._now())
            if head.status in {429, 503} and wait:
                self._turns.pause(host_of(trip.address), wait)
            raise heads.by_status(head.status)
        media_type, charset = heads.type_of(head, trip.want)
        most = {"feed": self._limits.feed_bytes, "robots": MOST_BYTES * 4}.get(
            trip.want, self._limits.page_bytes
        )
        limits = self._limits
        body = answer.body(most, limits.unpack_ratio, limits.unpack_floor, trip.meter)
        if trip.want == "page":
            media_type = heads.kind_of_page(media_type, body)
            lead = onward(body, trip.address) if media_type == "text/html" else None
            if lead is not None and lead not in trip.seen:
                return lead
            if is_door(trip.address):
                message = "The aggregator hides where it leads; a script would have to be run."
                raise Refused("hidden", message, "Follow the publisher's own feed.")
        told = {"size": len(body), "hash": hash_of(body), "media_type": media_type}
        return Answer(self._visit(trip, at, "fetched", **told), body, charset, media_type)

    def _visit(self, trip: _Trip, at: str, outcome: Outcome, **told: Any) -> Visit:
        head = trip.head
        return Visit.make(
            trip.address,
            at,
            outcome,
            final_url=stripped(trip.address) if outcome == "fetched" else trip.address,
            status=trip.status,
            etag=head.one("etag") if head else None,
            modified=head.one("last-modified") if head else None,
            **told,
        )

    def _refused(self, trip: _Trip, at: str, refused: Refused) -> Visit:
        outcome: Outcome = "failed" if refused.kind in PASSING else "refused"
        if refused.kind == "gone":
            outcome = "gone"
        return self._visit(
            trip,
            at,
            outcome,
            error=refused.kind,
            message=f"{refused.message} {refused.advice}".strip(),
            retry_after=heads.retry_after(trip.head, self._now()) if trip.head else None,
        )

    def _read_robots(self, address: str) -> tuple[Visit, bytes]:
        answer = self.fetch(address, "robots")
        self._aside.append(answer.visit)
        return answer.visit, answer.body

    def _taken_aside(self) -> tuple[Visit, ...]:
        """Requests for robots.txt since somebody last asked; by any thread, each told once."""
        taken = []
        while self._aside:
            try:
                taken.append(self._aside.popleft())
            except IndexError:  # another thread was faster
                break
        return tuple(taken)

    def _trust(self) -> ssl.SSLContext:
        """Whose certificates are trusted: the system's. Read when first asked for, it takes .1 s."""
        if self._tls is None:
            self._tls = httpx2.create_ssl_context()
        return self._tls

    def _meter(self) -> Meter:
        limits = self._limits
        return Meter(
            self._clock,
            seconds=limits.seconds,
            most=limits.wire_bytes,
            slowest=limits.slowest,
            patience=limits.patience,
        )


def moment(when: datetime) -> str:
    """A time as records of fetching hold it: UTC, milliseconds."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds")


def _conditions(etag: str | None, modified: str | None) -> Headers:
    told = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in told.items() if value}


def _place(address: str) -> tuple[str, int]:
    split = urlsplit(address)
    return split.hostname or "", split.port or (443 if split.scheme == "https" else 80)
