"""New pages are worked into the archive: cleaned, read, laid beside what is there."""

from __future__ import annotations

from crosswire.serve.follow_door import Say
from crosswire.store.archive import Archive


class Worker:
    """Works in the pages of one archive that wait for it."""

    def __init__(self, archive: Archive, say: Say) -> None:
        self._archive, self._say = archive, say

    def work_in(self) -> None:
        """Works in what waits."""
