"""What a page is when it does not report one event: a round-up, a live blog, an opinion piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Literal

from crosswire import facts
from crosswire.errors import DataError

Genre = Literal["round-up", "live-blog", "opinion"]
GENRES: tuple[Genre, ...] = ("round-up", "live-blog", "opinion")

LONGEST_HEADLINE = 300
LETTERS_READ = 20_000

LEAST_ITEMS = 6
UNRELATED = 0.9
"""A round-up has so many paragraphs with names, and so large a part of them shares none with another,
and no word of its headline comes back in several. In reports of one event the actors do come back: at
.8, and without a look at the headline, one of two hundred plain reports was taken for a round-up."""

_MARKS = re.compile(r"\s*(?:[:|•·]|\s[-–—])\s+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_CAPITALS = re.compile(r"(?<=[^\W\d_] )[A-Z][^\W\d_]{2,}")


def genre(headline: str, body: str) -> Genre | None:
    """What a page is by its headline, or by paragraphs that have nothing to do with one another; None
    for a plain report."""
    told = " ".join(headline[:LONGEST_HEADLINE].lower().replace("’", "'").split())
    parts = [part.strip(" .!") for part in _MARKS.split(told)]
    for name in GENRES:
        cues = _cues()[name]
        first, last = parts[0], parts[-1]
        if first in cues["starts"] or (len(parts) > 1 and last in cues["ends"]):
            return name
        if any(f" {words} " in f" {told} " for words in cues["holds"]):
            return name
    return "round-up" if _unrelated(told, body[:LETTERS_READ]) else None


def _unrelated(headline: str, body: str) -> bool:
    """Do most paragraphs name only what no other names, and none takes up the headline?"""
    parts = body.split("\n")
    named = [names for part in parts if len(names := set(_CAPITALS.findall(part))) > 1]
    if len(named) < LEAST_ITEMS:
        return False
    lower = [part.lower() for part in parts]
    if any(sum(w in part for part in lower) > 1 for w in set(_LONG_WORD.findall(headline))):
        return False
    held = Counter(name for names in named for name in names)
    alone = sum(all(held[name] == 1 for name in names) for names in named)
    return alone >= UNRELATED * len(named)


@cache
def _cues() -> Mapping[str, Mapping[str, frozenset[str]]]:
    table = facts.load("stories").get("genres")
    if not isinstance(table, dict) or set(table) != set(GENRES):
        raise DataError(f"stories.toml: [genres] needs {', '.join(GENRES)}. Restore the file.")
    return {
        name: {
            kind: facts.words("stories", "genres", name, kind)
            for kind in ("starts", "holds", "ends")
        }
        for name in GENRES
    }
