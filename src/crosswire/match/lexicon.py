"""Which words exclude one another, say the same, or contain one another: `data/opposites.toml`, indexed.

Words are compared as stems. The stemmer is handed in, so that the facts are reduced as the texts are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError

Stemmer = Callable[[str], str]


# "director", "direction" and "direct" share a root; a shorter one joins strangers ("port", "portion").
LEAST_ROOT = 4
_ENDINGS = (
    "ational",
    "ation",
    "ition",
    "ional",
    "ion",
    "ment",
    "ance",
    "ence",
    "ness",
    "ship",
    "ity",
    "ist",
    "ism",
    "ive",
    "ian",
    "ers",
    "or",
    "er",
    "al",
    "ly",
    "y",
    "e",
)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A stem without the ending that makes it another part of speech."""
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= LEAST_ROOT:
            return rest
    return word


class Lexicon:
    """What is known of pairs of words. All questions take stems (or names of places, lower case)."""

    def __init__(self, stem: Stemmer) -> None:
        """Reads the facts; DataError when a table is malformed."""
        table = facts.load("opposites")
        self._stem = stem
        self._sides: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for number, row in enumerate(_rows(table.get("antonyms"))):
            for side, words in enumerate(row):
                self._enter(self._sides, words.split(";"), (number, side))
        self._members: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for name, members in _lists(table.get("exclusive"), "exclusive").items():
            for number, words in enumerate(members):
                self._enter(self._members, words.split(";"), (name, number))
        self._slot_only = facts.words("opposites", "frame", "slot_only")
        self._groups: dict[str, set[int]] = defaultdict(set)
        groups = _lists(table.get("synonyms"), "synonyms").get("groups", [])
        for number, words in enumerate(groups):
            self._enter(self._groups, words.split(), number)
        self._wider: dict[str, set[str]] = defaultdict(set)
        for wide, narrow in _lists(table.get("wider"), "wider").items():
            for word in narrow:
                for key in (self._key(word), word.lower()):  # places are asked for unstemmed
                    self._wider[key] |= {self._key(wide), wide}
        self._regions = _peoples(table)

    def _enter(self, index: dict[str, Any], words: Iterable[str], entry: object) -> None:
        for word in words:
            index[self._key(word)].add(entry)

    def _key(self, word: str) -> str:
        lower = word.strip().lower()
        return lower if " " in lower else self._stem(lower)

    def opposite(self, a: str, b: str) -> bool:
        """Are they antonyms?"""
        ours, theirs = self._sides.get(a, set()), self._sides.get(b, set())
        against = any((row, 1 - side) in theirs for row, side in ours)
        return against and not ours & theirs

    def exclusive(self, a: str, b: str, *, slot: bool) -> bool:
        """Are they two members of a set of which only one can stand at one place?

        `slot` says that they do stand at one place: relatives and materials exclude one another
        there alone, for anybody has a father and a daughter.
        """
        ours = dict(self._members.get(a, set()))
        return any(
            ours.get(name, number) != number and (slot or name not in self._slot_only)
            for name, number in self._members.get(b, set())
        )

    def same(self, a: str, b: str) -> bool:
        """Do they say the same, near enough?"""
        if a == b or self._groups.get(a, set()) & self._groups.get(b, set()):
            return True
        return a[:LEAST_ROOT] == b[:LEAST_ROOT] and root(a) == root(b)

    def holds(self, wide: str, narrow: str) -> bool:
        """Is the one the wider word of the other ("asian" of "japan", "vehicle" of "bus")?"""
        wide = self._regions.get(wide, wide)
        return wide in self._wider.get(narrow, set())

    def is_region(self, word: str) -> bool:
        """Is this a part of the world, or its people?"""
        return word in self._regions or word in self._regions.values()


def _rows(rows: Any) -> list[list[str]]:
    if not isinstance(rows, list) or not all(isinstance(r, list) and len(r) == 2 for r in rows):
        raise DataError("opposites.toml: [antonyms] must hold rows of two strings. Mend the row.")
    return rows


def _lists(table: Any, name: str) -> Mapping[str, list[str]]:
    if not isinstance(table, dict) or not all(
        isinstance(row, list) and all(isinstance(word, str) for word in row)
        for row in table.values()
    ):
        raise DataError(f"opposites.toml: [{name}] must map names to lists of words. Mend it.")
    return table


def _peoples(table: Mapping[str, Any]) -> dict[str, str]:
    peoples = table.get("peoples")
    if not isinstance(peoples, dict) or not all(isinstance(v, str) for v in peoples.values()):
        raise DataError("opposites.toml: [peoples] must map words to regions. Mend the table.")
    return peoples
