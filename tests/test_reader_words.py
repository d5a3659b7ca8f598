"""Words of the reader: as the treebanks part them, offsets true on any text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from crosswire.reader.words import MOST_WORDS, words_of


def parted(text: str) -> list[str]:
    """The words themselves."""
    return [text[start:end] for start, end in words_of(text)]


def test_clitics_and_hyphens_part() -> None:
    """Negations and genitives stand alone, names with an apostrophe stay whole."""
    assert parted("Ana's boat didn't sail.") == ["Ana", "'s", "boat", "did", "n't", "sail", "."]
    assert parted("O'Dell cannot re-open N’Gaba") == [
        "O'Dell", "can", "not", "re", "-", "open", "N’Gaba",
    ]  # fmt: skip
    assert parted("the sailors’ wages") == ["the", "sailors", "’", "wages"]


def test_abbreviations_keep_their_stop() -> None:
    """The stop of a title or of initials is theirs, that of a sentence its own."""
    assert parted("Dr. Ona met U.S. envoys at 6:30 a.m. in Lund.") == [
        "Dr.", "Ona", "met", "U.S.", "envoys", "at", "6:30", "a.m.", "in", "Lund", ".",
    ]  # fmt: skip


def test_numbers_signs_and_addresses() -> None:
    """Currency and percent stand alone; addresses are one word without the closing stop."""
    assert parted("$1,500.50 (4%)") == ["$", "1,500.50", "(", "4", "%", ")"]
    assert parted("US$20 in 2020s, 20m") == ["US$", "20", "in", "2020s", ",", "20m"]
    assert parted("See https://harbour.example/a?b=1.") == [
        "See", "https://harbour.example/a?b=1", ".",
    ]  # fmt: skip
    assert parted("Wait... no!!!") == ["Wait", "...", "no", "!!!"]


@given(st.text())
def test_words_are_apart_in_order_and_lose_no_letter(text: str) -> None:
    """Half-open, not empty, not overlapping; every letter and digit stands in a word."""
    at = 0
    for start, end in words_of(text):
        assert at <= start < end <= len(text)
        assert not any(char.isalnum() for char in text[at:start])
        at = end
    assert not any(char.isalnum() for char in text[at:])


def test_a_million_characters_take_bounded_time() -> None:
    """One letter, one mark, or changing marks a million times: no more than a moment."""
    began = time.monotonic()
    for text in (
        "a" * 1_000_000,
        "-" * 1_000_000,
        ".,'" * 300_000,
        "a.a" * 300_000,
        "x’" * 500_000,
    ):
        assert len(words_of(text)) <= MOST_WORDS
    assert time.monotonic() - began < 20
