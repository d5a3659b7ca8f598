"""Mail: newsletters and press releases (`.eml`, `.emlx`, `.mbox`), pages saved as one (`.mhtml`)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.bounded import lines, whole
from crosswire.sources.refusal import Refused


def read_mail(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """The text of the message as a page, its HTML part where there is one; attachments are not read.

    Of a mail, `Date`, `From` and `Subject` become the fields published, outlet and title. A saved
    page (it has `Content-Location`) was not written when it was saved: its date is `fetched`.
    """
    yield _page(source, whole(stream, limits.page_bytes))


def read_emlx(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """A message as Apple Mail keeps it: its length in a line before it, notes on it after it."""
    raw = whole(stream, limits.page_bytes)
    told, _, rest = raw.partition(b"\n")
    length = told.strip()
    if not length.isdigit() or len(length) > 12:
        raise Refused("broken-mail", "It is no message of Apple Mail.", "Save it again.")
    yield _page(source, rest[: int(length)])


def read_mbox(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """The messages of a mailbox, each a page named `box.mbox:3`; an issue for one that is broken."""
    number = 0
    for number, raw in enumerate(_messages(stream, limits.page_bytes), 1):
        where = f"{source}:{number}"
        try:
            if raw is None:
                raise Refused("too-large", "The message is too long for a page.", "Leave it out.")
            yield _page(where, raw)
        except Refused as refused:
            yield refused.issue(where)
    if not number:
        raise Refused("empty", "The mailbox holds no message.", "Save it again.")


def _messages(stream: io.BufferedReader, limit: int) -> Iterator[bytes | None]:
    """The messages, parted by lines that begin with "From "; null for those beyond the limit."""
    parts: list[bytes] = []
    length, begun, blank = 0, False, True
    for _, line in lines(stream, limit):
        if line is not None and blank and line.startswith(b"From "):
            if begun:
                yield b"".join(parts) if length <= limit else None
            parts, length, begun = [], 0, True
            continue
        length += len(line) if line is not None else limit + 1
        if begun and length <= limit and line is not None:
            parts.append(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    if begun:
        yield b"".join(parts) if length <= limit else None


def _page(source: str, raw: bytes) -> Page:
    message = _parsed(raw)
    part = _text_part(message)
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise Refused("empty", "The message holds no text.", "Save the article as HTML or text.")
    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    date = _date(message)
    return Page.make(
        source,
        body,
        "text/html" if part.get_content_type() == "text/html" else "text/plain",
        address=address,
        fetched=date if address else None,
        charset=part.get_content_charset(),
        fields={} if address else _fields(message, date),
    )


def _parsed(raw: bytes) -> EmailMessage:
    try:
        return message_from_bytes(raw, policy=default)
    except (ValueError, LookupError, RecursionError, IndexError, AttributeError) as error:
        # The standard parser lets these out on headers and nests of parts made to confuse it.
        raise Refused("broken-mail", "It is no mail that can be read.", "Save it again.") from error


def _text_part(message: EmailMessage) -> EmailMessage | None:
    """The first HTML part, else the first of plain text, that is no attachment."""
    parts = [part for part in message.walk() if not part.is_attachment()]
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind:
                return part
    return None


def _fields(message: EmailMessage, date: str | None) -> dict[str, str | list[str]]:
    name, mailbox = parseaddr(_header(message, "From") or "")
    told = {
        "title": _header(message, "Subject"),
        "published": date,
        "outlet": name or mailbox.partition("@")[2] or None,
    }
    return {key: value for key, value in told.items() if value}


def _date(message: EmailMessage) -> str | None:
    """The date of the message in ISO 8601; "-0000" means UTC of an unknown place."""
    try:
        date = parsedate_to_datetime(_header(message, "Date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat()


def _header(message: EmailMessage, name: str) -> str | None:
    """A header in one line without control characters, or null; broken ones count as missing."""
    try:
        value = message[name]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return None
    text = "".join(char if char.isprintable() else " " for char in str(value or ""))
    return " ".join(text.encode("utf-8", "replace").decode().split()) or None
