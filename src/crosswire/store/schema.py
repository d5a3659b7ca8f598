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

_SECOND = """
-- Pages come first and are worked in later: 0 waits, 1 is done (also where it holds no article).
ALTER TABLE pages ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN came TEXT NOT NULL DEFAULT '';
CREATE INDEX pages_waiting ON pages (number) WHERE taken = 0;

-- What one step made of one thing: up to date while the hash of its inputs, options and release is.
CREATE TABLE memo (
  step TEXT NOT NULL,
  key TEXT NOT NULL,
  hash BLOB NOT NULL,
  packed BLOB NOT NULL,
  PRIMARY KEY (step, key)
);

-- One row for each article that was taken in; all indexes below name it by its number.
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,               -- '' where none is known
  house TEXT NOT NULL,                 -- under which clean.furniture lays it
  outlet TEXT NOT NULL,
  source TEXT NOT NULL,
  day INTEGER NOT NULL,                -- of publication or anchor, as an ordinal; 0 for none
  loose INTEGER NOT NULL,              -- a round-up: holds no story together
  shingles INTEGER NOT NULL,           -- how many it keeps
  bits INTEGER NOT NULL,               -- how thinly they were sampled
  keyed BLOB NOT NULL,                 -- the terms it is laid under in `keys`
  packed BLOB                          -- the article, where it differs from its page's
);
CREATE INDEX articles_by_house ON articles (house, number);
CREATE INDEX articles_by_address ON articles (address, number);
CREATE INDEX articles_by_day ON articles (day, number);
CREATE INDEX articles_by_source ON articles (source);

-- Lineage: which articles hold a shingle, and which two come from one another.
CREATE TABLE shingles (
  shingle INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (shingle, number)
) WITHOUT ROWID;
CREATE TABLE ties (
  one INTEGER NOT NULL, other INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (one, other)
);
CREATE INDEX ties_by_other ON ties (other);

-- Stories: how many articles have a term, which have it among their weightiest, how alike two are.
CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, told INTEGER NOT NULL);
CREATE TABLE keys (
  term INTEGER NOT NULL, day INTEGER NOT NULL, number INTEGER NOT NULL, weight REAL NOT NULL,
  PRIMARY KEY (term, day, number)
) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE links (
  one INTEGER NOT NULL, other INTEGER NOT NULL, alike REAL NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;

-- A thread is a story with a number that stays while its articles, and so its id, change.
CREATE TABLE threads (
  number INTEGER PRIMARY KEY,
  story TEXT NOT NULL,                 -- '' until it is told
  articles INTEGER NOT NULL,
  start TEXT NOT NULL,
  stale INTEGER NOT NULL               -- 1: what is told of it is not up to date
);
CREATE INDEX threads_by_story ON threads (story);
CREATE INDEX threads_stale ON threads (number) WHERE stale = 1;
CREATE TABLE members (
  number INTEGER NOT NULL, thread INTEGER NOT NULL, also INTEGER NOT NULL,
  PRIMARY KEY (number, thread)
) WITHOUT ROWID;
CREATE INDEX members_by_thread ON members (thread, number);

-- The names of a thread in all their spellings, for the search.
CREATE TABLE names (form TEXT NOT NULL, name TEXT NOT NULL, thread INTEGER NOT NULL,
  PRIMARY KEY (form, name, thread)) WITHOUT ROWID;
CREATE INDEX names_by_thread ON names (thread);

CREATE TABLE issues (
  owner TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (owner, id)
) WITHOUT ROWID;

CREATE TABLE news (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,                    -- when it was learned, UTC
  thread INTEGER NOT NULL,
  packed BLOB NOT NULL
);
CREATE INDEX news_by_time ON news (at, number);

-- The words of articles, without the text: `rowid` is the number of the article.
CREATE VIRTUAL TABLE article_words USING fts5 (headline, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

-- What was asked of the network, and what is asked again.
CREATE TABLE visits (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, at TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX visits_by_url ON visits (url, at);
CREATE TABLE followed (
  address TEXT PRIMARY KEY, kind TEXT NOT NULL, next_at TEXT, last_at TEXT, led_by TEXT,
  body TEXT NOT NULL
);
CREATE INDEX followed_due ON followed (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX followed_led ON followed (led_by) WHERE led_by IS NOT NULL;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL);

CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

_THIRD = """
-- What is expected on days to come: who follows the news hears when one is over without a report.
CREATE TABLE dues (
  thread INTEGER NOT NULL, statement TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (thread, statement)
) WITHOUT ROWID;
CREATE INDEX dues_by_day ON dues (day);

-- Stories that were told before there was this table are looked through once.
INSERT INTO state SELECT 'dues to look for', '' WHERE EXISTS (SELECT 1 FROM threads);
"""

STEPS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD)
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
