"""Intervals: amounts and times agree, fit, differ or cannot be compared, the same both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.match.intervals import compare_amounts, compare_times
from crosswire.records.base import Span
from crosswire.records.reading import Amount, Time
from crosswire.text.amounts import find_amounts, find_ordinals
from crosswire.text.times import find_times

ANCHOR = "2024-05-15"

AMOUNTS = [
    ("900 miles", "1,500 km", "same"),
    ("5,000 acres", "some 2,000 hectares", "same"),
    ("12 boats", "12 boats", "same"),
    ("12 boats", "13 boats", "differs"),
    ("12 boats", "12 cows", "apart"),
    ("12 boats", "12 km", "apart"),
    ("dozens of boats", "36 boats", "fits"),
    ("dozens of boats", "7 boats", "differs"),
    ("at least 12 boats", "15 boats", "fits"),
    ("at least 12 boats", "no more than five boats", "differs"),
    ("at least 12 boats", "at least 12 boats", "same"),
    ("14,000 boats", "15,000 boats", "differs"),
    ("3.1 percent", "3.2 percent", "differs"),
    ("$2bn", "€2bn", "apart"),
    ("between 3 and 5 boats", "4 boats", "fits"),
]

TIMES = [
    ("It fell Tuesday", "It fell on May 14", "same"),
    ("It fell Tuesday", "It fell on Tuesday at 6 a.m.", "fits"),
    ("It fell Tuesday", "It fell Monday", "differs"),
    ("at 6 a.m. Tokyo time on May 3", "at 2100 GMT on May 2", "same"),
    ("at 6 a.m. Tokyo time on May 3", "at 2200 GMT on May 2", "differs"),
    ("at 6 a.m. local time on May 3", "at 2100 GMT on May 2", "apart"),
    ("at 6 a.m. local time on May 3", "at 2100 GMT on May 5", "differs"),
    ("on May 3", "at 2100 GMT on May 2", "fits"),
    ("at around 7:06 on May 3", "at 7:10 on May 3", "fits"),
    ("at 7:06 on May 3", "at 7:16 on May 3", "differs"),
    ("for 24 hours", "for one day", "same"),
    ("for two days", "for three days", "differs"),
    ("for two days", "on May 3", "apart"),
    ("It is now calm", "on May 3", "apart"),
]


@pytest.mark.parametrize(("left", "right", "verdict"), AMOUNTS)
def test_amounts(left: str, right: str, verdict: str) -> None:
    """Amounts compare by interval, with the rounding of figures and across units."""
    a, b = find_amounts(left)[0], find_amounts(right)[0]
    assert compare_amounts(a, b) == compare_amounts(b, a) == verdict


@pytest.mark.parametrize(("left", "right", "verdict"), TIMES)
def test_times(left: str, right: str, verdict: str) -> None:
    """Times compare by interval; known zones as moments, unknown ones with their doubt."""
    a, b = find_times(left, ANCHOR)[0], find_times(right, ANCHOR)[0]
    assert compare_times(a, b) == compare_times(b, a) == verdict


def test_ordinals_differ_by_place() -> None:
    """The 12th package is not the 13th, whatever their rounding."""
    twelfth, thirteenth = find_ordinals("the 12th package, the 13th package")
    assert compare_amounts(twelfth, thirteenth) == "differs"
    assert compare_amounts(twelfth, twelfth) == "same"


def amounts() -> st.SearchStrategy[Amount]:
    figure = st.one_of(st.none(), st.integers(0, 10_000).map(float), st.floats(0, 1e9))
    quote = st.sampled_from(["12", "1,500", "dozens", "3.1", "0", "about 900"])

    def make(low: float | None, high: float | None, unit: str, thing: str, words: str) -> Amount:
        if low is not None and high is not None and low > high:
            low, high = high, low
        span = Span(start=0, end=len(words), quote=words)
        return Amount(span=span, low=low, high=high, unit=unit, thing=thing)

    return st.builds(
        make,
        figure,
        figure,
        st.sampled_from(["", "m", "%", "ordinal"]),
        st.sampled_from(["", "boat"]),
        quote,
    )


@given(amounts(), amounts())
def test_amounts_are_symmetric(a: Amount, b: Amount) -> None:
    """The order of two amounts never matters, and an amount agrees with itself."""
    assert compare_amounts(a, b) == compare_amounts(b, a)
    assert compare_amounts(a, a) == "same"


def times() -> st.SearchStrategy[Time]:
    texts = [
        "May 3",
        "at 6 a.m. GMT on May 3",
        "at 6 a.m. on May 4",
        "last week",
        "for two days",
        "weeks",
        "every day",
        "now",
        "2023",
    ]
    return st.sampled_from([find_times(text, ANCHOR)[0] for text in texts])


@given(times(), times())
def test_times_are_symmetric(a: Time, b: Time) -> None:
    """The order of two times never matters."""
    assert compare_times(a, b) == compare_times(b, a)
