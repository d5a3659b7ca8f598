"""Times in news: where they stand, and what they mean on the day they were published.

1. `times_lex` gives every word a kind; 2. the rules of `times_dates`, `times_spans` and
`times_clock` find the pieces; 3. those of `times_moments` put day, part, clock and zone together;
4. `times_resolve` turns what was said into a value; 5. `times_value` bounds it.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from typing import Literal

from crosswire.errors import BadInput
from crosswire.records.base import Span
from crosswire.records.reading import Time
from crosswire.text import (
    times_clock,
    times_dates,
    times_moments,
    times_quarters,
    times_series,
    times_spans,
    times_tense,
    times_years,
)
from crosswire.text.times_context import Answer, Asked, Context
from crosswire.text.times_lex import Token, tokens
from crosswire.text.times_match import rewrite
from crosswire.text.times_resolve import resolve
from crosswire.text.times_sense import Sense
from crosswire.text.times_value import stretch

_RULES = (
    *times_clock.PIECES,
    *times_series.RULES,
    *times_dates.RULES,
    *times_years.RULES,
    *times_quarters.RULES,
    *times_spans.RULES,
)
_MADE = frozenset(["X_DAY", "X_TIME", "X_SPAN", "X_SET", "X_PART", "X_CLOCK"])
_TENSED = frozenset(["day", "weekday", "month", "quarter", "season", "moment", "holiday", "unit"])
# "around 6 a.m." lets a quarter of an hour pass on either side.
_ABOUT = timedelta(minutes=15)
# News of one evening already has the next day's name where clocks are this far ahead of UTC.
_FARTHEST_AHEAD = timedelta(hours=14)
_DAY_LETTERS = len("2024-05-31")
# A text that names tomorrow's weekday this often in the past tense speaks of a place where it has
# begun; a single mention may be the day six days ago (3 such in the texts of TempEval-3).
_EVE_MENTIONS = 2


def find_times(text: str, anchor: str | None) -> tuple[Time, ...]:
    """All times of a text, in order, with their values.

    `anchor` is the day or moment of publication in ISO 8601; without it only what is absolute gets
    a start and an end. Raises BadInput when the anchor is no ISO day or moment.
    """
    plain = tokens(text)
    context = _context(anchor, plain)
    starts = [token.start for token in plain]
    ends = [
        token.end for place, token in enumerate(plain) if times_tense.ends_sentence(plain, place)
    ]
    pieces = rewrite(text, rewrite(text, plain, _RULES), times_moments.MOMENTS)
    found = []
    for piece in pieces:
        if piece.kind not in _MADE:
            continue
        context.sentence = bisect_left(ends, piece.end)
        direction = _direction(plain, starts, piece)
        answer = resolve(Asked(piece.value, piece.start, direction), context)
        if answer is None:
            continue
        context.moment_end = piece.end
        found.append(_time(text, piece, answer, _told(direction, answer.value, context)))
    return tuple(found)


def is_anchor(value: str) -> bool:
    """Can `find_times` count from this: is it a day or moment in ISO 8601?"""
    try:
        _anchored(value)
    except BadInput:
        return False
    return True


def _anchored(value: str) -> tuple[datetime, datetime | None]:
    """The day or moment as told and, of a moment, its time in UTC (as told where no zone is).

    BadInput where it is none, or where no clock of the earth has room at the end of the calendar.
    """
    try:
        moment = datetime.fromisoformat(value)
        if len(value) <= _DAY_LETTERS:
            return moment, None
        utc = (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)
        if not datetime.min + _FARTHEST_AHEAD < utc < datetime.max - _FARTHEST_AHEAD:
            raise OverflowError(value)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"the day of publication {value!r} is no ISO 8601 day. Write 2024-05-31."
        ) from error
    return moment, utc


def _context(anchor: str | None, plain: list[Token]) -> Context:
    if anchor is None:
        return Context(None)
    moment, utc = _anchored(anchor)
    tomorrow = moment.isoweekday() % 7 + 1
    told = sum(token.kind == "WEEKDAY" and token.value == tomorrow for token in plain)
    if utc is None:
        return Context(moment.date(), eve=told >= _EVE_MENTIONS)
    begun = told > 0 and (utc + _FARTHEST_AHEAD).date() > moment.date()
    return Context(moment.date(), now=utc if moment.tzinfo else None, eve=begun)


def _direction(plain: list[Token], starts: list[int], piece: Token) -> str:
    sense: Sense = piece.value
    if sense.rel is not None and sense.rel != 0 and sense.sort not in ("span", "beside"):
        return "past" if sense.rel < 0 else "future"
    if sense.sort == "beside" and sense.on is not None:
        sense = sense.on
    if sense.sort == "offset" and sense.number:
        return "past" if sense.number < 0 else "future"
    if sense.sort not in _TENSED and not (sense.sort == "span" and sense.name == "in"):
        return ""
    first, last = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
    if (
        sense.sort == "weekday" and sense.name
    ):  # of "Wednesday's vote" only the verb behind it tells
        return times_tense.behind(plain, last)
    return times_tense.direction(plain, first, last)


def _told(direction: str, value: str, context: Context) -> str:
    """A timetable's present tense looks ahead, except where the day resolved lies behind."""
    if direction != times_tense.TIMETABLE:
        return direction
    whole = stretch(value)
    if whole is None or context.anchor is None:
        return "future"
    return "past" if whole[1] <= datetime.combine(context.anchor, datetime.min.time()) else "future"


def _time(text: str, piece: Token, answer: Answer, direction: str) -> Time:
    span = Span.of(text, piece.start, piece.end)
    bare = answer.value.removesuffix("Z") if answer.ahead is not None else answer.value
    if answer.ahead:
        bare = bare[: -len("+00:00")] if bare[-3] == ":" and bare[-6] in "+-" else bare
    whole = stretch(bare, answer.mod)
    if whole is not None and answer.last:
        later = stretch(answer.last)
        whole = (whole[0], later[1]) if later else whole
    start = end = None
    if whole is not None:
        low, high = whole
        if answer.about and len(bare) >= 16:
            low, high = low - _ABOUT, high + _ABOUT
        days = answer.ahead is None and low.time() == high.time() == datetime.min.time()
        start, end = _spelled(low, answer.ahead, days), _spelled(high, answer.ahead, days)
    return Time(
        span=span,
        value=answer.value,
        type=_type(piece, answer.value),
        start=start,
        end=end,
        zone=_zone_as_told(span.quote, answer.zone),
        direction=direction,
    )


def _spelled(moment: datetime, ahead: timedelta | None, days: bool) -> str | None:
    """A bound in ISO 8601: UTC with "Z" when the zone is known, local otherwise; whole days bare."""
    try:
        told = moment - ahead if ahead is not None else moment
    except OverflowError:
        return None
    if days:
        return told.date().isoformat()
    return told.isoformat() + ("Z" if ahead is not None else "")


def _zone_as_told(quote: str, zone: str) -> str | None:
    """The zone in the words of the text, with "time" where that is part of it."""
    if not zone:
        return None
    place = quote.lower().find(zone.lower())
    if place < 0:
        return zone
    end = place + len(zone)
    end += 5 if quote[end : end + 5].lower() == " time" else 0
    return quote[place:end]


def _type(piece: Token, value: str) -> Literal["DATE", "TIME", "DURATION", "SET"]:
    if piece.kind == "X_SET":
        return "SET"
    if value.startswith("P") and not value.endswith("REF"):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("REF") else "DATE"
