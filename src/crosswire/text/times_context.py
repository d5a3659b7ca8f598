"""What resolving a time may look at: the anchor, the tense, and what was spoken of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crosswire.text.times_sense import Sense
from crosswire.text.times_tense import TIMETABLE

# A day on the far side of the tense must be this many times nearer to be the one that is meant.
# Tense is guessed from the nearest verb and is wrong about once in ten, so distance may outvote it.
AGAINST_TENSE = 5.0


_NO_TENSE_AHEAD = 1.3


@dataclass(slots=True)
class Context:
    """What has been spoken of so far in a text."""

    anchor: date | None
    now: datetime | None = None  # the moment of publication in UTC, where one is told
    eve: bool = False  # the next day has begun somewhere when this is published
    sentence: int = -1
    day: date | None = None
    day_sentence: int = -2
    quarter: tuple[int, int] | None = None
    quarter_sentence: int = -9
    months_sentence: int = -9  # where "the nine months" were last spoken of
    year: int | None = None
    year_sentence: int = -9
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


def remember(value: str, context: Context) -> None:
    """Keeps the day, month, quarter or year that a value names, for "that day", "a year earlier"."""
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
        if len(value) == 4:
            context.year_sentence = context.sentence


def nearest(
    options: list[date], anchor: date, direction: str, against: float = AGAINST_TENSE
) -> date:
    """The day that is meant among those a partial date fits: near, on the side of the tense."""

    def cost(day: date) -> float:
        days = (day - anchor).days
        if direction == "past":
            return days * against if days > 0 else -days
        if direction in ("future", TIMETABLE):
            return days if days >= 0 else -days * against
        return days * _NO_TENSE_AHEAD if days > 0 else -days

    return min(options, key=cost)
