"""Amounts in news: counts with the thing counted, measures in base units, ordinals.

1. one pattern finds numbers in digits and words; 2. what stands around a number tells whether it is
an amount at all; 3. bounds before it ("at least"), a second number ("3 to 5"), a unit or a noun
behind it make the interval and the thing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache

from msgspec.structs import replace

from crosswire.records.base import Span
from crosswire.records.reading import Amount, Time
from crosswire.text import numerals, units
from crosswire.text.amounts_context import (
    bound_before,
    is_change,
    is_name_or_score,
    is_part_of_name,
    is_toll,
    leaves_out_its_thing,
    measured_thing,
    stop_words,
    thing_behind,
    unit_behind,
)

# "about 900 miles" may be 5 percent off: rounded figures of one event in several papers lie within
# that of each other; a wider margin lets tolls of 19 and 21 pass as one.
_ROUND = 0.05
_SPACE = r"[ \t\u00a0]"


@cache
def _number_pattern() -> re.Pattern[str]:
    small = "|".join(sorted(numerals.table("cardinal"), key=len, reverse=True))
    scale = "|".join(sorted(numerals.table("scale"), key=len, reverse=True))
    vague = "|".join(sorted(numerals.vague(), key=len, reverse=True))
    signs = "|".join(
        re.escape(sign)
        for sign in sorted(units.signs(), key=len, reverse=True)
        if not sign.isalpha()
    )
    short = "|".join(sorted(numerals.table("short_scale"), key=len, reverse=True))
    word = rf"(?:{small}|{scale})"
    return re.compile(
        rf"""(?:(?<![\w.,/:+#_-])|(?<=/)(?=[£€$]))
        (?P<sign>{signs}|rs\.?{_SPACE}?)?
        (?:
          (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,12}}(?:\.\d{{1,6}})?)
          (?P<half>[½¼¾]|{_SPACE}1/2)?
          (?:{_SPACE}?-?(?P<scale>{scale})s?\b|{_SPACE}?(?P<short>{short})\b)?
        | (?P<tens>(?:tens|dozens|scores|hundreds|thousands)\ of\ (?:thousands|millions|billions))\b
        | (?P<fraction>half(?:{_SPACE}(?:an?|of))?|(?:a|one|two|three|four)[ -](?:third|quarter|fifth|tenth)s?{_SPACE}of)\b
        | (?P<words>(?:an?{_SPACE}(?={scale}))?(?:{word})(?:(?:{_SPACE}|-|{_SPACE}and{_SPACE}){word}){{0,8}})\b(?:{_SPACE}and{_SPACE}an?{_SPACE}(?P<rest>half|quarter)\b)?
        | (?P<vague>(?:an?{_SPACE})?(?:{vague}))(?:{_SPACE}of)?(?:{_SPACE}(?P<many>{scale}))?\b
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def find_amounts(text: str, times: Sequence[Time] = ()) -> tuple[Amount, ...]:
    """All amounts of a text, in order; numbers inside the given times, ages, names and scores are none."""
    taken = sorted((time.span.start, time.span.end) for time in times)
    found: list[Amount] = []
    done = 0
    for match in _number_pattern().finditer(text):
        if match.start() < done or _inside(match.start(), match.end(), taken):
            continue
        amount = _amount(text, match)
        if amount is not None:
            found.append(_of_the_same(text, amount, found))
            done = amount.span.end
    return tuple(found)


def _of_the_same(text: str, amount: Amount, found: Sequence[Amount]) -> Amount:
    """A bare figure with the thing that the last count named: "4,300 jobs, 3,700 in Europe"."""
    last = found[-1] if found else None
    if last is None or amount.unit or amount.thing or last.unit or not last.thing:
        return amount
    span = amount.span
    if not leaves_out_its_thing(text, last.span.end, span.start, span.end):
        return amount
    return replace(amount, thing=last.thing)


def _inside(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Does [start, end) meet one of the stretches, which are in order and apart?"""
    place = bisect_left(taken, (end, 0)) - 1
    return place >= 0 and taken[place][1] > start


def _value(match: re.Match[str]) -> tuple[float, float] | None:
    """Lowest and highest number that the words allow, before bounds and units."""
    if match["digits"]:
        number = float(match["digits"].replace(",", ""))
        number += {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(
            (match["half"] or "").strip(), 0.5 if match["half"] else 0.0
        )
        number *= numerals.table("scale").get((match["scale"] or "").lower(), 1.0)
        number *= numerals.table("short_scale").get((match["short"] or "").lower(), 1.0)
        return number, number
    if match["tens"]:
        few, scale = match["tens"].lower().split(" of ")
        base = {"tens": (20, 99), **numerals.vague()}[few]
        factor = numerals.vague()[scale][0] / 2
        return base[0] * factor, base[1] * factor
    if match["fraction"]:
        return _fraction(match["fraction"].lower())
    if match["vague"]:
        low, high = numerals.vague()[match["vague"].lower().split()[-1]]
        factor = numerals.table("scale").get((match["many"] or "").lower(), 1.0)
        return low * factor, high * factor
    spelled = numerals.cardinal(re.split(r"[\s-]+", match["words"].lower()))
    if spelled is None:
        return None
    spelled += numerals.table("fraction").get((match["rest"] or "").lower(), 0.0)
    return spelled, spelled


def _fraction(words: str) -> tuple[float, float] | None:
    parts = re.split(r"[\s-]+", words)
    if parts[0] == "half":
        return 0.5, 0.5
    many = 1.0 if parts[0] in ("a", "one") else numerals.table("cardinal")[parts[0]]
    share = many * numerals.table("fraction")[parts[1]]
    return share, share


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    value = _value(match)
    if value is None or is_name_or_score(text, match):
        return None
    low, high = value
    end = match.end()
    bound, start = bound_before(text, match.start())
    second = _second(text, match, bound)
    if second is None and _HYPHENED.match(text, end):
        return None  # "3-1", "50-50": a score, odds, a code
    if second is not None:
        high, end = second
    elif bound == "between":
        bound, start = "", match.start()
    unit, unit_end = _unit(text, match, end)
    if unit is None and match["fraction"]:
        if not match["fraction"].lower().endswith("of"):
            return None
        unit, low, high = units.Unit("%"), low * 100, high * 100
    if unit is None:
        return _counted(text, match, (low, high), (start, end), bound)
    thing, last = (measured_thing(text, start, unit_end, unit), unit_end)
    if unit.base == "%":
        thing, last = _share_of(text, match, unit_end)
    if unit.base == "GBP" and thing == "weight":
        unit = units.Unit("kg", 0.45359237)
    interval = unit.convert(low), unit.convert(high)
    return _made(
        text,
        (start, max(last, unit_end)),
        interval,
        bound,
        unit=unit.base,
        thing=thing,
        vague=_is_vague(match),
    )


def _share_of(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    if match["fraction"] or text[end : end + 4] == " of ":
        thing, last = thing_behind(text, end if match["fraction"] else end + 3, many=True)
        return thing, last if thing else end
    return "", end


def _is_vague(match: re.Match[str]) -> bool:
    return bool(match["vague"] or match["tens"] or match["fraction"])


_HYPHENED = re.compile(r"[-–]\d")
_SECOND = re.compile(
    r"(?: ?(?:to|and|or) |[-–])(?=(\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)\b)(\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)( (?:million|billion|trillion))?"
)


def _second(text: str, match: re.Match[str], bound: str) -> tuple[float, int] | None:
    """The upper end of a range: "between 3 and 5", "10 to 12", "3-5"."""
    found = _SECOND.match(text, match.end())
    if found is None or (" and" in found[0][:5] and bound != "between"):
        return None
    if is_change(text, match.start()):
        return None
    word = found[2].lower().replace(",", "")
    try:
        number = float(word) if word[0].isdigit() else numerals.cardinal(word.split("-"))
    except ValueError:
        return None
    first = _value(match)
    if number is None or first is None:
        return None
    number *= numerals.table("scale").get((found[3] or "").strip(), 1.0)
    if match["scale"] and not found[3] and number < first[0]:
        return None
    return (number, found.end()) if number > first[0] else None


def _unit(text: str, match: re.Match[str], end: int) -> tuple[units.Unit | None, int]:
    sign = (match["sign"] or "").strip().rstrip(".").lower()
    if sign:
        return units.signs()[sign], end
    if match["short"] and match["short"].lower() in ("m", "b", "k", "mil"):
        counted = match["short"].lower() == "k" or bool(thing_behind(text, end, many=True)[0])
        return (None, end) if counted else _glued_metre(match, end)
    if text[max(match.start() - 10, 0) : match.start()].lower() == "magnitude ":
        return units.units()["magnitude"], end
    return unit_behind(text, end)


def _glued_metre(match: re.Match[str], end: int) -> tuple[units.Unit | None, int]:
    """ "40m" without a sign of money is forty metres; the millions are taken back."""
    factor = numerals.table("short_scale")[match["short"].lower()]
    base = "m" if match["short"] == "m" else ""
    return (units.Unit(base, 1.0 / factor), end) if base else (None, end)


def _counted(
    text: str, match: re.Match[str], value: tuple[float, float], place: tuple[int, int], bound: str
) -> Amount | None:
    one = value == (1.0, 1.0)
    start, end = place
    thing, last = thing_behind(text, end, many=not one)
    if not thing and is_toll(text, start, end):
        thing, last = "person", end
    if not thing and (
        one or match["vague"] or match["words"] or is_part_of_name(text, match.start())
    ):
        return None
    return _made(
        text,
        (start, last if thing else end),
        value,
        bound,
        unit="",
        thing=thing,
        vague=_is_vague(match),
    )


def _made(
    text: str,
    place: tuple[int, int],
    value: tuple[float, float],
    bound: str,
    *,
    unit: str,
    thing: str,
    vague: bool,
) -> Amount:
    low: float | None = value[0]
    high: float | None = value[1]
    about = vague or bound in ("about", "nearly")
    if bound == "about" and low == high:
        low, high = value[0] - abs(value[0]) * _ROUND, value[1] + abs(value[1]) * _ROUND
    elif bound == "nearly":
        low = value[0] - abs(value[0]) * _ROUND
    elif bound == "low":
        high = None
    elif bound == "high":
        low = None
    return Amount(
        span=Span.of(text, *place), low=low, high=high, unit=unit, thing=thing, about=about
    )


_ORDINAL_DIGITS = r"(?<![\w.,/:$-])\d{1,4}(?:st|nd|rd|th)\b"


@cache
def _ordinal_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(numerals.table("ordinal"), key=len, reverse=True))
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    return re.compile(
        rf"(?P<digits>{_ORDINAL_DIGITS})|\b(?:(?P<tens>{tens})-)?(?P<word>{words})\b", re.IGNORECASE
    )


def find_ordinals(text: str, times: Sequence[Time] = ()) -> tuple[Amount, ...]:
    """Places in a row with what stands there: "12th package" is 12 with unit "ordinal"."""
    taken = sorted((time.span.start, time.span.end) for time in times)
    found = []
    for match in _ordinal_pattern().finditer(text):
        if _inside(match.start(), match.end(), taken):
            continue
        thing, end = thing_behind(text, match.end(), many=False)
        if not thing:
            continue
        place = (
            float(match["digits"][:-2])
            if match["digits"]
            else numerals.table("ordinal")[match["word"].lower()]
        )
        place += numerals.table("cardinal")[match["tens"].lower()] if match["tens"] else 0.0
        span = Span.of(text, match.start(), end)
        found.append(Amount(span=span, low=place, high=place, unit="ordinal", thing=thing))
    return tuple(found)


_SINGULAR = re.compile(
    r"\b(?:an?|the single|the lone|the sole)((?: [\w'’-]{1,30}){1,6})", re.IGNORECASE
)


def find_singulars(text: str, things: Collection[str]) -> tuple[Amount, ...]:
    """ "a suspected ballistic missile" as one missile, for the head nouns given (lower case)."""
    wanted = frozenset(things)
    found = []
    for match in _SINGULAR.finditer(text):
        place = match.start(1)
        for word in match[1].split(" ")[1:]:
            place += len(word) + 1
            lower = word.lower()
            if lower in wanted:
                span = Span.of(text, match.start(), place)
                found.append(Amount(span=span, low=1.0, high=1.0, thing=lower))
                break
            if lower in stop_words():
                break
    return tuple(found)
