"""What following needs of a store. The archive gives it; tests give one in memory.

Whoever watches is killed at any moment. So that nothing is lost or doubled, all that one visit
brought is kept in one transaction, together with the state that says it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from crosswire.records.fetch import Followed, Visit
from crosswire.records.page import Page


class Shelf(Protocol):
    """Where followed addresses, visits and pages are kept. Every method may raise ArchiveError."""

    def followed(self) -> list[Followed]:
        """All rows, by address; also those with `next_at` null."""
        ...

    def followed_at(self, addresses: Iterable[str]) -> dict[str, Followed]:
        """The rows of these addresses; what is not followed is left out."""
        ...

    def due(self, now: str, limit: int) -> list[Followed]:
        """Rows with `next_at` <= `now`, or asked last after `now` (the clock went back).

        Feeds and sitemaps first, then pages, each by `next_at` and address.
        """
        ...

    def next_due(self) -> str | None:
        """The earliest `next_at` of all rows."""
        ...

    def follow(self, rows: Sequence[Followed]) -> int:
        """Adds rows whose address is not there yet; how many were new. Others stay as they are."""
        ...

    def unfollow(self, addresses: Sequence[str]) -> int:
        """Sets `next_at` of these and of all that they led to (`by`) to null; how many."""
        ...

    def keep(
        self, visits: Sequence[Visit], pages: Sequence[Page], rows: Sequence[Followed]
    ) -> None:
        """Keeps all three or nothing: visits are added, pages once by id, rows put in place.

        A page that is new is marked as not yet worked in.
        """
        ...

    def take_lease(self, holder: str, now: str, until: str, gone: Callable[[str], bool]) -> str:
        """Makes `holder` the only watcher until then; who it is now (another, where it has it).

        A lease that ran out, or whose holder is `gone`, is taken over. Taking it again renews it.
        """
        ...

    def drop_lease(self, holder: str) -> None:
        """Gives the lease back, if this holder has it."""
        ...
