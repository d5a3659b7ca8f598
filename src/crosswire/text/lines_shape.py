"""What a line looks like, before anything is known of the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from crosswire.text.lines_facts import globs, phrases, plain, table

CLIP = 400  # letters of a line that word lists and shapes look at
_ENDED = re.compile(r"[.?!…。！？。][\"”’'»)\]]{0,3}$|[.?!][\"”’']{1,2}\s[-–—] [A-Z][\w .]{2,40}$")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BULLET = re.compile(r"^[*•·▪●‣–—-]\s+|^\d{1,2}[.)]\s+")


@dataclass(frozen=True)
class Line:
    """A line of the page. `low` is its plain form, cut; `words` counts what a reader counts."""

    text: str
    low: str
    words: int
    ended: bool
    furniture: bool
    wall: bool
    comments: bool
    blank_before: bool


def count_words(text: str) -> int:
    """Words; in scripts without spaces two letters count as one."""
    words = len(text.split())
    if text.isascii():
        return words
    wide = len(_WIDE.findall(text))
    return words + wide // 2


def is_furniture(low: str, words: int) -> bool:
    """Does the plain line stand in the lists of page furniture, or has it such a shape?"""
    kind = phrases("furniture")
    bare = low.strip(" |>»«<→←›‹+•·*")
    if not bare or low in kind.exact or bare in kind.exact:
        return True
    if kind.always_begins(bare):
        return True
    if words <= table("furniture", "starts_words") and kind.begins(bare):
        return True
    if words <= table("furniture", "contains_words") and kind.holds(low):
        return True
    return len(low) <= 200 and kind.shaped(low)


def _is_wall(low: str, words: int, ended: bool) -> bool:
    """Does the plain line open what stands behind articles: comments, other stories, a box?"""
    if words <= 5 and not ended and globs("furniture", "boxes").match(low):
        return True
    return words <= 40 and globs("furniture", "walls").match(low) is not None


def _line(text: str, blank_before: bool) -> Line:
    words = count_words(text)
    low = plain(text[:CLIP])
    ended = _ENDED.search(text[-60:]) is not None
    return Line(
        text=text,
        low=low,
        words=words,
        ended=ended,
        furniture=is_furniture(low, words),
        wall=_is_wall(low, words, ended),
        comments=words <= 30 and globs("furniture", "comment_walls").match(low) is not None,
        blank_before=blank_before,
    )


def read_lines(text: str) -> list[Line]:
    """The lines that hold something; lines wrapped at a column are put together again."""
    lines, blank = [], True
    for row in rows_of(text):
        if row:
            lines.append(_line(row, blank))
        blank = not row
    return lines


def rows_of(text: str) -> list[str]:
    """The same before anything is asked of them, blank ones among them."""
    return list(_unwrapped([" ".join(row.split()) for row in text.splitlines()]))


def _unwrapped(rows: list[str]) -> Iterable[str]:
    """Joins the rows of each block where the page was wrapped at a column of 60 to 100 letters.

    Decided on the page as a whole: at least half of the rows that have a follower in their block
    end near the column without an end of sentence, and the follower goes on in small letters.
    """
    pairs = [(a, b) for a, b in pairwise(rows) if a and b]
    split = [
        a for a, b in pairs if 50 <= len(a) <= 100 and b[:1].islower() and not _ENDED.search(a)
    ]
    widest = max(map(len, rows), default=0)
    if widest > 110 or len(split) < 4 or len(split) * 3 < len(pairs):
        return rows
    joined: list[list[str]] = []
    for row in rows:
        last = joined[-1][-1] if joined else ""
        if last and row and len(last) >= 45 and not _BULLET.match(row):
            joined[-1].append(row)
        else:
            joined.append([row])
    return [" ".join(parts) for parts in joined]
