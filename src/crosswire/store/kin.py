"""Which articles share shingles of text, and which were judged to come from one another."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from crosswire.records.base import Record, Span, encode
from crosswire.records.lineage import Kinship, Passage
from crosswire.records.page import Article
from crosswire.store.archive import Archive


class Tied(Record, frozen=True, kw_only=True):
    """A tie of two articles without the words they share, which stand in their texts.

    `passages` are offsets into the left and the right text; `hand`, `living` and `identical` are
    those of the tie.
    """

    kinship: Kinship
    passages: tuple[tuple[int, int, int, int], ...]
    hand: bool | None
    living: bool
    identical: bool


class Kin:
    """The tables `shingles` and `ties`. Articles are known by their numbers."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def lay(self, number: int, shingles: Sequence[int]) -> None:
        """Lays an article under its shingles (signed, 64 bits)."""
        self.archive.connection.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(one, number) for one in shingles]
        )

    def lift(self, number: int, shingles: Sequence[int]) -> None:
        """Takes an article away: its shingles, and its ties."""
        run = self.archive.connection
        run.executemany(
            "DELETE FROM shingles WHERE shingle = ? AND number = ?",
            [(one, number) for one in shingles],
        )
        run.execute("DELETE FROM ties WHERE one = ?", (number,))
        run.execute("DELETE FROM ties WHERE other = ?", (number,))

    def holders(self, shingle: int, most: int) -> list[int]:
        """The first articles that hold a shingle, at most so many."""
        found = self.archive.connection.execute(
            "SELECT number FROM shingles WHERE shingle = ? ORDER BY number LIMIT ?", (shingle, most)
        )
        return [number for (number,) in found]

    def tie(self, one: int, other: int, tied: Tied) -> None:
        """Keeps the tie of two articles, the smaller number first."""
        self.archive.connection.execute(
            "INSERT OR REPLACE INTO ties VALUES (?, ?, ?)",
            (min(one, other), max(one, other), zlib.compress(encode(tied))),
        )

    def untie(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Forgets ties."""
        self.archive.connection.executemany("DELETE FROM ties WHERE one = ? AND other = ?", pairs)

    def near(self, number: int) -> list[int]:
        """The articles that one is tied to."""
        found = self.archive.connection.execute(
            "SELECT other FROM ties WHERE one = ?1 UNION SELECT one FROM ties WHERE other = ?1",
            (number,),
        )
        return [other for (other,) in found]

    def circle(self, number: int) -> list[int]:
        """All that an article is tied to, directly or through others, itself included."""
        seen, waiting = {number}, [number]
        while waiting:
            for other in self.near(waiting.pop()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return sorted(seen)

    def ties(self, number: int) -> Iterator[tuple[int, Tied]]:
        """The ties of an article to later ones."""
        found = self.archive.connection.execute(
            "SELECT other, packed FROM ties WHERE one = ? ORDER BY other", (number,)
        )
        for other, held in found.fetchall():
            yield other, self.archive.decoded(self.archive.unpacked(held), Tied)

    def pairs(self) -> set[tuple[int, int]]:
        """All pairs that are tied."""
        return set(self.archive.connection.execute("SELECT one, other FROM ties").fetchall())


def bare(kinship: Kinship) -> tuple[Kinship, tuple[tuple[int, int, int, int], ...]]:
    """A kinship without its passages, and their offsets."""
    told = tuple((p.left.start, p.left.end, p.right.start, p.right.end) for p in kinship.passages)
    fields = {name: getattr(kinship, name) for name in kinship.__struct_fields__}
    return Kinship(**{**fields, "passages": ()}), told


def with_words(tied: Tied, articles: dict[str, Article]) -> Kinship:
    """The kinship with the words that its two articles share."""
    kin = tied.kinship
    left, right = articles[kin.left].text, articles[kin.right].text
    passages = tuple(
        Passage(left=Span.of(left, a, b), right=Span.of(right, c, d))
        for a, b, c, d in tied.passages
    )
    fields = {name: getattr(kin, name) for name in kin.__struct_fields__}
    return Kinship(**{**fields, "passages": passages})
