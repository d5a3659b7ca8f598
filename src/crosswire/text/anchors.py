"""Against which moment a time in an article is resolved: its entry's own, else the publication.

In a live blog "on Tuesday" means another day in an entry of last week than in the lead.
"""

from __future__ import annotations

import msgspec

from crosswire.records.base import Span
from crosswire.records.page import Article
from crosswire.records.reading import Time
from crosswire.text.times import find_times, is_anchor


def stretches(article: Article, longest: int | None = None) -> list[tuple[int, int, str | None]]:
    """The article's text, up to `longest` characters, in stretches of one anchor: start, end, anchor.

    Without gaps and in order; one stretch for an article without entries of their own time.
    """
    told = article.anchor.value if article.anchor else None
    length = min(len(article.text), longest if longest is not None else len(article.text))
    rows, last = list[tuple[int, int, str | None]](), 0
    for start, end, time in _entries(article):
        if last <= start < length:
            rows += [(last, start, told), (start, min(end, length), time)]
            last = min(end, length)
    rows.append((last, length, told))
    return [row for row in rows if row[0] < row[1]]


def _entries(article: Article) -> list[tuple[int, int, str]]:
    return sorted(
        (block.span.start, block.span.end, block.time)
        for block in article.blocks
        if block.span is not None and block.time and is_anchor(block.time)
    )


def times_of(article: Article, longest: int | None = None) -> tuple[Time, ...]:
    """All times of the article's text, each resolved against the anchor that holds where it stands."""
    found: list[Time] = []
    for start, end, anchor in stretches(article, longest):
        for time in find_times(article.text[start:end], anchor):
            span = Span.of(article.text, start + time.span.start, start + time.span.end)
            found.append(msgspec.structs.replace(time, span=span))
    return tuple(found)
