"""Agreement of two bare statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.tasks.agree import answer
from crosswire import facts
from crosswire.errors import DataError
from crosswire.match.lexicon import Lexicon
from crosswire.text.stems import stem


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


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("She chairs the port council of Arlen.", "Mara Quill chairs the port council of Arlen."),
        ("The mill was built in 1887.", "The mill was built in the 1880s."),
        ("The mill was built in 1887.", "The mill was built before 1900."),
        ("Ferry crews left Arlen on 3 May.", "Crews of the Arlen ferry left on May 3."),
        ("Odo Brask is the father of Ilse Brask.", "Ilse Brask is the daughter of Odo Brask."),
        ("The court acquitted the skipper.", "The court found the skipper not guilty."),
        ("The Arlen Tide Survey warned of waves.", "The ATS warned of waves."),
    ],
)
def test_other_words_for_the_same_do_not_conflict(a: str, b: str) -> None:
    """Pronouns, decades, bounds, converses, double denials and acronyms hold together."""
    assert said(a, b) in ("same", "fits")


def test_another_name_in_the_same_place_conflicts() -> None:
    """Where all else is told alike, another person did it."""
    a = "The harbour festival was opened on Friday by mayor Ilse Brask and her deputy."
    assert said(a, "The harbour festival was opened by Mara Quill.") == "conflicts"


def test_a_title_denies_nothing() -> None:
    """ "No" in the title of a work is no negation."""
    a = "A drama about two sailors, it was filmed in Arlen."
    assert said(a, "No Road Home was filmed in Arlen.") in ("same", "fits")


def test_same_words_are_the_same() -> None:
    """Two wordings of one headline are one."""
    a = "Ferry runs aground near the old lighthouse"
    assert said(a, "Ferry aground near old lighthouse") == "same"


@given(st.text(max_size=80), st.text(max_size=80))
def test_parts_and_verdicts_come_for_any_text(a: str, b: str) -> None:
    """Whatever is handed in, there is a verdict, and it has its reasons."""
    assert said(a, b) in ("same", "fits", "conflicts", "unrelated")


def test_a_broken_fact_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A malformed table stops with its name."""
    monkeypatch.setattr(facts, "load", lambda _: {"antonyms": [["rise"]]})
    with pytest.raises(DataError, match="antonyms"):
        Lexicon(stem)


def test_strangers_are_unrelated() -> None:
    """Two statements that share no word tell of different things."""
    assert said("The orchestra tuned its violins.", "Lava buried a vineyard.") == "unrelated"


@pytest.mark.parametrize("text", ["", "?", "\ud800", "a" * 50_000, "no " * 2000, "1" * 400])
def test_no_text_breaks_it(text: str) -> None:
    """Empty, odd and endless statements get a verdict as well."""
    assert said(text, "Two boats wait.") in ("same", "fits", "conflicts", "unrelated")
    assert said("Two boats wait.", text) in ("same", "fits", "conflicts", "unrelated")
