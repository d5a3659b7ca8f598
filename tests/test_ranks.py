"""Ranks: what is said to be the first, the largest ... since when, and when two reports mean one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_statement
from crosswire.match.likeness import Likeness
from crosswire.text.ranks import Rank, find_ranks
from crosswire.text.times import find_times


def ranks(text: str, year: int = 2023) -> list[Rank]:
    """The ranks of a text as an article of that year tells them."""
    return list(find_ranks(text, 0, find_times(text, f"{year}-09-13"), year))


@pytest.mark.parametrize(
    ("text", "place", "since"),
    [
        ("The envoys met for the first time in four years", "first", 2019),
        ("It is their first meeting since April 2019", "first", 2019),
        ("She last met him in Odda in 2019", "first", 2019),
        ("The largest moor fire on record", "largest", 0),
        ("The deadliest landslide in three decades", "deadliest", 1993),
        ("Her first journey abroad since the flood", "first", None),
    ],
)
def test_a_rank_and_its_year(text: str, place: str, since: int | None) -> None:
    """A stretch counted back from the article's year and one counted from its beginning are one."""
    (rank,) = ranks(text)
    assert (rank.place, rank.since) == (place, since)


def test_what_ranks_nothing() -> None:
    """ "The first of May", "the latest in a row of fires", a forest and a request are no ranks."""
    for text in ("On the first of May", "The forest in two valleys", "a request in three letters"):
        assert not ranks(text)


def test_ranks_agree_by_year_or_by_their_thing() -> None:
    """Without a year the thing must be the same, or its kin."""
    (trip,), (visit,) = ranks("her first trip since the flood"), ranks("her first visit since it")
    (price,) = ranks("the first price rise since the flood")
    assert trip.agrees(visit)
    assert not trip.agrees(price)
    assert not Rank("first", 2019, frozenset()).agrees(Rank("first", 2011, frozenset()))
    assert not Rank("first", 2019, frozenset()).agrees(Rank("second", 2019, frozenset()))


def test_one_rank_likens_what_shares_no_words() -> None:
    """The pair is told by its rank; what else the two tell is not likened by it."""
    texts = (
        "Their first talks since 2019 began in Odda",
        "The two met for the first time in four years",
    )
    statements = [make_statement(text, article=str(n)) for n, text in enumerate(texts)]
    pair = Likeness(statements, [frozenset()] * 2, [ranks(text) for text in texts]).compare(0, 1)
    assert pair.figure
    assert pair.score >= 0.3 > pair.unranked


@given(st.text(max_size=400))
def test_any_text_is_borne(text: str) -> None:
    """No text breaks the look for ranks."""
    list(find_ranks(text, 0, (), 2023))
