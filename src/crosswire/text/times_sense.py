"""What a time expression says before anybody asks for the day it was said on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

Sort = Literal[
    "day",  # a date, complete or not: year?, month?, day, weekday?
    "weekday",
    "offset",  # so many days from the anchor: today, tomorrow
    "beside",  # the day before or after another
    "month",
    "year",
    "quarter",
    "half",
    "season",
    "unit",  # last week, this year, that day, the weekend
    "shift",  # two weeks ago, a year earlier
    "year earlier",  # year-ago, the year-earlier period
    "period",  # the period, the quarter: the one that was spoken of
    "span",  # how long: P3D
    "set",
    "value",  # a value that needs no anchor: PRESENT_REF, 197, 1998
    "clock",
    "part",  # this morning, overnight
    "holiday",
    "moment",  # a clock time or part of a day, perhaps with a day and a zone
]
Clock = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning; which fields count depends on its sort.

    `rel` is -1, 0 or 1 for last, this and next, None where nothing is said; `back` is true where
    the day counts from one mentioned before ("earlier", "that"). `mod` is "START", "MID" or "END".
    """

    sort: Sort
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    weekday: int | None = None
    number: int | None = None
    rel: int | None = None
    back: bool = False
    unit: str = ""
    count: float | None = None
    clock: Clock | None = None
    half_day: int | None = None
    part: str = ""
    zone: str = ""
    mod: str = ""
    about: bool = False
    value: str = ""
    name: str = ""
    on: Sense | None = None
    beside: Sense | None = None  # the same moment told again behind it, with its day

    def but(self, **fields: Any) -> Sense:
        """The same sense with some fields replaced."""
        return replace(self, **fields)
