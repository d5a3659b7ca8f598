"""Which statements look back beyond the event: what they tell must not be held against the news."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from crosswire.records.claim import Chapter, Statement
from crosswire.records.reading import Time

# Days before publication from which on a dated statement is background. News of one event looks back
# over days; "on 29 August", told in mid-September, is another event.
LOOKS_BACK_DAYS = 14


def find_background(statements: Sequence[Statement], chapters: Mapping[str, Chapter]) -> set[str]:
    """Ids of background statements.

    A statement with a day or month that lies well before publication is background; so are those
    that follow it in its paragraph without a time of their own.
    """
    found: set[str] = set()
    for article, chapter in chapters.items():
        border = _border(chapter)
        if border is None:
            continue
        looking_back: int | None = None
        for statement in sorted(
            (s for s in statements if s.article == article), key=lambda s: s.span.start
        ):
            paragraph = chapter.reading.sentences[statement.sentence].paragraph
            days = [t.end[:10] for t in _of_the_main_clause(statement) if t.end]
            if days:
                looking_back = paragraph if max(days) < border else None
            elif looking_back != paragraph:
                looking_back = None
            if looking_back == paragraph:
                found.add(statement.id)
    return found


# "He received half of the votes, who had been mayor since 2018": the aside is older than the news.
_ASIDE = re.compile(r",\s(?:who|whom|which|whose|where)\b[^,]{0,200}(?:,|$)")


def _of_the_main_clause(statement: Statement) -> list[Time]:
    """The days and hours of a statement that do not stand in an aside of it."""
    asides = [match.span() for match in _ASIDE.finditer(statement.span.quote)]
    return [
        time
        for time in statement.times
        if time.type in ("DATE", "TIME")
        and not any(a <= time.span.start - statement.span.start < b for a, b in asides)
    ]


def _border(chapter: Chapter) -> str | None:
    anchor = chapter.article.anchor
    if anchor is None:
        return None
    return (date.fromisoformat(anchor.value[:10]) - timedelta(days=LOOKS_BACK_DAYS)).isoformat()
