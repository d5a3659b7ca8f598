"""Kindred words: those that tell of the same in news, whatever part of speech ("rescue", "rescuer").

A witness that a report speaks of a thing, never a proof that it says the same: "arrest" and "custody",
"arrive" and "land" meet. Words are stems; the facts are in `data/kindred.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cache

from crosswire import facts
from crosswire.errors import DataError
from crosswire.text.stems import stem


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of each stem."""
    rows = facts.load("kindred").get("groups")
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise DataError("kindred.toml: `groups` must be a list of rows of words. Mend the row.")
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for word in row.split():
            found[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def light_verbs() -> frozenset[str]:
    """Stems of verbs that say little of their own."""
    return frozenset(stem(word) for word in facts.words("kindred", "light"))


def kin(words: Iterable[str]) -> frozenset[int]:
    """The groups in which any of the words stands."""
    known = _groups()
    return frozenset(group for word in words for group in known.get(word, ()))


def held_by(words: Set[str], others: Set[str]) -> frozenset[str]:
    """Those of the words that the others hold, themselves or by a kindred word."""
    theirs, known = kin(others), _groups()
    return frozenset(
        word for word in words if word in others or not theirs.isdisjoint(known.get(word, ()))
    )
