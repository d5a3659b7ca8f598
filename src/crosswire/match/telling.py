"""The words that tell one report from others of its kind: names, figures, rare words.

A name is a capital inside a sentence; how rare a word is comes from the background of news words. The
same words as `vectors.tokens` finds, found with two passes of a pattern and one look at each word.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from crosswire.match.vectors import COMMON_DOCUMENTS, TITLE_CASE, background, stem

_LONGEST_TOKEN = 40
_MOST_WORDS = 1 << 18
_TOKEN = re.compile(r"[^\W_]{1,40}[^\W_]*(?:['’][^\W_]+)*")
# What may be a capital: no lower-case letter of the Latin alphabet. A quick sieve, the rest is asked; what
# stands before it is looked at last, because a pattern that opens with a letter is searched for faster.
_CAPITAL = re.compile(
    r"[^\W\d_a-zß-öø-ÿ](?<![^\W_].)(?<![^\W_]['’].)[^\W_]*(?:['’][^\W_]+)*", re.DOTALL
)
_STARTS = frozenset({"", ".", "!", "?"})


class _Word(NamedTuple):
    term: str
    weight: float
    tells: bool
    """Is it rare, or a figure? Other words tell only as names."""


class _Words(dict[str, _Word]):
    """What is known of each word seen; forgotten when there are too many."""

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        size, known = background()
        short = word[:_LONGEST_TOKEN]
        term = stem(short.lower())
        documents = known.get(term, 0)
        weight = math.log(1 + size / (1 + documents))
        told = _Word(term, weight, documents < COMMON_DOCUMENTS or short[0].isdigit())
        if len(word) <= _LONGEST_TOKEN:
            self[word] = told
        return told


_known = _Words()


def telling(text: str) -> dict[str, float]:
    """The terms that tell this report from others, with their rarity."""
    words = _TOKEN.findall(text)
    named = _named(text, len(words))
    found = {}
    for word in dict.fromkeys(words):
        term, weight, tells = _known[word]
        if tells or word in named:
            found[term] = weight
    return found


def _named(text: str, words: int) -> set[str]:
    """The words with a capital that do not open a sentence or a line; none in a text that is written
    in capitals, as headlines are."""
    capitals, named = 0, set()
    for match in _CAPITAL.finditer(text):
        word = match.group()
        if word[0].isupper():
            capitals += 1
            before = text[max(match.start() - 2, 0) : match.start()]
            if not before.endswith("\n") and before.strip() not in _STARTS:
                named.add(word)
    return named if capitals < TITLE_CASE * words else set()
