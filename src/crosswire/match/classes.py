"""Classes: kinds of one thing that exclude one another ("short-range", "intercontinental").

Two reports of one event that name two kinds of the same thing, and the same done with it, differ.
Which kinds there are is data (`classes.toml`), small and general.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from crosswire import facts
from crosswire.errors import DataError
from crosswire.records.claim import Statement

# Words of another event in the same sentence: what was fired then is not held against the news.
_ELSEWHERE = re.compile(
    r"\b(?:previous|previously|earlier|last|unlike|similar|compared|comparison|history|ago)\b"
)
# Letters between a kind and what is of that kind: "a red weather warning".
NEAR = 20


@dataclass(frozen=True)
class Classed:
    """A statement that says of which kind something is; `words` as they stand."""

    about: str
    kind: int
    words: str
    statement: Statement


@dataclass(frozen=True)
class _Class:
    kinds: tuple[re.Pattern[str], ...]
    acts: re.Pattern[str]
    near: bool


@cache
def _classes() -> Mapping[str, _Class]:
    table: Any = facts.load("classes").get("class")
    if not isinstance(table, dict):
        raise DataError("classes.toml: [class.NAME] tables are missing. Restore the file.")
    found = {}
    for name, row in table.items():
        kinds = row.get("kinds")
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise DataError(f"classes.toml: [class.{name}] kinds must be a list of strings.")
        acts = facts.words("classes", "class", name, "acts")
        found[name] = _Class(
            tuple(_either(kind.lower().split(";")) for kind in kinds),
            _either(acts),
            row.get("near") is True,
        )
    return found


def _either(words: Sequence[str] | frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")s?\b")


def find_classed(statements: Sequence[Statement]) -> Iterator[Classed]:
    """The statements that name exactly one kind of something, with what was done with it."""
    for statement in statements:
        if statement.mode not in ("reported", "alleged", "possible") or statement.negated:
            continue
        text = statement.span.quote.lower()
        for name, known in _classes().items():
            held = [(n, m) for n, kind in enumerate(known.kinds) for m in kind.finditer(text)]
            if len({number for number, _ in held}) != 1 or not known.acts.search(text):
                continue
            if known.near and not any(_beside(known.acts, text, m) for _, m in held):
                continue
            number, match = held[0]
            yield Classed(name, number, match.group(), statement)


def _beside(acts: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - NEAR) : match.end() + NEAR]
    return acts.search(around) is not None


def classes_differ(found: Sequence[Classed]) -> Iterator[tuple[Classed, Classed]]:
    """Pairs of two articles that name two kinds of one thing; never of another time's."""
    news = [one for one in found if not _of_another_time(one.statement)]
    for one, other in combinations(news, 2):
        apart = one.statement.article != other.statement.article
        if apart and one.about == other.about and one.kind != other.kind:
            yield one, other


def _of_another_time(statement: Statement) -> bool:
    """Is the kind that of something earlier? "Similar to the one fired last month" is an aside."""
    text = statement.span.quote.lower()
    found = _ELSEWHERE.search(text)
    return found is not None and "," not in text[: found.start()]
