"""What `settle`, `rebuild`, `backup` and `check` do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crosswire.config import Limits
from crosswire.errors import BadInput
from crosswire.serve.output import check_target, write_standard_output
from crosswire.serve.progress import progress_bar
from crosswire.serve.request import Request
from crosswire.serve.run import hand_over
from crosswire.store.archive import Archive, open_archive
from crosswire.store.backup import back_up
from crosswire.upkeep import Settled, brief_of_story, check, rebuild, settle

Say = Callable[[str], None]

UNSOUND = 1
MOST = 50
"""Findings told one by one; of a ruined archive there may be millions."""


def run_settle(archive: Path, workers: int | None, say: Say) -> int:
    """Settles an archive and says what changed; the exit status. Raises CrosswireError."""
    _check_workers(workers)
    with _opened(archive) as shelf, progress_bar() as tell:
        done = settle(shelf, workers=workers, progress=tell)
        say(f"settled: {_counted(shelf)}; {_changed(done)}.")
    return 0


def run_rebuild(archive: Path, workers: int | None, say: Say) -> int:
    """Rebuilds an archive from its bytes and says what is there; the exit status."""
    _check_workers(workers)
    with _opened(archive) as shelf, progress_bar() as tell:
        done = rebuild(shelf, workers=workers, progress=tell)
        say(f"rebuilt: {_counted(shelf)}; {_changed(done)}.")
    return 0


def run_backup(archive: Path, target: Path, say: Say) -> int:
    """Copies an archive and says how large the copy is; the exit status."""
    with _opened(archive) as shelf, progress_bar() as tell:
        size = back_up(shelf, target, tell and (lambda done, total: tell("copying", done, total)))
        say(f"{target}: {_counted(shelf)}, {size / 1e6:,.1f} MB.")
    return 0


def run_check(archive: Path, say: Say) -> int:
    """Says what is not sound, each thing with what to do; 0 where all is, else 1."""
    count = 0
    with _opened(archive) as shelf, progress_bar() as tell:
        for finding in check(shelf, tell):
            count += 1
            if count <= MOST:
                line = f"{finding.what}. To mend it, {finding.advice}.\n"
                write_standard_output(line.encode("utf-8", "replace"))
        if not count:
            say(f"{archive} is sound: {_counted(shelf)}.")
            return 0
    say(f"{archive} is not sound: {count} finding{'s' if count > 1 else ''}.")
    return UNSOUND


def run_story(name: str, request: Request) -> int:
    """Writes the brief of one story; the exit status. Raises CrosswireError."""
    if request.output:
        check_target(request.output)
    assert request.archive is not None  # the command line asks for it
    with _opened(request.archive) as shelf:
        brief = brief_of_story(shelf, name)
    hand_over(brief, request)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    with open_archive(path, create=False, wait=Limits().archive_seconds) as archive:
        yield archive


def _check_workers(workers: int | None) -> None:
    if workers is not None and workers < 1:
        raise BadInput(f"--workers {workers} can do nothing. Give 1 or more.")


def _counted(shelf: Archive) -> str:
    pages, articles = shelf.count("pages"), shelf.count("articles")
    return f"{pages:,} pages, {articles:,} articles, {shelf.count('threads'):,} stories"


def _changed(done: Settled) -> str:
    if not done.articles and not done.threads:
        return "nothing had to change"
    return f"{done.articles:,} articles and {done.threads:,} stories changed"
