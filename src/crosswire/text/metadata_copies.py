"""Copies of a page for other readers: Wayback Machine, archive.today, AMP and its caches, print."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST = 4_000
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/\d{1,14}[a-z_]{0,6}|archive\.(?:today|ph|is|li|fo|md|vn)/[\d.-]{8,20})"
    r"/(https?:/{1,2}.+)",
    re.I,
)
_CACHED = re.compile(
    r"https?://(?:[\w.-]{1,200}\.cdn\.ampproject\.org/(?:[acivw]/){0,3}|(?:www\.)?google\.[\w.]{2,6}/amp/)"
    r"(s/)?([\w.-]{1,200}\.\w{2,20}/.*)",
    re.I,
)
_AMP = re.compile(
    r"^amp\.|/amp(?:[./]|$)|\.amp(?:\.html?)?$|(?:^|[?&])(?:amp|outputtype)=(?:1|true|amp|$|&)|(?:^|&)amp$",
    re.I,
)
_PRINT = re.compile(
    r"/print(?:[./]|$)|[-_.]print\.html?$|(?:^|&)(?:print|printable|view=print|printpage)(?:=|&|$)|^print\.",
    re.I,
)


def original_of(address: str | None) -> str | None:
    """The address itself; for an archived or cached copy, that of the page it is a copy of."""
    told = (address or "")[:_LONGEST]
    found = _ARCHIVED.match(told)
    if found:
        return re.sub(r"^(https?):/{1,2}", r"\1://", found[1])
    cached = _CACHED.match(told)
    return f"http{'s' if cached[1] else ''}://{cached[2]}" if cached else address


def is_archived(address: str) -> bool:
    """Is this the address of a copy in the Wayback Machine or archive.today?"""
    return _ARCHIVED.match(address[:_LONGEST]) is not None


def copy_kind(
    address: str | None, canonical: str | None, *, amp: bool, archived: bool = False
) -> str | None:
    """What the page is a copy of, in words; None for an original. `archived`: it bears the archive's bar."""
    if not canonical:
        return "Wayback Machine copy of an address it does not tell" if archived else None
    told = (address or "")[:_LONGEST]
    if archived or _ARCHIVED.match(told):
        keeper = "archive.today" if "//archive." in told else "Wayback Machine"
        return f"{keeper} copy of {canonical}"
    other = bool(told) and _bare(told) != _bare(canonical)
    if _CACHED.match(told) or (other and _says(_AMP, told)) or (amp and (other or not told)):
        return f"AMP copy of {canonical}"
    return f"print copy of {canonical}" if other and _says(_PRINT, told) else None


def _says(pattern: re.Pattern[str], address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[broken"
        return False
    return any(pattern.search(part) for part in (parts.netloc, parts.path, parts.query))


def _bare(address: str) -> str:
    return address.rsplit("://", maxsplit=1)[-1].split("#", maxsplit=1)[0].rstrip("/").lower()
