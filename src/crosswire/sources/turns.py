"""Whose turn it is: one request at a time for each host, with a pause after it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from crosswire.sources.refusal import Refused

LONGEST_WAIT = 60.0  # seconds to sleep for a turn; beyond, the caller has better to do meanwhile
LONGEST_PAUSE = 86_400.0  # a host that asks for more is asked again after a day all the same
KEPT_HOSTS = 10_000  # hosts remembered; the free ones are forgotten first


class Turns:
    """When each host may be asked next. Safe to use from several threads.

    `clock` gives seconds, `sleep` waits so many of them, `gap` is the least pause between two
    requests to one host.
    """

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], None], gap: float = 1.0
    ) -> None:
        self._clock, self._sleep, self._gap = clock, sleep, gap
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> float:
        """Seconds until this host may be asked."""
        with self._lock:
            return max(0.0, self._free.get(host, 0.0) - self._clock())

    def take(self, host: str, delay: float = 0.0) -> None:
        """Sleeps until it is this host's turn and takes it; `delay` is what its robots.txt asks for.

        Raises Refused ("busy") where the host asked to be left alone for longer than a minute.
        """
        with self._lock:
            now = self._clock()
            begin = max(now, self._free.get(host, 0.0))
            if begin - now > LONGEST_WAIT:
                raise Refused(
                    "busy",
                    f"{host} asked to be left alone for {begin - now:.0f} seconds more.",
                    "It is asked again then.",
                )
            self._forget(now)
            self._free[host] = begin + min(max(self._gap, delay), LONGEST_PAUSE)
        if begin > now:
            self._sleep(begin - now)

    def pause(self, host: str, seconds: float) -> None:
        """Leaves this host alone for so long."""
        with self._lock:
            until = self._clock() + min(seconds, LONGEST_PAUSE)
            self._free[host] = max(self._free.get(host, 0.0), until)

    def _forget(self, now: float) -> None:
        if len(self._free) >= KEPT_HOSTS:
            self._free = {host: free for host, free in self._free.items() if free > now}
