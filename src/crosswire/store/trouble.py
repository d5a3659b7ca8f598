"""What SQLite's errors mean to a reader, each in one line with what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crosswire.errors import ArchiveError

_TOLD = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Check that its folder exists and can be written to.",
    sqlite3.SQLITE_READONLY: "cannot be written to. Check its permissions and those of its folder.",
    sqlite3.SQLITE_PERM: "cannot be opened. Check its permissions.",
    sqlite3.SQLITE_FULL: "could not be written: the disk is full. What it held before is whole.",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk is full or faulty. "
    "What it held before is whole.",
    sqlite3.SQLITE_BUSY: "is in use by another process. Wait until that is done, then try again.",
    sqlite3.SQLITE_LOCKED: "is in use by another process. Wait until that is done, then try again.",
    sqlite3.SQLITE_NOTADB: "is not an archive. Name another file.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Restore it from a copy, or name another file.",
    sqlite3.SQLITE_TOOBIG: "could not take a page or brief that is larger than a database allows.",
}


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turns errors of SQLite on this archive into ArchiveError."""
    try:
        yield
    except UnicodeDecodeError as error:  # rotten bytes in the names of tables
        raise ArchiveError(f"The archive {path} {_TOLD[sqlite3.SQLITE_CORRUPT]}") from error
    except sqlite3.Error as error:
        # The low byte is the kind of error, the rest a detail.
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        why = _TOLD.get(kind, f"cannot be used: {error}.")
        raise ArchiveError(f"The archive {path} {why}") from error
