"""What was expected, is over by the clock, and of which nobody has reported anything.

The stages know no clock: a brief calls overdue what later reports of the story pass over. Who follows
the news of an archive wants to hear of the silence too, once, when the day is over.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from crosswire.match.changes import news_of
from crosswire.records.brief import StoryTold
from crosswire.store.archive import Archive
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.dues import expect, over_before
from crosswire.upkeep.telling import item_of

_UNTOLD = "dues to look for"


def remind(archive: Archive, at: str) -> int:
    """Keeps as news what is overdue at a time (UTC, ISO 8601); how much was new. Raises ArchiveError."""
    limit = over_before(at[:10])
    with told(str(archive.path)):
        desk = Desk(archive)
        held = archive.connection.execute("SELECT 1 FROM state WHERE name = ?", (_UNTOLD,))
        if held.fetchone() is None and not desk.threads.due_before(limit):
            return 0
    with archive.transaction():
        desk = Desk(archive)
        _look_through(desk, at[:10])
        found = sum(
            _told(desk, number, statements, at)
            for number, statements in desk.threads.due_before(limit).items()
        )
        desk.threads.passed(limit)
        return found


def _look_through(desk: Desk, today: str) -> None:
    """The stories of an archive that was older than the table."""
    run = desk.archive.connection.execute
    if not run("DELETE FROM state WHERE name = ?", (_UNTOLD,)).rowcount:
        return
    for thread in list(desk.threads.threads("WHERE story <> '' ORDER BY number")):
        telling = desk.threads.telling(thread.story)
        if telling is not None:
            expect(desk, thread.number, telling.told, today)


def _told(desk: Desk, number: int, statements: Collection[str], at: str) -> int:
    """The news that these expectations of a thread are overdue."""
    thread = desk.threads.thread(number)
    telling = desk.threads.telling(thread.story) if thread and thread.story else None
    if telling is None:
        return 0
    late = _late(telling.told, statements)
    found = news_of([telling.told], late)
    return desk.threads.add_news(item_of(number, late, news, at) for news in found)


def _late(story: StoryTold, statements: Collection[str]) -> StoryTold:
    """The story with these expectations as overdue as the clock says they are."""
    expectations = tuple(
        replace(one, overdue=True) if one.statement in statements and one.status == "open" else one
        for one in story.expectations
    )
    return replace(story, expectations=expectations)
