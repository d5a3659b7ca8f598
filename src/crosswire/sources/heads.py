"""What the head of an answer means: its status, its type, how long to wait."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from crosswire import facts
from crosswire.sources import kinds
from crosswire.sources.crowded import check_crowd
from crosswire.sources.exchange import Head, Headers
from crosswire.sources.refusal import Refused

Want = Literal["page", "feed", "robots"]


def asking(want: Want) -> Headers:
    """The headers that tell a server what is wanted, and how it may be packed."""
    accept = "text/plain" if want == "robots" else ", ".join([*_types(want), "*/*;q=0.1"])
    return {"Accept": accept, "Accept-Encoding": "gzip, deflate, br"}


def by_status(status: int) -> Refused:
    """What a status other than 200 and 304 means."""
    if status in {404, 410}:
        return Refused("gone", f"The page is not there (status {status}).", "")
    if status == 429:
        return Refused("too-many", "The host wants fewer requests (status 429).", "")
    if status in {408, 425} or status >= 500:
        return Refused("server", f"The server failed (status {status}).", "Try again later.")
    if status in {401, 402, 403, 407, 451}:
        message = f"The host does not hand it out (status {status})."
        return Refused("forbidden", message, "Save the page in a browser and add the file.")
    return Refused("bad-status", f"The server answered with status {status}.", "")


def retry_after(head: Head, now: datetime) -> float | None:
    """Seconds that the server wants to be left alone, told as a number or a date."""
    told = head.one("retry-after")
    if told is None:
        return None
    if told.isdigit():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def type_of(head: Head, want: Want) -> tuple[str, str | None]:
    """Media type and charset of the answer, lower case; no type where none is told.

    Raises Refused ("bad-type") for what holds neither page nor feed. A feed may call itself
    anything that is text; a page must be one.
    """
    told, *rest = (head.one("content-type") or "").split(";")
    media_type = told.strip().lower()[:100]
    allowed = {"text/plain"} if want == "robots" else set(_types(want))
    if media_type and media_type not in allowed:
        raise Refused("bad-type", f"It is {media_type}, not a {want}.", "Leave it out.")
    words = (part.strip().partition("=") for part in rest)
    charset = next((value for name, _, value in words if name.lower() == "charset"), "")
    return media_type, charset.strip("\"' ")[:40] or None


def kind_of_page(media_type: str, body: bytes) -> Literal["text/html", "text/plain"]:
    """HTML or text, whatever the server says; Refused for empty and binary ones."""
    if not body.strip():
        raise Refused("empty", "The page is empty.", "Try again later.")
    name = ".txt" if media_type == "text/plain" else ""
    kind = kinds.by_head(name, body[:8192])
    if kind == "html" or (kind == "text" and "html" in media_type):
        check_crowd(body)
        return "text/html"
    if kind == "text":
        return "text/plain"
    raise Refused("bad-type", f"It holds {kind}, not a page.", "Leave it out.")


def _types(want: Want) -> list[str]:
    told: dict[str, list[str]] = facts.load("fetching")["types"]
    return told["page"] if want == "page" else [*told["feed"], *told["page"]]
