"""What fuzzing found, each kind once: pages that held up or broke a stage, and no longer do."""

from __future__ import annotations

import contextlib
import time

from hypothesis import given
from hypothesis import strategies as st

from crosswire.match.nearby import Nearby
from crosswire.pipeline import brief_pages
from crosswire.records.base import Span
from crosswire.records.page import Page
from crosswire.sources.lists import read_listing
from crosswire.sources.refusal import Refused
from crosswire.text.metadata_headline import pick_headline
from crosswire.text.names_tokens import tokens_of

SAID = "The ferry Linnet ran aground off Port Sorrel on Monday, harbour master Ilse Reed said. "
HEAD = "Ferry aground off Port Sorrel\n\nSorrel Courier\n4 March 2031\n\n"


def test_a_sentence_said_again_and_again_is_told_a_few_times() -> None:
    """Two pages of one sentence sixty times over: each is told so often and no more, and an
    issue says so."""
    bodies = {"a": HEAD + SAID * 60, "b": HEAD + SAID * 61}
    pages = [Page.make(f"{n}.txt", body.encode(), "text/plain") for n, body in bodies.items()]
    told = brief_pages(pages, workers=1)
    (story,) = told.stories
    assert len(story.statements) <= 2 * 9  # eight times, and the headline
    assert [issue.kind for issue in told.issues].count("repeats") == 2


def test_what_is_no_name_of_an_element_is_no_crash() -> None:
    """A feed whose markup is torn holds elements named like addresses; it is refused in words."""
    for torn in (
        b"<rss><a://b.example/c.gz\x0b</l had><item/></rss>",
        b"<site:1 x>",
        b"<a:>",
        b"<rss><\xc3\xa9:\xc3\xa9/>",
    ):
        with contextlib.suppress(Refused):
            read_listing(torn, "https://paper.example/feed")


def test_a_row_of_capitals_and_dots_is_read_at_once() -> None:
    """A word of twenty thousand letters and dots takes no longer than other words."""
    text = "The distri" + "U.S." * 5_000 + "x aground."
    started = time.process_time()
    tokens_of(text, 0, len(text))
    assert time.process_time() - started < 2


def test_a_title_of_endless_parts_is_read_at_once() -> None:
    """A headline of ten thousand words with dashes between them is held against others in no time."""
    titles = {"json-ld": "Reuters - " * 10_000 + "!", "og:title": "Ferry aground"}
    started = time.process_time()
    assert pick_headline([], titles, None, None)
    assert time.process_time() - started < 2


stretches = st.tuples(st.integers(0, 2000), st.integers(1, 900))


@given(st.lists(stretches, max_size=20), st.lists(stretches, min_size=1, max_size=3))
def test_things_near_a_stretch_are_those_that_meet_it(
    things: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    """The drawers hold what a look at every thing would find, in the same order."""
    text = "x" * 3000
    spans = [Span.of(text, start, start + length) for start, length in things]
    wanted = [Span.of(text, start, start + length) for start, length in asked]
    near = Nearby((span, number) for number, span in enumerate(spans))
    plain = [n for n, span in enumerate(spans) if any(span.meets(one) for one in wanted)]
    assert near.meeting(*wanted) == plain
