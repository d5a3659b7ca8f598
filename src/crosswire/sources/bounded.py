"""Streams that come to an end: files, pipes and gzip, with a bound on what they give."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from crosswire.config import Limits
from crosswire.sources.refusal import Refused, size

GZIP = b"\x1f\x8b"
HEAD_BYTES = 8192  # the tag that gives HTML away may stand behind a long comment


class _Rejoined(io.RawIOBase):
    """A few bytes already taken, then the stream they were taken from."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        data, self._start = self._start[: len(target)], self._start[len(target) :]
        data = data or self._rest.read(len(target))
        target[: len(data)] = data
        return len(data)


class Bounded(io.RawIOBase):
    """The bytes of a stream, unpacked where it is gzip; Refused beyond the bounds.

    `head` holds the first bytes, which are read again with the rest. Wrap it in a
    `io.BufferedReader` for lines.
    """

    def __init__(self, raw: BinaryIO, packed_size: int | None, limits: Limits) -> None:
        super().__init__()
        start = _take(raw, HEAD_BYTES)
        whole = io.BufferedReader(_Rejoined(start, raw))
        self.packed = start.startswith(GZIP)
        self._bound = limits.pile_bytes
        if self.packed and packed_size is not None:
            by_ratio = max(limits.unpack_floor, limits.unpack_ratio * packed_size)
            self._bound = min(self._bound, by_ratio)
        self._left = self._bound
        self._inner = gzip.GzipFile(fileobj=whole) if self.packed else whole
        self._broken: Refused | None = None
        self.head = self._waiting = self._first()

    @property
    def taken(self) -> int:
        """Bytes that were read so far, unpacked."""
        return self._bound - self._left

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        """As `io.RawIOBase`; raises Refused when the bound is passed or the gzip is broken."""
        data, self._waiting = self._waiting[: len(target)], self._waiting[len(target) :]
        data = data or self._unpack(len(target))
        self._left -= len(data)
        if self._left < 0:
            much = "; it was packed far smaller." if self.packed else "."
            raise Refused(
                "too-large",
                f"It goes on after {size(self._bound)}{much}",
                "Split it, or leave it out.",
            )
        target[: len(data)] = data
        return len(data)

    def _first(self) -> bytes:
        """The head; what breaks the packing is kept until the bytes before it were read."""
        head = b""
        try:
            while len(head) < HEAD_BYTES and (more := self._unpack(HEAD_BYTES - len(head))):
                head += more
        except Refused as broken:
            self._broken = broken
        return head

    def _unpack(self, count: int) -> bytes:
        if self._broken is not None:
            raise self._broken
        try:
            return self._inner.read1(count)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused(
                "broken-gzip",
                "It is packed with gzip, and the packing is broken or cut off.",
                "Fetch it or pack it again.",
            ) from error


def _take(raw: BinaryIO, count: int) -> bytes:
    """The first bytes, even where a pipe hands them over in drops."""
    data = b""
    while len(data) < count and (more := raw.read(count - len(data))):
        data += more
    return data


def whole(stream: io.BufferedReader, limit: int) -> bytes:
    """All bytes; Refused when there are more than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused(
            "too-large", f"It has more than {size(limit)}, too much for one page.", "Leave it out."
        )
    return data


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their number from 1; null for one longer than `limit`, which is passed over."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
            pass
        yield number, None
