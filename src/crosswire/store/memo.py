"""What one step made of one thing, and the hash by which one sees whether that still holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TypeVar

from crosswire.records.base import Record, encode
from crosswire.store.archive import Archive

R = TypeVar("R", bound=Record)


class Memo:
    """Yields of steps by step and key. Stands inside what `trouble.told` or a transaction guards."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def get(self, step: str, key: str, kind: type[R], stamp: bytes | None = None) -> R | None:
        """What was made, where it is there and (when a stamp is given) bears that stamp."""
        row = self.archive.connection.execute(
            "SELECT hash, packed FROM memo WHERE step = ? AND key = ?", (step, key)
        ).fetchone()
        if row is None or (stamp is not None and row[0] != stamp):
            return None
        return self.archive.decoded(self.archive.unpacked(row[1]), kind)

    def stamp(self, step: str, key: str) -> bytes:
        """The stamp of what was made; empty where there is nothing."""
        row = self.archive.connection.execute(
            "SELECT hash FROM memo WHERE step = ? AND key = ?", (step, key)
        ).fetchone()
        return bytes(row[0]) if row else b""

    def put(self, step: str, key: str, stamp: bytes, made: Record) -> None:
        """Keeps what was made in place of what was there."""
        self.archive.connection.execute(
            "INSERT INTO memo VALUES (?, ?, ?, ?) ON CONFLICT (step, key) "
            "DO UPDATE SET hash = excluded.hash, packed = excluded.packed",
            (step, key, stamp, packed(made)),
        )

    def drop(self, step: str, keys: Iterable[str]) -> None:
        """Forgets what was made of these."""
        self.archive.connection.executemany(
            "DELETE FROM memo WHERE step = ? AND key = ?", [(step, key) for key in keys]
        )


def packed(record: Record) -> bytes:
    """A record as packed JSON."""
    return zlib.compress(encode(record))
