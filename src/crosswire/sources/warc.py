"""WARC files: pages as a crawler stored them, with their addresses and times of fetching."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.payload import unwrapped
from crosswire.sources.refusal import Refused, issue, size

HTML = frozenset({"text/html", "application/xhtml+xml"})


class _Forward:
    """What the WARC reader may do with a stream: it panics on one that has `seek` and cannot."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._at = stream, 0

    def read(self, count: int = -1) -> bytes:
        # One read at a time, so that what stands before a break is not lost with it.
        data = self._stream.read1(count)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def read_warc(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """A page for each answer of a server that holds HTML or plain text, named `crawl.warc:3`.

    Answers that hold no page are counted in one note. Refused where the file breaks off, after all
    pages before that.
    """
    passed: Counter[str] = Counter()
    number = 0
    broken: Refused | None = None
    try:
        for number, record in enumerate(_records(stream), 1):
            body = _body(record, limits.page_bytes, passed)
            if body is not None:
                yield _page(f"{source}:{number}", record, body)
    except Refused as refused:
        broken = refused
    if passed:
        told = ", ".join(f"{count} {why}" for why, count in sorted(passed.items()))
        yield issue("aside", "note", source, f"Answers that hold no page: {told}.")
    if broken:
        raise broken
    if not number:
        raise Refused("empty", "The WARC file holds no answer of a server.", "Fetch it again.")


def _records(stream: io.BufferedReader) -> Iterator[Any]:
    """The answers; what the reader cannot make sense of ends the file."""
    try:
        yield from ArchiveIterator(
            cast(BinaryIO, _Forward(stream)),
            record_types=WarcRecordType.response,
            parse_http=True,
            stream_detect=False,
        )
    except (OSError, ValueError) as error:
        raise Refused(
            "broken-warc", "The WARC file is broken or cut off.", "Fetch it again."
        ) from error


def _body(record: Any, limit: int, passed: Counter[str]) -> bytes | None:
    """The page of this answer; where there is none, its reason is counted in `passed`."""
    why, body = _no_page(record), b""
    if not why:
        headers = record.http_headers
        transfer = headers.get("Transfer-Encoding") or ""
        encoding = headers.get("Content-Encoding") or ""
        raw = record.reader.read(limit + 1)
        try:
            body = unwrapped(raw, transfer, encoding, limit)
        except ValueError:
            why = "with a body that cannot be unpacked"
        if len(raw) > limit or len(body) > limit:
            why = f"larger than {size(limit)}"
        elif not body.strip():
            why = why or "empty"
    if why:
        passed[why] += 1
    return None if why else body


def _no_page(record: Any) -> str:
    """Why this answer holds no page, or nothing."""
    if not record.is_http or record.http_headers is None:
        return "not HTTP"
    status = record.http_headers.status_code
    if status != 200:
        return f"with status {status}" if status else "without a status"
    kind = _media_type(record)
    return "" if kind in HTML or kind == "text/plain" else f"of type {kind or 'unknown'}"


def _media_type(record: Any) -> str:
    told = (_printable(record.http_content_type) or "").partition(";")[0].strip().lower()
    return told[:60]


def _page(source: str, record: Any, body: bytes) -> Page:
    kind: Literal["text/html", "text/plain"] = (
        "text/html" if _media_type(record) in HTML else "text/plain"
    )
    date = record.record_date
    return Page.make(
        source,
        body,
        kind,
        address=_printable(record.headers.get("WARC-Target-URI")),
        fetched=date.isoformat() if date else None,
        charset=_printable(record.http_charset),
    )


def _printable(value: str | None) -> str | None:
    """A header's value, without the angle brackets of old writers; null where it is garbage."""
    value = (value or "").strip().removeprefix("<").removesuffix(">")
    return value if value and value.isprintable() else None
