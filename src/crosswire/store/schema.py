"""The tables of an archive, and which program and format a file belongs to.

An archive of an older format is brought up to date when it is opened, one step of `STEPS` for each
format; one of a newer format is refused.
"""

from __future__ import annotations

import sqlite3

from crosswire.errors import ArchiveError

APPLICATION = 0x43525357  # "CRSW", in the header of the file: tells our files from other databases

_FIRST = """
-- Bodies lie by their own hash, packed: versions of one address and copies cost nothing twice.
CREATE TABLE bodies (hash TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE pages (
  number INTEGER PRIMARY KEY,          -- the order in which pages came
  id TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL REFERENCES bodies (hash),
  rest TEXT NOT NULL                   -- the page as JSON, without its body
);

-- Every other record: its type, its id and itself as JSON. `owner` is the page or article that it
-- is about; records without one (groupings) belong to the last brief and are replaced by the next.
CREATE TABLE records (
  number INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (type, id)
);
CREATE INDEX records_by_owner ON records (owner);

CREATE TABLE briefs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  release TEXT NOT NULL,               -- of crosswire
  pages INTEGER NOT NULL,              -- how many pages it was made of
  packed BLOB NOT NULL
);

-- `rowid` is the number of the record whose words these are.
CREATE VIRTUAL TABLE words USING fts5 (headline, text, tokenize = 'porter unicode61 remove_diacritics 2');
"""

STEPS: tuple[str, ...] = (_FIRST,)
FORMAT = len(STEPS)


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Makes or updates the tables; ArchiveError for files of another program or a newer format."""
    found = _format_of(connection, path)
    if found == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have made the tables while this one waited for its turn.
        for number in range(_format_of(connection, path), FORMAT):
            for statement in _statements(STEPS[number]):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _format_of(connection: sqlite3.Connection, path: str) -> int:
    """The format of the file, 0 for an empty one."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION:
        if tables or application:
            raise ArchiveError(f"{path} is a database of another program. Name another file.")
        return 0
    if version > FORMAT:
        raise ArchiveError(
            f"{path} was made by a newer crosswire (format {version}; this one knows {FORMAT}). "
            "Update crosswire, or name another file."
        )
    return int(version)


def _statements(script: str) -> list[str]:
    """The statements one by one: `executescript` would end the transaction they must stand in."""
    statements, waiting = [], ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            statements.append(waiting)
            waiting = ""
    return statements
