"""Rules for days, weekdays, months and holidays, and the words that place them."""

from __future__ import annotations

import re
from datetime import date

from crosswire import facts
from crosswire.text import numerals
from crosswire.text.times_lex import Token
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Sense

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?\S*)?")
_NUMBERS = re.compile(r"\d+")
YEAR_WORDS = r"NUMWORD (DASH? NUMWORD | AND NUMWORD){1,3}"
PLACED = r"(?: THE? BEGIN OF THE? | THE? EARLY (?:DASH | PART OF THE? | IN THE?)? )"
MOD = rf"(?: {PLACED} | APPROX )"
REL = r"(?: THIS LAST | THIS NEXT | LAST | NEXT | THIS | THAT | THESE )"


def relation(hit: Hit) -> int | None:
    """-1 for last, 0 for this, 1 for next; the last such word decides ("this past spring")."""
    found = hit.every("LAST", "NEXT", "THIS", "THAT", "THESE")
    return found[-1].value if found and isinstance(found[-1].value, int) else (0 if found else None)


def mod(hit: Hit) -> str:
    """ "START", "MID" or "END" for early, mid and late."""
    value = hit.value("EARLY", "BEGIN")
    return value if isinstance(value, str) else ""


def _iso(hit: Hit) -> Sense | None:
    match = _ISO.fullmatch(hit.tokens[0].text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not day_exists(year, month, day):
        return None
    on = Sense("day", year=year, month=month, day=day)
    if match[4] is None:
        return on
    clock = (int(match[4]), int(match[5]), int(match[6]) if match[6] else None)
    if clock[0] > 23 or clock[1] > 59:
        return None
    told = re.search(r"(Z|[+-]\d\d:?\d\d)$", match[0][16:])
    zone = "" if not told else "UTC" if told[1] == "Z" else "UTC" + told[1]
    return Sense("moment", clock=clock, on=on, zone=zone)


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Has the month this day, in the year told or in a leap year?"""
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _numeric(hit: Hit) -> Sense | None:
    """ "2016/04/21", "23.04.2022" day first, "04/21/2016" month first where both can be."""
    raw = hit.tokens[0].text
    first, second, third = (int(part) for part in _NUMBERS.findall(raw)[:3])
    if first > 31:
        year, month, day = first, second, third
    elif "." in raw or first > 12:
        year, month, day = third, second, first
    else:
        year, month, day = third, first, second
    if year < 100:
        year += 2000 if year < 50 else 1900
    if not 1000 <= year <= 2100 or not 1 <= month <= 12 or not day_exists(year, month, day):
        return None
    return Sense("day", year=year, month=month, day=day)


def _short_numeric(hit: Hit) -> Sense | None:
    """ "thursday 29/03": only beside a weekday is a fraction a date."""
    first, second = hit.value("SLASHED")
    day, month = (first, second) if second <= 12 else (second, first)
    if not 1 <= month <= 12 or not day_exists(None, month, day):
        return None
    return Sense("day", month=month, day=day, weekday=hit.value("WEEKDAY"))


def number_words(tokens: list[Token]) -> list[str]:
    """The words of a spelled number, without its hyphens."""
    return [token.text for token in tokens if token.kind in ("NUMWORD", "AND", "A")]


def _year_of(hit: Hit) -> int | None:
    token = hit.get("YEAR")
    if token:
        return int(token.value)
    return numerals.year(number_words(hit.every("NUMWORD", "AND")))


def _ordinal(hit: Hit) -> int | None:
    """ "4th", "twenty-fourth"; None when it is no day of a month."""
    token = hit.get("ORD")
    if token is None:
        return None
    tens = hit.value("NUMWORD")
    value = token.value + (tens if tens in (20, 30) and token.value < 10 else 0)
    return value if 1 <= value <= 31 else None


def _date(hit: Hit) -> Sense | None:
    """A day of a month, with whatever year and weekday stand beside it."""
    days = [token.value for token in hit.every("DAYNUM")]
    day = _ordinal(hit) if hit.get("ORD") else (days[0] if days else None)
    month = hit.value("MONTH")
    if day is None or not day_exists(hit.value("YEAR"), month, day):
        return None
    last = days[1] if len(days) > 1 and hit.get("DASH", "TO") else None
    if last is not None and (last <= day or not day_exists(hit.value("YEAR"), month, last)):
        last = None
    rel = hit.value("LAST", "NEXT", "THIS")
    return Sense(
        "day",
        year=hit.value("YEAR"),
        month=month,
        day=day,
        last=last,
        weekday=hit.value("WEEKDAY"),
        rel=rel,
        unit="Y" if hit.get("UNIT") else "",
        mod=mod(hit),
    )


def _weekday_date(hit: Hit) -> Sense | None:
    """ "tues the 4th": a weekday that falls on that day of some month."""
    day, ahead = _ordinal(hit), hit.after()
    if ahead is not None and ahead.kind == "WORD" and not hit.tokens[-1].text[0].isdigit():
        return None  # "Friday, the fourth day of talks"
    return Sense("day", day=day, weekday=hit.value("WEEKDAY")) if day else None


def _weekday_of_week(hit: Hit) -> Sense | None:
    """ "Friday next week", "Tuesday this week"."""
    day = _weekday(hit) if hit.value("UNIT") == "W" else None
    return day.but(unit="W") if day else None


def _weekday(hit: Hit) -> Sense | None:
    token = hit.get("WEEKDAY")
    assert token is not None
    behind, ahead = hit.before(), hit.after()
    if len(token.text.rstrip(".")) <= 4 and not _short_day(token, behind, ahead):
        return None
    back = any(word.text in ("previous", "preceding", "following") for word in hit.tokens)
    return Sense(
        "weekday",
        weekday=token.value,
        rel=relation(hit),
        mod=mod(hit),
        back=back,
        name="'s" if is_kind(ahead, "POSS") else "",
    )


def _short_day(token: Token, behind: Token | None, ahead: Token | None) -> bool:
    """ "Sat" and "Sun" are days only beside a preposition, a full stop or a number."""
    if token.text.endswith(".") or (ahead and ahead.kind in ("DAYNUM", "CLOCK", "AT", "X_CLOCK")):
        return True
    return bool(behind and behind.kind in ("ON", "SINCE", "BY", "UNTIL")) and token.text not in (
        "sun",
        "sat",
    )


def _month(hit: Hit) -> Sense | None:
    token = hit.get("MONTH")
    assert token is not None
    behind, ahead = hit.before(), hit.after()
    alone = len(hit.tokens) == 1
    if alone and not _is_month(token, behind, ahead):
        return None
    year = _year_of(hit) if hit.get("YEAR", "NUMWORD") else None
    rel = relation(hit)
    return Sense(
        "month",
        year=year,
        month=token.value,
        rel=rel,
        unit="Y" if hit.get("UNIT") else "",
        mod=mod(hit),
    )


def _is_month(token: Token, behind: Token | None, ahead: Token | None) -> bool:
    """A month, or a woman, a verb, a march?"""
    if token.text in ("may", "march", "april", "june", "august", "jan", "mar", "jun", "dec", "sep"):
        if (
            ahead
            and ahead.kind == "WORD"
            and str(ahead.value)[:1].isupper()
            and not _preposition(behind)
        ):
            return False
        return (
            token.text not in ("may", "march", "jan", "mar")
            or _preposition(behind)
            or bool(ahead and ahead.kind == "POSS")
        )
    return True


def _preposition(token: Token | None) -> bool:
    return token is not None and (
        token.kind
        in (
            "IN",
            "SINCE",
            "UNTIL",
            "BY",
            "OF",
            "FROM",
            "DURING",
            "TO",
            "BETWEEN",
            "AND",
            "THROUGH",
            "FOR",
        )
        or token.text in ("after", "before", "a", "the")
    )


def is_kind(token: Token | None, kind: str) -> bool:
    """Is there a token, and of this kind?"""
    return token is not None and token.kind == kind


def _unit_y(hit: Hit) -> bool:
    return bool(hit.value("UNIT") == "Y")


def _month_of_year(hit: Hit) -> Sense | None:
    """ "July last year", "January this year"."""
    return _month(hit) if _unit_y(hit) else None


def _date_of_year(hit: Hit) -> Sense | None:
    return _date(hit) if _unit_y(hit) else None


def _set_of(hit: Hit) -> Sense | None:
    """ "every Thursday", "each July", "Tuesday nights"."""
    weekday, month, part = (
        hit.value("WEEKDAY", "WEEKDAYS"),
        hit.value("MONTH"),
        hit.value("PARTS", "PART"),
    )
    tail = f"T{part}" if part else ""
    if month:
        return Sense("set", value=f"XXXX-{month:02d}")
    if weekday:
        return Sense("set", value=f"XXXX-WXX-{weekday}{tail}")
    return Sense("set", value=f"XXXX-XX-XX{tail}")


def _deictic(hit: Hit) -> Sense | None:
    """ "today", "late yesterday", "the day before yesterday", "the day after tomorrow"."""
    number = hit.value("DEICTIC")
    if hit.get("UNIT"):
        if hit.value("UNIT") != "D":
            return None
        number += 1 if hit.get("AFTER") else -1
    return Sense("offset", number=number, mod=mod(hit))


def _holiday(hit: Hit) -> Sense | None:
    names = facts.load("calendar")["holiday"]
    told = [token for token in hit.tokens if token.kind not in ("LAST", "NEXT", "THIS", "YEAR")]
    name = " ".join(token.text for token in told).replace(" 's", "'s").replace(" ’s", "'s")
    if name not in names or not str(told[0].value or "X")[0].isupper():
        return None
    return Sense("holiday", name=name, rel=relation(hit), year=hit.value("YEAR"))


_DAY = r"(?: DAYNUM | NUMWORD? DASH? ORD )"
RULES: tuple[Rule, ...] = (
    Rule("ISO", "X_DAY", _iso),
    Rule(
        "(WEEKDAY COMMA?)? NUMDATE",
        "X_DAY",
        lambda hit: _numeric(Hit([hit.get("NUMDATE") or hit.tokens[0]], 0, 1)),
    ),
    Rule("WEEKDAY COMMA? SLASHED", "X_DAY", _short_numeric),
    Rule(f"(WEEKDAY COMMA?)? MONTH THE? {_DAY} (DASH DAYNUM)? COMMA? YEAR", "X_DAY", _date),
    Rule(f"{MOD}? (LAST|NEXT)? (WEEKDAY COMMA?)? MONTH THE? {_DAY} (DASH DAYNUM)?", "X_DAY", _date),
    Rule(f"(WEEKDAY COMMA?)? MONTH {_DAY} (LAST|THIS|NEXT) UNIT", "X_DAY", _date_of_year),
    Rule(
        f"{MOD}? (WEEKDAY COMMA?)? THE? (DAYNUM (DASH|TO))? {_DAY} DOT? OF? MONTH (COMMA? YEAR)?",
        "X_DAY",
        _date,
    ),
    Rule(f"(THIS? NEXT? WEEKDAY) COMMA MONTH {_DAY}", "X_DAY", _date),
    Rule("WEEKDAY COMMA? THE? NUMWORD? DASH? ORD", "X_DAY", _weekday_date),
    Rule("WEEKDAY (LAST|NEXT|THIS) UNIT", "X_DAY", _weekday_of_week),
    Rule(f"{PLACED}? (THE? {REL})? WEEKDAY", "X_DAY", _weekday),
    Rule(f"{MOD}? MONTH (OF|COMMA)? YEAR", "X_TIME", _month),
    Rule(f"MONTH {YEAR_WORDS}", "X_TIME", _month),
    Rule("MONTH OF? (LAST|THIS|NEXT) UNIT", "X_TIME", _month_of_year),
    Rule(f"{MOD}? {REL}? MONTH", "X_TIME", _month, glue=True),
    Rule(f"{MOD}? DEICTIC", "X_DAY", _deictic),
    Rule("THE? UNIT (BEFORE|AFTER) DEICTIC", "X_DAY", _deictic),
    *(
        Rule(
            f"(LAST|NEXT|THIS)? FEAST {'(WORD|POSS|UNIT|WEEKDAY) ' * size} YEAR?", "X_DAY", _holiday
        )
        for size in range(4)
    ),
    Rule("EACH (WEEKDAY|MONTH|PART)", "X_SET", _set_of),
    Rule("WEEKDAY PARTS | WEEKDAYS PARTS?", "X_SET", _set_of),
)
