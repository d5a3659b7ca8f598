"""Measures: figures that an event has one of (its magnitude, the attendance, the margin), by their name.

Every article has at most one figure for each, the first that it gives. Those of two articles of one
story are held against each other however differently they are worded ("won by 90 votes", "his lead
is 84 votes"). Which there are is data (`measures.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import msgspec

from crosswire import facts
from crosswire.errors import DataError
from crosswire.match.intervals import compare_amounts
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

# Letters before a figure in which its name may stand.
BEFORE = 40
# Words between the name and the figure: "an attendance of just 900".
_BETWEEN = r"(?:\s\w{1,12}){0,2}\s*$"
# Upper bounds this near are one.
SAME_BOUND = 0.01


@dataclass(frozen=True)
class Measure:
    """One measure as the data tells it."""

    before: re.Pattern[str]
    after: re.Pattern[str] | None
    units: frozenset[str]
    things: frozenset[str]
    grows: bool
    most: bool
    subject: bool


@dataclass(frozen=True)
class Measured:
    """One article's figure for one measure; `of` is whose it is, where each has its own."""

    name: str
    amount: Amount
    statement: Statement
    grows: bool
    of: str = ""


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name; DataError where a table is malformed."""
    table: Any = facts.load("measures").get("measure")
    if not isinstance(table, dict):
        raise DataError("measures.toml: [measure.NAME] tables are missing. Restore the file.")
    return {name: _measure(name, row) for name, row in table.items()}


def _measure(name: str, row: Mapping[str, Any]) -> Measure:
    def listed(key: str) -> frozenset[str]:
        return facts.words("measures", "measure", name, key) if key in row else frozenset()

    units = row.get("units")
    if not isinstance(units, list) or not listed("before"):
        raise DataError(f"measures.toml: [measure.{name}] needs lists before and units.")
    return Measure(
        before=re.compile(rf"\b(?:{_joined(listed('before'))}){_BETWEEN}"),
        after=re.compile(rf"\s*(?:{_joined(listed('after'))})\b") if "after" in row else None,
        units=frozenset(units),
        things=listed("things"),
        grows=row.get("grows") is True,
        most=row.get("most") is True,
        subject=row.get("subject") is True,
    )


def _joined(phrases: frozenset[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(map(re.escape, ordered))


def find_measured(
    statements: Sequence[Statement], subject: Callable[[Statement], str]
) -> list[Measured]:
    """The measures that the articles give, in the order of the statements; `subject` says whose a
    statement's is ("" where it does not tell)."""
    first: dict[tuple[str, str, str], Measured] = {}
    for statement in statements:
        if statement.mode not in ("reported", "alleged", "possible"):
            continue
        for name, measure in measures().items():
            for amount in statement.amounts:
                if not _names(measure, statement, amount):
                    continue
                whose = subject(statement) if measure.subject else ""
                if whose or not measure.subject:
                    plain = msgspec.structs.replace(amount, thing=name, unit=min(measure.units))
                    told = Measured(name, plain, statement, measure.grows, whose)
                    first.setdefault((statement.article, name, whose), told)
                break  # "by 90 votes to 84": the first is the subject's
    return list(first.values())


def _names(measure: Measure, statement: Statement, amount: Amount) -> bool:
    """Is the amount of this measure, by its unit, its thing and the words about it?"""
    if amount.unit not in measure.units or (measure.things and amount.thing not in measure.things):
        return False
    if measure.most and (amount.low is not None or amount.high is None):
        return False
    text = statement.span.quote.lower()
    start, end = (at - statement.span.start for at in (amount.span.start, amount.span.end))
    before = measure.before.search(text[max(0, start - BEFORE) : start]) is not None
    if measure.after is None or measure.most:
        behind = measure.after is not None and measure.after.match(text, end) is not None
        return before or behind
    # The thing of a share may stand within the amount: "50.9 percent of the votes".
    inside = measure.after.search(amount.span.quote.lower()) is not None
    return before and (inside or measure.after.match(text, end) is not None)


def measures_differ(found: Sequence[Measured]) -> Iterator[tuple[Measured, Measured]]:
    """Pairs of figures of one measure, told by two articles, that cannot both be right."""
    for one, other in combinations(found, 2):
        if (one.name, one.of) != (other.name, other.of):
            continue
        if one.statement.article != other.statement.article and _apart(one.amount, other.amount):
            yield one, other


def _apart(one: Amount, other: Amount) -> bool:
    if one.low is None and other.low is None and one.high and other.high:
        return abs(one.high - other.high) > SAME_BOUND * max(one.high, other.high)
    return compare_amounts(one, other) == "differs"
