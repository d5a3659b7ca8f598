"""Agreement of two bare statements."""

from __future__ import annotations

import pytest
from benchmarks.tasks.agree import answer


def said(a: str, b: str) -> str:
    """The verdict on two statements."""
    return next(iter(answer([{"id": "1", "a": a, "b": b}])))["verdict"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Two boats wait at the pier.", "Five boats wait at the pier."),
        ("The rower came in third place.", "The rower came in 9th place."),
        ("The bridge opened to traffic in 1931.", "The bridge opened to traffic in 1952."),
    ],
)
def test_another_number_of_the_same_thing_conflicts(a: str, b: str) -> None:
    """Counts, places in a row and years at one place exclude one another."""
    assert said(a, b) == "conflicts"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Two boats wait at the pier.", "2 boats wait at the pier."),
        ("Two boats wait at the pier.", "At least two boats wait at the pier."),
        ("The rower came in third place.", "The rower came in 3rd place."),
        ("The plant stands in Kenya.", "The plant stands in Africa."),
    ],
)
def test_one_number_or_a_wider_word_does_not_conflict(a: str, b: str) -> None:
    """Digits for words, an open bound and a wider region all hold together."""
    assert said(a, b) in ("same", "fits")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The plant stands in Kenya.", "The plant stands in Peru."),
        ("The council approved the tunnel plan.", "The council rejected the tunnel plan."),
        ("The dam has failed in the night.", "The dam has not failed in the night."),
        ("Rents in the old port rose sharply.", "Rents in the old port fell sharply."),
    ],
)
def test_words_that_exclude_one_another_conflict(a: str, b: str) -> None:
    """Another country, an antonym or a denial at one place conflicts."""
    assert said(a, b) == "conflicts"


def test_strangers_are_unrelated() -> None:
    """Two statements that share no word tell of different things."""
    assert said("The orchestra tuned its violins.", "Lava buried a vineyard.") == "unrelated"


@pytest.mark.parametrize("text", ["", "?", "\ud800", "a" * 50_000, "no " * 2000, "1" * 400])
def test_no_text_breaks_it(text: str) -> None:
    """Empty, odd and endless statements get a verdict as well."""
    assert said(text, "Two boats wait.") in ("same", "fits", "conflicts", "unrelated")
    assert said("Two boats wait.", text) in ("same", "fits", "conflicts", "unrelated")
