"""Days, weekdays, months, seasons and holidays as values, near the anchor on the side of the tense."""

from __future__ import annotations

from datetime import date, timedelta

from crosswire import facts
from crosswire.text.times_context import Asked, Context, nearest
from crosswire.text.times_feasts import feast
from crosswire.text.times_sense import Sense
from crosswire.text.times_tense import TIMETABLE
from crosswire.text.times_value import add_months, last_day

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day_value(asked: Asked, context: Context) -> str:
    """A day of a month; what the text leaves out comes from the anchor, the weekday and the tense."""
    sense, anchor = asked.sense, context.anchor
    if sense.year is not None and sense.month:
        return date(sense.year, sense.month, sense.day or 1).isoformat()
    if anchor is None:
        month = f"{sense.month:02d}" if sense.month else "XX"
        return f"XXXX-{month}-{sense.day:02d}"
    if sense.month and sense.rel and not sense.unit:
        options = [
            day for day in _days_that_fit(sense, anchor) if (day - anchor).days * sense.rel > 0
        ]
        return min(options, key=lambda day: abs((day - anchor).days)).isoformat()
    if sense.month and sense.rel is not None:
        return date(anchor.year + sense.rel, sense.month, sense.day or 1).isoformat()
    options = list(_days_that_fit(sense, anchor))
    if sense.weekday:
        options = [day for day in options if day.isoweekday() == sense.weekday] or options
    return nearest(options, anchor, asked.direction).isoformat() if options else ""


def _days_that_fit(sense: Sense, anchor: date) -> list[date]:
    span = range(-5, 6) if sense.weekday and sense.month else range(-1, 2)
    day = sense.day or 1
    if sense.month:
        places = [(anchor.year + step, sense.month) for step in span]
    else:
        firsts = [add_months(anchor.replace(day=1), step) for step in range(-7, 8)]
        places = [(first.year, first.month) for first in firsts]
    return [
        date(year, month, day)
        for year, month in places
        if 0 < year < 9999 and day <= last_day(year, month)
    ]


def weekday_value(asked: Asked, context: Context) -> str:
    """A weekday near the anchor; "XXXX-WXX-3" without one."""
    sense, anchor = asked.sense, context.anchor
    assert sense.weekday is not None
    if anchor is None:
        return f"XXXX-WXX-{sense.weekday}"
    if sense.back and context.day is not None:
        return _beside(context.day, sense.weekday, sense.rel or -1)
    return (
        anchor + timedelta(days=_days_to(sense, anchor, asked.direction, context.eve))
    ).isoformat()


def _days_to(sense: Sense, anchor: date, direction: str, eve: bool) -> int:
    """How many days from the anchor to the weekday that is meant; the anchor's own day counts for both tenses."""
    back = (anchor.isoweekday() - (sense.weekday or 1)) % 7
    ahead = -back % 7
    if sense.unit == "W":  # "Friday next week"
        days = (sense.weekday or 1) - anchor.isoweekday() + 7 * (sense.rel or 0)
    elif sense.rel == 1:  # "next Wednesday" is that of the week to come
        days = 6 - anchor.isoweekday() + (sense.weekday or 1) + 1
    elif sense.rel == -1:
        days = -(back or 7)
    elif direction == "future" or (sense.rel == 0 and direction != "past"):
        days = ahead
    elif direction == TIMETABLE:
        days = ahead if back != 1 else -1
    elif (sense.name and not direction and ahead <= 2) or (eve and ahead == 1):
        days = ahead  # "Wednesday's vote" may lie on either side
    else:
        days = -back
    return days


def _beside(day: date, weekday: int, rel: int) -> str:
    """The last such weekday before a day, or the first one after it."""
    gap = (day.isoweekday() - weekday) * -rel % 7 or 7
    return (day + timedelta(days=gap * rel)).isoformat()


def offset_value(asked: Asked, context: Context) -> str:
    """Today, yesterday, tomorrow."""
    if context.anchor is None:
        return "PRESENT_REF" if asked.sense.number == 0 else ""
    return (context.anchor + timedelta(days=asked.sense.number or 0)).isoformat()


def month_value(asked: Asked, context: Context) -> str:
    """A month of a year: told, or near the anchor; "XXXX-05" without one."""
    sense, anchor = asked.sense, context.anchor
    assert sense.month is not None
    year = sense.year
    if year is None and anchor is not None:
        year = _year_of_month(sense, sense.month, anchor, asked.direction)
    return f"{year:04d}-{sense.month:02d}" if year is not None else f"XXXX-{sense.month:02d}"


def _year_of_month(sense: Sense, month: int, anchor: date, direction: str) -> int:
    if sense.rel is None:
        options = [date(anchor.year + step, month, 1) for step in (-1, 0, 1)]
        return nearest(options, anchor.replace(day=1), direction).year
    if sense.unit == "Y" or sense.rel == 0:
        return anchor.year + sense.rel
    if sense.rel < 0:
        return anchor.year - (month >= anchor.month)
    return anchor.year + (month <= anchor.month)


def holiday_value(asked: Asked, context: Context) -> str:
    """The day of a holiday, in the year told or near the anchor."""
    rule = facts.load("calendar")["holiday"][asked.sense.name]
    anchor = context.anchor
    year = asked.sense.year
    if year is not None:
        return feast(rule, year).isoformat()
    if anchor is None:
        return ""
    options = [feast(rule, anchor.year + step) for step in (-1, 0, 1)]
    if asked.sense.rel == -1:
        return max(day for day in options if day < anchor).isoformat()
    direction = "future" if asked.sense.rel == 1 else asked.direction
    return nearest(options, anchor, direction).isoformat()


def season_value(asked: Asked, context: Context) -> str:
    """A season of a year: "2022-SU"; the last one is the one that is over."""
    sense, anchor = asked.sense, context.anchor
    if sense.year is not None or anchor is None:
        return f"{sense.year or 'XXXX'}-{sense.name}"
    first = _SEASONS[sense.name]
    options = [date(anchor.year + step, first, 15) for step in (-2, -1, 0, 1)]
    if sense.rel == -1:
        over = [day for day in options if add_months(day, 3) <= anchor + timedelta(days=15)]
        return f"{over[-1].year}-{sense.name}"
    if sense.rel == 0:
        return f"{anchor.year}-{sense.name}"
    direction = "future" if sense.rel == 1 else asked.direction
    return f"{nearest(options, anchor, direction).year}-{sense.name}"
