"""Names: what is one, of which kind, and that offsets hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.base import Span
from crosswire.records.reading import Sentence
from crosswire.text.names import find_names
from crosswire.text.sentences import split_text


def sentences(text: str) -> list[Sentence]:
    """The sentences of a bare text."""
    return [Sentence(span=Span.of(text, *offsets), paragraph=0) for offsets in split_text(text)]


def named(text: str) -> list[tuple[str, str]]:
    """The names with their kinds."""
    return [(name.span.quote, name.kind) for name in find_names(text, sentences(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Foreign Minister Ilse Brandt met President Tomas Varga.",
            [("Ilse Brandt", "person"), ("Tomas Varga", "person")],
        ),
        ("The talks in Norway failed.", [("Norway", "place")]),
        ("Many Norwegians agreed.", [("Norwegians", "group")]),
        (
            "It was the Skarvik Central News Agency (SCNA).",
            [("Skarvik Central News Agency", "organization"), ("SCNA", "organization")],
        ),
        ("She runs the Bank of Skarvik.", [("Bank of Skarvik", "organization")]),
        (
            "He left the Ministry of Trade and Industry.",
            [("Ministry of Trade and Industry", "organization")],
        ),
        ("They swam in Lake Orvo.", [("Lake Orvo", "place")]),
        ("He came on Monday in March.", []),
        ("A US-led force came.", [("US", "place")]),
        ("It cost US$5 and Rs 300.", []),
        ("I’m sure they don't know.", []),
        (
            "The Chilean President Ana Reyes spoke.",
            [("Chilean", "group"), ("Ana Reyes", "person")],
        ),
        ("Ludwig van Holm, 54, sang.", [("Ludwig van Holm", "person")]),
        (
            "Norway's Fisheries Council met.",
            [("Norway", "place"), ("Fisheries Council", "organization")],
        ),
        ("She sued Velmet, Inc. in May.", [("Velmet, Inc.", "organization")]),
    ],
)
def test_kinds_and_edges(text: str, names: list[tuple[str, str]]) -> None:
    """Titles stand outside, bodies are whole, dates and money are no names."""
    assert named(text) == names


def test_first_words_of_sentences() -> None:
    """An ordinary word with a sentence's capital is no name; a known one is."""
    assert named("Police came. Kenya agreed. Workers left.") == [("Kenya", "place")]


def test_the_text_remembers_a_surname() -> None:
    """A surname takes the kind of the full name, at the start of a sentence too."""
    text = "The author Ilse Quendt spoke. Quendt was tired. Many praised Quendt."
    assert [kind for _, kind in named(text)] == ["person"] * 3


def test_headlines_tell_only_what_is_known() -> None:
    """In a headline every word has a capital; only what the body knows is a name."""
    text = "Storm Hits Coast While Quendt Sleeps\n\nThe storm hit as Ilse Quendt slept."
    assert named(text) == [("Quendt", "person"), ("Ilse Quendt", "person")]


def test_a_capital_word_of_the_body_in_capitals() -> None:
    """A shouted headline does not become one long name."""
    text = "FLOOD WATERS RISE IN NORWAY AFTER STORM\n\nWaters rose in Norway."
    assert named(text) == [("NORWAY", "place"), ("Norway", "place")]


@settings(max_examples=150)
@given(
    st.text(
        alphabet=st.one_of(st.characters(codec=None), st.sampled_from("A b. 'é\n")), max_size=200
    )
)
def test_offsets_hold(text: str) -> None:
    """Names of any text lie in it, carry their words and do not overlap."""
    last = 0
    for name in find_names(text, sentences(text)):
        assert last <= name.span.start and name.span.fits(text)
        last = name.span.end


@pytest.mark.parametrize(
    "piece", ["A", "Aa ", "A. ", "of ", "A-", "Aa'", "Ministry of ", "A & ", "\u202eמ "]
)
def test_a_hostile_text_takes_bounded_time(piece: str) -> None:
    """A long run of anything is read in seconds."""
    text = piece * (100_000 // len(piece))
    begun = time.monotonic()
    find_names(text, sentences(text))
    assert time.monotonic() - begun < 10


def test_one_word_three_kinds() -> None:
    """A city, the bank named after it and a woman of that surname keep their kinds."""
    text = "Orvén Bank was founded in Orvén. The bank is run by Lena Orvén, who lives in Orvén."
    assert named(text) == [
        ("Orvén Bank", "organization"),
        ("Orvén", "place"),
        ("Lena Orvén", "person"),
        ("Orvén", "place"),
    ]
