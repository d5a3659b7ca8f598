"""What `add`, `follow` and `watch` share: the way to the web, and the archive they fill."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crosswire.config import Limits
from crosswire.errors import BadInput
from crosswire.sources.gate import Gate
from crosswire.sources.intake import Desk
from crosswire.sources.pace import Pace
from crosswire.sources.shelf import Shelf
from crosswire.sources.web import Fetcher
from crosswire.store.archive import open_archive
from crosswire.store.following import Following

Say = Callable[[str], None]


@contextmanager
def shelf_in(path: Path, *, create: bool = True) -> Iterator[Following]:
    """The shelf of an archive, closed in the end. Raises ArchiveError."""
    with open_archive(path, create=create, wait=Limits().archive_seconds) as archive:
        yield Following(archive)


def fetcher_for(allow: Sequence[str]) -> Fetcher:
    """A fetcher that lets these hosts through by name. Raises BadInput for what is no host."""
    for name in allow:
        if not name.strip() or "/" in name or "*" in name:
            raise BadInput(f"--allow {name}: name one host, as localhost or wire.intern:8080.")
    return Fetcher(Gate(allow))


def desk_now(shelf: Shelf) -> Desk:
    """What deciding needs, at this moment."""
    return Desk(datetime.now(UTC), random.random, Pace(), shelf.followed_at)


def is_address(told: str) -> bool:
    """Is this an address rather than a file? Files that are there win."""
    return "://" in told and not os.path.lexists(told)


def plural(count: int, word: str, words: str = "") -> str:
    """A number and its word: "1 page", "2 pages"; `words` where an s does not do."""
    return f"{count} {word if count == 1 else words or word + 's'}"
