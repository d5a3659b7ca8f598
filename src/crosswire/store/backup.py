"""A whole copy of an archive while others go on writing to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from crosswire.errors import ArchiveError
from crosswire.store.archive import Archive
from crosswire.store.schema import APPLICATION
from crosswire.store.trouble import told

AT_ONCE = 2_000
"""Pages of the file copied between two reports of progress: 8 MB."""


def back_up(
    archive: Archive, target: Path, progress: Callable[[int, int], None] | None = None
) -> int:
    """Copies the archive as it is now; gives the size in bytes. The copy is there whole or not at all.

    A target that is there is replaced only where it is an archive. Raises ArchiveError.
    """
    _check(archive, target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with told(str(target)):
            _copy(archive, beside, progress)
        beside.replace(target)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ArchiveError(f"The backup {target} could not be written: {why}.") from error
    finally:
        for left in (
            beside,
            Path(f"{beside}-wal"),
            Path(f"{beside}-shm"),
            Path(f"{beside}-journal"),
        ):
            left.unlink(missing_ok=True)
    return target.stat().st_size


def _check(archive: Archive, target: Path) -> None:
    if target.is_dir():
        raise ArchiveError(f"The backup {target} is a folder. Name a file in it.")
    if not target.resolve().parent.is_dir():
        raise ArchiveError(f"The backup {target}: there is no folder {target.resolve().parent}.")
    if not target.exists():
        return
    if archive.path.exists() and target.samefile(archive.path):
        raise ArchiveError(f"The backup {target} is the archive itself. Name another file.")
    head = target.read_bytes()[:100]
    if head and (
        head[:15] != b"SQLite format 3" or int.from_bytes(head[68:72], "big") != APPLICATION
    ):
        raise ArchiveError(f"The backup {target} is there and is no archive. Name another file.")


def _reporting(
    progress: Callable[[int, int], None] | None,
) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress(total - left, total)


def _copy(archive: Archive, beside: Path, progress: Callable[[int, int], None] | None) -> None:
    copy = sqlite3.connect(beside)
    source = archive.connection
    # What is read in one transaction stays as it is, whatever others write meanwhile.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(copy, pages=AT_ONCE, progress=_reporting(progress))
        copy.execute("PRAGMA journal_mode = DELETE")
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        source.execute("COMMIT")
        copy.close()
    if found != "ok":
        raise ArchiveError(
            f"The archive {archive.path} is damaged ({found}), and so is its copy. "
            "Run: crosswire check"
        )
    with beside.open("rb") as file:
        os.fsync(file.fileno())
