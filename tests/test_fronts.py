"""The rows of the front page: laid out from what is told, kept up to date, found and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from api_desk import filled_archive
from crosswire.records.story import Story
from crosswire.store.archive import Archive, open_archive
from crosswire.store.fronts import Asked, Fronts
from crosswire.store.threads import Telling, Threads
from crosswire.upkeep.fronting import (
    COPIED,
    CREDITED,
    OWN,
    descents_of,
    key_of,
    lay_fronts,
)
from sample_brief import sample_story


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Archive]:
    """An archive with the sample story."""
    with open_archive(filled_archive(tmp_path / "desk.db")) as held:
        yield held


def tell(shelf: Archive, thread: int, headline: str, stamp: bytes) -> None:
    """Tells a thread anew."""
    told = msgspec.structs.replace(sample_story(), headline=headline)
    story = Story(id=told.id, articles=tuple(one.id for one in told.articles), headline=headline)
    with shelf.transaction():
        Threads(shelf).tell(thread, Telling(story=story, told=told, judgements=()), stamp)


def test_rows_follow_what_is_told(shelf: Archive) -> None:
    """Laid out once nothing is left to do; told anew a row changes; a thread that is gone goes."""
    assert lay_fronts(shelf) == 1
    assert lay_fronts(shelf) == 0
    fronts = Fronts(shelf)
    (row,) = fronts.rows(Asked(), 0, 10)
    counts = sample_story().counts
    assert (row.articles, row.texts, row.origins) == (counts.articles, counts.texts, counts.origins)
    tell(shelf, 1, "All are safe", b"other")
    assert lay_fronts(shelf) == 1
    assert fronts.rows(Asked(words="safe"), 0, 10)[0].headline == "All are safe"
    with shelf.transaction():
        Threads(shelf).close(1)
    assert lay_fronts(shelf) == 1
    assert not fronts.rows(Asked(), 0, 10) and not fronts.voices("outlet", "", 0, 10)


def test_half_a_word_finds_and_marks_are_counted(shelf: Archive) -> None:
    """The last word may be half typed; the tally counts what the filters find."""
    lay_fronts(shelf)
    fronts = Fronts(shelf)
    assert fronts.count(Asked(words="velmo")) == 1
    assert fronts.count(Asked(words="velmo zzz")) == 0
    assert fronts.count(Asked(words="!?")) == 0
    tally = fronts.tally("", "2029-12-31")
    for want in ("differ", "update", "due", "overdue", "single"):
        asked = Asked(wants=(want,), today="2029-12-31")  # type: ignore[arg-type]
        assert tally[want] == fronts.count(asked), want


def test_outlets_and_sources_are_counted_across_stories(shelf: Archive) -> None:
    """Each outlet with its articles, by what they are."""
    lay_fronts(shelf)
    fronts = Fronts(shelf)
    outlets = fronts.voices("outlet", "", 0, 50)
    assert sum(one.said for one in outlets) <= len(sample_story().articles)
    assert all(one.own + one.copied + one.credited == one.said for one in outlets)
    assert fronts.threads_of("outlet", key_of("The Northline"), 5) == [1]
    assert fronts.voice("source", "nobody") is None


def test_a_later_version_of_ones_own_text_is_no_copy() -> None:
    """What an outlet takes over from itself is its own; what another prints of it is copied."""
    story = sample_story()
    copied = [said for said in story.statements if said.copied_from]
    home = {said.id: said.article for said in story.statements}
    outlets = {article.id: article.outlet for article in story.articles}
    again = {s.article for s in copied if outlets[home[s.copied_from or ""]] == outlets[s.article]}
    foreign = {s.article for s in copied} - again
    descents = descents_of(story)
    assert again and all(descents[name] == OWN for name in again)
    assert all(descents[name] in (OWN, COPIED, CREDITED) for name in foreign)
