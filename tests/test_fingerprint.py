"""Sampled shingles: stable, the same for the same words, blind to case, marks and quoted speech."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.fingerprint import (
    SAMPLE_BITS,
    introduced_spans,
    kept,
    mask,
    post_spans,
    quoted_spans,
    sample_bits,
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


def shingles(text: str) -> list[int]:
    """The kept shingles of a text."""
    words = words_of(text)
    found: list[int] = kept(words, sample_bits(len(words))).tolist()
    return found


def test_shingles_do_not_depend_on_the_run() -> None:
    """Another process, with another hash seed, keeps the same shingles."""
    code = (
        "from crosswire.match.fingerprint import kept, words_of\n"
        f"print(kept(words_of({TEXT!r}), {SAMPLE_BITS}).tolist())"
    )
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
    assert len(set(part) & set(whole)) >= len(part) - 1


def test_short_copies_always_meet() -> None:
    """However few words two equal texts have, they share a shingle."""
    for size in range(5, 12):
        text = " ".join(WORDS[:size])
        assert shingles(text)
        assert shingles(text) == shingles(text.title())


def test_a_long_text_is_sampled_more_thinly() -> None:
    """Its print takes no more room than a middling one's, and is a part of the finer sample."""
    words = [f"{word}{number}" for number in range(300) for word in WORDS]
    long, count = shingles(" ".join(words)), len(words)
    assert sample_bits(400) == SAMPLE_BITS < sample_bits(count)
    assert 40 < len(long) < 200
    assert sum(shingle % (1 << sample_bits(count)) == 0 for shingle in long) > 40


def test_quoted_words_are_masked() -> None:
    """Every word between the marks is flagged, none outside."""
    text = "He said: “We left the harbour at six” and sat down."
    flags = mask(words_of(text), quoted_spans(text))
    assert flags.tolist() == [False, False, *[True] * 6, *[False] * 3]


def test_speech_that_a_line_introduces_is_found() -> None:
    """A paragraph after "Lund explained:" is hers, though no mark shows it; a list is nobody's."""
    text = "Asked why, Lund explained:\n\nThe pumps were old.\n\nShips in port:\nSigrun, Halla"
    assert [text[start:end] for start, end in introduced_spans(text)] == ["The pumps were old."]


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
    for start, end in quoted_spans(text) + introduced_spans(text):
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_the_words_are_those_of_the_pattern(text: str) -> None:
    """Letters and figures of every script in a row are a word; its hash does not depend on its place."""
    words = words_of(text)
    found = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    assert list(zip(words.starts, words.ends, strict=True)) == found
    for (start, end), value in zip(found, words.hashes.tolist(), strict=True):
        assert words_of(f" {text[start:end]}!").hashes.tolist() == [value]


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
    assert words.hashes[0] == words_of("X" * 100).hashes[0] != words_of("x" * 9).hashes[0]
