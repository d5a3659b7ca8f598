"""From what an expression says to the day it means: anchor, tense, and what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crosswire import facts
from crosswire.text import zones
from crosswire.text.times_sense import Clock, Sense
from crosswire.text.times_value import add_months, duration, last_day, quarter, week

# A day on the far side of the tense must be this many times nearer to be the one that is meant.
# Tense is guessed from the nearest verb and is wrong about once in ten, so distance may outvote it.
_AGAINST_TENSE = 5.0
_NO_TENSE_AHEAD = 1.3
# Firms speak of the quarter just ended in any tense ("expects to report a third-quarter loss").
_QUARTER_AGAINST_TENSE = 2.0
# A year-on-year comparison this many sentences on still speaks of the quarter; beyond, of the year.
_QUARTER_REACH = 4
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(slots=True)
class Context:
    """What has been spoken of so far in a text."""

    anchor: date | None
    eve: bool = False  # the next day has begun somewhere when this is published
    sentence: int = -1
    day: date | None = None
    day_sentence: int = -2
    quarter: tuple[int, int] | None = None
    quarter_sentence: int = -9
    year: int | None = None
    month: tuple[int, int] | None = None
    moment: tuple[datetime, timedelta | None] | None = None
    moment_end: int = -99


@dataclass(frozen=True, slots=True)
class Asked:
    """One expression to resolve: where it stands and what grammar says of its direction."""

    sense: Sense
    start: int
    direction: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The value, and the offset from UTC where a zone was told and is known."""

    value: str
    zone: str = ""
    ahead: timedelta | None = None
    mod: str = ""
    about: bool = False
    last: str = ""


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
        _remember(value, context)
    return Answer(
        value, mod=asked.sense.mod, about=asked.sense.about, last=_last_of(asked.sense, value)
    )


def _last_of(sense: Sense, value: str) -> str:
    return f"{value[:8]}{sense.last:02d}" if sense.last and len(value) == 10 else ""


def _remember(value: str, context: Context) -> None:
    if not value[:4].isdigit():
        return
    if len(value) >= 10 and value[4] == value[7] == "-" and value[8:10].isdigit():
        context.day, context.day_sentence = date.fromisoformat(value[:10]), context.sentence
        context.month = (context.day.year, context.day.month)
    elif len(value) == 7 and value[5] == "Q":
        context.quarter = (int(value[:4]), int(value[6]))
        context.quarter_sentence = context.sentence
    elif len(value) == 7 and value[5:].isdigit():
        context.month = (int(value[:4]), int(value[5:7]))
    if len(value) >= 4:
        context.year = int(value[:4])


def nearest(
    options: list[date], anchor: date, direction: str, against: float = _AGAINST_TENSE
) -> date:
    """The day that is meant among those a partial date fits: near, on the side of the tense."""

    def cost(day: date) -> float:
        days = (day - anchor).days
        if direction == "past":
            return days * against if days > 0 else -days
        if direction == "future":
            return days if days >= 0 else -days * against
        return days * _NO_TENSE_AHEAD if days > 0 else -days

    return min(options, key=cost)


def _day(asked: Asked, context: Context) -> str:
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


def _weekday(asked: Asked, context: Context) -> str:
    sense, anchor = asked.sense, context.anchor
    assert sense.weekday is not None
    if anchor is None:
        return f"XXXX-WXX-{sense.weekday}"
    if sense.back and context.day is not None:
        return _beside(context.day, sense.weekday, sense.rel or -1)
    back = (anchor.isoweekday() - sense.weekday) % 7
    if sense.name and sense.rel is None and back:  # "Wednesday's vote" may lie on either side
        return (
            anchor + timedelta(days=-back if back < 5 or asked.direction == "past" else 7 - back)
        ).isoformat()
    if sense.rel == 1:
        monday = anchor - timedelta(days=anchor.isoweekday() - 1)
        return (monday + timedelta(days=6 + sense.weekday)).isoformat()
    if sense.rel == -1:
        return (anchor - timedelta(days=back or 7)).isoformat()
    if asked.direction == "future" or (sense.rel == 0 and asked.direction != "past"):
        return (anchor + timedelta(days=-back % 7)).isoformat()
    if back == 6 and context.eve:
        return (anchor + timedelta(days=1)).isoformat()
    return (anchor - timedelta(days=back)).isoformat()


def _beside(day: date, weekday: int, rel: int) -> str:
    """The last such weekday before a day, or the first one after it."""
    gap = (day.isoweekday() - weekday) * -rel % 7 or 7
    return (day + timedelta(days=gap * rel)).isoformat()


def _offset(asked: Asked, context: Context) -> str:
    if context.anchor is None:
        return "PRESENT_REF" if asked.sense.number == 0 else ""
    return (context.anchor + timedelta(days=asked.sense.number or 0)).isoformat()


def _month(asked: Asked, context: Context) -> str:
    sense, anchor = asked.sense, context.anchor
    assert sense.month is not None
    if sense.year is not None:
        return f"{sense.year:04d}-{sense.month:02d}"
    if anchor is None:
        return f"XXXX-{sense.month:02d}"
    if sense.unit == "Y" and sense.rel is not None:
        return f"{anchor.year + sense.rel:04d}-{sense.month:02d}"
    if sense.rel == -1:
        return f"{anchor.year - (sense.month >= anchor.month):04d}-{sense.month:02d}"
    if sense.rel == 1:
        return f"{anchor.year + (sense.month <= anchor.month):04d}-{sense.month:02d}"
    if sense.rel == 0:
        return f"{anchor.year:04d}-{sense.month:02d}"
    options = [date(anchor.year + step, sense.month, 1) for step in (-1, 0, 1)]
    best = nearest(options, anchor.replace(day=1), asked.direction)
    return f"{best.year:04d}-{best.month:02d}"


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


def _season(asked: Asked, context: Context) -> str:
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


def _unit(asked: Asked, context: Context) -> str:
    sense = asked.sense
    rel = sense.rel or 0
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
    if sense.unit in ("TS", "TM", "TH"):
        return base.isoformat()
    if sense.unit == "D":
        return (base + timedelta(days=count)).isoformat()
    if sense.unit in ("W", "F"):
        return week(base + timedelta(weeks=count * (2 if sense.unit == "F" else 1)))
    return _unit_at(base, sense.unit, count)


def _year_earlier(asked: Asked, context: Context) -> str:
    """A year before the quarter, else the year, spoken of lately; else a year before the anchor."""
    sense = asked.sense
    near = context.sentence - context.quarter_sentence <= _QUARTER_REACH
    if context.quarter and (near or sense.name == "quarter"):
        year, number = context.quarter
        now = context.anchor.year if context.anchor else year
        year = year if year < now - 1 else min(year, now) - 1
        return quarter(year, sense.number or number)
    if context.anchor is None:
        return ""
    return (
        quarter(context.anchor.year - 1, sense.number)
        if sense.number
        else f"{context.anchor.year - 1:04d}"
    )


def _period(asked: Asked, context: Context) -> str:
    if context.quarter and not (asked.sense.rel == 0 and _still_runs(context)):
        year, number = context.quarter
        return quarter(asked.sense.year or year, number + int(asked.sense.count or 0))
    if asked.sense.year is not None:
        return f"{asked.sense.year:04d}"
    if asked.sense.name == "period" or context.anchor is None:
        return ""
    return quarter(context.anchor.year, (context.anchor.month + 2) // 3 - 1)


def _still_runs(context: Context) -> bool:
    """Has the quarter spoken of not ended yet? Then it is not "the latest" one."""
    if context.quarter is None or context.anchor is None:
        return False
    year, number = context.quarter
    return context.anchor < add_months(date(year, number * 3, 1), 1)


def _span(asked: Asked, _: Context) -> str:
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
    sense = asked.sense
    day = _day_of_moment(asked, context)
    if sense.clock is None:
        return _part_of_day(sense, day, context)
    if day is None:
        value = _clock_text(sense.clock)
        return Answer(f"T{value}", zone=sense.zone, about=sense.about)
    hour, minute, second = sense.clock
    local = datetime(day.year, day.month, day.day) + timedelta(
        hours=hour, minutes=minute, seconds=second or 0
    )
    ahead = zones.offset(sense.zone, local) if sense.zone and sense.zone != "local" else None
    if sense.on is None and _right_behind(asked, context):
        local = _same_moment(local, ahead, context)
    context.moment = (local, ahead)
    _remember(local.date().isoformat(), context)
    value = f"{local.date().isoformat()}T{local:%H:%M}" + (
        f":{second:02d}" if second is not None else ""
    )
    tail = zones.spelled(ahead) if ahead is not None else ""
    return Answer(value + tail, zone=sense.zone, ahead=ahead, about=sense.about)


def _clock_text(clock: Clock) -> str:
    hour, minute, second = clock
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")


def _day_of_moment(asked: Asked, context: Context) -> date | None:
    on = asked.sense.on
    if on is not None:
        value = _RESOLVERS[on.sort](Asked(on, asked.start, asked.direction), context)
        return date.fromisoformat(value) if len(value) == 10 and value[0].isdigit() else None
    if context.day is not None and context.day_sentence == context.sentence:
        return context.day
    return context.anchor


def _part_of_day(sense: Sense, day: date | None, context: Context) -> Answer | None:
    if day is None:
        return None
    _remember(day.isoformat(), context)
    value = f"{day.isoformat()}T{sense.part}"
    ahead = None
    if sense.zone and sense.zone != "local":
        ahead = zones.offset(sense.zone, datetime(day.year, day.month, day.day, 12))
    return Answer(value, zone=sense.zone, ahead=ahead, mod=sense.mod, about=sense.about)


def _right_behind(asked: Asked, context: Context) -> bool:
    """Is this the same moment told again, in another zone: "(0300 GMT)"?"""
    return (
        bool(asked.sense.zone)
        and context.moment is not None
        and asked.start - context.moment_end <= 4
    )


def _same_moment(local: datetime, ahead: timedelta | None, context: Context) -> datetime:
    """The day on which the second clock shows the moment of the first."""
    assert context.moment is not None
    first, first_ahead = context.moment
    known = ahead is not None and first_ahead is not None
    gap = (
        (first - (first_ahead or timedelta())) - (local - (ahead or timedelta()))
        if known
        else first - local
    )
    return local + timedelta(days=round(gap / timedelta(days=1)))


def _holiday(asked: Asked, context: Context) -> str:
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


def feast(rule: dict[str, list[int] | int], year: int) -> date:
    """The day of a holiday in a year, by its rule in `calendar.toml`."""
    if isinstance(fixed := rule.get("fixed"), list):
        return date(year, fixed[0], fixed[1])
    if isinstance(nth := rule.get("nth"), list):
        month, number, weekday = nth
        if number > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
        final = date(year, month, last_day(year, month))
        return final - timedelta(days=(final.isoweekday() - weekday) % 7)
    shift = rule["easter"]
    assert isinstance(shift, int)
    return easter(year) + timedelta(days=shift)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    return date(year, month, day + 1)


_RESOLVERS: dict[str, Callable[[Asked, Context], str]] = {
    "day": _day,
    "weekday": _weekday,
    "offset": _offset,
    "month": _month,
    "year": _year,
    "quarter": _quarter,
    "half": _quarter,
    "season": _season,
    "unit": _unit,
    "shift": _shift,
    "year earlier": _year_earlier,
    "period": _period,
    "span": _span,
    "set": _value,
    "value": _value,
    "part": _part,
    "holiday": _holiday,
}
