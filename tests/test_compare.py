"""A sentence against what is told: borne out, contradicted, or neither, and never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.compare import compare

TOLD = "Three sailors drowned and eight were rescued when the trawler Petrel sank off Sorrel."


@pytest.mark.parametrize(
    "asked",
    [
        "Three sailors drowned off Sorrel.",
        "The trawler Petrel sank.",
        "Eight sailors were rescued.",
    ],
)
def test_what_is_told_supports_its_parts(asked: str) -> None:
    """A sentence all of whose words are told, in any order and company, is borne out."""
    assert compare(TOLD, asked).stand == "supports"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("Five sailors drowned when the trawler Petrel sank.", "five"),
        ("No sailors drowned when the trawler Petrel sank.", "denies"),
    ],
)
def test_other_numbers_and_denials_contradict(asked: str, word: str) -> None:
    """Another number of the same thing, or a denial of it, speaks against the sentence and says why."""
    found = compare(TOLD, asked)
    assert found.stand == "contradicts" and word in found.reason


@pytest.mark.parametrize(
    "asked",
    ["The bakers of Tolm have ended their strike.", "Rain is likely.", "", "...", "it was"],
)
def test_other_things_are_apart(asked: str) -> None:
    """A sentence about something else is neither borne out nor contradicted."""
    assert compare(TOLD, asked).stand == "apart"


def test_some_of_it_is_related_at_most() -> None:
    """What tells only a part of the sentence supports nothing."""
    found = compare(TOLD, "Three sailors drowned off Sorrel after an explosion in the engine room.")
    assert found.stand == "related" and found.cover < 0.9


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(told: str, asked: str) -> None:
    """Whatever the words, there is an answer, and a cover between 0 and 1."""
    assert 0 <= compare(told, asked).cover <= 1


@settings(deadline=None)
@given(st.sampled_from(["drowned", "sank", "rescued"]), st.integers(4, 99))
def test_a_sentence_supports_itself(verb: str, number: int) -> None:
    """Told in the same words, a sentence is borne out."""
    sentence = f"Some {number} sailors were {verb} off Sorrel on Monday."
    assert compare(sentence, sentence).stand == "supports"
