"""Numbers in words: "thirty-nine", "two dozen", "nineteen ninety-six", "twenty-fourth"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from crosswire import facts
from crosswire.errors import DataError

_AND = "and"


@cache
def table(name: str) -> dict[str, float]:
    """One table of `data/numerals.toml`, word to number; DataError when a value is none."""
    rows = facts.load("numerals").get(name)
    if not isinstance(rows, dict) or not all(isinstance(v, int | float) for v in rows.values()):
        raise DataError(f"numerals.toml: [{name}] must map words to numbers. Mend the table.")
    return {word: float(value) for word, value in rows.items()}


@cache
def vague() -> dict[str, tuple[float, float]]:
    """Words like "dozens" with the lowest and highest count that they let pass."""
    rows = facts.load("numerals").get("vague")
    if not isinstance(rows, dict) or not all(len(cast(list[int], v)) == 2 for v in rows.values()):
        raise DataError("numerals.toml: [vague] must map words to [low, high]. Mend the table.")
    return {word: (float(low), float(high)) for word, (low, high) in rows.items()}


def cardinal(words: Sequence[str]) -> float | None:
    """The number that lower-case words spell, None when they spell none.

    "a" counts as one before a scale ("a hundred"); "and" joins ("two hundred and six"). Runs that
    no number is made of ("five six", "ten twenty") give None.
    """
    small, scales = table("cardinal"), table("scale")
    total, part, last = 0.0, None, 0.0
    for position, word in enumerate(words):
        if word in small:
            value = small[word]
            if part is not None and not _may_follow(last, value):
                return None
            part, last = (part or 0.0) + value, value
        elif word in scales:
            total, part = _scaled(total, part, scales[word])
            last = scales[word]
        elif word in ("a", "an") and position == 0:
            part = None
        elif word != _AND or position in (0, len(words) - 1):
            return None
    return total + (part or 0.0) if last or part is not None else None


def _may_follow(last: float, value: float) -> bool:
    return last >= 100 or (20 <= last < 100 and 0 < value < 10)


def _scaled(total: float, part: float | None, scale: float) -> tuple[float, float | None]:
    if scale <= 100:
        return total, (1.0 if part is None else part) * scale
    if part is None and total:
        return total * scale, None
    return total + (1.0 if part is None else part) * scale, None


def year(words: Sequence[str]) -> int | None:
    """The year in words: "nineteen ninety-six", "two thousand and four", "twenty twelve"."""
    for cut in range(1, len(words)):
        head, tail = cardinal(words[:cut]), cardinal(words[cut:])
        if head in (17, 18, 19, 20) and tail is not None and 10 <= tail <= 99:
            return int(head) * 100 + int(tail)
    whole = cardinal(words)
    return int(whole) if whole is not None and 1900 <= whole <= 2100 else None


def clock(words: Sequence[str]) -> tuple[int, int] | None:
    """Hour and minute in words: "six", "one thirty", "eleven five", "seven twenty-seven"."""
    whole = cardinal(words)
    if whole is not None:
        return (int(whole), 0) if 0 <= whole <= 23 else None
    for cut in range(1, len(words)):
        hour, minute = cardinal(words[:cut]), cardinal(words[cut:])
        if hour is not None and minute is not None and 0 <= hour <= 23 and 0 < minute < 60:
            return int(hour), int(minute)
    return None
