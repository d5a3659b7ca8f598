"""Amounts: intervals in base units with the thing they count, and no number that is a name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.text.amounts import find_amounts, find_ordinals, find_singulars
from crosswire.text.times import find_times

COUNTS = [
    ("Thirty-nine people died", 39, 39, "person"),
    ("two dozen cows", 24, 24, "cow"),
    ("1.2 billion people", 1.2e9, 1.2e9, "person"),
    ("at least 12 officers", 12, None, "officer"),
    ("no fewer than nine ships", 9, None, "ship"),
    ("no more than five boats", None, 5, "boat"),
    ("up to 300 homes", None, 300, "home"),
    ("between 3 and 5 drones", 3, 5, "drone"),
    ("one or two boats", 1, 2, "boat"),
    ("dozens of hikers", 24, 99, "hiker"),
    ("hundreds of thousands of fans", 200_000, 999_000, "fan"),
    ("two short-range guided rockets landed", 2, 2, "rocket"),
    ("11 bodies", 11, 11, "body"),
    ("one of the two men", 1, 1, "man"),
    ("12 were killed", 12, 12, "person"),
    ("killing at least 14.", 14, None, "person"),
    ("the death toll rose to 14.", 14, 14, "person"),
    ("two 60-bed wards", 2, 2, "ward"),
]

MEASURES = [
    ("$1.2bn in aid", 1.2e9, "USD", ""),
    ("half a gigawatt", 5e8, "W", ""),
    ("It flew 3,700kms.", 3.7e6, "m", "distance"),
    ("a height of 212 kilometres", 212_000, "m", "height"),
    ("It weighed 85 kilograms", 85, "kg", "weight"),
    ("It cost 2.1 billion crowns", 2.1e9, "crown", "cost"),
    ("The fire covers 5 hectares", 50_000, "m2", "area"),
    ("40m deep", 40, "m", "depth"),
    ("3.1 percent", 3.1, "%", ""),
    ("a quarter of the crew", 25, "%", "crew member"),
    ("two and a half tonnes", 2500, "kg", ""),
    ("a magnitude 6.4 quake", 6.4, "magnitude", ""),
]

NONE = [
    "Ann Lee, 52, said", "at 12 Elm Street", "the Soyuz-2 rocket", "won 3-1", "No one was hurt", "a 45-year-old",
    "their new 350 sedan", "Section 230", "the G7", "Flight 370", "in 2019", "the 7 a.m. bus", "4x100",
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high", "thing"), COUNTS)
def test_counts(text: str, low: float | None, high: float | None, thing: str) -> None:
    """A count is an interval of a plain number with its head noun in the singular."""
    amount = find_amounts(text)[0]
    assert (amount.low, amount.high, amount.unit, amount.thing) == (low, high, "", thing)


@pytest.mark.parametrize(("text", "value", "unit", "thing"), MEASURES)
def test_measures(text: str, value: float, unit: str, thing: str) -> None:
    """A measure comes in base units, with what it measures where the words tell."""
    (amount,) = find_amounts(text)
    assert amount.low == pytest.approx(value)
    assert (amount.unit, amount.thing) == (unit, thing)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_amount(text: str) -> None:
    """Ages, streets, models, scores, years and pronouns are no amounts."""
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("It will cut 4,300 jobs, 3,700 in Ruritania.", "job"),
        ("It counted 80 boats, up from 62 last year.", "boat"),
        ("It sold 80 boats; the index closed at 6,200.", ""),
        ("It lost 80 boats. Some 62 in all.", ""),
    ],
)
def test_what_a_figure_leaves_out(text: str, thing: str) -> None:
    """A bare figure in the same clause counts what was counted before it, no further."""
    assert find_amounts(text)[1].thing == thing


def test_about_widens() -> None:
    """ "about" and "nearly" give a figure its room."""
    (about,) = find_amounts("about 100 boats")
    assert (about.low, about.high, about.about) == (95, 105, True)
    (nearly,) = find_amounts("nearly 100 boats")
    assert (nearly.low, nearly.high) == (95, 100)


def test_numbers_in_times_are_left_out() -> None:
    """What the time grammar has taken is no amount."""
    text = "On May 3 at 6 a.m. 12 boats left for 3 days."
    assert [a.span.quote for a in find_amounts(text, find_times(text, "2024-05-15"))] == [
        "12 boats"
    ]


def test_change_is_two_figures() -> None:
    """ "rose from 3 to 5" is no range."""
    assert [(a.low, a.high) for a in find_amounts("It rose from 3 to 5 people")] == [(3, 3), (5, 5)]


def test_ordinals_have_their_own_unit() -> None:
    """ "12th package" is a place in a row, not a count."""
    ordinals = find_ordinals("the 12th package and its twenty-first ship")
    assert [(o.low, o.unit, o.thing) for o in ordinals] == [
        (12, "ordinal", "package"),
        (21, "ordinal", "ship"),
    ]


def test_singulars_for_given_things() -> None:
    """ "a suspected guided rocket" counts one, for the things asked for alone."""
    found = find_singulars(
        "It fired a suspected guided rocket at a ship of the rocket force.", {"rocket"}
    )
    assert [(a.span.quote, a.low, a.thing) for a in found] == [
        ("a suspected guided rocket", 1, "rocket")
    ]


WORDS = st.sampled_from(
    ["two", "dozen", "of", "a", "half", "third", "$", "1,000", "3.5", "million", "bn", "km", "people", "at least", "between",
     "and", "to", "12", "-", "%", "boats", "killed", "about", "dozens", "hundreds", "°C", "square", "miles", "one", "no", "from",
     "\n", "\u0000", "\ud800", "٣", "½", "the", "5m", "rs", "€"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_offsets_and_bounds_hold_on_any_words(words: list[str]) -> None:
    """Whatever stands together: true offsets, in order and apart, low not above high."""
    text = " ".join(words)
    done = 0
    for amount in find_amounts(text):
        assert amount.span.fits(text)
        assert amount.span.start >= done
        done = amount.span.end
        if amount.low is not None and amount.high is not None:
            assert amount.low <= amount.high


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Any string is read without a crash and every quote stands where its span says."""
    for amount in (*find_amounts(text), *find_ordinals(text), *find_singulars(text, {"rocket"})):
        assert amount.span.fits(text)
