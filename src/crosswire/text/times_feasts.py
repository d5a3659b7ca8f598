"""Holidays: the day they fall on in a year, by the rules in `data/calendar.toml`."""

from __future__ import annotations

from datetime import date, timedelta

from crosswire.text.times_value import last_day


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
