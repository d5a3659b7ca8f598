"""Where two statements of one claim differ, and of what nature the difference is.

    quantity   amounts of the same thing whose intervals do not meet
    time       clock times or days of the same event that cannot be one moment
    polarity   the one asserts what the other negates, in nearly the same words
    place      places after the same preposition and verb that are two
    attribution  one quotation in the mouths of two speakers

Nature: `update` where a later version or report of the same source replaces an earlier one, or says
itself that it does; `conflict` where both would have to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.match.intervals import compare_amounts, compare_times
from crosswire.records.claim import DifferenceKind, Nature, Statement
from crosswire.records.reading import Amount, Time


@dataclass(frozen=True)
class Difference:
    """One difference between two statements, with the two answers as they are worded."""

    kind: DifferenceKind
    left: str
    right: str
    about: str


@dataclass(frozen=True)
class Told:
    """A statement with what weighs when its difference from another is judged."""

    statement: Statement
    published: str
    """ISO time or day of publication, empty where unknown."""
    voice: str
    """The name of the source or house that answers for it."""
    lineage: str
    """The lineage it was copied within or belongs to, empty where none."""
    revises: bool
    """Does it say of itself that it replaces an earlier figure?"""


def differences(left: Statement, right: Statement, *, alike: float) -> Iterator[Difference]:
    """All differences of two statements that tell of the same thing.

    `alike` is their likeness without the amounts (0 to 1): polarity and times are only compared
    where the wording is close, since "did not burn" denies "burned" and nothing else.
    """
    yield from _quantities(left, right, alike)
    if alike >= CLOSE:
        yield from _times(left, right)
        yield from _polarity(left, right)


# Wording this close tells of one event: below it two clock times in a story (a launch, a landing) are
# mostly two events. Set on stories of our own; .35 lets in false conflicts of time, .6 loses half.
CLOSE = 0.45
# Amounts of the same named thing are compared from this likeness on, those of a thing that is not
# named only from CLOSE on.
NAMED_THING = 0.3


def _quantities(left: Statement, right: Statement, alike: float) -> Iterator[Difference]:
    for a, b in _comparable(left, right, alike):
        if compare_amounts(a, b) == "differs" and not _agrees_elsewhere(a, b, left, right):
            yield Difference(
                "quantity", told_amount(a), told_amount(b), a.thing or b.thing or a.unit
            )


def told_amount(amount: Amount) -> str:
    """An amount in one form however it is worded: "3", "at least 12", "1.5-2 km"."""
    low, high = _number(amount.low), _number(amount.high)
    if low == high:
        text = low
    elif amount.about or (low and high):
        text = f"about {amount.span.quote.strip()}" if amount.about else f"{low}-{high}"
    else:
        text = f"at least {low}" if low else f"at most {high}"
    return f"{text} {amount.unit}".strip()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _comparable(left: Statement, right: Statement, alike: float) -> Iterator[tuple[Amount, Amount]]:
    for a in left.amounts:
        for b in right.amounts:
            if a.unit != b.unit or "ordinal" in (a.unit, b.unit):
                continue
            named = bool(a.thing) and a.thing == b.thing
            if (named and alike >= NAMED_THING) or (not named and alike >= CLOSE):
                yield a, b


def _agrees_elsewhere(a: Amount, b: Amount, left: Statement, right: Statement) -> bool:
    """ "22 cars, nine of them burnt" beside "nine burnt": the nine has its partner."""
    return any(compare_amounts(a, other) == "same" for other in right.amounts) or any(
        compare_amounts(other, b) == "same" for other in left.amounts
    )


def _times(left: Statement, right: Statement) -> Iterator[Difference]:
    a, b = _own_time(left), _own_time(right)
    if a is not None and b is not None and compare_times(a, b) == "differs":
        yield Difference("time", a.value, b.value, "time")


def _own_time(statement: Statement) -> Time | None:
    """The one clock time, or else the one day, that a statement gives."""
    clocks = [time for time in statement.times if time.type == "TIME" and time.start]
    if clocks:
        return clocks[0] if len(clocks) == 1 else None
    days = [
        time
        for time in statement.times
        if time.type == "DATE" and len(time.value) == len("2000-01-01")
    ]
    return days[0] if len(days) == 1 else None


def _polarity(left: Statement, right: Statement) -> Iterator[Difference]:
    flat = {"reported", "alleged", "denied"}
    if {left.mode, right.mode} <= flat and denies(left) != denies(right):
        yield Difference("polarity", left.told.strip(), right.told.strip(), "whether it happened")


def denies(statement: Statement) -> bool:
    """Does the statement say that it is not so?"""
    return statement.negated != (statement.mode == "denied")


def nature_of(left: Told, right: Told, kind: DifferenceKind) -> Nature:
    """Is it a conflict, or does the later of the two replace the earlier?"""
    if left.published == right.published or not left.published or not right.published:
        return "update" if left.lineage and left.lineage == right.lineage else "conflict"
    later = max(left, right, key=lambda told: told.published)
    if left.lineage and left.lineage == right.lineage:
        return "update"
    if kind == "polarity":
        return "conflict"
    same_voice = left.voice.lower() == right.voice.lower()
    later_day = left.published[:10] != right.published[:10]
    if same_voice or later.revises or (later_day and kind == "quantity"):
        return "update"
    return "conflict"
