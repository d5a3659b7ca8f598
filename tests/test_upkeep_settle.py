"""Settling leaves alone what is up to date, and lays anew only what a person's word touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.upkeep_pages import invented

from crosswire.pipeline import brief_pages
from crosswire.records.base import Judgement, encode
from crosswire.store.archive import Archive, open_archive
from crosswire.store.threads import Threads
from crosswire.upkeep import add, brief_of, settle, telling
from crosswire.upkeep.judging import judge, take_back


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(tmp_path / "desk.db") as archive:
        yield archive


def test_stories_that_did_not_change_are_not_written_again(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night's settle holds up writers for the stories that changed, not for the archive."""
    pages = invented(3)
    add(shelf, pages)
    settle(shelf)
    written: list[str] = []
    real = Threads.tell

    def noted(self, number, telling, stamp):  # type: ignore[no-untyped-def]
        written.append(telling.story.id)
        real(self, number, telling, stamp)

    monkeypatch.setattr(Threads, "tell", noted)
    settle(shelf)
    assert written == []
    assert encode(brief_of(shelf)) == encode(brief_pages(pages, workers=1))


def groups(archive: Archive) -> list[set[str]]:
    """The ids of the articles of each story."""
    return [{article.id for article in story.articles} for story in brief_of(archive).stories]


def test_a_persons_word_lays_anew_only_the_stories_it_speaks_of(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two articles come together, no other story is told; taken back, all is as it was."""
    pages = invented(4)
    add(shelf, pages)
    settle(shelf)
    before = encode(brief_of(shelf))
    one, other, *rest = brief_of(shelf).stories
    told: list[str] = []
    real = telling.told_of

    def noted(story, *more):  # type: ignore[no-untyped-def]
        told.append(story.id)
        return real(story, *more)

    monkeypatch.setattr(telling, "told_of", noted)
    word = Judgement.make(
        "same story", one.articles[0].id, other.articles[0].id, yes=True, score=1.0, by="Vera"
    )
    judge(shelf, word)
    assert 1 <= len(told) <= 2
    assert {word.left, word.right} in [homes & {word.left, word.right} for homes in groups(shelf)]
    assert {story.id for story in rest} <= {story.id for story in brief_of(shelf).stories}
    settle(shelf)
    assert encode(brief_of(shelf)) == encode(brief_pages(pages, judgements=[word], workers=1))
    assert take_back(shelf, word.id)
    assert not take_back(shelf, word.id)
    assert [len(group) for group in groups(shelf)] == [len(pages) // 4] * 4
    settle(shelf)
    assert encode(brief_of(shelf)) == before
