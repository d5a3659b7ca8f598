"""Lists in pages: a cursor is the id of the last item that the reader has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Path, Query

from crosswire.serve.api.problems import Refusal

T = TypeVar("T")

_ID = r"^[A-Za-z0-9_-]{1,64}$"

Id = Annotated[str, Path(pattern=_ID, description="The id of a record.")]
Cursor = Annotated[
    str | None,
    Query(pattern=_ID, description="`next` of the page before; leave it out for the first."),
]
Limit = Annotated[int, Query(ge=1, le=200, description="At most so many items.")]
Number = Annotated[
    int | None, Query(ge=0, le=2**53, description="`next` of the page before; none for the first.")
]
PAGE = 50


def page(
    items: Sequence[T], key: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """The items after the cursor, and the next cursor. 404 where the cursor's item is gone."""
    start = 0
    if cursor is not None:
        keys = [key(item) for item in items]
        if cursor not in keys:
            raise gone()
        start = keys.index(cursor) + 1
    shown = list(items[start : start + limit])
    more = start + limit < len(items)
    return shown, key(shown[-1]) if shown and more else None


def gone() -> Refusal:
    """What is said of a cursor that leads nowhere."""
    return Refusal(404, "the list has changed and the cursor's item is gone. Begin anew.")


def one(table: dict[str, T], name: str, what: str) -> T:
    """The entry of this name; 404 where there is none."""
    if name not in table:
        raise Refusal(404, f"there is no {what} {name}.")
    return table[name]
