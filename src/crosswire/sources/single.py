"""Files that are one page each: HTML or plain text, as they were saved."""

from __future__ import annotations

import io
from collections.abc import Iterator

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.bounded import whole
from crosswire.sources.kinds import charset_of
from crosswire.sources.refusal import Refused
from crosswire.sources.saved import saved_from


def read_html(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """The page, with its address where a browser noted it; Refused when empty or too large."""
    body = _body(stream, limits)
    address, when = saved_from(body)
    yield Page.make(
        source, body, "text/html", address=address, fetched=when, charset=charset_of(body)
    )


def read_text(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """The page; Refused when it is empty or too large."""
    body = _body(stream, limits)
    yield Page.make(source, body, "text/plain", charset=charset_of(body))


def _body(stream: io.BufferedReader, limits: Limits) -> bytes:
    body = whole(stream, limits.page_bytes)
    if body.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"):
        return body
    told = "It is empty (0 bytes)." if not body else "It holds white space and no text."
    raise Refused("empty", told, "Fetch or save it again.")
