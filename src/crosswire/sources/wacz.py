"""WACZ: what a browser's archiver saves, a zip with WARC files under `archive/`."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

from msgspec.structs import replace

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.bounded import Bounded
from crosswire.sources.refusal import Refused, size
from crosswire.sources.warc import read_warc

MOST_LISTED = (
    16_000_000  # bytes of the zip's own list of contents: 100,000 files, all held in memory
)
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, UnicodeError, OverflowError,
)  # fmt: skip


def read_wacz(source: str, raw: BinaryIO, limits: Limits) -> Iterator[Page | Issue]:
    """The pages of all WARC files in it, named `saved.wacz/data.warc.gz:3`.

    `limits.pile_bytes` counts for all of them together. Raises Refused where it is no zip, or has
    nothing in it.
    """
    _check_list(raw)
    try:
        with zipfile.ZipFile(raw) as zipped:
            crawls = [one for one in zipped.infolist() if _is_crawl(one.filename)]
            if not crawls:
                raise Refused("empty", "It holds no WARC file.", "Save the site again.")
            left = limits.pile_bytes
            for crawl in crawls:
                left -= yield from _crawl(source, zipped, crawl, replace(limits, pile_bytes=left))
    except BROKEN as error:
        raise _broken() from error


def _crawl(
    source: str, zipped: zipfile.ZipFile, crawl: zipfile.ZipInfo, limits: Limits
) -> Generator[Page | Issue, None, int]:
    """The pages of one WARC file; gives back how many bytes it had unpacked."""
    name = "".join(char if char.isprintable() else "\ufffd" for char in crawl.filename)
    about = f"{source}/{name.rpartition('/')[2]}"
    most = max(limits.unpack_floor, limits.unpack_ratio * crawl.compress_size)
    if crawl.file_size > most:
        told = f"It unpacks from {size(crawl.compress_size)} to {size(crawl.file_size)}."
        yield Refused("too-large", told, "Leave it out.").issue(about)
        return 0
    with zipped.open(crawl) as stream:
        bounded = Bounded(stream, crawl.compress_size, limits)  # type: ignore[arg-type]
        try:
            yield from read_warc(about, io.BufferedReader(bounded, 1 << 16), limits)
        except Refused as refused:
            yield refused.issue(about)
    return bounded.taken


def _is_crawl(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(".warc")


def _check_list(raw: BinaryIO) -> None:
    """The list of contents is read whole by the library, so it must have an end."""
    length = raw.seek(0, io.SEEK_END)
    raw.seek(max(0, length - 66_000))
    tail = raw.read(66_000)
    raw.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise _broken()
    (listed,) = struct.unpack_from("<I", tail, at + 12)
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if listed == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        (listed,) = struct.unpack_from("<Q", tail, wide + 40)
    if listed > MOST_LISTED:
        raise Refused("too-large", "It holds too many files.", "Take its WARC files out of it.")


def _broken() -> Refused:
    return Refused("broken-wacz", "It is no WACZ that can be read.", "Save the site again.")
