"""Rules for clock times, parts of the day and zones, and for whole moments put together of them."""

from __future__ import annotations

from crosswire.text import numerals, zones
from crosswire.text.times_dates import mod, number_words, relation
from crosswire.text.times_lex import Token
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Clock, Sense

_WORDS = r"NUMWORD (?:DASH? NUMWORD){0,2}"
_HOUR = r"(?: DAYNUM | NUMWORD )"


def _sense(clock: Clock | None, half: int | None = None, about: bool = False) -> Sense | None:
    """A clock time, with am (0) or pm (12) worked in; None when no clock shows it."""
    if clock is None:
        return None
    hour, minute, second = clock
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    elif half == 0 and hour > 12:
        return None
    if hour > 24 or minute > 59:
        return None
    return Sense("clock", clock=(hour, minute, second), half_day=half, about=about)


def _half(hit: Hit) -> int | None:
    """0 for a.m., 12 for p.m., None when it is not told."""
    token = hit.get("AMPM")
    return int(token.value) if token else None


def _digital(hit: Hit) -> Sense | None:
    """ "6:30", "7.06am", "18:10"."""
    return _sense(hit.value("CLOCK", "DOTTED"), _half(hit), bool(hit.get("APPROX")))


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
    return _sense(clock) if clock[0] < 24 and clock[1] % 5 == 0 else None


def _hour(hit: Hit) -> Sense | None:
    """ "6 a.m.", "340pm", "1140 a.m.", "9p" where letter and number touch."""
    token = hit.get("DAYNUM", "NUM", "YEAR", "MILITARY")
    if token is None or token.value is None:
        return None
    value = int(token.value)
    clock = (value, 0, None) if value <= 24 else (value // 100, value % 100, None)
    return _sense(clock, _half(hit), bool(hit.get("APPROX"))) if clock[0] <= 24 else None


def _first_of_two(hit: Hit) -> Sense | None:
    """The 9 in "9 to 11 a.m.": the half of the day stands behind the second."""
    half = next(t.value for t in hit.all[hit.end : hit.end + 3] if t.kind == "AMPM")
    return _sense((hit.tokens[0].value, 0, None), half)


def _hour_letter(hit: Hit) -> Sense | None:
    """ "10 H 10 pm"."""
    hour, minute = (token.value for token in hit.every("DAYNUM"))
    return _sense((hour, minute, None), _half(hit)) if hit.tokens[1].text == "h" else None


def _words_hour(hit: Hit) -> Sense | None:
    """ "six p.m.", "eight forty am", "fifteen thirty p m"."""
    spelled = numerals.clock(number_words(hit.every("NUMWORD")))
    return _sense((*spelled, None), _half(hit), bool(hit.get("APPROX"))) if spelled else None


def _military(hit: Hit) -> Sense | None:
    """ "0300 GMT", "1330 hours", "0600 local time"."""
    token = hit.get("MILITARY", "YEAR", "NUM")
    if token is None or token.value is None or len(token.text) != 4:
        return None
    return _sense((token.value // 100, token.value % 100, None))


def _noon(hit: Hit) -> Sense | None:
    if hit.get("DAYNUM", "NUMWORD") and hit.value("DAYNUM", "NUMWORD") != 12:
        return None
    return Sense(
        "clock", clock=(hit.value("NOON"), 0, None), half_day=12, about=bool(hit.get("APPROX"))
    )


def _mid_night(hit: Hit) -> Sense | None:
    """ "mid night", "mid-night" as two words."""
    if [token.text for token in hit.every("EARLY", "PART")] != ["mid", "night"]:
        return None
    return Sense("clock", clock=(0, 0, None), half_day=12)


def _past(hit: Hit) -> Sense | None:
    """ "half past six", "ten past 9", "a quarter to seven", "three minutes to five thirty"."""
    places = [i for i, t in enumerate(hit.tokens) if t.kind in ("LAST", "TO", "BEFORE", "AFTER")]
    cut = places[0]
    head, tail = hit.tokens[:cut], hit.tokens[cut + 1 :]
    if hit.tokens[cut].kind == "LAST" and hit.tokens[cut].text != "past":
        return None
    minutes = _minutes(head)
    digits = next((t for t in tail if t.kind in ("DAYNUM", "CLOCK")), None)
    noon = next((t for t in tail if t.kind == "NOON"), None)
    if digits:
        base = digits.value[:2] if digits.kind == "CLOCK" else (digits.value, 0)
    elif noon:
        base = (noon.value, 0)
    else:
        base = numerals.clock(number_words([t for t in tail if t.kind == "NUMWORD"]))
    if minutes is None or base is None:
        return None
    sign = 1 if hit.tokens[cut].kind in ("LAST", "AFTER") else -1
    whole = (base[0] * 60 + base[1] + sign * minutes) % 1440
    return _sense((whole // 60, whole % 60, None), _half(hit))


def _minutes(tokens: list[Token] | tuple[Token, ...] | object) -> int | None:
    parts = list(tokens) if isinstance(tokens, list | tuple) else []
    if any(token.kind == "HALF" for token in parts):
        return 30
    if any(token.text == "quarter" for token in parts):
        return 15
    digits = next((token.value for token in parts if token.kind == "DAYNUM"), None)
    value = digits or numerals.cardinal([t.text for t in parts if t.kind == "NUMWORD"])
    return int(value) if value and value < 60 else None


def _told_minutes(hit: Hit) -> bool:
    """ "two to three" is a score or a range; "two minutes to three" and "quarter to three" are not."""
    return bool(hit.get("UNIT", "UNITS", "HALF"))


def _oclock(hit: Hit) -> Sense | None:
    value = hit.value("DAYNUM", "NUMWORD")
    return _sense((int(value), 0, None), _half(hit)) if value <= 24 else None


def _weak_hour(hit: Hit) -> Sense | None:
    """ "at seven", with nothing behind it that could be counted."""
    ahead = hit.after()
    if ahead is not None and ahead.kind not in ("DOT", "STOP", "BREAK", "SEMI"):
        return None
    spelled = numerals.clock(number_words(hit.every("NUMWORD")))
    if spelled is None or not 1 <= spelled[0] <= 12 or (len(hit.tokens) > 2 and spelled[1] == 0):
        return None
    return _sense((*spelled, None))


def _zone(hit: Hit) -> str:
    return str(hit.tokens[0].value)


def _offset_zone(hit: Hit) -> str | None:
    """ "UTC+8", "GMT-5", "UTC+05:45"."""
    name = str(hit.tokens[0].value)
    if name not in ("UTC", "GMT"):
        return None
    clock = hit.value("CLOCK")
    ahead = f"{clock[0]}:{clock[1]:02d}" if clock else hit.tokens[-1].text
    return f"{name}{'+' if hit.get('PLUS') else '-'}{ahead}"


def _zone_words(hit: Hit) -> str | None:
    """ "Moscow time", "Eastern Daylight Time": words that name a zone."""
    return zones.named_before_time(tuple(token.text for token in hit.tokens[:-1]))


def _part(hit: Hit) -> Sense:
    """ "this morning", "last night", "the next morning"; "the morning" is that of the day told of."""
    rel = relation(hit)
    back = rel is None or bool(hit.get("NEXT", "THAT"))
    return Sense("part", part=hit.value("PART"), rel=rel, back=back, mod=mod(hit))


def _tonight(hit: Hit) -> Sense:
    return Sense("part", part="NI", rel=0, name=hit.tokens[-1].text)


def _bare_part(hit: Hit) -> Sense:
    return Sense("part", part=hit.value("PART"), back=True, mod=mod(hit))


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
    return _sense((value[0], value[1], None))


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
    if clock is None or not 1 <= day <= 31 or (hit.after() and hit.after().kind == "WORD"):  # type: ignore[union-attr]
        return None
    return Sense("moment", clock=(*clock, None), on=Sense("day", day=day))


def _before_bracket(hit: Hit) -> Sense | None:
    """ "10:35 a.m. (0735 GMT) Friday": the day stands behind the second clock."""
    moment = _moment(hit)
    day = next(token.value for token in hit.all[hit.end :] if token.kind == "X_DAY")
    return moment.but(on=day) if moment else None


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


_FROM = r"(?: TO | DASH | AND | UNTIL )"
PIECES: tuple[Rule, ...] = (
    Rule("ZONE", "X_ZONE", _zone),
    Rule("ZONE (PLUS|DASH) (DAYNUM|CLOCK|MILITARY)", "X_ZONE", _offset_zone),
    *(Rule("WORD " * size + "TIME", "X_ZONE", _zone_words) for size in (3, 2, 1)),
    Rule("LOCAL TIME", "X_ZONE", lambda _: "local"),
    Rule("CLOCK AMPM?", "X_CLOCK", _digital),
    Rule("DOTTED AMPM", "X_CLOCK", _digital),
    Rule("DOTTED (?=ZONE|LOCAL TIME|WORD{1,2} TIME)", "X_CLOCK", _digital),
    Rule("(DAYNUM|NUM|YEAR|MILITARY) AMPM", "X_CLOCK", _hour),
    Rule(f"DAYNUM (?= {_FROM} (DAYNUM|CLOCK) AMPM)", "X_CLOCK", lambda hit: _first_of_two(hit)),
    Rule("DAYNUM (WORD|HOURZ) DAYNUM AMPM", "X_CLOCK", lambda hit: _hour_letter(hit)),
    Rule(f"{_WORDS} AMPM", "X_CLOCK", _words_hour),
    Rule(
        "(MILITARY|YEAR|NUM) (HOURZ|UNITS)? (?=ZONE|LOCAL TIME|WORD{1,2} TIME)",
        "X_CLOCK",
        _military,
    ),
    Rule("MILITARY (UNITS|HOURZ)", "X_CLOCK", _military),
    Rule("(DAYNUM|NUMWORD)? NOON", "X_CLOCK", _noon),
    Rule("EARLY DASH? PART", "X_CLOCK", _mid_night),
    Rule(
        f"(HALF | A? UNIT | {_WORDS} UNITS? | DAYNUM UNITS?) (LAST|TO|BEFORE|AFTER) ({_WORDS}|DAYNUM|CLOCK|NOON) (AMPM|OCLOCK)?",
        "X_CLOCK",
        lambda hit: _past(hit) if not hit.get("TO") or _told_minutes(hit) else None,
    ),
    Rule(f"{_HOUR} OCLOCK AMPM?", "X_CLOCK", _oclock),
    Rule("(THIS|LAST|NEXT|THAT|THE NEXT|THE LAST) EARLY? PART", "X_PART", _part),
    Rule("(THE|A)? EARLY DASH? PART", "X_PART", _bare_part),
    Rule("THE (PART)", "X_PART", _bare_part),
    Rule("EARLY? TONIGHT", "X_PART", _tonight),
)
_NEAR = r"(?: AT | APPROX | COMMA | BY | FOR | DASH | ON )"
_ZONED = r"(?: COMMA? X_ZONE | OPEN X_ZONE SHUT )"
_IN_PART = r"(?: COMMA? (?: IN THE? | AT )? (?: X_PART | PART ) )"
_ON_DAY = r"(?: COMMA? DASH? (?: ON | OF | FOR | IN )? EARLY? X_DAY (?: PART | X_PART )? )"
MOMENTS: tuple[Rule, ...] = (
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_ZONED}? (?= OPEN X_CLOCK X_ZONE SHUT COMMA? ON? X_DAY)",
        "X_TIME",
        _before_bracket,
    ),
    Rule("X_DAY OPEN X_DAY SHUT", "X_DAY", _told_twice),
    Rule(f"{_WORDS} X_DAY (PART | X_PART)?", "X_TIME", _spelled_with_day),
    Rule(
        f"(APPROX | AT APPROX)? X_CLOCK {_IN_PART}? {_ZONED}? {_IN_PART}? {_ON_DAY}? X_ZONE?",
        "X_TIME",
        _moment,
    ),
    Rule(f"X_PART {_NEAR}{{0,2}} X_CLOCK {_ZONED}?", "X_TIME", _moment),
    Rule(f"PART X_CLOCK", "X_TIME", _moment),
    Rule(
        f"IN THE? X_PART {_NEAR}{{0,2}} (X_CLOCK|DAYNUM|NUMWORD)",
        "X_TIME",
        _moment,
        outside=frozenset(),
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
    Rule(f"X_DAY (X_PART|PART)? (AT|APPROX) APPROX? (DAYNUM|{_WORDS})", "X_TIME", _moment),
    Rule(f"X_PART (AT|APPROX) APPROX? (DAYNUM|{_WORDS})", "X_TIME", _moment),
    Rule("(DAYNUM|NUMWORD) IN THE? (PART|X_PART)", "X_TIME", _moment),
    Rule("X_DAY COMMA? (PART|X_PART) X_ZONE?", "X_TIME", _moment),
    Rule("(X_PART | THE? PART) (OF|ON)? X_DAY X_ZONE?", "X_TIME", _moment),
    Rule("X_PART X_ZONE?", "X_TIME", lambda hit: hit.value("X_PART")),
    Rule("EARLY ON? X_DAY", "X_DAY", lambda hit: hit.value("X_DAY").but(mod=mod(hit))),
    Rule(f"X_CLOCK ON THE? (DAYNUM|ORD)", "X_TIME", _moment),
    Rule(
        f"DAYNUM (AT|COMMA) X_CLOCK",
        "X_TIME",
        lambda hit: _moment(hit) if hit.before() and hit.before().kind == "ON" else None,
    ),
    Rule(f"{_WORDS} ON (DAYNUM|ORD)", "X_TIME", _seven_on_the_day),
    Rule(f"AT {_WORDS}", "X_TIME", _weak_hour, outside=frozenset(["AT"])),
    Rule("AT DOTTED", "X_TIME", _dotted),
    Rule("ON THE? ORD", "X_TIME", _day_alone, outside=frozenset(["ON", "THE"])),
)
