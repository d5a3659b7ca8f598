"""Pages that hold no article and only lead on to one, as aggregators put between.

No script is run: only what HTML itself says is followed.
"""

from __future__ import annotations

import re
from html import unescape

from crosswire.sources.addresses import cleaned
from crosswire.sources.refusal import Refused
from crosswire.sources.said import visible_words

LONGEST_LEAD = (
    200_000  # a page that only leads on is small; one of an aggregator has its script too
)
MOST_WORDS = 60  # visible words of such a page ("You are being redirected …"); articles have more
SOONEST = 10  # seconds: pages that renew themselves do so after minutes

_META = re.compile(rb"<meta\b[^>]{0,2000}>", re.I)
_REFRESH = re.compile(rb"""http-equiv\s*=\s*["']?refresh""", re.I)
_CONTENT = re.compile(rb"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_TARGET = re.compile(r"^\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.I)
_NAMED = re.compile(rb"""\bdata-n-au\s*=\s*["'](https?://[^"'<>\s]{4,2000})""", re.I)


def onward(body: bytes, address: str) -> str | None:
    """Where this page sends its reader at once, or nothing where it is an article itself."""
    if len(body) > LONGEST_LEAD:
        return None
    told = _refresh(body) or _named(body)
    if told is None or len(visible_words(body)) > MOST_WORDS:
        return None
    try:
        target = cleaned(told, address)
    except Refused:
        return None
    return None if target == address else target


def _refresh(body: bytes) -> str | None:
    for mark in _META.finditer(body[:50_000]):
        content = _CONTENT.search(mark[0])
        if content is None or not _REFRESH.search(mark[0]):
            continue
        told = _TARGET.match(unescape((content[1] or content[2] or b"").decode("utf-8", "replace")))
        if told and int(told[1]) <= SOONEST:
            return told[2]
    return None


def _named(body: bytes) -> str | None:
    found = _NAMED.search(body)
    return unescape(found[1].decode("utf-8", "replace")) if found else None
