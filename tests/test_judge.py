"""A person's judgement outranks the machine's and survives every later run."""

from __future__ import annotations

from pathlib import Path

import pytest

import crosswire
from crosswire.errors import BadInput
from crosswire.serve.judge import run_judge

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"
CRANE, BEES = "3-ledger.html", "8-tram-bees.txt"


def stories(archive: Path) -> list[set[str]]:
    """The files of each story when the archive's pile is briefed."""
    told = crosswire.brief(HARBOUR, workers=1, archive=archive)
    return [{Path(article.source).name for article in story.articles} for story in told.stories]


def test_what_a_person_parts_or_joins_stays_so(tmp_path: Path) -> None:
    """Together, then apart again: the last word of the person holds, run after run."""
    archive = tmp_path / "desk.db"
    assert not any({CRANE, BEES} <= story for story in stories(archive))
    run_judge("together", CRANE, BEES, archive, "Ann")
    for _ in range(2):
        assert any({CRANE, BEES} <= story for story in stories(archive))
    run_judge("apart", CRANE, BEES, archive, "Ann")
    assert not any({CRANE, BEES} <= story for story in stories(archive))


@pytest.mark.parametrize(
    ("left", "right", "by", "word"),
    [
        ("nothing.html", BEES, "Ann", "no such article"),
        (BEES, BEES, "Ann", "one article"),
        (CRANE, BEES, "machine", "person"),
    ],
)
def test_what_cannot_be_judged_is_told(
    tmp_path: Path, left: str, right: str, by: str, word: str
) -> None:
    """An unknown article, one article twice, and the machine's name are refused in one line."""
    archive = tmp_path / "desk.db"
    stories(archive)
    with pytest.raises(BadInput, match=word):
        run_judge("together", left, right, archive, by)
