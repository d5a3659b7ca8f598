"""Do two amounts, or two times, agree? Both are intervals, and intervals compare by overlap.

Verdicts: `same`; `fits` (both can hold, one is wider or vaguer); `differs` (both cannot hold);
`apart` (they measure different things, or nobody can tell). All comparisons are symmetric.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from crosswire.records.reading import Amount, Time

Verdict = Literal["same", "fits", "differs", "apart"]

# Figures are rounded in the telling: half of the last digit told, but never more than this share.
# 900 miles and 1,500 km are 3.5 percent apart and one distance; a wider cap joins 14,000 and 15,000.
_MOST_ROUNDING = 0.05
# Counts below this are counted, not rounded: 12 dead and 13 dead differ.
_COUNTED = 100
# Two measures this near, in whatever units, tell one figure.
_SAME_MEASURE = 0.05
_SAME_COUNT = 0.01
# Local clocks run from 12 hours behind to 14 hours ahead of UTC.
_BEHIND, _AHEAD = timedelta(hours=12), timedelta(hours=14)
_DAY = timedelta(hours=23)

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def compare_amounts(a: Amount, b: Amount) -> Verdict:
    """Compares two amounts of the same unit and thing; anything else is `apart`."""
    if a.unit != b.unit or not _one_thing(a, b):
        return "apart"
    if a.unit == "ordinal":
        return "same" if a.low == b.low else "differs"
    low_a, high_a = _widened(a)
    low_b, high_b = _widened(b)
    if low_a > high_b or low_b > high_a or _touch_open(a, b):
        return "differs"
    if (a.low, a.high) == (b.low, b.high):
        return "same"
    middle_a, middle_b = _middle(a), _middle(b)
    if middle_a is None or middle_b is None:
        return "fits"
    return "same" if _near(middle_a, middle_b, a.unit) else "fits"


def _one_thing(a: Amount, b: Amount) -> bool:
    """Measures may leave out what they measure; a count is of its thing alone."""
    if a.unit in ("", "ordinal", "%"):
        return a.thing == b.thing
    return a.thing == b.thing or not a.thing or not b.thing


def _touch_open(a: Amount, b: Amount) -> bool:
    """Exact figures that meet only in the rounding of both, at a single point, do not agree."""
    if a.low != a.high or b.low != b.high or a.low is None or b.low is None or a.low == b.low:
        return False
    low_a, high_a = _widened(a)
    low_b, high_b = _widened(b)
    return math.isclose(high_a, low_b, rel_tol=1e-9) or math.isclose(high_b, low_a, rel_tol=1e-9)


def _middle(amount: Amount) -> float | None:
    """The figure told; None for open ends and for vague words, whose width is their meaning."""
    if amount.low is None or amount.high is None:
        return None
    wide = abs(amount.high - amount.low)
    middle = (amount.low + amount.high) / 2
    return middle if wide <= 0.11 * abs(middle) or amount.low == amount.high else None


def _near(a: float, b: float, unit: str) -> bool:
    most = _SAME_MEASURE if unit and unit != "%" else _SAME_COUNT
    return abs(a - b) <= most * max(abs(a), abs(b))


@lru_cache(maxsize=1 << 16)  # in a story every amount meets many others
def _widened(amount: Amount) -> tuple[float, float]:
    """The interval with open ends at infinity and round figures given their room."""
    low = -math.inf if amount.low is None else amount.low
    high = math.inf if amount.high is None else amount.high
    if amount.low is None or amount.high is None or amount.low != amount.high:
        return low, high
    room = abs(low) * _rounding(amount)
    return low - room, high + room


def _rounding(amount: Amount) -> float:
    """Half of the last digit that was told, as a share of the figure."""
    value = amount.low or 0.0
    if not value or (not amount.unit and abs(value) < _COUNTED):
        return 0.0
    match = _DIGITS.search(amount.span.quote)
    told = match[0].replace(",", "") if match else f"{value:.6g}"
    number = float(told)
    if not number:
        return 0.0
    if "." in told and "e" not in told:
        step = 10.0 ** -len(told.partition(".")[2])
    else:
        whole = f"{int(number)}"
        step = 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return min(step / 2 / number, _MOST_ROUNDING)


def compare_times(a: Time, b: Time) -> Verdict:
    """Compares two times by interval; clock times with known zones as moments."""
    if not a.start or not a.end or not b.start or not b.end:
        return _without_interval(a, b)
    first, second = _interval(a), _interval(b)
    if (first[0].tzinfo is None) == (second[0].tzinfo is None):
        return _verdict(first, second)
    local, zoned = (first, second) if first[0].tzinfo is None else (second, first)
    told = b if local is first else a
    return _local_against_zoned(local, zoned, told)


def _interval(time: Time) -> tuple[datetime, datetime]:
    assert time.start and time.end
    return datetime.fromisoformat(time.start), datetime.fromisoformat(time.end)


def _verdict(a: tuple[datetime, datetime], b: tuple[datetime, datetime]) -> Verdict:
    if a == b:
        return "same"
    return "fits" if a[0] < b[1] and b[0] < a[1] else "differs"


def _local_against_zoned(
    local: tuple[datetime, datetime], zoned: tuple[datetime, datetime], told: Time
) -> Verdict:
    """A local time could be in any zone: it differs when it matches in none of them.

    A whole day or more that can hold the moment fits; a local clock time cannot be judged.
    """
    earliest = local[0].replace(tzinfo=UTC) - _AHEAD
    latest = local[1].replace(tzinfo=UTC) + _BEHIND
    if zoned[1] <= earliest or zoned[0] >= latest:
        return "differs"
    if local[1] - local[0] < _DAY or not told.value:
        return "apart"
    return "fits"


def _without_interval(a: Time, b: Time) -> Verdict:
    """Durations and sets compare by value; vague references cannot be compared."""
    if a.type != b.type or a.value.endswith("_REF") or b.value.endswith("_REF"):
        return "apart"
    if a.value == b.value:
        return "fits" if "X" in a.value else "same"
    if a.type != "DURATION":
        return "apart"
    long_a, long_b = _seconds(a.value), _seconds(b.value)
    if long_a is None or long_b is None:
        return "fits" if a.value[-1] == b.value[-1] else "apart"
    return "same" if math.isclose(long_a, long_b, rel_tol=0.01) else "differs"


_DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)Q)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_LENGTHS = (31556952.0, 7889238.0, 2629746.0, 604800.0, 86400.0, 3600.0, 60.0, 1.0)


def _seconds(value: str) -> float | None:
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    return sum(
        float(part) * length for part, length in zip(match.groups(), _LENGTHS, strict=True) if part
    )
