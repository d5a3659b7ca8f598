"""The desk at which an archive is worked on: its tables, opened together for one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.base import Record
from crosswire.records.shape import Room, Step
from crosswire.store.archive import Archive
from crosswire.store.articles import Articles
from crosswire.store.company import Company
from crosswire.store.kin import Kin
from crosswire.store.threads import Telling, Threads
from crosswire.upkeep.stamps import stage


class Desk:
    """The tables of one archive. What it has read it remembers, so it lives for one transaction."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.articles, self.kin = Articles(archive), Kin(archive)
        self.company, self.threads = Company(archive), Threads(archive)
        self.before: dict[int, list[Telling]] = {}
        self.said = archive.judgements()
        self.judged = [one for one in self.said if one.question == "same story"]

    def touch(self, thread: int) -> None:
        """Remembers what was told of a thread before it changes."""
        if thread not in self.before:
            row = self.threads.thread(thread)
            told = self.threads.telling(row.story) if row is not None and row.story else None
            self.before[thread] = [told] if told is not None else []

    def passes_on(self, thread: int, heir: int) -> None:
        """What was told of a thread belongs to the one that took its articles over."""
        self.touch(heir)
        known = {told.story.id for told in self.before[heir]}
        self.before[heir] += [t for t in self.before.get(thread, ()) if t.story.id not in known]


def step(name: str) -> Step:
    """The step of this name ("lineage.print")."""
    return next(one for one in stage(name.split(".", 1)[0]).steps if one.name == name)


def run(name: str, key: str, records: Iterable[Any]) -> Iterator[Record]:
    """What one step makes of one group, with the options of its stage."""
    made = step(name)
    yield from made.run(key, list(records), Room(stage(name.split(".", 1)[0]).options))
