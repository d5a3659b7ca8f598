"""From what an expression says to the day it means: anchor, tense, and what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from crosswire.text.times_context import Answer, Asked, Context, nearest, remember
from crosswire.text.times_days import (
    day_value,
    holiday_value,
    month_value,
    offset_value,
    season_value,
    weekday_value,
)
from crosswire.text.times_instants import moment
from crosswire.text.times_sense import Sense
from crosswire.text.times_value import add_months, duration, quarter, week

# Firms speak of the quarter just ended in any tense ("expects to report a third-quarter loss").
_QUARTER_AGAINST_TENSE = 2.0
# A year-on-year comparison this many sentences on still speaks of the quarter; beyond, of the year.
_QUARTER_REACH = 4


def resolve(asked: Asked, context: Context) -> Answer | None:
    """What the expression means here; None when it means no time. Remembers what it named."""
    try:
        if asked.sense.sort in ("moment", "clock"):
            return _moment(asked, context)
        value = _RESOLVERS[asked.sense.sort](asked, context)
    except (OverflowError, ValueError):
        return None
    if not value:
        return None
    if asked.sense.sort not in ("year earlier", "period"):
        remember(value, context)
    return Answer(
        value, mod=asked.sense.mod, about=asked.sense.about, last=_last_of(asked.sense, value)
    )


def _last_of(sense: Sense, value: str) -> str:
    return f"{value[:8]}{sense.last:02d}" if sense.last and len(value) == 10 else ""


def _year(asked: Asked, _: Context) -> str:
    return f"{asked.sense.year:04d}"


def _quarter(asked: Asked, context: Context) -> str:
    sense, anchor = asked.sense, context.anchor
    if sense.sort == "half" or sense.year is not None or anchor is None:
        letter = "H" if sense.sort == "half" else "Q"
        year = (
            sense.year
            if sense.year is not None
            else anchor.year + (sense.rel or 0)
            if anchor
            else None
        )
        return (
            f"{year:04d}-{letter}{sense.number}"
            if year is not None
            else f"XXXX-{letter}{sense.number}"
        )
    now = (anchor.month + 2) // 3
    if sense.number is None:
        return quarter(anchor.year, now + (sense.rel or 0))
    if sense.rel is not None:
        return quarter(anchor.year + sense.rel, sense.number)
    options = [date(anchor.year + step, sense.number * 3 - 1, 15) for step in (-1, 0, 1)]
    return quarter(
        nearest(options, anchor, asked.direction, _QUARTER_AGAINST_TENSE).year, sense.number
    )


def _unit(asked: Asked, context: Context) -> str:
    sense = asked.sense
    rel = sense.rel or 0
    if sense.on is not None:
        day = _day_of(asked, context)
        return week(day) if day else ""
    base = context.anchor
    if sense.back:
        base = _spoken_of(sense.unit, context) or base
    if base is None:
        return ""
    if (
        sense.unit == "WE"
        and sense.rel is None
        and asked.direction == "past"
        and base.isoweekday() < 6
    ):
        rel = -1
    return _unit_at(base, sense.unit, rel)


def _unit_at(base: date, unit: str, rel: int) -> str:
    if unit == "D":
        return (base + timedelta(days=rel)).isoformat()
    if unit in ("W", "WE", "F"):
        tail = "-WE" if unit == "WE" else ""
        return week(base + timedelta(days=7 * rel)) + tail
    if unit == "M":
        return add_months(base.replace(day=1), rel).isoformat()[:7]
    if unit == "Q":
        return quarter(base.year, (base.month + 2) // 3 + rel)
    if unit == "Y":
        return f"{base.year + rel:04d}"
    width = {"E": 3, "C": 2, "L": 1}[unit]
    return f"{base.year // 10 ** (4 - width) + rel:0{width}d}"


def _spoken_of(unit: str, context: Context) -> date | None:
    if unit == "Y" and context.year is not None:
        return date(context.year, 1, 1)
    if unit == "M" and context.month is not None:
        return date(*context.month, 1)
    return context.day


def _shift(asked: Asked, context: Context) -> str:
    """ "two weeks ago" at the grain of its unit; without a count a vague reference."""
    sense = asked.sense
    sign = sense.rel or -1
    if sense.count is None:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    base = context.anchor
    if sense.back:
        base = _spoken_of(sense.unit, context) or base
    if base is None:
        return ""
    count = int(sense.count) * sign
    if sense.unit in ("TS", "TM", "TH", "D"):
        return (base + timedelta(days=count if sense.unit == "D" else 0)).isoformat()
    if (
        sense.unit == "E" and count == -1
    ):  # "a decade ago" is ten years ago, not some time in the decade before
        return f"{base.year - 10:04d}"
    if sense.unit in ("W", "F"):
        return week(base + timedelta(weeks=count * (2 if sense.unit == "F" else 1)))
    return _unit_at(base, sense.unit, count)


def _year_earlier(asked: Asked, context: Context) -> str:
    """A year before the quarter, else the year, spoken of lately; else a year before the anchor."""
    sense = asked.sense
    if context.quarter and _of_months(context):
        return f"{context.quarter[0] - 1:04d}"
    near = context.sentence - context.quarter_sentence <= _QUARTER_REACH
    if context.quarter and (near or sense.name == "quarter"):
        year, number = context.quarter
        return quarter(year - 1, sense.number or number)
    if context.anchor is None:
        return ""
    if sense.back and context.year is not None and context.year_sentence >= context.sentence - 1:
        return f"{context.year - 1:04d}"
    return (
        quarter(context.anchor.year - 1, sense.number)
        if sense.number
        else f"{context.anchor.year - 1:04d}"
    )


def _period(asked: Asked, context: Context) -> str:
    if asked.sense.on is not None:
        return _quarter_of_end(_day_of(asked, context))
    if asked.sense.year is not None and _of_months(context):
        return f"{asked.sense.year:04d}"
    if context.quarter and not (asked.sense.rel == 0 and _still_runs(context)):
        year, number = context.quarter
        return quarter(asked.sense.year or year, number + int(asked.sense.count or 0))
    if asked.sense.year is not None:
        return f"{asked.sense.year:04d}"
    if asked.sense.name == "period" or context.anchor is None:
        return ""
    return quarter(context.anchor.year, (context.anchor.month + 2) // 3 - 1)


def _quarter_of_end(day: date | None) -> str:
    """The quarter of the calendar that holds most of the three months up to a day."""
    if day is None:
        return ""
    middle = add_months(day.replace(day=1), -1)
    return quarter(middle.year, (middle.month + 2) // 3)


def _still_runs(context: Context) -> bool:
    """Has the quarter spoken of not ended yet? Then it is not "the latest" one."""
    if context.quarter is None or context.anchor is None:
        return False
    year, number = context.quarter
    return context.anchor < add_months(date(year, number * 3, 1), 1)


def _of_months(context: Context) -> bool:
    """Does "a year earlier" speak of "the nine months" of a sentence ago rather than of a quarter?"""
    last = context.months_sentence
    return last > context.quarter_sentence and context.sentence - last <= 1


def _span(asked: Asked, context: Context) -> str:
    if asked.sense.name == "months":
        context.months_sentence = context.sentence
    if asked.sense.name == "in" and asked.direction == "future" and context.anchor is not None:
        return _shift(Asked(asked.sense.but(rel=1), asked.start, asked.direction), context)
    return duration(asked.sense.count, asked.sense.unit)


def _value(asked: Asked, _: Context) -> str:
    return asked.sense.value


def _part(asked: Asked, context: Context) -> str:
    sense = asked.sense
    day = context.day if sense.back and context.day_sentence >= context.sentence - 1 else None
    if day is not None:
        day += timedelta(days=sense.rel or 0)
    elif context.anchor is not None and (not sense.back or sense.mod):
        day = context.anchor + timedelta(days=sense.rel or 0)
    return f"{day.isoformat()}T{sense.part}" if day else ""


def _moment(asked: Asked, context: Context) -> Answer | None:
    there = replace(context, eve=True) if asked.sense.zone == "local" else context
    day = _day_of(asked, there) if asked.sense.on is not None else None
    second = asked.sense.beside
    return moment(
        asked,
        day,
        _day_of(Asked(second, asked.start, asked.direction), context) if second else None,
        context,
    )


def _day_of(asked: Asked, context: Context) -> date | None:
    """The day that the sense stands on; None when it is no whole day."""
    on = asked.sense.on
    if on is None:
        return None
    value = _RESOLVERS[on.sort](Asked(on, asked.start, asked.direction), context)
    return date.fromisoformat(value) if len(value) == 10 and value[0].isdigit() else None


def _beside(asked: Asked, context: Context) -> str:
    day = _day_of(asked, context)
    return (day + timedelta(days=asked.sense.rel or 0)).isoformat() if day else ""


_RESOLVERS: dict[str, Callable[[Asked, Context], str]] = {
    "day": day_value,
    "weekday": weekday_value,
    "offset": offset_value,
    "beside": _beside,
    "month": month_value,
    "year": _year,
    "quarter": _quarter,
    "half": _quarter,
    "season": season_value,
    "unit": _unit,
    "shift": _shift,
    "year earlier": _year_earlier,
    "period": _period,
    "span": _span,
    "set": _value,
    "value": _value,
    "part": _part,
    "holiday": holiday_value,
}
