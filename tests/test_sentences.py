"""Sentences: where they begin and end, and that offsets hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.base import Span
from crosswire.records.page import Article, Block
from crosswire.text.sentences import sentences_of, split_text
from crosswire.text.stems import content_words, fold, stem


def said(text: str) -> list[str]:
    """The sentences as strings."""
    return [text[start:end] for start, end in split_text(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rain fell. It was cold.", ["Rain fell.", "It was cold."]),
        ("Mr. Varga met Sen. Orla Dunn.", ["Mr. Varga met Sen. Orla Dunn."]),
        ("J. K. Holm left at 6 a.m. on Sept. 12.", ["J. K. Holm left at 6 a.m. on Sept. 12."]),
        ("The U. S. President came.", ["The U. S. President came."]),
        ("He lives in the U.S. They do not.", ["He lives in the U.S.", "They do not."]),
        ("Prices rose 3.5 percent.", ["Prices rose 3.5 percent."]),
        ('"It is over." Varga left.', ['"It is over."', "Varga left."]),
        ("“Get out!” Varga shouted.", ["“Get out!” Varga shouted."]),
        ('"Who?" he asked.', ['"Who?" he asked.']),
        ("It fell... and rose.", ["It fell... and rose."]),
        ("It fell… Then it rose.", ["It fell…", "Then it rose."]),
        ("He said no. Pier No. 5 burned.", ["He said no.", "Pier No. 5 burned."]),
        ("The fire was out.The mayor spoke.", ["The fire was out.", "The mayor spoke."]),
        ("First part\n\nsecond part", ["First part", "second part"]),
        ("Short line\nNext line", ["Short line", "Next line"]),
    ],
)
def test_common_forms(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials, quotes and lost spaces are read as an editor would."""
    assert said(text) == sentences


@given(st.text(alphabet=st.characters(codec=None), max_size=300), st.integers(0, 50))
def test_offsets_hold(text: str, start: int) -> None:
    """Sentences of any text are in order, do not overlap, are trimmed and lose no letter."""
    offsets = split_text(text, start)
    covered = set()
    last = start
    for first, after in offsets:
        assert last <= first < after <= len(text)
        assert not text[first].isspace() and not text[after - 1].isspace()
        covered.update(range(first, after))
        last = after
    assert all(text[at].isspace() for at in range(start, len(text)) if at not in covered)


@pytest.mark.parametrize("piece", [".", "a", "a. ", "\n", ".)", 'a.B"', "é", "\u202e "])
def test_a_hostile_text_takes_bounded_time(piece: str) -> None:
    """A megabyte of one thing is split in a second or two, not in hours."""
    begun = time.monotonic()
    split_text(piece * (300_000 // len(piece)))
    assert time.monotonic() - begun < 5


def test_blocks_keep_label_and_paragraph() -> None:
    """Sentences carry the label of their block and count paragraphs over all blocks read."""
    text = "Rain fell. Roads shut.\n\nMore is due.\n\nFlood in Orlivka"
    article = Article(
        id="a",
        page="p",
        source="x.txt",
        text=text,
        body_end=37,
        blocks=(
            Block(label="headline", text="Flood in Orlivka", span=Span.of(text, 38, 54)),
            Block(label="furniture", text="Menu"),
            Block(label="body", text="Rain fell. Roads shut.", span=Span.of(text, 0, 22)),
            Block(label="body", text="More is due.", span=Span.of(text, 24, 36)),
        ),
    )
    told = [(each.span.quote, each.paragraph, each.label) for each in sentences_of(article)]
    assert told == [
        ("Rain fell.", 0, "body"),
        ("Roads shut.", 0, "body"),
        ("More is due.", 1, "body"),
        ("Flood in Orlivka", 2, "headline"),
    ]


def test_forms_of_a_word_share_a_stem() -> None:
    """Inflections and irregular forms of one word are one content word."""
    for forms in (
        "fire fires fired firing",
        "plan plans planned planning",
        "rise rose risen rising",
    ):
        assert len({stem(word) for word in forms.split()}) == 1
    assert stem("killed") == stem("kill") != stem("kiln")
    assert stem("city") == stem("cities")


def test_content_words_leave_out_the_small_ones() -> None:
    """Stop words, accents, possessives and thousands separators do not count."""
    assert content_words("The mayor’s 1,500 houses") == content_words("A MAYOR of 1500 house")
    assert fold("Márta’s “café”") == 'Marta\'s "cafe"'


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is final, and no text breaks the words."""
    assert fold(fold(text)) == fold(text)
    content_words(text)
