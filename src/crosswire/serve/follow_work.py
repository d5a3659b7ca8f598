"""New pages are worked into the archive: cleaned, read, laid beside what is there."""

from __future__ import annotations

from crosswire.serve.follow_door import Say
from crosswire.serve.progress import progress_bar
from crosswire.store.archive import Archive
from crosswire.upkeep import catch_up

MANY = 64
"""Pages waiting from which on every core helps: below, starting the others takes longer."""


class Worker:
    """Works in the pages of one archive that wait for it."""

    def __init__(self, archive: Archive, say: Say) -> None:
        self._archive, self._say = archive, say

    def work_in(self) -> None:
        """Works in what waits; with many, on every core and behind a progress bar."""
        waiting = self._archive.count("waiting")
        if waiting < MANY:
            catch_up(self._archive)
            return
        with progress_bar() as tell:
            catch_up(self._archive, workers=None, progress=tell)
