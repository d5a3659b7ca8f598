"""Passages that two texts share: where they stand, and what does not count as one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.align import align, runs, swaps
from crosswire.match.fingerprint import words_of

FIRST = "The ferry Sigrun lost its rudder off Norrby at dawn on Monday and drifted for six hours."
SECOND = "Eleven people were taken off by the lifeboat of the island before the tide turned."
LOCAL = "Our reporter met two of them in the harbour café, where they were given dry socks."


def test_an_identical_text_is_one_passage() -> None:
    """All of it is shared, marks at the ends aside."""
    (passage,) = align(FIRST, FIRST.upper())
    assert passage.left.quote == FIRST[:-1]
    assert passage.right.quote == FIRST[:-1].upper()


def test_a_local_paragraph_is_no_passage() -> None:
    """What one paper adds between two shared paragraphs stays outside the passages."""
    found = align(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{LOCAL}\n\n{SECOND}")
    assert len(found) == 2
    assert all("socks" not in passage.right.quote for passage in found)


def test_paragraphs_that_moved_are_found() -> None:
    """Passages need not stand in the same order."""
    found = align(f"{FIRST}\n\n{SECOND}", f"{SECOND}\n\n{FIRST}")
    assert [passage.right.start > 40 for passage in found] == [True, False]


def test_a_small_edit_does_not_break_a_passage() -> None:
    """Another figure in the middle of a sentence leaves one passage."""
    (passage,) = align(SECOND, SECOND.replace("Eleven", "Twelve").replace("taken off", "rescued"))
    assert passage.left.quote.endswith("tide turned")


def test_stock_phrases_are_no_passage() -> None:
    """Seven words in a row that all papers use do not make a passage."""
    left = "The minister told reporters in the capital on Friday that taxes will fall."
    right = "A spokesman told reporters in the capital on Friday the bridge stays shut."
    assert align(left, right) == ()


def test_a_template_exchanges_names_and_figures() -> None:
    """Swaps tell a form that was filled anew from a copy with an edit."""
    form = "{} is issuing a {} mln crown bond due April {}, lead manager Lund Bank said on Friday in Norrby."
    left, right = form.format("Sigrun Corp", 100, 9), form.format("Halla Lines", 75, 17)
    one, other = words_of(left), words_of(right)
    assert swaps(left, right, one, other, runs(one, other)) >= 2
    assert swaps(left, left, one, one, runs(one, one)) == 0


WORDS = st.lists(
    st.sampled_from(
        ["ferry", "rudder", "dawn", "six", "tide", "boat", "Norrby", "the", "of", "off"]
    ),
    max_size=60,
)


@given(WORDS, WORDS, WORDS)
@settings(max_examples=120, deadline=None)
def test_passages_stand_in_both_texts(one: list[str], both: list[str], other: list[str]) -> None:
    """Quotes stand where the offsets say, and passages overlap in neither text."""
    left, right = " ".join(one + both), ", ".join(both + other)
    found = align(left, right)
    assert all(part.left.fits(left) and part.right.fits(right) for part in found)
    for spans in ([part.left for part in found], [part.right for part in found]):
        row = sorted((span.start, span.end) for span in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(row))


@given(st.text(alphabet=st.characters(codec=None), max_size=120), st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_can_be_aligned(left: str, right: str) -> None:
    """No text makes it stumble, and the quotes hold."""
    for part in align(left, f"{left} {right}"):
        assert part.left.fits(left)
        assert part.right.fits(f"{left} {right}")


def test_a_refrain_costs_no_squares() -> None:
    """A text of one repeated phrase is passed over as an anchor, not compared with itself."""
    refrain = "row row row the boat " * 4_000
    assert isinstance(align(refrain, f"{refrain} ashore"), tuple)
