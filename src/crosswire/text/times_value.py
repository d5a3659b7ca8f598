"""TIMEX3 values and the stretches of time they stand for.

Stretches are half-open, naive local; the caller shifts them to UTC where the zone is known.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?|T(MO|MI|AF|EV|NI|DT))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART_OF_YEAR = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))")
_SEASONS = {"SP": (3, 0), "SU": (6, 0), "FA": (9, 0), "WI": (12, 0)}
# Hours of the parts of a day as news uses the words; night runs into the next morning.
_PARTS = {
    "MO": (4, 12),
    "MI": (11, 14),
    "AF": (12, 18),
    "EV": (17, 23),
    "NI": (18, 30),
    "DT": (6, 18),
}
# "early" is the first, "late" the last part of a stretch.
_SLICES = {"START": (0.0, 0.5), "MID": (0.25, 0.75), "END": (0.5, 1.0)}

Stretch = tuple[datetime, datetime]


def stretch(value: str, part: str = "") -> Stretch | None:
    """First and last moment that a value stands for; None for durations, sets, vague references.

    `part` narrows it: "START" (early), "MID", "END" (late).
    """
    try:
        whole = _whole(value)
    except (ValueError, OverflowError):
        return None
    if whole is None or part not in _SLICES or whole[1] - whole[0] < timedelta(hours=6):
        return whole
    low, high = _SLICES[part]
    start, size = whole[0], whole[1] - whole[0]
    if size <= timedelta(days=1):
        return start + size * low, start + size * high
    days = size.days
    return start + timedelta(days=int(days * low)), start + timedelta(days=-int(-days * high // 1))


def _whole(value: str) -> Stretch | None:
    if match := _DAY.fullmatch(value):
        return _of_day(match)
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _WEEK.fullmatch(value):
        monday = datetime.fromisocalendar(int(match[1]), int(match[2]), 1)
        first = 5 if match[3] else 0
        return monday + timedelta(days=first), monday + timedelta(days=7)
    if match := _PART_OF_YEAR.fullmatch(value):
        return _of_year(match)
    if value.isascii() and value.isdigit() and 2 <= len(value) <= 4:
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return datetime(max(first, 1), 1, 1), datetime(first + width, 1, 1)
    return None


def _of_day(match: re.Match[str]) -> Stretch:
    midnight = datetime(int(match[1]), int(match[2]), int(match[3]))
    if match[7]:
        low, high = _PARTS[match[7]]
        return midnight + timedelta(hours=low), midnight + timedelta(hours=high)
    if match[4] is None:
        return midnight, midnight + timedelta(days=1)
    start = midnight + timedelta(
        hours=int(match[4]), minutes=int(match[5]), seconds=int(match[6] or 0)
    )
    return start, start + timedelta(seconds=1 if match[6] else 60)


def _of_year(match: re.Match[str]) -> Stretch:
    year = int(match[1])
    if match[2]:
        return _months(year, int(match[2]) * 3 - 2, 3)
    if match[3]:
        return _months(year, int(match[3]) * 6 - 5, 6)
    return _months(year, _SEASONS[match[4]][0], 3)


def _months(year: int, month: int, count: int) -> Stretch:
    return datetime(year, month, 1), datetime.combine(
        add_months(date(year, month, 1), count), datetime.min.time()
    )


def add_months(day: date, count: int) -> date:
    """The same day of the month, or the month's last, `count` months on. OverflowError or
    ValueError outside the calendar."""
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def week(day: date) -> str:
    """The week a day lies in: "2017-W38"."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(year: int, number: int) -> str:
    """A quarter, with overflow into other years: quarter(2020, 0) is "2019-Q4"."""
    year, zero = divmod(year * 4 + number - 1, 4)
    return f"{year:04d}-Q{zero + 1}"


def duration(count: float | None, unit: str) -> str:
    """A duration: (3, "D") is "P3D", (None, "TH") is "PTXH", (1.5, "TM") is "PT1M30S"."""
    clock = unit.startswith("T")
    letter = unit[-1]
    head = "PT" if clock else "P"
    if count is None:
        return f"{head}X{letter}"
    if letter == "F":
        count, letter = count * 2, "W"
    if letter in "ECL" and not clock:
        count, letter = count * {"E": 10, "C": 100, "L": 1000}[letter], "Y"
    whole, rest = int(count), count - int(count)
    below = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60), "D": ("TH", 24)}.get(
        letter if not clock else unit
    )
    if rest and below:
        small = round(rest * below[1])
        first = f"{whole}{letter}" if whole else ""
        return f"{head}{first}{'T' if below[0] == 'TH' else ''}{small}{below[0][-1]}"
    if rest:
        return f"{head}{count:g}{letter}"
    return f"{head}{whole}{letter}"
