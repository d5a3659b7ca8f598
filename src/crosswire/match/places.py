"""Places of one event that cannot both be right.

Only where the words themselves say that one thing is meant: something that comes down in one sea and
in another; a point at the same distance in the same direction from two capes. That "Paris" and
"France" agree needs no list then, for places of unlike kinds are not compared at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from crosswire import facts
from crosswire.errors import DataError
from crosswire.match.intervals import compare_amounts
from crosswire.records.claim import Statement

_NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}"
_BEARING = re.compile(
    rf"\b((?:north|south)?-?\s?(?:north|south|east|west)(?:ern)?)\s(?:off|of)\s(?:the\s)?"
    rf"((?:[a-z]{{3,9}}\sof\s)?{_NAME})"
)


@dataclass(frozen=True)
class Placed:
    """Where a statement says that it was: what about, and the place in one form and as it stands."""

    about: str
    key: str
    words: str
    statement: Statement


def find_placed(statements: Sequence[Statement]) -> Iterator[Placed]:
    """The statements that say in which sea something came down."""
    for statement in statements:
        if statement.mode not in ("reported", "alleged") or statement.negated:
            continue
        text = statement.span.quote
        for match in _down().finditer(text):
            words = match["water"]
            yield Placed("where it came down", _waters()[words.lower()], words, statement)
            break


def seas_differ(statements: Sequence[Statement]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of two articles in which one thing comes down in two seas."""
    for one, other in combinations(find_placed(statements), 2):
        apart = one.statement.article != other.statement.article
        if apart and one.key != other.key and set(one.statement.words) & set(other.statement.words):
            yield one, other


def capes_differ(statements: Sequence[Statement]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of two articles that measure one point from two places of one kind."""
    bearings = [(s, m) for s in statements for m in [_BEARING.search(s.span.quote)] if m]
    for (left, a), (right, b) in combinations(bearings, 2):
        if left.article != right.article and _same_bearing(a[1], b[1]):
            one, other = _of_kind(a[2]), _of_kind(b[2])
            generic = one[0] and one[0] == other[0]
            if generic and not one[1] & other[1] and _same_distance(left, right):
                about = f"which {one[0]}"
                yield (
                    Placed(about, " ".join(sorted(one[1])), a[2], left),
                    Placed(about, " ".join(sorted(other[1])), b[2], right),
                )


def _same_bearing(one: str, other: str) -> bool:
    a, b = (re.sub(r"[\s-]|ern$", "", words.lower()) for words in (one, other))
    return a == b


def _of_kind(name: str) -> tuple[str, frozenset[str]]:
    """The generic word of a name, "" for none, and the others: "Cape Holm", "the cape of Holm"."""
    words = [word.lower() for word in re.findall(r"[\w'’-]+", name) if word.lower() != "of"]
    known = facts.words("waters", "generic")
    generic = next((word for word in words if word in known), "")
    return generic, frozenset(word for word in words if word != generic)


def _same_distance(left: Statement, right: Statement) -> bool:
    return any(
        a.unit == "m" and compare_amounts(a, b) in ("same", "fits")
        for a in left.amounts
        for b in right.amounts
    )


@cache
def _waters() -> Mapping[str, str]:
    """Every name of a sea, lower case → its first name."""
    rows = facts.load("waters").get("names")
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise DataError("waters.toml: names must be a list of strings. Restore the file.")
    return {form.lower(): row.split(";")[0] for row in rows for form in row.split(";")}


@cache
def _down() -> re.Pattern[str]:
    verbs = sorted(facts.words("waters", "down"), key=lambda word: (-len(word), word))
    waters = sorted(_waters(), key=lambda word: (-len(word), word))
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, verbs))})\b(?:\s[\w,]+){{0,6}}?\s(?:in|into|off|to)\sthe\s"
        rf"(?P<water>{'|'.join(map(re.escape, waters))})\b",
        re.IGNORECASE,
    )
