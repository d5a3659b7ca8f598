"""Clock times and parts of a day as moments: which day they fall on, told in one zone or in two."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from crosswire.text import zones
from crosswire.text.times_context import Answer, Asked, Context, remember
from crosswire.text.times_sense import Clock, Sense

_DAY = timedelta(days=1)


def moment(
    asked: Asked, day: date | None, second_day: date | None, context: Context
) -> Answer | None:
    """What a clock time or part of a day means; None when nothing tells its day.

    `day` is the one told with it, `second_day` that of the same moment told behind it in another
    zone ("at 6 a.m. (2200 GMT Monday)").
    """
    sense = asked.sense
    base = day or second_day or _day_spoken_of(context)
    if sense.clock is None:
        return _part_of_day(sense, base, context)
    if base is None:
        return Answer(f"T{_clock_text(sense.clock)}", zone=sense.zone, about=sense.about)
    local = _at(base, sense.clock)
    ahead = _offset(sense, local)
    if day is None and second_day is not None and sense.beside is not None:
        local = _same_moment(local, ahead, *_told_behind(sense.beside, second_day))
    elif day is None and context.moment is not None and _right_behind(asked, context):
        local = _same_moment(local, ahead, *context.moment)
    elif day is None and ahead is not None:
        local = _beside_now(local, ahead, asked, context)
    context.moment = (local, ahead)
    remember(local.date().isoformat(), context)
    seconds = f":{sense.clock[2]:02d}" if sense.clock[2] is not None else ""
    tail = zones.spelled(ahead) if ahead is not None else ""
    value = f"{local.date().isoformat()}T{local:%H:%M}{seconds}{tail}"
    return Answer(value, zone=sense.zone, ahead=ahead, about=sense.about)


def _at(day: date, clock: Clock) -> datetime:
    hour, minute, second = clock
    return datetime(day.year, day.month, day.day) + timedelta(
        hours=hour, minutes=minute, seconds=second or 0
    )


def _offset(sense: Sense, local: datetime) -> timedelta | None:
    return zones.offset(sense.zone, local) if sense.zone and sense.zone != "local" else None


def _clock_text(clock: Clock) -> str:
    hour, minute, second = clock
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")


def _day_spoken_of(context: Context) -> date | None:
    if context.day is not None and context.day_sentence == context.sentence:
        return context.day
    return context.anchor


def _part_of_day(sense: Sense, day: date | None, context: Context) -> Answer | None:
    if day is None:
        return None
    remember(day.isoformat(), context)
    ahead = _offset(sense, datetime(day.year, day.month, day.day, 12))
    value = f"{day.isoformat()}T{sense.part}"
    return Answer(value, zone=sense.zone, ahead=ahead, mod=sense.mod, about=sense.about)


def _told_behind(second: Sense, day: date) -> tuple[datetime, timedelta | None]:
    assert second.clock is not None
    local = _at(day, second.clock)
    return local, _offset(second, local)


def _right_behind(asked: Asked, context: Context) -> bool:
    """Is this the same moment told again, in another zone: "(0300 GMT)"?"""
    return bool(asked.sense.zone) and asked.start - context.moment_end <= 4


def _same_moment(
    local: datetime, ahead: timedelta | None, other: datetime, other_ahead: timedelta | None
) -> datetime:
    """The day on which this clock shows the moment that the other one showed."""
    known = ahead is not None and other_ahead is not None
    gap = (
        (other - (other_ahead or timedelta())) - (local - (ahead or timedelta()))
        if known
        else other - local
    )
    return local + timedelta(days=round(gap / _DAY))


def _beside_now(local: datetime, ahead: timedelta, asked: Asked, context: Context) -> datetime:
    """A clock time without a day, beside a moment of publication: what has been lies before it."""
    if context.now is None or context.day_sentence == context.sentence:
        return local
    now = context.now + ahead
    local = local + timedelta(days=(now.date() - local.date()).days)
    if asked.direction == "past" and local > now:
        return local - _DAY
    return local + _DAY if asked.direction == "future" and local < now else local
