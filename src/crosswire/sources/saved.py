"""What a browser wrote into a page when it saved it: where the page came from, and when.

<!-- saved from url=(0035)https://courier.example/mill-burns -->
<!-- Page saved with SingleFile
  url: https://courier.example/mill-burns
  saved date: Mon Mar 04 2024 09:00:00 GMT+0100 (Central European Standard Time) -->
"""

from __future__ import annotations

import re
from datetime import datetime

from crosswire.sources.addresses import cleaned
from crosswire.sources.refusal import Refused

HEAD = 4_000  # the notes stand before or at the beginning of the page's own head

_MARK = re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,5}\)(\S{8,2000})")
_SINGLE = re.compile(rb"Page saved with SingleFile\s{1,20}url:\s{0,9}(\S{8,2000})")
_DATE = re.compile(rb"saved date:\s{0,9}(\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})")


def saved_from(body: bytes) -> tuple[str | None, str | None]:
    """Address and time of saving (ISO 8601 with zone) of a saved page; null where not told."""
    head = body[:HEAD]
    found = _MARK.search(head) or _SINGLE.search(head)
    if found is None:
        return None, None
    try:
        address = cleaned(found[1].decode("utf-8", "replace"))
    except Refused:
        return None, None
    when = _DATE.search(head)
    return address, _iso(when[1].decode("ascii", "replace")) if when else None


def _iso(told: str) -> str | None:
    try:
        return datetime.strptime(told, "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
    except ValueError:
        return None
