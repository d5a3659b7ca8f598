"""Stories: one real event and all articles that report it."""

from __future__ import annotations

from crosswire.records.base import Feature, Record


class Story(Record, frozen=True, kw_only=True):
    """`articles` are in order of publication, undated ones last.

    `start` and `end` are the first and last day of publication (ISO, null where nothing is dated);
    `places` and `names` are the main ones, the most told first; `reasons` tell for the days and for each
    of them (`left`) why it was chosen (`right`) and how many articles tell it.
    """

    id: str
    articles: tuple[str, ...]
    headline: str = ""
    start: str | None = None
    end: str | None = None
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    reasons: tuple[Feature, ...] = ()
