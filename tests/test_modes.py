"""Modes, negation, and the pieces of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.text.clauses import split_clauses
from crosswire.text.modes import after_negation, has, is_negated, mode_of


@pytest.mark.parametrize(
    ("clause", "mode"),
    [
        ("The bridge will open in June", "expected"),
        ("The two sides are due to sign on Friday", "expected"),
        ("The mayor said the fair would begin at noon", "expected"),
        ("It would be a mistake to wait", "reported"),
        ("The wall may fall in a storm", "possible"),
        ("Smoke could be seen from the hill", "reported"),
        ("The clerk allegedly burned the file", "alleged"),
        ("If the ice holds, the race goes on", "conditional"),
        ("Who opened the lock?", "asked"),
        ("The lock gave way at dawn", "reported"),
        ('"It will rain," he said, and it rained', "reported"),
        ("“The band will play in the square.”", "expected"),
    ],
)
def test_the_mode_of_a_clause(clause: str, mode: str) -> None:
    """Grammar and hedges say how a clause takes what it tells; what is only quoted does not."""
    assert mode_of(clause) == mode


def test_a_cue_outranks_the_grammar() -> None:
    """What somebody denies is denied, however it is worded."""
    assert mode_of("the tank leaked", stance="denied") == "denied"


@pytest.mark.parametrize(
    "clause",
    [
        "that the ferrymen would be on strike on Thursday",
        "The guild has called a strike for Monday",
    ],
)
def test_beside_a_time_to_come_more_is_announced(clause: str) -> None:
    """ "Would be on strike" judges, and "called a strike" tells, unless the day is still to come."""
    assert mode_of(clause, looks_ahead=True) == "expected"
    assert mode_of(clause) == "reported"


def test_the_present_looks_ahead_beside_a_time_to_come() -> None:
    """Services start on Friday: an expectation only when Friday is still to come."""
    assert mode_of("Services start on Friday", looks_ahead=True) == "expected"
    assert mode_of("Services start on Friday") == "reported"


@pytest.mark.parametrize(
    ("clause", "negated"),
    [
        ("The dyke has not failed", True),
        ("The dyke hasn’t failed", True),
        ("None of our pumps stopped", True),
        ("No fewer than 30 families have moved", False),
        ("The clerk did not rule out a delay", False),
        ("Nobody said nothing", False),
        ("The dyke failed", False),
    ],
)
def test_negation(clause: str, negated: bool) -> None:
    """Negation in form only is none, and two make none."""
    assert is_negated(clause) == negated


def test_what_a_negation_negates() -> None:
    """What stands behind the negation is what it denies."""
    assert after_negation("The dyke has not failed").strip() == "failed"
    assert after_negation("The dyke failed") == ""


def test_cues_are_whole_words() -> None:
    """A cue inside another word is none: "undelayed" puts nothing off."""
    assert has("postponed", "The vote was delayed")
    assert not has("postponed", "The undelayedness of it")


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("Three boats sank, and the harbour was closed for a day.", 2),
        ("He bought apples, pears, and the best plums in town.", 1),
        ("The tank leaked oil, the agency said; its inspectors took samples.", 2),
        ('"The tank leaked, and the river was brown," she said.', 1),
    ],
)
def test_a_sentence_that_says_two_things_is_parted(sentence: str, pieces: int) -> None:
    """Clauses with a verb of their own part; lists and quotations do not."""
    assert len(split_clauses(sentence)) == pieces


@given(st.text(max_size=300))
def test_pieces_lie_in_the_sentence_in_order(sentence: str) -> None:
    """No piece overlaps another or leaves the sentence, whatever the text."""
    at = 0
    for start, end in split_clauses(sentence):
        assert at <= start <= end <= len(sentence)
        at = end


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_modes(text: str) -> None:
    """Any text has a mode."""
    assert mode_of(text)
    assert is_negated(text) in (True, False)
