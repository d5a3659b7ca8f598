"""Articles that were taken in: one row each, the records behind it, and the words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crosswire.errors import ArchiveError
from crosswire.records.base import Issue, Record, encode
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.store.archive import Archive
from crosswire.store.memo import Memo, packed

CLEAN, READ = "clean.page", "read.read"


class Cleaned(Record, frozen=True, kw_only=True):
    """What a page alone holds: its article, or none, and what is doubtful about it."""

    article: Article | None
    issues: tuple[Issue, ...] = ()


class Told(Record, frozen=True, kw_only=True):
    """What one article says: its reading, and an issue where it was cut."""

    reading: Reading
    issues: tuple[Issue, ...] = ()


class Row(NamedTuple):
    """An article as the indexes know it; `day` is an ordinal, 0 for none, `keyed` the ids of terms."""

    number: int
    id: str
    page: str
    address: str
    house: str
    outlet: str
    source: str
    day: int
    loose: bool
    shingles: int
    bits: int
    keyed: bytes


COLUMNS = "number, id, page, address, house, outlet, source, day, loose, shingles, bits, keyed"


class Articles:
    """Rows and records of articles; what was read once is kept as long as this lives."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.memo = archive, Memo(archive)
        self._rows: dict[int, Row] = {}
        self._articles: dict[int, Article] = {}
        self._readings: dict[int, Reading] = {}

    def row(self, number: int) -> Row:
        """The row of an article."""
        if number not in self._rows:
            for row in self.rows("WHERE number = ?", number):
                self._rows[number] = row
        if number not in self._rows:
            raise self._missing(f"article {number}")
        return self._rows[number]

    def rows(self, rest: str, *values: object) -> Iterator[Row]:
        """The rows that SQL like "WHERE house = ? ORDER BY number" asks for."""
        for found in self.archive.connection.execute(
            f"SELECT {COLUMNS} FROM articles {rest}",  # noqa: S608
            values,
        ):
            yield Row(*found)._replace(loose=bool(found[8]))

    def find(self, name: str) -> Row | None:
        """The row of the article with this id."""
        return next(self.rows("WHERE id = ?", name), None)

    def latest(self, address: str) -> Row | None:
        """The article of an address that came last."""
        return next(self.rows("WHERE address = ? ORDER BY number DESC LIMIT 1", address), None)

    def article(self, number: int) -> Article:
        """The article as it was read."""
        if number not in self._articles:
            self._articles[number] = self._load(number)
        return self._articles[number]

    def _load(self, number: int) -> Article:
        row = self.archive.connection.execute(
            "SELECT packed FROM articles WHERE number = ?", (number,)
        ).fetchone()
        if row is not None and row[0] is not None:
            return self.archive.decoded(self.archive.unpacked(row[0]), Article)
        return self.sheet(number)

    def reading(self, number: int) -> Reading:
        """What the article holds."""
        if number not in self._readings:
            told = self.memo.get(READ, self.row(number).id, Told)
            if told is None:
                raise self._missing(f"reading of article {number}")
            self._readings[number] = told.reading
        return self._readings[number]

    def add(self, row: Row, article: Article, sheet: Article) -> None:
        """Keeps a row, or what replaces it; the article itself only where it is not its page's."""
        held = None if article == sheet else packed(article)
        marks = ", ".join("?" * (len(Row._fields) + 1))
        self.archive.connection.execute(
            f"INSERT OR REPLACE INTO articles ({COLUMNS}, packed) VALUES ({marks})",  # noqa: S608
            (*row, held),
        )
        self._rows[row.number], self._articles[row.number] = row, article
        self.archive.connection.execute(
            "INSERT INTO article_words (rowid, headline, text) VALUES (?, ?, ?)",
            (row.number, *_words(article)),
        )

    def clear(self) -> None:
        """Drops all rows, words and indexes made from them; pages and what was made of them stay."""
        run = self.archive.connection.execute
        for table in ("articles", "shingles", "ties", "terms", "keys", "days", "links"):
            run(f"DELETE FROM {table}")  # noqa: S608
        run("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        self.let_go()

    def let_go(self) -> None:
        """Forgets what was read; it is read again where it is asked for."""
        for held in (self._rows, self._articles, self._readings):
            held.clear()

    def forget(self, number: int) -> None:
        """Drops the row and its words; the page stays."""
        self.archive.connection.execute(
            "INSERT INTO article_words (article_words, rowid, headline, text) "
            "VALUES ('delete', ?, ?, ?)",
            (number, *_words(self.article(number))),
        )
        self.archive.connection.execute("DELETE FROM articles WHERE number = ?", (number,))
        for held in (self._rows, self._articles, self._readings):
            held.pop(number, None)

    def next_number(self) -> int:
        """The number for a newcomer: never one that was given before."""
        run = self.archive.connection.execute
        (last,) = run("SELECT coalesce(max(number), 0) FROM articles").fetchone()
        held = run("SELECT value FROM state WHERE name = 'last article'").fetchone()
        number = max(int(last), int(held[0]) if held else 0) + 1
        run("INSERT OR REPLACE INTO state VALUES ('last article', ?)", (str(number),))
        return number

    def of_house(self, house: str, last: int) -> list[int]:
        """The articles of a house that came last."""
        asked = "WHERE house = ? ORDER BY number DESC LIMIT ?"
        return [row.number for row in self.rows(asked, house, last)]

    def sheet(self, number: int) -> Article:
        """The article as its page alone shows it."""
        cleaned = self.memo.get(CLEAN, self.row(number).page, Cleaned)
        if cleaned is None or cleaned.article is None:
            raise self._missing(f"text of article {number}")
        return cleaned.article

    def _missing(self, what: str) -> ArchiveError:
        return ArchiveError(
            f"The archive {self.archive.path} holds no {what}, which it names. "
            "Run: crosswire check, and crosswire rebuild"
        )

    def holding(self, words: Sequence[str], limit: int) -> list[int]:
        """Articles that hold any of these words, those that hold the rarest first."""
        asked = " OR ".join('"' + word.replace('"', "") + '"' for word in words)
        if not asked:
            return []
        found = self.archive.connection.execute(
            "SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rank LIMIT ?",
            (asked, limit),
        )
        return [number for (number,) in found]

    def put_issues(self, owner: str, issues: Iterable[Issue]) -> None:
        """What is doubtful about a page, an article or a lineage, in place of what was said before."""
        run = self.archive.connection
        run.execute("DELETE FROM issues WHERE owner = ?", (owner,))
        run.executemany(
            "INSERT OR IGNORE INTO issues VALUES (?, ?, ?)",
            [(owner, issue.id, _json(issue)) for issue in issues],
        )

    def issues(self, owners: Iterable[str] | None = None) -> Iterator[Issue]:
        """The issues of these owners, or all."""
        if owners is None:
            rows = list(
                self.archive.connection.execute("SELECT body FROM issues ORDER BY owner, id")
            )
        else:
            asked = "SELECT body FROM issues WHERE owner = ? ORDER BY id"
            rows = [r for o in owners for r in self.archive.connection.execute(asked, (o,))]
        for (body,) in rows:
            yield self.archive.decoded(body, Issue)


def _json(issue: Issue) -> str:
    return encode(issue).decode()


def _words(article: Article) -> tuple[str, str]:
    return article.headline or "", article.text
