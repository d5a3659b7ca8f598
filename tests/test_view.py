"""Words and groups that every door shares: tidy sides, letters, seasons, safe lines."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.serve.view import StoryView, sentences
from crosswire.serve.view_groups import (
    contested,
    difference,
    differing,
    expectations,
    leading,
    tidy,
)
from crosswire.serve.view_words import line, moment, plain, tell_day, web_address
from sample_brief import empty_story, sample_story


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("The lift had not been declared safe, .", "The lift had not been declared safe"),
        ("two ,, three ; .", "two, three"),
        (" , in the harbour ,", "in the harbour"),
        ("The mayor of the U.S.", "The mayor of the U.S."),
        ("a rise of .5 per cent.", "a rise of .5 per cent"),
        ("Brask & Co.", "Brask & Co."),
        ("14", "14"),
        ("", ""),
        (" . ", "."),
    ],
)
def test_values_lose_the_marks_at_their_edges(found: str, told: str) -> None:
    """Marks left over from a cut go, those that belong to a word stay."""
    assert tidy(found, 120) == told


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_tidying_takes_nothing_but_marks_and_blanks(value: str) -> None:
    """Whatever is tidied keeps its letters in their order, within the limit."""
    told = tidy(value, 1000)
    assert [x for x in told if x.isalnum()] == [x for x in line(value) if x.isalnum()]
    assert len(tidy(value, 40)) <= 40


def test_sentences_end_once() -> None:
    """Message and advice become sentences; marks are not doubled."""
    assert sentences("The file is empty", "Fetch it again.") == "The file is empty. Fetch it again."
    assert sentences("Is it?", " ", "") == "Is it?"


def test_copies_of_an_expectation_are_one() -> None:
    """Entries of one claim with one outcome and one day are laid together, others stay apart."""
    story = sample_story()
    told = expectations(StoryView.of(story))
    assert [entry.statements for entry in told] == [("s3",), ("s4", "s22"), ("s12",), ("s19",)]
    entry = story.expectations[1]
    other = msgspec.structs.replace(entry, id="e9", due="2029-03-11")
    story = msgspec.structs.replace(story, expectations=(entry, other))
    assert len(expectations(StoryView.of(story))) == 2


def test_headlines_never_lead() -> None:
    """A claim of headlines alone stands apart, whatever its weight."""
    story = sample_story()
    heavy = tuple(msgspec.structs.replace(claim, weight=99.0) for claim in story.claims[-2:])
    view = StoryView.of(msgspec.structs.replace(story, claims=(*story.claims[:-2], *heavy)))
    firm, bare = leading(view)
    assert [claim.id for claim in bare] == ["c12"]
    assert firm[0].id == "c11"


def test_contested_claims_are_known_by_letters() -> None:
    """A claim is contested when a side holds one of its statements; a second spelling contests none."""
    view = StoryView.of(sample_story())
    assert [(letter, entry.id) for letter, entry in differing(view)] == [
        ("A", "d2"), ("B", "d3"), ("C", "d1"), ("D", "d4"),
    ]  # fmt: skip
    assert contested(view) == {
        "c1": ["A", "C"], "c3": ["A"], "c5": ["B"],
    }  # fmt: skip
    many = msgspec.structs.replace(
        sample_story(), disagreements=sample_story().disagreements[:1] * 29
    )
    letters = [letter for letter, _ in differing(StoryView.of(many))]
    assert letters[24:] == ["Y", "Z", "AA", "AB", "AC"]


def test_kinds_of_disagreement_are_plain_words() -> None:
    """No reader has to know what polarity means."""
    entry = sample_story().disagreements[0]
    kinds = ["polarity", "quantity", "time", "name", "title", "place", "attribution", "actor"]
    told = [difference(msgspec.structs.replace(entry, kind=kind)) for kind in kinds]
    assert told == [
        "yes or no", "number", "time", "name", "title", "place", "who said it", "who did it",
    ]  # fmt: skip


def test_an_article_without_an_outlet_is_told_by_its_file() -> None:
    """Where nobody is named, the last part of the path is shown, never the whole way there."""
    article = sample_story().articles[0]
    for lies in ("piles/of/mine/p1.txt", "piles\\of\\mine\\p1.txt", "p1.txt", "piles/p1.txt/"):
        nameless = msgspec.structs.replace(article, outlet=None, source=lies)
        view = StoryView.of(msgspec.structs.replace(empty_story(), articles=(nameless,)))
        assert view.outlet(nameless.id) == "p1.txt"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2029-03-08", "8 Mar 2029"),
        ("2029-03", "Mar 2029"),
        ("2029-SU", "summer 2029"),
        ("2029-Q2", "second quarter of 2029"),
        ("2029-W10", "week 10 of 2029"),
        ("2029-W10-WE", "weekend of week 10 of 2029"),
        ("2029-02-30", "30 Feb 2029"),
        ("2029-13-01", "2029-13-01"),
        ("soon", "soon"),
        (None, ""),
    ],
)
def test_days_are_told_in_words(value: str | None, told: str) -> None:
    """Values of times become words a reader knows; what is not one stays as it is."""
    assert tell_day(value) == told


@given(st.text(max_size=30) | st.from_regex(r"\d{4}-(W\d\d|SU|H2|\d\d-\d\d)", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_no_value_of_a_time_breaks_a_picture(value: str) -> None:
    """A value is a moment or none; never an error."""
    assert moment(value) is None or moment(value)
    assert isinstance(tell_day(value, weekday=True), str)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_plain_words_can_be_written_anywhere(words: str) -> None:
    """What is shown is UTF-8 and holds no character that steers; a line is one line."""
    assert plain(words).encode("utf-8") is not None
    assert not set(plain(words)) & set(map(chr, [*range(9), *range(0x7F, 0xA0), 0x1B, 0x202E]))
    assert "\n" not in line(words)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//bad.example",
        "http://[",
        "https://a b",
        "",
        None,
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    """Nothing but http and https with a host is linked."""
    assert web_address(address) is None
