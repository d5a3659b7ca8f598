"""Texts as weighted terms: what is rare weighs more, names weigh more, and how alike two texts are.

A term is a word without its ending. How rare a term is comes from the pile at hand and from a
background of news words, so that a pile of three pages does not take "police" for a rare word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from crosswire import facts
from crosswire.errors import DataError

Vector = dict[str, float]

BACKGROUND_WEIGHT = 1.0
"""How many documents of the pile one document of the background counts for. In piles far larger
than the background (some hundred documents) the pile's own counts decide."""

TITLE_CASE = 0.6
"""With so many words in capitals a text is written in them, and they tell no name."""

_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_ENDINGS = (
    ("ies", "y", 3),
    ("sses", "ss", 2),
    ("ches", "ch", 2),
    ("shes", "sh", 2),
    ("ingly", "", 4),
    ("edly", "", 4),
    ("ing", "", 4),
    ("ied", "y", 3),
    ("ed", "", 4),
    ("ly", "", 4),
    ("es", "e", 3),
    ("s", "", 3),
)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A lower-case word without its ending: "missiles" and "missile" meet, "boss" stays."""
    word = _POSSESSIVE.sub("", word)
    if word.endswith(("ss", "us", "is")) or not word.isascii():
        return word
    for ending, instead, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            return _smooth(word[: len(word) - len(ending)] + instead)
    return _smooth(word)


def _smooth(word: str) -> str:
    """Undoes doubled consonants and a silent e, so that "stopped", "stops" and "stop" meet."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


@cache
def background() -> tuple[int, Mapping[str, int]]:
    """Documents behind the table of news words, and in how many of them each term stands."""
    table = facts.load("news_words")
    counts: dict[str, int] = {}
    if not isinstance(table.get("documents"), int) or not isinstance(table.get("band"), list):
        raise DataError("news_words.toml needs `documents` and [[band]] tables. Restore the file.")
    for band in table["band"]:
        for term in band["terms"].split():
            counts[term] = band["documents"]
    return table["documents"], counts


class Rarity:
    """How telling a term is: the logarithm of one in so many documents, pile and background."""

    def __init__(self, pile: Iterable[Iterable[str]]) -> None:
        self._told: Counter[str] = Counter()
        size = 0
        for terms in pile:
            self._told.update(set(terms))
            size += 1
        documents, self._known = background()
        self._size = size + BACKGROUND_WEIGHT * documents
        self._kept: dict[str, float] = {}

    @classmethod
    def counted(cls, told: Mapping[str, int], size: int) -> Rarity:
        """What is rare in a pile of so many documents, of which so many have each term."""
        made = cls(())
        made._told.update(told)
        made._size += size
        return made

    def learn(self, pile: Iterable[Iterable[str]]) -> None:
        """Counts more documents; what was weighed before is weighed anew."""
        for terms in pile:
            self._told.update(set(terms))
            self._size += 1
        self._kept.clear()

    def weigh(self, terms: Iterable[str]) -> list[float]:
        """The weights of terms, in their order."""
        kept = self._kept
        return [kept[term] if term in kept else self(term) for term in terms]

    def __call__(self, term: str) -> float:
        """The weight of a term; a term that nobody has seen weighs most."""
        kept = self._kept.get(term)
        if kept is None:
            told = self._told.get(term, 0) + BACKGROUND_WEIGHT * self._known.get(term, 0)
            kept = self._kept[term] = math.log(1 + self._size / (1 + told))
        return kept


def unit(weights: Mapping[str, float]) -> Vector:
    """The weights scaled to length one; empty stays empty."""
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(left: Vector, right: Vector) -> float:
    """How alike two vectors of length one are, 0 to 1."""
    # exactly rounded: the order in which a set is walked differs from run to run
    return math.fsum([left[term] * right[term] for term in left.keys() & right.keys()])


def strongest(left: Vector, right: Vector, count: int) -> Sequence[tuple[str, float]]:
    """The terms that make two vectors alike, and how much of the likeness each brings."""
    both = [(term, left[term] * right[term]) for term in left.keys() & right.keys()]
    return sorted(both, key=lambda item: (-item[1], item[0]))[:count]


COMMON_DOCUMENTS = 5
"""A term in fewer background documents than this tells one report from another, as names and figures
do. At 20 and more, templates (bond issues, results) look like copies: their common words agree."""


def held(part: Mapping[str, float], whole: Mapping[str, float]) -> float:
    """How much of the weight of `part` lies on terms that `whole` has too; 1 when `part` is empty."""
    weight = sum(part.values())
    return sum(value for term, value in part.items() if term in whole) / weight if weight else 1.0
