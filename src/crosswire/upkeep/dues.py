"""What a story still waits for: each open expectation with the last day on which it may come about."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from crosswire.records.brief import StoryTold
from crosswire.upkeep.desk import Desk

GRACE = 1
"""Days after the last one on which a report may still come: evenings, other zones, the next morning's
paper. At 0 every meeting of an evening would be overdue at midnight."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_YEAR = re.compile(r"\d{4}")


def expect(desk: Desk, number: int, told: StoryTold, today: str) -> None:
    """Keeps what a thread waits for, as of today (ISO day).

    What was over before is left out: pages of years ago would fill a day's news with it.
    """
    limit = over_before(today)
    desk.threads.expect(number, [due for due in dues_of(told) if due[1] >= limit])


def dues_of(told: StoryTold) -> Iterator[tuple[str, str]]:
    """The statements that wait for something, and until when."""
    for entry in told.expectations:
        last = last_day(entry.due or "") if entry.status == "open" and not entry.overdue else None
        if last is not None:
            yield entry.statement, last


def last_day(due: str) -> str | None:
    """The last day of a day, week ("2031-W10"), month or year; None for anything else."""
    try:
        if _DAY.fullmatch(due):
            return date.fromisoformat(due).isoformat()
        if found := _WEEK.fullmatch(due):
            return date.fromisocalendar(int(found[1]), int(found[2]), 7).isoformat()
        if found := _MONTH.fullmatch(due):
            year, month = int(found[1]), int(found[2])
            return date(year, month, monthrange(year, month)[1]).isoformat()
        return date(int(due), 12, 31).isoformat() if _YEAR.fullmatch(due) else None
    except ValueError:  # the 31st of June, the 60th week, the year 0
        return None


def over_before(today: str) -> str:
    """The day before which a last day is over, with the grace."""
    return (date.fromisoformat(today) - timedelta(days=GRACE)).isoformat()
