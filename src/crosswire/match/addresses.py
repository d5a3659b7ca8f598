"""Where articles stand: which addresses are one page, and which are no article's own."""

from __future__ import annotations

import re

from crosswire.records.base import make_id
from crosswire.records.page import Article

_PLACE = re.compile(r"[a-z]+://(?:www\.)?([^/?#]+)([^?#]*)(\?[^#]*)?", re.IGNORECASE)


def place_of(address: str | None) -> str:
    """Where an article stands, as a short id: one for all spellings of an address that lead to one page.
    Empty for the front page of a site, at which its other articles are often said to stand."""
    found = _PLACE.match(address or "")
    if found is None:
        return ""
    path = found[2].rstrip("/")
    asked = [part for part in (found[3] or "?")[1:].split("&") if part and part[:4] != "utm_"]
    return make_id("place", found[1].lower(), path, "&".join(sorted(asked))) if path else ""


def is_one_place(left: Article, right: Article) -> bool:
    """Do both stand at one address?"""
    if not left.address or not right.address:
        return False
    place = place_of(left.address)
    return bool(place) and place == place_of(right.address)
