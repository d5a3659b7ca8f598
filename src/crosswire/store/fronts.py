"""What a front page needs of each story, in a row of its own: found, filtered and put in order quickly.

All is made from what is told of the threads and can be made anew, so the tables are no part of the
archive's format: they are laid out when a front page is first asked for, and a row is up to date while
it bears the stamp of what is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from crosswire.store.archive import Archive
from crosswire.store.threads import TELL, NewsItem

Order = Literal["changed", "articles", "origins", "event"]
Want = Literal["differ", "update", "due", "overdue", "single", "new"]

# Changes with the tables or with how rows are made.
_LAYOUT = "4"

_TABLES = """
CREATE TABLE fronts (
  thread INTEGER PRIMARY KEY, stamp BLOB NOT NULL, headline TEXT NOT NULL,
  start TEXT NOT NULL, finish TEXT NOT NULL, places TEXT NOT NULL, outlets TEXT NOT NULL,
  articles INTEGER NOT NULL, texts INTEGER NOT NULL, origins INTEGER NOT NULL,
  claims INTEGER NOT NULL, firm INTEGER NOT NULL, conflicts INTEGER NOT NULL,
  updates INTEGER NOT NULL, open INTEGER NOT NULL, overdue INTEGER NOT NULL, due TEXT NOT NULL,
  changed TEXT NOT NULL
);
CREATE INDEX fronts_by_change ON fronts (changed DESC, thread DESC);
CREATE INDEX fronts_by_articles ON fronts (articles DESC, thread DESC);
CREATE INDEX fronts_by_origins ON fronts (origins DESC, thread DESC);
CREATE INDEX fronts_by_event ON fronts (finish DESC, thread DESC);
CREATE INDEX fronts_counted ON fronts (changed, conflicts, updates, open, overdue, due, firm, claims);
CREATE VIRTUAL TABLE front_words USING fts5 (headline, names, outlets, prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE voices (
  kind TEXT NOT NULL, name TEXT NOT NULL, thread INTEGER NOT NULL, shown TEXT NOT NULL,
  sort TEXT NOT NULL, said INTEGER NOT NULL, own INTEGER NOT NULL, copied INTEGER NOT NULL,
  credited INTEGER NOT NULL, PRIMARY KEY (kind, name, thread)
) WITHOUT ROWID;
CREATE INDEX voices_by_thread ON voices (thread);
CREATE INDEX news_of_thread ON news (thread, at);
"""
_NAMES = ("fronts", "front_words", "voices")
_ORDERS: dict[Order, str] = {
    "changed": "changed DESC, thread DESC",
    "articles": "articles DESC, thread DESC",
    "origins": "origins DESC, thread DESC",
    "event": "finish DESC, thread DESC",
}


class Front(NamedTuple):
    """A story's row. `firm` claims have more than one origin; `open` expectations wait, of which so
    many are `overdue`; `due` is the day of the next; `changed` is when something was last learned.
    """

    thread: int
    stamp: bytes
    headline: str
    start: str
    finish: str
    places: str
    outlets: str
    articles: int
    texts: int
    origins: int
    claims: int
    firm: int
    conflicts: int
    updates: int
    open: int
    overdue: int
    due: str
    changed: str


class Voiced(NamedTuple):
    """Somebody or something with a page of its own, in one thread or all: how often it `said`
    something; of an outlet how many articles are its `own`, `copied`, `credited`.

    `kind` is "source", "outlet" or "name"; `sort` tells of what sort ("person", "agency").
    """

    kind: str
    name: str
    shown: str
    sort: str
    said: int
    own: int
    copied: int
    credited: int
    threads: int = 1


class Asked(NamedTuple):
    """What of the front page is asked for: words as they are typed, marks, and since when."""

    words: str = ""
    wants: tuple[Want, ...] = ()
    since: str = ""
    today: str = ""
    order: Order = "changed"


class Fronts:
    """The rows; stands inside what `trouble.told` or a transaction guards."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._run = archive.connection.execute
        self._many = archive.connection.executemany

    def ready(self) -> bool:
        """Are the tables there, and of this layout?"""
        row = self._run("SELECT value FROM state WHERE name = 'fronts'").fetchone()
        return bool(row) and row[0] == _LAYOUT

    def lay_out(self) -> None:
        """Makes the tables, empty, in place of older ones. Stands inside a transaction."""
        for name in _NAMES:
            self._run(f"DROP TABLE IF EXISTS {name}")
        self._run("DROP INDEX IF EXISTS news_of_thread")
        for statement in _TABLES.split(";"):
            if statement.strip():
                self._run(statement)
        self._run("INSERT OR REPLACE INTO state VALUES ('fronts', ?)", (_LAYOUT,))

    def stale(self, limit: int) -> list[tuple[int, str, bytes]]:
        """Threads whose row is not up to date: number, story, and the stamp of what is told."""
        return self._run(
            "SELECT t.number, t.story, m.hash FROM threads t "
            "JOIN memo m ON m.step = ? AND m.key = t.story "
            "LEFT JOIN fronts f ON f.thread = t.number "
            "WHERE f.stamp IS NOT m.hash ORDER BY t.number DESC LIMIT ?",
            (TELL, limit),
        ).fetchall()

    def put(self, front: Front, names: str, voices: Iterable[Voiced]) -> None:
        """Keeps a row in place of what was there; `names` are found by the search too."""
        self.drop(front.thread)
        marks = ", ".join("?" * len(front))
        self._run(f"INSERT INTO fronts VALUES ({marks})", front)  # noqa: S608
        self._run(
            "INSERT INTO front_words (rowid, headline, names, outlets) VALUES (?, ?, ?, ?)",
            (front.thread, front.headline, names, front.outlets),
        )
        self._many(
            "INSERT OR IGNORE INTO voices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(v.kind, v.name, front.thread, *v[2:8]) for v in voices],
        )

    def drop(self, thread: int) -> None:
        """Forgets a thread's row."""
        for table, column in (("fronts", "thread"), ("front_words", "rowid"), ("voices", "thread")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", (thread,))  # noqa: S608

    def drop_gone(self) -> int:
        """Forgets the rows of threads that are no more; how many."""
        gone = self._run(
            "SELECT thread FROM fronts WHERE thread NOT IN (SELECT number FROM threads)"
        ).fetchall()
        for (thread,) in gone:
            self.drop(thread)
        return len(gone)

    def changed(self, thread: int) -> str:
        """When something was last learned of a thread (UTC), "" where nothing ever was."""
        (at,) = self._run("SELECT max(at) FROM news WHERE thread = ?", (thread,)).fetchone()
        return at or ""

    def rows(self, asked: Asked, skip: int, limit: int) -> list[Front]:
        """The rows that answer, in the order asked for."""
        where, values = _where(asked)
        found = self._run(
            f"SELECT fronts.* FROM fronts {where} ORDER BY {_ORDERS[asked.order]} LIMIT ? OFFSET ?",  # noqa: S608
            (*values, limit, skip),
        )
        return [Front(*row) for row in found]

    def row(self, thread: int) -> Front | None:
        """The row of one thread."""
        found = self._run("SELECT * FROM fronts WHERE thread = ?", (thread,)).fetchone()
        return Front(*found) if found else None

    def count(self, asked: Asked) -> int:
        """How many rows answer."""
        where, values = _where(asked)
        (number,) = self._run(f"SELECT count(*) FROM fronts {where}", values).fetchone()  # noqa: S608
        return int(number)

    def tally(self, since: str, today: str) -> dict[str, int]:
        """How many stories there are in all, and how many with each mark."""
        row = self._run(
            "SELECT count(*), sum(changed > ?1), sum(conflicts > 0), sum(updates > 0), "
            "sum(open > 0), sum(overdue > 0 OR (due <> '' AND due < ?2)), sum(firm = 0 AND claims > 0) "
            "FROM fronts",
            (since, today),
        ).fetchone()
        names = ("all", "new", "differ", "update", "due", "overdue", "single")
        return {name: int(value or 0) for name, value in zip(names, row, strict=True)}

    def new_in(self, threads: Sequence[int], since: str) -> dict[int, int]:
        """How much was learned of each of these threads after a time (UTC)."""
        marks = ", ".join("?" * len(threads))
        found = self._run(
            f"SELECT thread, count(*) FROM news WHERE thread IN ({marks}) AND at > ? GROUP BY thread",  # noqa: S608
            (*threads, since),
        )
        return dict(found.fetchall())

    def latest(self, thread: int, since: str, limit: int) -> Iterator[NewsItem]:
        """What was learned last of a thread after a time, the latest first."""
        for (packed,) in self._run(
            "SELECT packed FROM news WHERE thread = ? AND at > ? ORDER BY at DESC, number LIMIT ?",
            (thread, since, limit),
        ):
            yield self._archive.decoded(self._archive.unpacked(packed), NewsItem)

    def voices(self, kind: str, words: str, skip: int, limit: int) -> list[Voiced]:
        """Sources, outlets or names across all threads, those that said most first."""
        found = self._run(
            "SELECT kind, name, max(shown), max(sort), sum(said), sum(own), sum(copied), "
            "sum(credited), count(*) FROM voices WHERE kind = ? AND (? = '' OR instr(name, ?) > 0) "
            "GROUP BY name ORDER BY 5 DESC, 9 DESC, name LIMIT ? OFFSET ?",
            (kind, words, words, limit, skip),
        )
        return [Voiced(*row) for row in found]

    def voice(self, kind: str, name: str) -> Voiced | None:
        """One of them."""
        row = self._run(
            "SELECT kind, name, max(shown), max(sort), sum(said), sum(own), sum(copied), "
            "sum(credited), count(*) FROM voices WHERE kind = ? AND name = ? GROUP BY name",
            (kind, name),
        ).fetchone()
        return Voiced(*row) if row else None

    def threads_of(self, kind: str, name: str, limit: int) -> list[int]:
        """The threads with a source, outlet or name, the last changed first."""
        found = self._run(
            "SELECT thread FROM voices JOIN fronts USING (thread) WHERE kind = ? AND name = ? "
            "ORDER BY changed DESC, thread DESC LIMIT ?",
            (kind, name, limit),
        )
        return [thread for (thread,) in found]


_MARKS: dict[Want, str] = {
    "differ": "conflicts > 0",
    "update": "updates > 0",
    "due": "open > 0",
    "overdue": "(overdue > 0 OR (due <> '' AND due < ?))",
    "single": "firm = 0 AND claims > 0",
    "new": "changed > ?",
}


def _where(asked: Asked) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = []
    values: list[object] = []
    terms = re.findall(r"\w+", asked.words)[:12]
    if terms:
        parts.append("thread IN (SELECT rowid FROM front_words WHERE front_words MATCH ?)")
        # The last word may be half typed.
        values.append(" ".join(f'"{term}"' for term in terms) + "*")
    elif asked.words.strip():
        parts.append("0")
    for want in asked.wants:
        parts.append(_MARKS[want])
        values += [asked.today] if want == "overdue" else [asked.since] if want == "new" else []
    return (f"WHERE {' AND '.join(parts)}" if parts else ""), tuple(values)
