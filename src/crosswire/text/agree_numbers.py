"""Numbers of a bare statement: counts with their thing, places in a row, years, days of a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from crosswire import facts
from crosswire.records.reading import Amount
from crosswire.text import numerals
from crosswire.text.amounts_context import bound_before
from crosswire.text.stems import stem
from crosswire.text.tokens import Token

_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_ORDINAL = re.compile(r"(\d{1,9})(?:st|nd|rd|th)")
_DIGITS = re.compile(r"\d[\d,]{0,14}(?:\.\d{1,6})?")
_LONGEST = 6


class Value(NamedTuple):
    """A figure as told: `unit` is "", "ordinal" or "year"; `size` counts the tokens it takes."""

    number: float
    unit: str
    size: int


class Number(NamedTuple):
    """A figure with its bounds and what it counts."""

    form: str
    unit: str
    low: float | None
    high: float | None
    thing: str
    size: int

    def told(self) -> tuple[str, str, str, str, str, float | None, float | None, str]:
        """The fields of a part: form, stem, kind, place, unit, low, high, thing."""
        return self.form, "", "", "", self.unit, self.low, self.high, self.thing


def value_at(row: Sequence[Token], at: int) -> Value | None:
    """The figure that begins at this token, in digits or words."""
    form = row[at].word.lower()
    if _YEAR.fullmatch(form):
        return Value(float(form), "year", 1)
    ordinal = _ORDINAL.fullmatch(form)
    if ordinal:
        return Value(float(ordinal[1]), "ordinal", 1)
    if form in numerals.table("ordinal"):
        return Value(numerals.table("ordinal")[form], "ordinal", 1)
    if _DIGITS.fullmatch(form):
        return Value(float(form.replace(",", "")), "", 1)
    return _spelled(row, at)


def _spelled(row: Sequence[Token], at: int) -> Value | None:
    best = None
    for size in range(1, min(_LONGEST, len(row) - at) + 1):
        words = [word for token in row[at : at + size] for word in token.word.lower().split("-")]
        number = None if words[-1] in ("and", "a", "an") else numerals.cardinal(words)
        if number is not None:
            best = Value(number, "", size)
    return best


def number_at(text: str, row: Sequence[Token], at: int, amounts: Sequence[Amount]) -> Number | None:
    """The number that begins at this token with its bounds; None where none does."""
    value = value_at(row, at)
    if value is None:
        return None
    start, end = row[at].start, row[at + value.size - 1].end
    form = text[start:end].lower()
    if value.unit == "year":
        return _year(form, value, row, at)
    if value.unit == "" and value.number <= 31 and _beside_month(row, at, value.size):
        return Number(form, "day", value.number, value.number, "", value.size)
    amount = next((a for a in amounts if a.span.start <= start < a.span.end), None)
    if amount is not None and value.unit == "":
        thing = stem(amount.thing)
        return Number(form, amount.unit, amount.low, amount.high, thing, value.size)
    bound = bound_before(text, start)[0] if value.unit == "" else ""
    low = None if bound == "high" else value.number
    high = None if bound == "low" else value.number
    follower = row[at + value.size].word.lower() if at + value.size < len(row) else ""
    thing = stem(follower) if value.unit == "ordinal" and follower.isalpha() else ""
    return Number(form, value.unit, low, high, thing, value.size)


def _year(form: str, value: Value, row: Sequence[Token], at: int) -> Number:
    """A year, a decade ("1980s"), or all before or after it."""
    low: float | None = value.number
    high: float | None = value.number
    after = row[at + 1].word.lower() if at + 1 < len(row) else ""
    before = {token.word.lower() for token in row[max(at - 3, 0) : at]}
    size = 1
    if after in ("s", "'s", "’s") and value.number % 10 == 0:
        high, size = value.number + (99 if value.number % 100 == 0 else 9), 2
    if before & {"before", "until", "by"}:
        low = None
    elif before & {"after", "since"}:
        high = None
    return Number(form, "year", low, high, "", size)


def _beside_month(row: Sequence[Token], at: int, size: int) -> bool:
    beside = [*row[max(at - 1, 0) : at], *row[at + size : at + size + 1]]
    return any(token.word.lower().rstrip(".") in _months() for token in beside)


@cache
def _months() -> frozenset[str]:
    return facts.words("opposites", "exclusive", "months")
