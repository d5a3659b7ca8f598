"""Rules for clock times, parts of the day and zones."""

from __future__ import annotations

from crosswire.text import numerals, zones
from crosswire.text.times_dates import is_kind, mod, number_words, relation
from crosswire.text.times_lex import Token
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Clock, Sense

WORDS = r"NUMWORD (?:DASH? NUMWORD){0,2}"
_HOUR = r"(?: DAYNUM | NUMWORD )"


def clock_sense(clock: Clock | None, half: int | None = None, about: bool = False) -> Sense | None:
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
    return clock_sense(hit.value("CLOCK", "DOTTED"), _half(hit), bool(hit.get("APPROX")))


def _hour(hit: Hit) -> Sense | None:
    """ "6 a.m.", "340pm", "1140 a.m.", "9p" where letter and number touch."""
    token = hit.get("DAYNUM", "NUM", "YEAR", "MILITARY")
    if token is None or token.value is None:
        return None
    value = int(token.value)
    clock = (value, 0, None) if value <= 24 else (value // 100, value % 100, None)
    return clock_sense(clock, _half(hit), bool(hit.get("APPROX"))) if clock[0] <= 24 else None


def _first_of_two(hit: Hit) -> Sense | None:
    """The 9 in "9 to 11 a.m.": the half of the day stands behind the second."""
    half = next(t.value for t in hit.all[hit.end : hit.end + 3] if t.kind == "AMPM")
    return clock_sense((hit.tokens[0].value, 0, None), half)


def _hour_letter(hit: Hit) -> Sense | None:
    """ "10 H 10 pm"."""
    hour, minute = (token.value for token in hit.every("DAYNUM"))
    return clock_sense((hour, minute, None), _half(hit)) if hit.tokens[1].text == "h" else None


def _words_hour(hit: Hit) -> Sense | None:
    """ "six p.m.", "eight forty am", "fifteen thirty p m"."""
    spelled = numerals.clock(number_words(hit.every("NUMWORD")))
    return clock_sense((*spelled, None), _half(hit), bool(hit.get("APPROX"))) if spelled else None


def _military(hit: Hit) -> Sense | None:
    """ "0300 GMT", "1330 hours", "0600 local time"."""
    token = hit.get("MILITARY", "YEAR", "NUM")
    if token is None or token.value is None or len(token.text) != 4:
        return None
    return clock_sense((token.value // 100, token.value % 100, None))


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
    return clock_sense((whole // 60, whole % 60, None), _half(hit))


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
    return clock_sense((int(value), 0, None), _half(hit)) if value <= 24 else None


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
    """ "Moscow time", "Eastern Daylight Time", "Kyiv local time": words that name a zone.

    A capitalised name nobody knows, right behind a clock, is kept as told.
    """
    words = [token for token in hit.tokens[:-1] if token.kind not in ("LOCAL", "DOT")]
    name = zones.named_before_time(tuple(_dotted_initials(hit)))
    behind = hit.before()
    unknown = name is None and (is_kind(behind, "AMPM") or is_kind(behind, "CLOCK"))
    if unknown and len(words) < 3 and all(str(token.value)[:1].isupper() for token in words):
        return " ".join(token.text for token in words)
    return name


def _dotted_initials(hit: Hit) -> list[str]:
    """The words before "time", with "U . S ." put together again."""
    words: list[str] = []
    for token in hit.tokens[:-1]:
        if token.kind == "DOT" and words:
            words[-1] += "."
        elif token.kind != "LOCAL":
            joined = bool(words) and words[-1].endswith(".") and len(token.text) == 1
            words[-1:] = [words[-1] + token.text] if joined else [*words[-1:], token.text]
    return words


def _part(hit: Hit) -> Sense:
    """ "this morning", "last night", "the next morning"; "the morning" is that of the day told of."""
    rel = relation(hit)
    back = rel is None or bool(hit.get("NEXT", "THAT"))
    return Sense("part", part=hit.value("PART"), rel=rel, back=back, mod=mod(hit))


def _tonight(hit: Hit) -> Sense:
    return Sense("part", part="NI", rel=0, name=hit.tokens[-1].text)


def _bare_part(hit: Hit) -> Sense:
    return Sense("part", part=hit.value("PART"), back=True, mod=mod(hit))


_FROM = r"(?: TO | DASH | AND | UNTIL )"
PIECES: tuple[Rule, ...] = (
    Rule("ZONE", "X_ZONE", _zone),
    Rule("ZONE (PLUS|DASH) (DAYNUM|CLOCK|MILITARY)", "X_ZONE", _offset_zone),
    *(Rule("(WORD|SEASON|FEAST) " * size + "TIME", "X_ZONE", _zone_words) for size in (4, 3, 2, 1)),
    *(Rule("WORD " * size + "LOCAL TIME", "X_ZONE", _zone_words) for size in (2, 1)),
    *(Rule("LOCAL " + "WORD " * size + "TIME", "X_ZONE", _zone_words) for size in (2, 1)),
    Rule("WORD DOT WORD DOT WORD TIME | WORD WORD DOT WORD DOT TIME", "X_ZONE", _zone_words),
    Rule("LOCAL TIME", "X_ZONE", lambda _: "local"),
    Rule("CLOCK AMPM?", "X_CLOCK", _digital),
    Rule("DOTTED AMPM", "X_CLOCK", _digital),
    Rule("DOTTED (?=ZONE|LOCAL TIME|WORD{1,2} TIME)", "X_CLOCK", _digital),
    Rule("(DAYNUM|NUM|YEAR|MILITARY) AMPM", "X_CLOCK", _hour),
    Rule(f"DAYNUM (?= {_FROM} (DAYNUM|CLOCK) AMPM)", "X_CLOCK", _first_of_two),
    Rule("DAYNUM (WORD|HOURZ) DAYNUM AMPM", "X_CLOCK", _hour_letter),
    Rule(f"{WORDS} AMPM", "X_CLOCK", _words_hour),
    Rule(
        "(MILITARY|YEAR|NUM) (HOURZ|UNITS)? (?=ZONE|LOCAL TIME|WORD{1,2} TIME)",
        "X_CLOCK",
        _military,
    ),
    Rule("MILITARY (UNITS|HOURZ)", "X_CLOCK", _military),
    Rule("(DAYNUM|NUMWORD)? NOON", "X_CLOCK", _noon),
    Rule("EARLY DASH? PART", "X_CLOCK", _mid_night),
    Rule(
        f"(HALF | A? UNIT | {WORDS} UNITS? | DAYNUM UNITS?) (LAST|TO|BEFORE|AFTER) ({WORDS}|DAYNUM|CLOCK|NOON) (AMPM|OCLOCK)?",
        "X_CLOCK",
        lambda hit: _past(hit) if not hit.get("TO") or _told_minutes(hit) else None,
    ),
    Rule(f"{_HOUR} OCLOCK AMPM?", "X_CLOCK", _oclock),
    Rule("(THIS|LAST|NEXT|THAT|THE NEXT|THE LAST) EARLY? PART", "X_PART", _part),
    Rule("(THE|A)? EARLY DASH? PART", "X_PART", _bare_part),
    Rule("THE (PART)", "X_PART", _bare_part),
    Rule("EARLY? TONIGHT", "X_PART", _tonight),
)
