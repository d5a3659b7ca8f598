"""The words of a text as the grammar of news time sees them.

Every token gets a kind ("MONTH", "UNIT", "WORD" ...) and each kind one letter, so that a text
becomes a string of letters that patterns over kinds can search; see `times_match`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError
from crosswire.text import numerals, zones

_TOKEN = re.compile(
    r"""
    (?<![\w-])\d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
    | \d{1,4}(?:st|nd|rd|th)\b
    | \d{4}['’]?s\b
    | ['’]\d0s\b
    | \d+(?:[.,:/]\d+)*
    | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.
    | [AaPp](?:\.\ ?[Mm]\b\.?|\ [Mm]\b)
    | (?<=\d)[ap]\b
    | o['’]clock\b
    | ['’](?:s|ll|re|ve|d)\b
    | \bQ[1-4]\b | \bH[12]\b
    | [^\W\d_]+(?:['’]t\b)?
    | \n\s*
    | \S
    """,
    re.VERBOSE,
)
_DATE_SHAPE = re.compile(r"(\d{1,4})([./])(\d{1,2})\2(\d{2,4})")
_CLOCK_SHAPE = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_DOTTED_SHAPE = re.compile(r"(\d{1,2})\.(\d\d)")
_SLASH_SHAPE = re.compile(r"(\d{1,2})/(\d{1,2})")
_PUNCTUATION = {
    ",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "RULE", "−": "DASH", "(": "OPEN", ")": "SHUT",
    "/": "SLASH", "@": "AT", "+": "PLUS", "'": "TICK", "’": "TICK", "!": "STOP", "?": "STOP", ";": "SEMI", ":": "COLON",
}  # fmt: skip
# Only with a capital are these months, days and zones, not a verb, a star or a seat.
_CAPITAL = frozenset(["may", "march", "mar", "sun", "sat", "mon", "wed", "august"])
_TABLES = (
    "month", "weekday", "weekdays", "unit", "units", "part", "parts", "noon", "deictic", "tonight", "season", "last",
    "next", "this", "that", "early", "begin", "approx", "few", "couple", "each", "frequency", "times", "ref",
    "ordinal_quarter", "ampm", "decade", "trading",
)  # fmt: skip


@dataclass(slots=True)
class Token:
    """A word, number or sign: its kind, its place, its lower-case words and what it means."""

    kind: str
    start: int
    end: int
    text: str
    value: Any = None


@cache
def vocabulary() -> dict[str, tuple[str, Any]]:
    """Lower-case word to (kind, value), from `calendar.toml` and `numerals.toml`."""
    calendar = facts.load("calendar")
    words: dict[str, tuple[str, Any]] = {}
    for word, value in numerals.table("cardinal").items():
        words[word] = ("NUMWORD", int(value))
    for word, value in numerals.table("scale").items():
        words[word] = ("NUMWORD", int(value))
    for word, value in numerals.table("ordinal").items():
        words[word] = ("ORD", int(value))
    for name in _TABLES:
        if not isinstance(calendar.get(name), dict):
            raise DataError(f"calendar.toml: no table [{name}]. Add it, or restore the file.")
        words.update({word: (name.upper(), value) for word, value in calendar[name].items()})
    for name, forms in calendar["words"].items():
        words.update({form: (name.upper(), form) for form in forms})
    for name in calendar["holiday"]:
        words.setdefault(name.split()[0].partition("'")[0], ("FEAST", name))
    return words


def tokens(text: str) -> list[Token]:
    """All tokens of a text, in order. Line ends that part paragraphs are BREAK tokens."""
    words = vocabulary()
    found = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        first = raw[0]
        if first.isalpha():
            kind, value, lower = _word(raw, words)
        elif first.isdigit():
            kind, value = _digits(raw)
            lower = raw
        else:
            kind, value = _sign(raw, text, match.end())
            lower = raw
            if not kind:
                continue
        found.append(Token(kind, match.start(), match.end(), lower, value))
    return found


def _word(raw: str, words: dict[str, tuple[str, Any]]) -> tuple[str, Any, str]:
    if raw[0] in "aApP" and (len(raw) == 1 or raw[1] in ". ") and raw not in ("a", "A"):
        return "AMPM", 0 if raw[0] in "aA" else 12, raw.lower()
    if raw.isupper() and zones.is_abbreviation(raw):
        return "ZONE", raw, raw.lower()
    lower = raw.lower().replace("’", "'") if len(raw) < 40 else raw[:40]
    kind, value = words.get(lower, ("", None))
    if not kind and raw[-1] == ".":
        kind, value = words.get(lower[:-1], ("WORD", raw))
    if kind == "UNIT" and raw.isupper() and len(raw) <= 3:
        return "WORD", raw, lower  # an SEC inquiry lasts no second
    if kind == "FEAST":
        return (kind if raw[0].isupper() else "WORD"), raw, lower
    if not kind or (lower.rstrip(".") in _CAPITAL and not raw[0].isupper()):
        return "WORD", raw, lower
    return kind, value, lower


def _digits(raw: str) -> tuple[str, Any]:
    if raw.isascii() is False:
        return "NUM", None
    if raw.isdigit():
        return _whole(raw)
    if raw[-2:] in ("st", "nd", "rd", "th"):
        return "ORD", int(raw[:-2])
    if raw[-1] == "s":
        return ("DECADES", int(raw[:4])) if raw[3] == "0" else ("NUM", None)
    if len(raw) > 9 and raw[4] == "-":
        return "ISO", raw
    return _shaped(raw)


def _whole(raw: str) -> tuple[str, Any]:
    if len(raw) > 15:
        return "NUM", None
    value = int(raw)
    if len(raw) <= 2 and value <= 31:
        return "DAYNUM", value
    if len(raw) == 4 and 1000 <= value <= 2100:
        return "YEAR", value
    if len(raw) == 4 and raw[0] in "02":
        return "MILITARY", value
    return "NUM", value


def _shaped(raw: str) -> tuple[str, Any]:
    if match := _CLOCK_SHAPE.fullmatch(raw):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour <= 24 and minute < 60 and second < 60:
            return "CLOCK", (hour, minute, second if match[3] else None)
    if match := _DATE_SHAPE.fullmatch(raw):
        return "NUMDATE", raw
    if match := _SLASH_SHAPE.fullmatch(raw):
        return "SLASHED", (int(match[1]), int(match[2]))
    if match := _DOTTED_SHAPE.fullmatch(raw):
        return "DOTTED", (int(match[1]), int(match[2]), None)
    bare = raw.replace(",", "")
    return ("NUM", int(bare)) if bare.isdigit() and len(bare) < 15 else ("NUM", None)


def _sign(raw: str, text: str, end: int) -> tuple[str, Any]:
    if "\n" in raw:
        flows = raw.count("\n") == 1 and text[end : end + 1].islower()
        return ("" if flows else "BREAK"), None
    if raw[0] in "'’" and len(raw) > 1:
        if raw[1].isdigit():
            return "DECADES", int(raw[1]) * 10
        return ("POSS", None) if raw[1:] == "s" else ("WORD", "'" + raw[1:])
    return _PUNCTUATION.get(raw, "SIGN"), None
