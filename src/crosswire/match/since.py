"""Which articles were there before a day or a minute.

The time of a text is that of its last update where one soon after publication is told: what it says
now may not have stood there before. Hours are compared as instants where both tell their zone, else as
the clock showed them. A text of the same day whose hour is not told may be new, and counts as new.
"""

from __future__ import annotations

from datetime import date, datetime

from crosswire.records.moment import DAY
from crosswire.records.page import Article

# Days after publication within which "modified" is an update of the report. Later ones come from the
# site: a new layout dates whole archives anew, and with them everything would be news.
UPDATED_WITHIN = 3


def was_before(article: Article, since: str) -> bool | None:
    """Was this text there before `since` (as `check_moment` gives it)? None: no day is known."""
    told = _time_of(article)
    if told is None:
        return None
    if len(since) == DAY or len(told) <= DAY:
        return told[:DAY] < since[: min(len(told), DAY)]
    return _instant(told, since) < _instant(since, told)


def _time_of(article: Article) -> str | None:
    published = article.anchor.value if article.anchor else None
    modified = article.modified.value if article.modified else None
    if published is None or modified is None:
        return published
    try:
        days = (date.fromisoformat(modified[:DAY]) - date.fromisoformat(published[:DAY])).days
    except ValueError:  # a month or a year alone
        return published
    return modified if 0 <= days <= UPDATED_WITHIN else published


def _instant(text: str, other: str) -> datetime:
    """The time in text, without its zone unless the other has one too."""
    mine, theirs = datetime.fromisoformat(text), datetime.fromisoformat(other)
    return mine if mine.tzinfo and theirs.tzinfo else mine.replace(tzinfo=None)
