"""Rules for whole moments: a clock time with the day, the part of the day and the zone beside it."""

from __future__ import annotations

from crosswire.text import numerals
from crosswire.text.times_clock import WORDS, clock_sense
from crosswire.text.times_dates import mod, number_words
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Sense


def _dotted(hit: Hit) -> Sense | None:
    """ "18.45" is a clock time behind "at" when nothing is counted by it."""
    clock = hit.value("DOTTED")
    ahead = hit.after()
    if ahead is not None and ahead.kind not in (
        "DOT",
        "COMMA",
        "ON",
        "STOP",
        "X_ZONE",
        "BREAK",
        "X_DAY",
        "SHUT",
    ):
        return None
    return clock_sense(clock) if clock[0] < 24 and clock[1] % 5 == 0 else None


def _weak_hour(hit: Hit) -> Sense | None:
    """ "at seven", with nothing behind it that could be counted."""
    ahead = hit.after()
    if ahead is not None and ahead.kind not in ("DOT", "STOP", "BREAK", "SEMI"):
        return None
    spelled = numerals.clock(number_words(hit.every("NUMWORD")))
    if spelled is None or not 1 <= spelled[0] <= 12 or (len(hit.tokens) > 2 and spelled[1] == 0):
        return None
    return clock_sense((*spelled, None))


def _with_part(clock: Sense, part: str) -> Sense:
    """ "at 7 in the evening" is 19:00; "at 2 in the night" stays, "8 in the night" is 20:00."""
    assert clock.clock is not None
    hour, minute, second = clock.clock
    if clock.half_day is not None or hour > 12:
        return clock
    if part in ("AF", "EV") or (part == "NI" and hour > 5):
        hour = hour % 12 + 12
    elif part == "MO":
        hour %= 12
    return clock.but(clock=(hour, minute, second), half_day=0)


def _moment(hit: Hit) -> Sense | None:
    """A clock time or a part of a day with the day, part and zone beside it."""
    clock, day, part = hit.value("X_CLOCK"), hit.value("X_DAY"), hit.value("X_PART")
    words = hit.every("PART")
    part_name = part.part if part else words[0].value if words else ""
    if clock is None:
        clock = _late_clock(hit)
    if clock is not None and part_name:
        clock = _with_part(clock, part_name)
    if day is None and part is not None and not part.back:
        day = _day_of_part(part)
    if day is None:
        day = _weak_day(hit)
    if clock is None and not part_name:
        return None
    return Sense(
        "moment",
        clock=clock.clock if clock else None,
        part="" if clock else part_name,
        on=day,
        zone=hit.value("X_ZONE") or "",
        mod=mod(hit) or (part.mod if part else ""),
        about=bool(clock and clock.about) or bool(hit.get("APPROX")),
    )


def _day_of_part(part: Sense) -> Sense:
    return Sense("offset", number=part.rel or 0)


def _late_clock(hit: Hit) -> Sense | None:
    """The bare hour in "this morning at 7", "Friday at seven thirty"."""
    token = hit.get("DAYNUM")
    spelled = numerals.clock(number_words(hit.every("NUMWORD"))) if hit.get("NUMWORD") else None
    value = (token.value, 0) if token else spelled
    if value is None or value[0] > 12:
        return None
    ahead = hit.after() if hit.tokens[-1].kind in ("DAYNUM", "NUMWORD") else None
    if ahead is not None and ahead.kind in (
        "WORD",
        "UNIT",
        "UNITS",
        "DASH",
        "NUM",
        "NUMWORD",
        "SIGN",
        "LESS",
        "MORE",
    ):
        return None
    return clock_sense((value[0], value[1], None))


def _weak_day(hit: Hit) -> Sense | None:
    """The bare day in "8pm on the 15th", "on 15 at 8:00"."""
    value = hit.value("ORD", "DAYNUM") if hit.get("X_CLOCK") else None
    return Sense("day", day=value) if value and 1 <= value <= 31 else None


def _day_alone(hit: Hit) -> Sense | None:
    """ "on the 29th", in digits and not before what is counted."""
    token = hit.get("ORD")
    ahead = hit.after()
    if token is None or not token.text[0].isdigit() or not 1 <= token.value <= 31:
        return None
    if ahead is not None and ahead.kind in ("WORD", "UNIT", "X_TIME", "DASH", "POSS"):
        return None
    return Sense("day", day=token.value)


def _seven_on_the_day(hit: Hit) -> Sense | None:
    """ "seven on 15"."""
    clock = numerals.clock(number_words(hit.every("NUMWORD")))
    day = hit.value("DAYNUM", "ORD")
    ahead = hit.after()
    if clock is None or not 1 <= day <= 31 or (ahead is not None and ahead.kind == "WORD"):
        return None
    return Sense("moment", clock=(*clock, None), on=Sense("day", day=day))


def _before_day(hit: Hit) -> Sense | None:
    """ "10:35 a.m. (0735 GMT) Friday", "from 6 to 8 p.m. Friday": the day stands behind the second."""
    moment = _moment(hit)
    day = next(token.value for token in hit.all[hit.end :] if token.kind == "X_DAY")
    return moment.but(on=day) if moment else None


def _told_behind(hit: Hit) -> Sense | None:
    """ "6 a.m. local time" before "(2200 GMT Monday)": the second clock tells the day of both."""
    moment = _moment(hit)
    ahead = hit.all[hit.end : hit.end + _TOLD_BEHIND]
    clock, day = (next(t.value for t in ahead if t.kind == kind) for kind in ("X_CLOCK", "X_DAY"))
    zone = next((t.value for t in ahead if t.kind == "X_ZONE"), "")
    second = Sense("moment", clock=clock.clock, on=day, zone=zone)
    return moment.but(beside=second) if moment else None


def _day_first(hit: Hit) -> Sense | None:
    """ "on 15 at 8:00"."""
    behind = hit.before()
    return _moment(hit) if behind is not None and behind.kind == "ON" else None


def _week_of(hit: Hit) -> Sense | None:
    """ "the week of March 6"."""
    return Sense("unit", unit="W", on=hit.value("X_DAY")) if hit.value("UNIT") == "W" else None


def _quarter_ended(hit: Hit) -> Sense | None:
    """ "the quarter ended July 31": the day tells which quarter, unless its number is told."""
    period = hit.value("X_TIME")
    day = next(token.value for token in hit.all[hit.end :] if token.kind == "X_DAY")
    return period.but(on=day) if period.sort == "period" and not period.count else None


def _day_beside(hit: Hit) -> Sense | None:
    """ "the day before last Tuesday", "the day after May 3"."""
    day = hit.value("X_DAY")
    if hit.value("UNIT") != "D" or day.sort not in ("day", "weekday"):
        return None
    return Sense("beside", rel=1 if hit.get("AFTER") else -1, on=day)


def _told_twice(hit: Hit) -> Sense | None:
    """ "last Sunday (September 3)": the date decides which Sunday."""
    first, second = (token.value for token in hit.every("X_DAY"))
    if first.sort != "weekday" or second.sort != "day" or second.month is None:
        return None
    return second.but(weekday=first.weekday) if isinstance(second, Sense) else None


def _spelled_with_day(hit: Hit) -> Sense | None:
    """ "five-thirty tomorrow evening": hour and minute, so that nothing can be counted."""
    words = number_words(hit.every("NUMWORD"))
    clock = numerals.clock(words)
    if clock is None or clock[1] < 5 or len(words) < 2:
        return None
    return _moment(hit)


def _stamped(hit: Hit) -> Sense | None:
    """ "Wed Oct 26 15:50:06 2016"."""
    return Sense(
        "moment",
        clock=hit.value("X_CLOCK").clock,
        on=hit.value("X_DAY").but(year=hit.value("X_TIME").year),
    )


_AT = frozenset(["AT"])
_UNTIL = r"(?: TO | DASH | AND | UNTIL )"
_NEAR = r"(?: AT | APPROX | COMMA | BY | FOR | DASH | ON )"

_ZONED = r"(?: COMMA? X_ZONE | OPEN X_ZONE SHUT )"

_IN_PART = r"(?: COMMA? (?: IN THE? | AT )? (?: X_PART | PART ) )"

_ON_DAY = r"(?: COMMA? DASH? (?: ON | OF | FOR | IN )? EARLY? X_DAY (?: PART | X_PART )? )"

# Tokens of "(around 10 p.m. GMT on Monday)": the lookahead of its rule reaches no further.
_TOLD_BEHIND = 8

_TWIN = r"(?= OPEN APPROX? X_CLOCK X_ZONE? COMMA? ON? X_DAY COMMA? X_ZONE? SHUT)"

MOMENTS: tuple[Rule, ...] = (
    Rule(f"(DAYNUM|NUMWORD) IN THE? (PART|X_PART) {_TWIN}", "X_TIME", _told_behind),
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_IN_PART}? {_ZONED}? {_IN_PART}? {_TWIN}",
        "X_TIME",
        _told_behind,
        outside=_AT,
    ),
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_ZONED}? (?= OPEN X_CLOCK X_ZONE SHUT COMMA? ON? X_DAY)",
        "X_TIME",
        _before_day,
        outside=_AT,
    ),
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_ZONED}? (?= {_UNTIL} APPROX? X_CLOCK {_ZONED}? COMMA? ON? X_DAY)",
        "X_TIME",
        _before_day,
        outside=_AT,
    ),
    Rule("THE UNIT OF X_DAY", "X_TIME", _week_of),
    Rule("THE UNIT (BEFORE|AFTER) X_DAY", "X_DAY", _day_beside),
    Rule("X_TIME (?= COMMA? ENDED X_DAY)", "X_TIME", _quarter_ended),
    Rule("X_DAY OPEN X_DAY SHUT", "X_DAY", _told_twice),
    Rule(f"{WORDS} X_DAY (PART | X_PART)?", "X_TIME", _spelled_with_day),
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_IN_PART}? {_ZONED}? {_IN_PART}? {_ON_DAY}? (COMMA? X_ZONE)?",
        "X_TIME",
        _moment,
        outside=_AT,
    ),
    Rule(f"X_PART {_NEAR}{{0,2}} X_CLOCK {_ZONED}?", "X_TIME", _moment),
    Rule("PART X_CLOCK", "X_TIME", _moment),
    Rule(
        f"IN THE? X_PART {_NEAR}{{0,2}} (X_CLOCK|DAYNUM|NUMWORD)",
        "X_TIME",
        _moment,
    ),
    Rule(
        f"X_DAY EARLY? (X_PART|PART)? EARLY? (PART)? {_NEAR}{{0,3}} X_CLOCK {_IN_PART}? {_ZONED}?",
        "X_TIME",
        _moment,
    ),
    Rule(
        "X_DAY X_CLOCK X_TIME",
        "X_TIME",
        lambda hit: _stamped(hit) if hit.value("X_TIME").sort == "year" else None,
    ),
    Rule(f"X_DAY (X_PART|PART)? (AT|APPROX) APPROX? (DAYNUM|{WORDS})", "X_TIME", _moment),
    Rule(f"X_PART (AT|APPROX) APPROX? (DAYNUM|{WORDS})", "X_TIME", _moment),
    Rule("(DAYNUM|NUMWORD) IN THE? (PART|X_PART)", "X_TIME", _moment),
    Rule("X_DAY COMMA? (PART|X_PART) X_ZONE?", "X_TIME", _moment),
    Rule("(X_PART | THE? PART) (OF|ON)? X_DAY X_ZONE?", "X_TIME", _moment),
    Rule("X_PART X_ZONE?", "X_TIME", lambda hit: hit.value("X_PART")),
    Rule("EARLY ON? X_DAY", "X_DAY", lambda hit: hit.value("X_DAY").but(mod=mod(hit))),
    Rule("X_CLOCK ON THE? (DAYNUM|ORD)", "X_TIME", _moment),
    Rule("DAYNUM (AT|COMMA) X_CLOCK", "X_TIME", _day_first),
    Rule(f"{WORDS} ON (DAYNUM|ORD)", "X_TIME", _seven_on_the_day),
    Rule(f"AT {WORDS}", "X_TIME", _weak_hour, outside=_AT),
    Rule("AT DOTTED", "X_TIME", _dotted, outside=_AT),
    Rule("ON THE? ORD", "X_TIME", _day_alone, outside=frozenset(["ON", "THE"])),
)
