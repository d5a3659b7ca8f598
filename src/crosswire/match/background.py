"""Which statements look back beyond the event: what they tell must not be held against the news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from crosswire.records.claim import Chapter, Statement

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
            days = [t.end[:10] for t in statement.times if t.end and t.type in ("DATE", "TIME")]
            if days:
                looking_back = paragraph if max(days) < border else None
            elif looking_back != paragraph:
                looking_back = None
            if looking_back == paragraph:
                found.add(statement.id)
    return found


def _border(chapter: Chapter) -> str | None:
    anchor = chapter.article.anchor
    if anchor is None:
        return None
    return (date.fromisoformat(anchor.value[:10]) - timedelta(days=LOOKS_BACK_DAYS)).isoformat()
