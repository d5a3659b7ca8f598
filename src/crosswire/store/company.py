"""What stories are made from: how rare terms are, who has which among its weightiest, who is like whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crosswire.store.archive import Archive

ASKED_AT_ONCE = 400


class Company:
    """The tables `terms`, `keys`, `days` and `links`. Days are ordinals, 0 for none."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._days: dict[int, int] | None = None

    def told(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many articles each of these terms stands; those nobody has are left out."""
        return {term: told for term, _, told in self._terms(terms)}

    def ids(self, terms: Iterable[str]) -> dict[str, int]:
        """The numbers of those of these terms that are known."""
        return {term: name for term, name, _ in self._terms(terms)}

    def _terms(self, terms: Iterable[str]) -> Iterable[tuple[str, int, int]]:
        asked = list(dict.fromkeys(terms))
        for start in range(0, len(asked), ASKED_AT_ONCE):
            some = asked[start : start + ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self.archive.connection.execute(
                f"SELECT term, id, told FROM terms WHERE term IN ({marks})",  # noqa: S608
                some,
            )

    def learn(self, terms: Iterable[str], day: int, by: int = 1) -> None:
        """Counts an article's terms and its day; with `by` -1 takes them back."""
        run = self.archive.connection
        run.executemany(
            "INSERT INTO terms (term, told) VALUES (?1, ?2) "
            "ON CONFLICT (term) DO UPDATE SET told = told + ?2",
            [(term, by) for term in terms],
        )
        run.execute(
            "INSERT INTO days VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET articles = articles + ?2",
            (day, by),
        )
        if self._days is not None:
            self._days[day] = self._days.get(day, 0) + by

    def days(self) -> Mapping[int, int]:
        """How many articles each day has; 0 holds the undated."""
        if self._days is None:
            rows = self.archive.connection.execute(
                "SELECT day, articles FROM days WHERE articles > 0"
            )
            self._days = dict(rows.fetchall())
        return self._days

    def lay(self, number: int, day: int, keys: Sequence[tuple[int, float]]) -> None:
        """Lays an article under the terms that weigh most in it."""
        self.archive.connection.executemany(
            "INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?)",
            [(term, day, number, round(weight, 4)) for term, weight in keys],
        )

    def lift(self, number: int, day: int, keys: Iterable[int]) -> None:
        """Takes an article away: its keys, and its links."""
        run = self.archive.connection
        run.executemany(
            "DELETE FROM keys WHERE term = ? AND day = ? AND number = ?",
            [(term, day, number) for term in keys],
        )
        for other in list(self.links(number)):
            run.execute("DELETE FROM links WHERE one = ? AND other = ?", (other, number))
        run.execute("DELETE FROM links WHERE one = ?", (number,))

    def holders(self, term: int, first: int, last: int, most: int) -> list[tuple[int, float]]:
        """Articles of these days that have a term among their keys, and its weight; the latest first."""
        return self.archive.connection.execute(
            "SELECT number, weight FROM keys WHERE term = ? AND day BETWEEN ? AND ? "
            "ORDER BY day DESC, number DESC LIMIT ?",
            (term, first, last, most),
        ).fetchall()

    def link(self, number: int, likeness: Mapping[int, float]) -> None:
        """Keeps how alike an article is to others, both ways."""
        rows = [(number, other, value) for other, value in likeness.items()]
        rows += [(other, number, value) for other, value in likeness.items()]
        self.archive.connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", rows)

    def links(self, number: int) -> dict[int, float]:
        """How alike an article is to those it was compared with."""
        found = self.archive.connection.execute(
            "SELECT other, alike FROM links WHERE one = ?", (number,)
        )
        return dict(found.fetchall())
