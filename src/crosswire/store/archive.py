"""The archive: one SQLite file with pages, what was made of them, and the briefs.

Other processes may read while one writes (WAL). A save is one transaction: it is there whole or not
at all, and a second one of the same pile changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

import msgspec

from crosswire.errors import ArchiveError
from crosswire.records.base import Judgement, Record, encode, make_id
from crosswire.records.brief import Brief, StoryTold
from crosswire.records.claim import Chapter, Statement
from crosswire.records.page import Article, Draft, Page, Sighting
from crosswire.records.shape import order_of
from crosswire.store import schema
from crosswire.store.trouble import told

R = TypeVar("R", bound=Record)
T = TypeVar("T")

# Told stories lie in the brief; the others are steps on the way to records that are kept.
KEPT_ELSEWHERE = (Page, StoryTold, Chapter, Draft, Sighting)

# Owners that are no page or article: of groupings, and of what a person said.
GROUPING, PERSON = "", "person"

# The most that one page or brief may unpack to; the reader of pages takes 50 MB. Only a file that
# was tampered with holds more.
UNPACKED_LIMIT = 2_000_000_000


class Hit(Record, frozen=True, kw_only=True):
    """A record that holds the words looked for; `excerpt` marks them with `[` and `]`."""

    type: Literal["Article", "Statement"]
    id: str
    article: str
    excerpt: str


def open_archive(path: Path | str, *, create: bool = True, wait: float = 10.0) -> Archive:
    """Opens the archive in this file, or makes it; `wait` seconds for another that writes.

    Raises ArchiveError when it cannot be opened, is something else, or is missing and `create` is
    false.
    """
    return Archive(Path(path), create=create, wait=wait)


class Archive:
    """An open archive; `open_archive` makes one. Use it as a context manager, or close it."""

    def __init__(self, path: Path, *, create: bool = True, wait: float = 10.0) -> None:
        self.path = path
        if path.is_dir():
            raise ArchiveError(f"The archive {path} is a folder. Name a file in it.")
        if not create and not path.exists():
            raise ArchiveError(f"There is no archive {path}. Name pages to put into it.")
        with told(str(path)):
            # Transactions are opened by hand: "deferred" ones fail late when two processes write.
            self.connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
            try:
                self._settle_in()
            except BaseException:
                self.connection.close()
                raise

    def _settle_in(self) -> None:
        self.connection.execute("PRAGMA trusted_schema = OFF")
        self.connection.execute("PRAGMA foreign_keys = ON")
        schema.prepare(self.connection, str(self.path))
        self.connection.execute("PRAGMA journal_mode = WAL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was saved stays."""
        self.connection.close()

    def save(self, pages: Iterable[Page], records: Iterable[Record], brief: Brief) -> None:
        """Keeps all three, or nothing when it fails. Raises ArchiveError.

        What an earlier save said about these pages and their articles is replaced, and so are all
        groupings (stories, claims ...), which belong to the last brief.
        """
        pages = list(pages)
        kept = [record for record in records if not isinstance(record, KEPT_ELSEWHERE)]
        with self.transaction():
            for page in pages:
                self._keep_page(page)
            self._forget({page.id for page in pages}, kept)
            for record in kept:
                self._keep_record(record)
            self._keep_brief(brief, len({page.id for page in pages}))

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's judgement in place of what that person said of the pair before.

        The saved briefs no longer hold and are dropped. Raises ArchiveError.
        """
        with self.transaction():
            self._keep_record(judgement)
            self.connection.execute("DELETE FROM briefs")

    def take_back(self, name: str) -> bool:
        """Drops a person's judgement by its id; false where there is none. Raises ArchiveError."""
        with self.transaction():
            gone = self.connection.execute(
                "DELETE FROM records WHERE type = 'Judgement' AND id = ? AND owner = ?",
                (name, PERSON),
            ).rowcount
            if gone:
                self.connection.execute("DELETE FROM briefs")
        return bool(gone)

    def judgements(self) -> list[Judgement]:
        """What people have judged."""
        rows = "SELECT body FROM records WHERE owner = ? AND type = 'Judgement' ORDER BY id"
        with told(str(self.path)):
            found = self.connection.execute(rows, (PERSON,)).fetchall()
        return [self.decoded(body, Judgement) for (body,) in found]

    def pages(self) -> Iterator[Page]:
        """All pages, in the order in which they came."""
        yield from self._pages("ORDER BY number")

    def page(self, name: str) -> Page:
        """The page with this id; ArchiveError when it is not there."""
        for page in self._pages("WHERE id = ?", name):
            return page
        raise ArchiveError(f"The archive {self.path} holds no page {name}.")

    def waiting(self, limit: int) -> list[Page]:
        """The first so many pages that are kept but not worked in yet."""
        return list(self._pages("WHERE taken = 0 ORDER BY number LIMIT ?", limit))

    def count(self, table: Literal["pages", "waiting", "articles", "threads", "news"]) -> int:
        """How many rows a table has."""
        name = "pages WHERE taken = 0" if table == "waiting" else table
        with told(str(self.path)):
            (found,) = self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608
        return int(found)

    def keep_pages(self, pages: Iterable[Page]) -> int:
        """Keeps pages that are not there yet, to be worked in later; how many were new.

        Stands inside a `transaction`.
        """
        new = 0
        for page in pages:
            known = self.connection.execute("SELECT 1 FROM pages WHERE id = ?", (page.id,))
            if known.fetchone() is None:
                self._keep_page(page)
                new += 1
        return new

    def _pages(self, rest: str, *values: object) -> Iterator[Page]:
        rows = f"SELECT rest, packed FROM pages JOIN bodies USING (hash) {rest}"  # noqa: S608
        with told(str(self.path)):
            for told_of, packed in self.connection.execute(rows, values):
                fields = self.decoded(told_of, dict[str, object])
                yield msgspec.convert({**fields, "body": self.unpacked(packed)}, Page)

    def records(self, kind: type[R]) -> Iterator[R]:
        """All records of one type, by id."""
        rows = "SELECT body FROM records WHERE type = ? ORDER BY id"
        with told(str(self.path)):
            for (body,) in self.connection.execute(rows, (kind.__name__,)):
                yield self.decoded(body, kind)

    def load_brief(self) -> Brief:
        """The brief saved last; ArchiveError when there is none."""
        with told(str(self.path)):
            row = self.connection.execute(
                "SELECT packed FROM briefs ORDER BY number DESC LIMIT 1"
            ).fetchone()
        if row is None:
            raise ArchiveError(f"The archive {self.path} holds no brief. Name pages to brief.")
        return self.decoded(self.unpacked(row[0]), Brief)

    def brief_name(self) -> str | None:
        """The id of the brief saved last, which changes with it; null where there is none."""
        with told(str(self.path)):
            row = self.connection.execute(
                "SELECT id FROM briefs ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return str(row[0]) if row else None

    def brief_is_whole(self, release: str) -> bool:
        """Was the brief saved last made by this release, of all pages that are here?"""
        rows = """
            SELECT release = ? AND pages = (SELECT count(*) FROM pages)
            FROM briefs ORDER BY number DESC LIMIT 1
        """
        with told(str(self.path)):
            row = self.connection.execute(rows, (release,)).fetchone()
        return bool(row and row[0])

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Articles and statements that hold all these words (or phrases "in quotes"), best first.

        Words are compared without endings and accents. No words, no hits.
        """
        asked = " ".join(f'"{term}"' for term in _terms(words))
        if not asked:
            return []
        rows = """
            SELECT records.type, records.id, records.owner,
                   snippet(words, -1, '[', ']', '…', 24)
            FROM words JOIN records ON records.number = words.rowid
            WHERE words MATCH ? ORDER BY bm25(words, 4.0, 1.0), records.id LIMIT ?
        """
        with told(str(self.path)):
            found = self.connection.execute(rows, (asked, limit)).fetchall()
        return [
            Hit(type=kind, id=name, article=name if kind == "Article" else owner, excerpt=excerpt)
            for kind, name, owner, excerpt in found
        ]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is kept whole or not at all; one inside another is part of it.

        Raises ArchiveError.
        """
        if self.connection.in_transaction:
            yield
            return
        with told(str(self.path)):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:  # Ctrl-C too
                # A full disk may have ended the transaction already.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _keep_page(self, page: Page) -> None:
        key = hashlib.blake2b(page.body, digest_size=16).hexdigest()
        body = (key, zlib.compress(page.body))
        self.connection.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", body)
        rest = {
            name: value for name, value in msgspec.structs.asdict(page).items() if name != "body"
        }
        self.connection.execute(
            "INSERT INTO pages (id, hash, rest) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET rest = excluded.rest",
            (page.id, key, encode(rest).decode()),
        )

    def _forget(self, pages: set[str], records: Sequence[Record]) -> None:
        """Drops what was said of these pages and of all articles made from them, and groupings."""
        run = self.connection.execute
        run("CREATE TEMP TABLE IF NOT EXISTS going (owner TEXT PRIMARY KEY)")
        run("DELETE FROM going")
        owners = {GROUPING, *pages, *(one.id for one in records if isinstance(one, Article))}
        self.connection.executemany("INSERT INTO going VALUES (?)", [(name,) for name in owners])
        run(
            "INSERT OR IGNORE INTO going SELECT id FROM records "
            "WHERE type = 'Article' AND owner IN (SELECT owner FROM going)"
        )
        gone = "FROM records WHERE owner IN (SELECT owner FROM going)"
        run(f"DELETE FROM words WHERE rowid IN (SELECT number {gone})")  # noqa: S608
        run(f"DELETE {gone}")

    def _keep_record(self, record: Record) -> None:
        kind, name = order_of(record)
        (number,) = self.connection.execute(
            "INSERT INTO records (type, id, owner, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (type, id) DO UPDATE SET owner = excluded.owner, body = excluded.body "
            "RETURNING number",
            (kind, name, _owner(record), encode(record).decode()),
        ).fetchone()
        spoken = _words(record)
        if spoken:
            self.connection.execute(
                "INSERT OR REPLACE INTO words (rowid, headline, text) VALUES (?, ?, ?)",
                (number, *spoken),
            )

    def _keep_brief(self, brief: Brief, pages: int) -> None:
        body = encode(brief)
        name = make_id("brief", body)
        self.connection.execute("DELETE FROM briefs WHERE id = ?", (name,))
        self.connection.execute(
            "INSERT INTO briefs (id, release, pages, packed) VALUES (?, ?, ?, ?)",
            (name, brief.release, pages, zlib.compress(body)),
        )

    def unpacked(self, packed: bytes) -> bytes:
        """What was packed; ArchiveError when it is damaged."""
        try:
            return zlib.decompressobj().decompress(packed, UNPACKED_LIMIT)
        except zlib.error as error:
            raise ArchiveError(f"The archive {self.path} is damaged. Restore a copy.") from error

    def decoded(self, body: bytes | str, kind: type[T]) -> T:
        """A record from its JSON; ArchiveError when it is none of this release."""
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ArchiveError(
                f"The archive {self.path} holds a {kind.__name__} that this release of crosswire "
                f"cannot read ({error}). Brief the pages again."
            ) from error


def _owner(record: Record) -> str:
    """The page or article that a record is about, or `GROUPING`; a person's judgement stays."""
    if isinstance(record, Judgement) and record.by != "machine":
        return PERSON
    if isinstance(record, Article):
        return record.page
    inner = getattr(record, "article", None)
    owner = getattr(inner, "id", inner)
    return owner if isinstance(owner, str) else GROUPING


def _words(record: Record) -> tuple[str, str] | None:
    """What of a record can be searched for: headline and text."""
    if isinstance(record, Article):
        return record.headline or "", record.text
    if isinstance(record, Statement):
        return "", record.span.quote
    return None


def _terms(words: str) -> list[str]:
    """Words and "quoted phrases"; what holds no letter or digit cannot be looked for."""
    found = re.findall(r'"([^"]*)"|([^\s"]+)', words)
    return [term for pair in found if re.search(r"\w", term := "".join(pair))]
