"""What a file is: by the end of its name, then by its first bytes."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from crosswire import facts
from crosswire.errors import DataError
from crosswire.sources.refusal import Refused

Kind = Literal["html", "text", "warc", "jsonlines", "mail", "mbox", "emlx", "wacz", "webarchive"]
# Kinds that are binary, with their first bytes.
BINARY: dict[Kind, bytes] = {"wacz": b"PK\x03\x04", "webarchive": b"bplist00"}

# Random bytes hold .10 control characters, text in any encoding that news is found in under .001
# (counted over 8 kB). Higher: packed data passes as text; lower: a page with a few stray ones fails.
CONTROL_SHARE = 0.03
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|meta|title|p)[\s>]", re.I)
_OPENS_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)[\s>]", re.I)
_MAIL = re.compile(rb"^(?:mime-version|message-id|received):", re.I | re.M)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:|From )[^\r\n]*\r?\n")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def by_name(name: str) -> Kind | Literal["aside"] | None:
    """The kind that the name promises; "aside" for files that never hold an article."""
    name = name.lower().removesuffix(".gz")
    table = _table()
    return next((kind for end, kind in table.items() if name.endswith(end)), None)


def by_head(name: str, head: bytes) -> Kind:
    """The kind that the name promises and the first bytes hold; Refused where they are no page."""
    promised = by_name(name)
    if _bare(head).startswith(b"WARC/"):
        return "warc"  # it holds pictures and packed pages, so it may look binary
    if promised in BINARY and head.startswith(BINARY[promised]):
        return promised
    _refuse_binary(head)
    if promised in BINARY:
        return _sniffed(head)
    if promised == "text" and _OPENS_HTML.match(_bare(head)):
        return "html"
    if promised is None or promised == "aside":
        return _sniffed(head)
    return promised


def charset_of(body: bytes) -> str | None:
    """The encoding that the first bytes give away (a mark, or UTF-16 without one), else null."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    return _unmarked_utf16(body[:4096])


def _sniffed(head: bytes) -> Kind:
    bare = _bare(head)
    if bare.startswith(b"{"):
        return "jsonlines"
    if _HEADER.match(bare) and _MAIL.search(re.split(rb"\r?\n\r?\n", bare, maxsplit=1)[0]):
        return "mail"
    return "html" if _HTML.search(bare) else "text"


def _bare(head: bytes) -> bytes:
    """The head without byte-order mark and leading white space, UTF-16 made plain."""
    charset = charset_of(head)
    if charset and charset.startswith("utf-16"):
        head = head.decode(charset, "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _refuse_binary(head: bytes) -> None:
    for mark, what in _magic().items():
        if head.startswith(mark):
            raise _binary(f"It is {what}, not a page.")
    if charset_of(head) in {"utf-16", "utf-16-le", "utf-16-be"}:
        return
    controls = sum(head.count(control) for control in CONTROLS)
    if controls > CONTROL_SHARE * len(head):
        raise _binary("It holds binary data, no text.")


def _binary(message: str) -> Refused:
    return Refused("binary", message, "Save the article as HTML or text.")


def _unmarked_utf16(start: bytes) -> str | None:
    """UTF-16 of a Latin script shows as a zero byte in nearly every other place."""
    half = len(start) // 2
    if half < 8:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


@cache
def _table() -> dict[str, Kind | Literal["aside"]]:
    names = facts.load("kinds")["names"]
    unknown = set(names) - {*get_args(Kind), "aside"}
    if unknown:
        raise DataError(f"kinds.toml: no kind of file is called {min(unknown)}. Mend [names].")
    return {end: kind for kind, ends in names.items() for end in ends}


@cache
def _magic() -> dict[bytes, str]:
    try:
        return {bytes.fromhex(mark): what for mark, what in facts.load("kinds")["magic"].items()}
    except ValueError as error:
        raise DataError(f"kinds.toml: [magic] {error}. Write the first bytes in hex.") from error
