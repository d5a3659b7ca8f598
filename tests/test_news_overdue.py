"""What was expected, is over by the clock, and of which nobody reported anything, is news once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.records.page import Page
from crosswire.store import schema
from crosswire.store.archive import Archive, open_archive
from crosswire.upkeep import add, brief_of, check, settle
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.dues import last_day
from crosswire.upkeep.reminding import remind

EVE, NIGHT, AFTER = "2031-03-05T20:00:00+00:00", "2031-03-06T01:00:00+00:00", "2031-03-07T01:00:00+00:00"  # fmt: skip
"""Before the day that is told is over, the night after it, and when its grace is over too."""


def ferry(text: str, hour: int, day: str = "2031-03-03") -> Page:
    """A report of the ferry."""
    fields: dict[str, str | list[str]] = {
        "title": "Ferry Linnet runs aground off Port Sorrel",
        "outlet": "Sorrel Courier",
        "published": f"{day}T{hour:02}:00:00+00:00",
    }
    return Page.make(f"{day}-{hour}.txt", text.encode(), "text/plain", fields=fields)


AHEAD = (
    "The ferry Linnet ran aground off Port Sorrel on Monday, harbour master Tomas Reed said.\n\n"
    "The ferry Linnet will be towed into port on Wednesday, he said."
)
DONE = (
    "The ferry Linnet, which ran aground off Port Sorrel, was towed into port on Wednesday, harbour "
    "master Tomas Reed said."
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Archive]:
    """An archive with the story of a ferry that will be towed on Wednesday 5 March."""
    with open_archive(tmp_path / "desk.db") as archive:
        add(archive, [ferry(AHEAD, 9)])
        yield archive


def overdue(archive: Archive) -> list[str]:
    """The sentences told as overdue."""
    found = Desk(archive).threads.news()
    return [item.news.text for _, item in found if item.news.kind == "overdue"]


def test_silence_after_the_day_is_told_once(shelf: Archive) -> None:
    """Not in the night after the day, and only once; the brief itself reads no clock."""
    assert (remind(shelf, EVE), remind(shelf, NIGHT)) == (0, 0)
    before = brief_of(shelf)
    assert remind(shelf, AFTER) == 1
    assert ["towed into port on Wednesday" in text for text in overdue(shelf)] == [True]
    assert remind(shelf, AFTER) == 0
    assert brief_of(shelf) == before
    assert not any(one.overdue for story in before.stories for one in story.expectations)


def test_what_came_about_is_not_overdue(shelf: Archive) -> None:
    """A report of it on the day ends the wait."""
    add(shelf, [ferry(DONE, 18, "2031-03-05")])
    assert remind(shelf, AFTER) == 0
    assert overdue(shelf) == []


def test_settling_and_telling_again_keep_the_wait(shelf: Archive) -> None:
    """Neither loses it, and a story that is gone leaves nothing behind."""
    settle(shelf)
    add(shelf, [ferry(AHEAD.replace("Monday", "Monday morning"), 11)])
    assert not list(check(shelf))
    assert remind(shelf, AFTER) == 1


def test_what_was_over_when_it_came_is_no_news(tmp_path: Path) -> None:
    """Pages of years ago do not fill a day's news."""
    with open_archive(tmp_path / "old.db") as archive:
        add(archive, [ferry(AHEAD, 9, "2003-03-03")])
        assert remind(archive, AFTER) == 0


def test_an_archive_of_the_second_format_is_brought_up_to_date(tmp_path: Path) -> None:
    """All that is told stays; what its stories wait for is found and told when it is over."""
    path = tmp_path / "second.db"
    with open_archive(path) as archive:
        add(archive, [ferry(AHEAD, 9)])
        kept = brief_of(archive)
        archive.connection.execute("DROP TABLE dues")
        archive.connection.execute("PRAGMA user_version = 2")
    with open_archive(path) as archive:
        assert archive.connection.execute("PRAGMA user_version").fetchone() == (schema.FORMAT,)
        assert brief_of(archive) == kept
        assert not list(check(archive))
        assert remind(archive, EVE) == 0
        assert remind(archive, AFTER) == 1
        assert any("towed into port" in text for text in overdue(archive))


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2031-03-05", "2031-03-05"),
        ("2031-02", "2031-02-28"),
        ("2031-W10", "2031-03-09"),
        ("2031", "2031-12-31"),
        ("2031-06-31", None),
        ("2031-W60", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_last_day_of_what_is_told(due: str, last: str | None) -> None:
    """A day, a week, a month and a year end; what is no date has no end."""
    assert last_day(due) == last
