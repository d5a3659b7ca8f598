"""Deeds: what is announced, what may come, and which words are kin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.text.deeds import ahead_words, deed_of, may_come, without_belief
from crosswire.text.kindred import held_by, kin, light_verbs


@pytest.mark.parametrize(
    ("told", "deed"),
    [
        ("The guild will reportedly meet on Friday", ("meet",)),
        ("The bridge is expected to be closed in May", ("clos",)),
        ("The council will hold urgent talks on Friday", ("urgent", "talk", "friday")),
        ("The office expects to announce a result", ("announc",)),
        ("The sides could soon sign a pact", ("sign",)),
        ("Services start on Friday", ("start",)),
        ("The barn burned down", ()),
    ],
)
def test_the_deed_behind_the_cue(told: str, deed: tuple[str, ...]) -> None:
    """The verb that is announced, or what stands behind it where it says little of its own."""
    assert deed_of(told, light_verbs()) == deed


def test_a_deed_that_may_come_is_no_state_that_may_be() -> None:
    """ "May seek" looks ahead; "may be", "may have sought" and "may mean" do not."""
    assert may_come("prosecutors may also seek a ban")
    assert may_come("the dam might burst")
    assert not may_come("the letter may be a forgery")
    assert not may_come("they may have met before")
    assert not may_come("the dam burst in May after rain")


def test_a_belief_is_no_opinion_of_what_will_be() -> None:
    """ "I think that talks will be held" expects talks."""
    assert without_belief("“I think that talks will be held").strip() == "talks will be held"
    assert without_belief("We are glad it rains") == "we are glad it rains"


def test_kindred_words_meet() -> None:
    """A rescuer tells of a rescue, a landing of an arrival; a mill of neither."""
    assert kin(["rescu"]) & kin(["rescuer"])
    assert held_by(frozenset({"arriv", "plan"}), frozenset({"land"})) == {"arriv"}
    assert not kin(["mill"]) & kin(["rescu"])
    assert "announc" in ahead_words()


@given(st.text(max_size=300))
def test_any_text_is_borne(text: str) -> None:
    """No text breaks the look for a deed, and what is found are words."""
    assert all(deed_of(text, light_verbs()))
    may_come(text)
    without_belief(text)
