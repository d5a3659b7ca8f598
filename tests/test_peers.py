"""The ideas of others, measured beside ours: each method does what it is told to do."""

from __future__ import annotations

from datetime import datetime

import pytest

pytest.importorskip("datasketch", reason="a development tool: pip install 'crosswire[dev]'")

from benchmarks.peers import methods
from benchmarks.peers.__main__ import page, table
from benchmarks.peers.press import Row, rows

WIRE = (
    "The ferry Sigrun lost its rudder off Norrby at dawn on Monday and drifted for six hours before two "
    "tugs reached it. Eleven passengers were taken off by the island lifeboat; none was hurt."
)
OTHER = (
    "The council of Selma voted late on Tuesday for a second bridge across the narrow strait, which the "
    "port has wanted since the spring and which the islands have fought ever since."
)


def test_like_headlines_are_one_origin() -> None:
    """Words in common, and letter by letter; every article alone is the third way of counting."""
    heads = [
        "Ferry drifts off Norrby for hours",
        "Ferry drifts off Norrby",
        "Council wants a bridge",
    ]
    assert methods.origins(heads, methods.jaccard) == 2
    assert methods.origins(heads, methods.sequence) == 2
    assert methods.each_article(heads) == 3


def test_like_texts_are_one_story_and_copies_meet() -> None:
    """TF-IDF lays reports of one event together; MinHash finds the reprint."""
    texts = [WIRE, f"{WIRE} Fog was thick.", OTHER, OTHER.replace("late", "early")]
    one, two, three, four = methods.stories(texts, 0.3)
    assert one == two != three == four
    assert (0, 1) in methods.copies(texts, 0.5)
    assert (0, 2) not in methods.copies(texts, 0.5)


def test_days_and_bodies_come_from_the_libraries() -> None:
    """dateparser reads a date; trafilatura finds the paragraphs."""
    assert "2031-03-03" in methods.days("It sank on 3 March 2031.", datetime(2031, 3, 4))
    html = (
        f"<html><body><nav>Home</nav><article><p>{WIRE}</p><p>{OTHER}</p></article></body></html>"
    )
    assert "lost its rudder" in methods.body(html)


def test_every_idea_is_measured_on_the_press() -> None:
    """A row for each idea, with both figures and speeds, told as a table."""
    told = rows(24, 7)
    assert [row.link for row in told] == ["origins"] * 3 + ["stories", "kin", "times", "clean"]
    assert all(0 <= row.theirs <= 1 and 0 <= row.ours <= 1 for row in told)
    assert "MinHash-LSH" in table(told)
    better = Row("kin", "press", "an idea", 0.9, 0.8, 10.0, None)
    assert "| **0.900** | 0.800 |" in page([better], 24, 7)
