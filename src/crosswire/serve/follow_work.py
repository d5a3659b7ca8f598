"""New pages are worked into the archive: cleaned, read, laid beside what is there."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.errors import CrosswireError
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.serve.follow_door import Say
from crosswire.serve.progress import Tell
from crosswire.store.archive import Archive
from crosswire.upkeep import add, catch_up

WORTH_CORES = 64  # pages for which starting further processes (a second) is worth it


class Worker:
    """Works in the pages of one archive. `news` counts what was news in them."""

    def __init__(self, archive: Archive, say: Say, workers: int | None = None) -> None:
        self._archive, self._say, self._workers = archive, say, workers
        self.news = 0

    def add(self, pages: Sequence[Page], issues: Sequence[Issue], tell: Tell | None) -> int:
        """Keeps pages and works them in; how many were new. Raises ArchiveError."""
        workers = self._workers if len(pages) >= WORTH_CORES else 1
        done = add(self._archive, pages, issues=issues, workers=workers, progress=tell)
        self.news += done.news
        return done.pages

    def work_in(self) -> None:
        """Works in what waits. A fault of ours is told, and the pages go on waiting."""
        try:
            self.news += catch_up(self._archive).news
        except CrosswireError:
            raise
        except Exception as error:  # it must not end a watch of months
            self._say(
                "unexpected failure while pages were worked in, which is a fault of crosswire: "
                f"{type(error).__name__}: {error}. They are kept, and wait."
            )
