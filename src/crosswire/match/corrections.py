"""Corrections: an article that names a figure as mistaken and gives the right one, and the reports
that still have the other.

"13 clocks were taken and not 11", "the true figure was 45.8 degrees" beside "the value of 47.2 was
wrong", "correcting an earlier figure of two million": the text itself says what replaces what.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crosswire import facts
from crosswire.match.tolls import is_former, toll_kind
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

# Sentences between the figure that was wrong and the one that is right.
NEAR = 4
BEFORE = 32
BEHIND = 60
# Temperatures are told with and without their scale.
_DEGREES = frozenset({"degree", "°C"})


@dataclass(frozen=True)
class Correction:
    """The figure that no longer holds, the one that does, and who says so."""

    old: Amount
    new: Amount
    statement: Statement


@dataclass(frozen=True)
class Outdated:
    """A report that still gives the old figure, and the correction of it."""

    statement: Statement
    amount: Amount
    correction: Correction


def find_corrections(statements: Sequence[Statement]) -> Iterator[Correction]:
    """The corrections that articles make, within a sentence or a few sentences on."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_article[statement.article].append(statement)
        yield from _within(statement)
    for told in by_article.values():
        wrong = [(s, a) for s in told for a in s.amounts if _is_wrong(s, a)]
        right = [(s, a) for s in told for a in s.amounts if _is_right(s, a)]
        for one, old in wrong:
            for other, new in right:
                near = abs(one.sentence - other.sentence) <= NEAR
                if near and _one_unit(old, new) and old.low != new.low:
                    yield Correction(old, new, other)


def _within(statement: Statement) -> Iterator[Correction]:
    """ "13 clocks and not 11", "raising an earlier toll of seven"."""
    gone = [a for a in statement.amounts if _is_denied(statement, a) or is_former(statement, a)]
    kept = [a for a in statement.amounts if a not in gone]
    for old in gone:
        fitting = [
            new
            for new in kept
            if _one_unit(old, new) and old.thing in ("", new.thing) and old.low != new.low
        ]
        if fitting:
            yield Correction(
                old, min(fitting, key=lambda a: abs(a.span.start - old.span.start)), statement
            )


def outdated(statements: Sequence[Statement]) -> Iterator[Outdated]:
    """The reports of other articles that give a figure which one corrects."""
    for correction in find_corrections(statements):
        for statement in statements:
            if statement.article == correction.statement.article:
                continue
            for amount in statement.amounts:
                holds = _is_the_old(amount, correction) and not is_former(statement, amount)
                if holds and toll_kind(statement, amount) == toll_of(correction):
                    yield Outdated(statement, amount, correction)


def toll_of(correction: Correction) -> str | None:
    """Which toll it corrects, if any."""
    return toll_kind(correction.statement, correction.new)


def _is_the_old(amount: Amount, correction: Correction) -> bool:
    """Is it the figure that was given up, of the same thing?"""
    old, new = correction.old, correction.new
    if not _one_unit(amount, old) or None in (amount.low, old.low):
        return False
    if amount.low != old.low and _middle(amount) != _middle(old):
        return False
    if amount.unit:
        return not amount.thing or amount.thing == (new.thing or old.thing or amount.thing)
    thing = old.thing or new.thing
    return bool(thing) and amount.thing == thing


def _middle(amount: Amount) -> float:
    return ((amount.low or 0.0) + (amount.high or 0.0)) / 2


def _one_unit(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _DEGREES


def _is_denied(statement: Statement, amount: Amount) -> bool:
    at = amount.span.start - statement.span.start
    before = statement.span.quote.lower()[max(0, at - BEFORE) : at]
    return _pattern("denied", r"\s*(?:the\s)?$").search(before) is not None


def _is_right(statement: Statement, amount: Amount) -> bool:
    at = amount.span.start - statement.span.start
    before = statement.span.quote.lower()[max(0, at - BEFORE) : at]
    return _pattern("right", r"\s(?:\w{1,8}\s)?$").search(before) is not None


def _is_wrong(statement: Statement, amount: Amount) -> bool:
    end = amount.span.end - statement.span.start
    behind = statement.span.quote.lower()[end : end + BEHIND]
    return _pattern("wrong", r"\b").search(behind) is not None


@cache
def _pattern(group: str, tail: str) -> re.Pattern[str]:
    phrases = sorted(facts.words("corrections", group), key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + ")" + tail)
