"""Places in a row: "the 15th test this year" against "the 19th test this year"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

# The row in which something has its place: only within one row do two places exclude one another.
_ROW = re.compile(
    r"\b(?:this (?:year|month|week|season|summer|winter)|so far this year|in a row|of the (?:year|season)"
    r"|in (?:19|20)\d\d|since (?:19|20)\d\d|since [A-Z][a-z]+|(?:of|in) (?:his|her|its|their) career)\b"
)


@dataclass(frozen=True)
class Place:
    """The place of one thing in a row."""

    statement: Statement
    amount: Amount
    row: str


def find_places(
    statements: Sequence[Statement], ordinals: Mapping[str, Sequence[Amount]]
) -> list[Place]:
    """The places that the statements give, with the row that they name; `ordinals` by statement."""
    found = []
    for statement in statements:
        row = _ROW.search(statement.span.quote)
        if row is not None and statement.mode in ("reported", "alleged"):
            name = row.group().lower().removeprefix("so far ")
            found += [Place(statement, amount, name) for amount in ordinals.get(statement.id, ())]
    return found


def places_in_row_differ(found: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """Pairs of two articles that give one thing two places in one row."""
    for one, other in combinations(found, 2):
        same = (one.row, one.amount.thing) == (other.row, other.amount.thing)
        apart = one.statement.article != other.statement.article
        if same and apart and one.amount.low != other.amount.low:
            yield one, other
