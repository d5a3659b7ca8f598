"""The line to a server: connected to a checked address, with an end in time and in bytes."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from crosswire.sources.refusal import Refused, size

SocketOptions = Iterable[httpcore2.SOCKET_OPTION] | None


class Meter:
    """What one request may still take. Raises Refused ("timeout", "slow", "too-large") beyond.

    `clock` gives seconds that only grow. `slowest` (bytes a second) is asked for once `patience`
    seconds are over, so that a server that drips a byte now and then does not hold the line.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        seconds: float,
        most: int,
        slowest: float,
        patience: float,
    ) -> None:
        self.taken = 0
        self._clock, self._began = clock, clock()
        self._seconds, self._most = seconds, most
        self._slowest, self._patience = slowest, patience

    def left(self) -> float:
        """Seconds left, more than none."""
        left = self._seconds - (self._clock() - self._began)
        if left <= 0:
            raise Refused(
                "timeout", f"It took longer than {self._seconds:g} seconds.", "Try again later."
            )
        return left

    def forgive(self, seconds: float) -> None:
        """Does not count time that was spent on waiting for a turn."""
        self._began += seconds

    def take(self, count: int) -> None:
        """Counts bytes that came over the wire."""
        self.taken += count
        if self.taken > self._most:
            raise Refused(
                "too-large", f"It goes on after {size(self._most)} on the wire.", "Leave it out."
            )
        passed = self._clock() - self._began
        if passed > self._patience and self.taken < self._slowest * passed:
            raise Refused(
                "slow",
                f"It sends less than {self._slowest:g} bytes a second.",
                "Try again later.",
            )


class _Stream(httpcore2.NetworkStream):
    """A stream whose every read is measured."""

    def __init__(self, inner: httpcore2.NetworkStream, meter: Meter) -> None:
        self._inner, self._meter = inner, meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._within(timeout))
        self._meter.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._within(timeout))
        return _Stream(inner, self._meter)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _within(self, timeout: float | None) -> float:
        left = self._meter.left()
        return left if timeout is None else min(timeout, left)


class Line(httpcore2.NetworkBackend):
    """Connects to the addresses that were checked, whatever the name resolves to by now."""

    def __init__(self, addresses: Sequence[str], meter: Meter) -> None:
        self._addresses, self._meter = addresses, meter
        self._system = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - that it is not asked again is the point
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore2.NetworkStream:
        """The first of the addresses that answers; raises the error of the last one."""
        for number, address in enumerate(self._addresses, 1):
            left = self._meter.left()
            within = left if timeout is None else min(timeout, left)
            try:
                inner = self._system.connect_tcp(
                    address, port, within, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(self._addresses):
                    raise
            else:
                return _Stream(inner, self._meter)
        raise httpcore2.ConnectError("no address to connect to")
