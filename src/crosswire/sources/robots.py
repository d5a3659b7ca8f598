"""What a host's robots.txt allows, as RFC 9309 has it.

There: it holds for a day. Missing (any 4xx): all is allowed. Unreachable (5xx, no answer, wrong
certificate): nothing is allowed until it can be read, which is tried again after an hour.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crosswire.records.fetch import Visit
from crosswire.sources.refusal import Refused

TOKEN = "crosswire"  # noqa: S105 - the name that rules of robots.txt call us by
MOST_BYTES = 512_000  # what RFC 9309 asks to read at least; the rest is left unread
KEPT_SECONDS = 86_400.0
RETRY_SECONDS = 3_600.0
LONGEST_DELAY = 3_600.0  # a crawl delay beyond is meant as "never", and would hold a queue for good
KEPT_HOSTS = 5_000
MOST_SITEMAPS = 50

Read = Callable[[str], tuple[Visit, bytes]]


@dataclass(frozen=True)
class _Rules:
    told: Protego | None
    until: float
    missing: str = ""


class Robots:
    """The rules of each host, read once a day. `read` fetches an address without asking them."""

    def __init__(self, read: Read, clock: Callable[[], float]) -> None:
        self._read, self._clock = read, clock
        self._kept: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raises Refused: "robots" where the host does not want it, "robots-unreachable"."""
        rules = self._rules(address)
        if rules.missing:
            raise Refused(
                "robots-unreachable",
                f"The host's robots.txt cannot be read ({rules.missing}), so nothing is fetched.",
                "It is tried again in an hour.",
            )
        if rules.told is not None and not rules.told.can_fetch(address, TOKEN):
            raise Refused(
                "robots", "The host's robots.txt does not allow it.", "Ask the publisher for it."
            )

    def delay(self, address: str) -> float:
        """Seconds that the host wants between two requests; 0 where it does not say."""
        told = self._rules(address).told
        asked = told.crawl_delay(TOKEN) if told is not None else None
        return min(max(asked or 0.0, 0.0), LONGEST_DELAY)

    def sitemaps(self, address: str) -> tuple[str, ...]:
        """The sitemaps that the host names."""
        told = self._rules(address).told
        return tuple(told.sitemaps)[:MOST_SITEMAPS] if told is not None else ()

    def _rules(self, address: str) -> _Rules:
        split = urlsplit(address)
        origin = f"{split.scheme}://{split.netloc}"
        with self._lock:
            kept = self._kept.get(origin)
        if kept is not None and self._clock() < kept.until:
            return kept
        rules = self._asked(f"{origin}/robots.txt")
        with self._lock:
            if len(self._kept) >= KEPT_HOSTS:
                self._kept.clear()
            self._kept[origin] = rules
        return rules

    def _asked(self, address: str) -> _Rules:
        visit, body = self._read(address)
        now = self._clock()
        if visit.outcome == "fetched":
            text = body[:MOST_BYTES].decode("utf-8-sig", "replace")
            return _Rules(Protego.parse(text), now + KEPT_SECONDS)
        if visit.status is not None and 400 <= visit.status < 500 and visit.status != 429:
            return _Rules(None, now + KEPT_SECONDS)
        if visit.error in {"private-address", "bad-port", "unknown-host", "bad-address"}:
            # The page itself will be refused for the same reason, and in clearer words.
            return _Rules(None, now)
        if visit.outcome == "refused" and visit.status is not None and visit.status < 400:
            # An answer that is no text, as of servers that give their front page for everything.
            return _Rules(None, now + KEPT_SECONDS)
        return _Rules(None, now + RETRY_SECONDS, missing=visit.error or f"status {visit.status}")
