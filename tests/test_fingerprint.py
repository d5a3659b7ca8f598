"""Sampled shingles: stable, the same for the same words, blind to case, marks and quoted speech."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.fingerprint import (
    containment,
    mask,
    post_spans,
    quoted_spans,
    sampled,
    shingles,
    words_of,
)

WORDS = [
    "the",
    "ferry",
    "left",
    "Norrby",
    "at",
    "dawn",
    "and",
    "came",
    "back",
    "with",
    "a",
    "hole",
    "in",
    "its",
    "side",
    "as",
    "wide",
    "as",
    "a",
    "door",
]
TEXT = " ".join(WORDS * 3 + ["while"] + WORDS[::-1])


def test_shingles_do_not_depend_on_the_run() -> None:
    """Another process, with another hash seed, keeps the same shingles."""
    code = f"from crosswire.match.fingerprint import shingles; print(shingles({TEXT!r}))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "77"},
    )
    assert told.stdout.strip() == str(shingles(TEXT))


def test_case_and_marks_do_not_matter() -> None:
    """A text in capitals, with other punctuation, keeps the same shingles."""
    assert shingles(TEXT) == shingles(TEXT.upper().replace(" ", ", "))


def test_a_part_is_contained_in_its_whole() -> None:
    """All shingles of a long excerpt but the smallest of its own are shingles of the whole."""
    whole = shingles(" ".join(f"{word}{number}" for number in range(20) for word in WORDS))
    part = shingles(" ".join(f"{word}{number}" for number in range(8, 14) for word in WORDS))
    assert containment(part, whole) >= (len(part) - 1) / len(part)
    assert containment(part, []) == 0.0


def test_short_copies_always_meet() -> None:
    """However few words two equal texts have, they share a shingle."""
    for size in range(5, 12):
        text = " ".join(WORDS[:size])
        assert shingles(text)
        assert shingles(text) == shingles(text.title())


def test_masked_words_give_no_shingles() -> None:
    """Where all words are quoted there is nothing to meet on."""
    words = words_of(f"“{TEXT}”")
    assert sampled(words, mask(words, quoted_spans(f"“{TEXT}”"))) == []
    assert sampled(words) != []


def test_quotes_are_found_from_mark_to_mark() -> None:
    """A quote ends at its mark; scare quotes are none; an open paragraph is quoted to its end."""
    text = (
        "He said: “We left the harbour at six” and sat down.\n"
        "The “great” day.\n"
        "“It went on and on over paragraphs.\n"
        'She said "nothing of the sort was seen" twice.'
    )
    assert [text[start:end] for start, end in quoted_spans(text)] == [
        "“We left the harbour at six”",
        "“It went on and on over paragraphs.",
        '"nothing of the sort was seen"',
    ]


def test_a_post_is_found_by_its_signature() -> None:
    """A paragraph that ends with a name and a handle is a post, not the paper's prose."""
    text = "The mayor wrote.\nNo boat sails today! — Ada Lund (@adalund) May 3, 2031\nBoats sailed."
    (span,) = post_spans(text)
    assert text[slice(*span)].startswith("No boat")
    assert text[slice(*span)].endswith("2031")


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_words_stand_where_they_say(text: str) -> None:
    """Offsets of words rise, lie inside the text and hold letters or digits only."""
    words = words_of(text)
    last = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert last <= start < end <= len(text)
        assert all(letter.isalnum() for letter in text[start:end])
        last = end
    assert len(words.hashes) == len(words)
    for start, end in quoted_spans(text):
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_fingerprint(text: str) -> None:
    """Control characters, lone surrogates, emoji: nothing stops the hashing."""
    assert shingles(text) == sorted(set(shingles(text)))


def test_a_monstrous_word_is_one_word() -> None:
    """A megabyte without a space is read quickly, as one word."""
    words = words_of("x" * 1_000_000)
    assert len(words) == 1
    assert words.hashes.dtype == np.uint64
