"""Mail: newsletters and press releases (`.eml`), and pages saved as one file (`.mhtml`)."""

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
from crosswire.sources.bounded import whole
from crosswire.sources.refusal import Refused


def read_mail(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """The text of the message as a page, its HTML part where there is one; attachments are not read.

    Of a mail, `Date`, `From` and `Subject` become the fields published, outlet and title. A saved
    page (it has `Content-Location`) was not written when it was saved: its date is `fetched`.
    """
    message = _parsed(whole(stream, limits.page_bytes))
    part = _text_part(message)
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise Refused("empty", "The message holds no text.", "Save the article as HTML or text.")
    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    date = _date(message)
    yield Page.make(
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
