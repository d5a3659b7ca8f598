"""From when to when a told time runs, in whole days, for formats that know days and hours only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crosswire.serve.view_words import moment

_SHAPES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\d{4}"), 12),
    (re.compile(r"\d{4}-H[12]"), 6),
    (re.compile(r"\d{4}-(Q[1-4]|SP|SU|FA|WI)"), 3),
    (re.compile(r"\d{4}-\d{2}"), 1),
)
_WEEK = re.compile(r"\d{4}-W\d{2}(-WE)?")
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}.*", re.DOTALL)


@dataclass(frozen=True)
class Spell:
    """Half-open; `hour_known` says that `start` is a moment, else both are midnights."""

    start: datetime
    end: datetime
    hour_known: bool = False


def spell_of(value: str | None) -> Spell | None:
    """The days of a TIMEX or ISO value; None where it tells none.

    Winter begins in December of the year told, as it does for the brief's pictures.
    """
    start = moment(value)
    if value is None or start is None:
        return None
    try:
        if _HOUR.fullmatch(value):
            return Spell(start, start, hour_known=True)
        return Spell(*_days(value, start.replace(hour=0, minute=0)))
    except (OverflowError, ValueError):  # past the last year there is
        return None


def _days(value: str, start: datetime) -> tuple[datetime, datetime]:
    for shape, months in _SHAPES:
        if shape.fullmatch(value):
            return start, _months_later(start, months)
    week = _WEEK.fullmatch(value)
    if week:
        first = start + timedelta(days=5) if week[1] else start
        return first, start + timedelta(days=7)
    return start, start + timedelta(days=1)


def _months_later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1, day=1)
