"""What a night's settle takes: `python -m benchmarks.settle ARCHIVE`.

A copy of the archive is settled twice: first with all that changed since its last settle, then with
nothing to do but to lay all articles beside each other again. Seconds are those of one core, by part.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from crosswire.store.archive import Archive, open_archive
from crosswire.store.backup import back_up
from crosswire.upkeep import settle


class Clock:
    """Seconds of one core by the part of the work that ended with each report of progress."""

    def __init__(self) -> None:
        self.began = self._last = time.process_time()
        self._spent: defaultdict[str, float] = defaultdict(float)
        self._name = ""

    def __call__(self, name: str, _done: int, _total: int) -> None:
        """A report: what was done since the last one belongs to it."""
        now = time.process_time()
        first = name == "telling" and self._name != name
        self._spent["laying stories" if first else name] += now - self._last
        self._last, self._name = now, name

    def told(self) -> str:
        """All parts, and what came after the last report."""
        now = time.process_time()
        parts = {**self._spent, "putting in place": now - self._last}
        shown = ", ".join(f"{name} {seconds:.1f}" for name, seconds in parts.items())
        return f"{now - self.began:.1f} s ({shown})"


def settled(archive: Archive, what: str) -> None:
    """Settles, and says what it took."""
    clock = Clock()
    done = settle(archive, progress=clock)
    told, count = clock.told(), max(1, archive.count("articles"))
    per = 1000 * (time.process_time() - clock.began) / count
    print(
        f"{what:<8} {count:,} articles, {archive.count('threads'):,} stories: {told}; {per:.1f} ms an "
        f"article; {done.articles} articles and {done.threads} stories changed",
        flush=True,
    )


def main() -> None:
    """Copies the archive and settles the copy twice."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with open_archive(sys.argv[1], create=False) as archive:
            back_up(archive, copy)
        with open_archive(copy) as archive:
            settled(archive, "changed")
            settled(archive, "again")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << (20 if sys.platform == "darwin" else 10)
    )
    print(f"memory   {peak:,.0f} MB at most")


if __name__ == "__main__":
    main()
