"""What is followed, what was asked of the network, and who watches: the archive as sources want it.

All that one visit brought is kept in one transaction, pages included, so that a watcher may be killed
at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from sqlite3 import Cursor

from msgspec.structs import replace

from crosswire.records.base import encode
from crosswire.records.fetch import Followed, Visit
from crosswire.records.page import Page
from crosswire.store.archive import Archive
from crosswire.store.trouble import told

WATCH = "watch"


class Following:
    """The archive's rows on fetching. All methods may raise ArchiveError."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def followed(self) -> list[Followed]:
        """All rows, by address; also those that are not asked again."""
        return self._rows("ORDER BY address")

    def followed_at(self, addresses: Iterable[str]) -> dict[str, Followed]:
        """The rows of these addresses; what is not followed is left out."""
        found = (self._rows("WHERE address = ?", address) for address in dict.fromkeys(addresses))
        return {row.address: row for rows in found for row in rows}

    def due(self, now: str, limit: int) -> list[Followed]:
        """Rows to ask by `now`, feeds and sitemaps first; a row asked last after `now` is due too: the
        clock went back.
        """
        return self._rows(
            "WHERE next_at IS NOT NULL AND (next_at <= ?1 OR last_at > ?1) "
            "ORDER BY kind NOT IN ('feed', 'sitemap'), next_at, address LIMIT ?2",
            now,
            limit,
        )

    def next_due(self) -> str | None:
        """When the earliest row is to be asked."""
        with told(str(self.archive.path)):
            (found,) = self._run("SELECT min(next_at) FROM followed").fetchone()
        return None if found is None else str(found)

    def follow(self, rows: Sequence[Followed]) -> int:
        """Adds rows whose address is not there yet; how many were new. Others stay as they are."""
        with self.archive.transaction():
            return sum(self._put(row, "OR IGNORE") for row in rows)

    def unfollow(self, addresses: Sequence[str]) -> int:
        """No longer asks these and all that they led to; how many rows that were."""
        led = (
            "WITH RECURSIVE led (address) AS (VALUES (?) UNION SELECT f.address FROM followed f "
            "JOIN led ON f.led_by = led.address) SELECT address FROM led"
        )
        with self.archive.transaction():
            names = {name for address in addresses for (name,) in self._run(led, address)}
            rows = [row for row in self.followed_at(sorted(names)).values() if row.next_at]
            for row in rows:
                self._put(_resting(row), "OR REPLACE")
        return len(rows)

    def keep(
        self, visits: Sequence[Visit], pages: Sequence[Page], rows: Sequence[Followed]
    ) -> None:
        """Keeps all three or nothing: visits are added, pages once by id, rows put in place."""
        with self.archive.transaction():
            for visit in visits:
                self._run(
                    "INSERT OR IGNORE INTO visits (id, url, at, body) VALUES (?, ?, ?, ?)",
                    visit.id, visit.url, visit.at, encode(visit).decode(),
                )  # fmt: skip
            self.archive.keep_pages(pages)
            for row in rows:
                self._put(row, "OR REPLACE")

    def visits(self, url: str | None = None) -> Iterator[Visit]:
        """What was asked of the network, the oldest first; of one address or of all."""
        where = "WHERE url = ?1 ORDER BY at, number" if url else "ORDER BY number"
        values = (url,) if url else ()
        with told(str(self.archive.path)):
            for (body,) in self._run(f"SELECT body FROM visits {where}", *values):  # noqa: S608
                yield self.archive.decoded(body, Visit)

    def take_lease(self, holder: str, now: str, until: str, gone: Callable[[str], bool]) -> str:
        """Makes `holder` the only watcher until then; who it is now (another, where it has it).

        A lease that ran out, that begins after `now` (the clock went back), or whose holder is `gone`
        is taken over. Taking it again renews it.
        """
        with self.archive.transaction():
            row = self._run(
                "SELECT holder, since, until FROM leases WHERE name = ?", WATCH
            ).fetchone()
            if row is not None and row[0] != holder:
                runs = row[1] <= now < row[2]
                if runs and not gone(row[0]):
                    return str(row[0])
            self._run(
                "INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)", WATCH, holder, now, until
            )
        return holder

    def drop_lease(self, holder: str) -> None:
        """Gives the lease back, if this holder has it."""
        with self.archive.transaction():
            self._run("DELETE FROM leases WHERE name = ? AND holder = ?", WATCH, holder)

    def _put(self, row: Followed, how: str) -> int:
        return self._run(
            f"INSERT {how} INTO followed VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            row.address, row.kind, row.next_at, row.last_at, row.by, encode(row).decode(),
        ).rowcount  # fmt: skip

    def _rows(self, rest: str, *values: object) -> list[Followed]:
        with told(str(self.archive.path)):
            rows = self._run(f"SELECT body FROM followed {rest}", *values).fetchall()  # noqa: S608
        return [self.archive.decoded(body, Followed) for (body,) in rows]

    def _run(self, sql: str, *values: object) -> Cursor:
        return self.archive.connection.execute(sql, values)


def _resting(row: Followed) -> Followed:
    return replace(row, next_at=None)
