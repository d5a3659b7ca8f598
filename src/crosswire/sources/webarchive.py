"""Safari's web archives: a binary property list with the page, its address and its pictures.

Only the page is taken out. The library's reader would build all that the list points at, which
a hostile one makes endless; here only the way to the page is read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Literal

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.bounded import whole
from crosswire.sources.kinds import charset_of
from crosswire.sources.refusal import Refused

MAGIC = b"bplist00"
MOST_KEYS = 100  # of one of its dictionaries; there are 3 to 6

_TRAILER = struct.Struct(">6xBBQQQ")
_DATA, _ASCII, _UTF16, _DICT = 0x4, 0x5, 0x6, 0xD


def read_webarchive(
    source: str, stream: io.BufferedReader, limits: Limits
) -> Iterator[Page | Issue]:
    """The page. Raises Refused where there is none."""
    listed = _List(whole(stream, limits.page_bytes))
    main = listed.entries(listed.top).get("WebMainResource")
    told = listed.entries(main) if main is not None else {}
    body = listed.value(told.get("WebResourceData"))
    if not isinstance(body, bytes) or not body.strip():
        raise Refused("empty", "The web archive holds no page.", "Save the page again.")
    kind, address = (
        listed.value(told.get("WebResourceMIMEType")),
        listed.value(told.get("WebResourceURL")),
    )
    charset = listed.value(told.get("WebResourceTextEncodingName"))
    media_type: Literal["text/html", "text/plain"] = (
        "text/plain" if kind == "text/plain" else "text/html"
    )
    yield Page.make(
        source,
        body,
        media_type,
        address=address if isinstance(address, str) and address.isprintable() else None,
        charset=charset if isinstance(charset, str) else charset_of(body),
    )


class _List:
    """A binary property list, read object by object as asked."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        if not raw.startswith(MAGIC) or len(raw) < len(MAGIC) + _TRAILER.size:
            raise _broken()
        self._width, self._refs, self._count, self.top, self._table = _TRAILER.unpack(
            raw[-_TRAILER.size :]
        )
        if not (1 <= self._width <= 8 and 1 <= self._refs <= 8):
            raise _broken()

    def entries(self, number: int) -> dict[str, int]:
        """The keys of a dictionary, each with the number of its value."""
        kind, count, at = self._head(number)
        if kind != _DICT or count > MOST_KEYS:
            raise _broken()
        refs = [self._number(at + n * self._refs, self._refs) for n in range(2 * count)]
        keys = [self.value(ref) for ref in refs[:count]]
        return {
            key: ref for key, ref in zip(keys, refs[count:], strict=True) if isinstance(key, str)
        }

    def value(self, number: int | None) -> str | bytes | None:
        """A string or some bytes; null for anything else."""
        if number is None:
            return None
        kind, count, at = self._head(number)
        length = 2 * count if kind == _UTF16 else count
        part = self._raw[at : at + length]
        if kind == _DATA and len(part) == length:
            return part
        if kind in {_ASCII, _UTF16} and len(part) == length:
            return part.decode("ascii" if kind == _ASCII else "utf-16-be", "replace")
        return None

    def _head(self, number: int) -> tuple[int, int, int]:
        """Kind and count of an object, and where its content begins."""
        if number >= self._count:
            raise _broken()
        at = self._number(self._table + number * self._width, self._width)
        mark = self._number(at, 1)
        kind, count, at = mark >> 4, mark & 0xF, at + 1
        if count == 0xF:  # the count stands in a number after the mark
            width = 1 << (self._number(at, 1) & 0x3)
            count, at = self._number(at + 1, width), at + 1 + width
        return kind, count, at

    def _number(self, at: int, width: int) -> int:
        part = self._raw[at : at + width]
        if at > len(self._raw) or len(part) < width:
            raise _broken()
        return int.from_bytes(part, "big")


def _broken() -> Refused:
    return Refused("broken-webarchive", "It is no web archive that can be read.", "Save it again.")
