"""Which of two events came first, where reports put them the other way round.

"The launch comes after a drill" against "a drill in response to the launch": one report has the
drill before the launch, the other after it. Only plain words of order count, and both ends must be
the same two events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from crosswire import facts
from crosswire.match.vectors import stem
from crosswire.records.claim import Statement

_AFTER = re.compile(
    r"^(?P<late>.{3,120}?)\b(?:comes?|came|coming|followed|happened|was|were|took place|began)"
    r"(?:\s[\w-]+){0,3}?\s(?:after|following)\s(?P<early>.{3,200})",
    re.IGNORECASE | re.DOTALL,
)
_IN_RESPONSE = re.compile(
    r"^(?P<late>.{3,200}?)\bin (?:response|reply|retaliation|reaction) (?:to|for)\s(?P<early>.{3,120})",
    re.IGNORECASE | re.DOTALL,
)
_RESPONDING = re.compile(
    r"^in (?:response|reply|retaliation|reaction) (?:to|for)\s(?P<early>[^,]{3,120}),\s(?P<late>.{3,200})",
    re.IGNORECASE | re.DOTALL,
)
# A sentence is read no further than this.
_LONGEST = 600
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that two tellings of one event share, names apart; one alone is the story's.
SHARED = 2


@dataclass(frozen=True)
class Ordered:
    """A statement that puts one event after another; the content words of both."""

    statement: Statement
    late: frozenset[str]
    early: frozenset[str]


def find_ordered(statements: Sequence[Statement]) -> list[Ordered]:
    """The statements that say which of two events came first."""
    found = []
    for statement in statements:
        if statement.mode not in ("reported", "alleged"):
            continue
        text = statement.span.quote[:_LONGEST]
        for pattern in (_RESPONDING, _IN_RESPONSE, _AFTER):
            match = pattern.search(text)
            if match is not None:
                found.append(Ordered(statement, _content(match["late"]), _content(match["early"])))
                break
    return found


def orders_differ(found: Sequence[Ordered]) -> Iterator[tuple[Ordered, Ordered]]:
    """Pairs of two articles that order the same two events the other way round."""
    for one, other in combinations(found, 2):
        if one.statement.article != other.statement.article and _crossed(one, other):
            yield one, other


def _crossed(one: Ordered, other: Ordered) -> bool:
    """Is what comes first here what comes last there, and the other way round?"""
    # What both ends of a statement share (a country, a weapon) tells neither event.
    both = (one.late & one.early) | (other.late & other.early)
    mine, theirs = (one.early & other.late) - both, (one.late & other.early) - both
    if not mine or not theirs or len(mine) + len(theirs) < SHARED:
        return False
    straight = ((one.early & other.early) | (one.late & other.late)) - both
    wide = len(one.early & other.late) >= SHARED or len(one.late & other.early) >= SHARED
    return wide and len(mine) + len(theirs) > len(straight)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    stop = facts.words("stems", "stop")
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(stem(word) for word in words if word not in stop)
