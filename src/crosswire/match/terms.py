"""A text as terms: words without their endings, and which of them look like names or figures.

Texts of news repeat themselves: what is known of a chunk between two blanks is kept, so that most
chunks cost one look into a table.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crosswire.match.vectors import TITLE_CASE, stem

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_TOKEN = 40
_LONGEST_KEPT = 60
_ENDS = (".", "!", "?")


class Terms(NamedTuple):
    """The terms of a text in order, and those that look like a name or a figure somewhere in it."""

    order: list[str]
    names: frozenset[str]


_Chunk = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool, bool]
"""What stands between two blanks: its terms, those with a capital, those that are figures, whether the
first has a capital (which says nothing where a sentence begins), whether a sentence ends here."""


def terms_of(text: str, most: int | None = None) -> Terms:
    """The first `most` terms of a text, all when None.

    A capital at the start of a sentence says nothing; in a text (a headline) where nearly every
    word has one, none does.
    """
    order: list[str] = []
    names: list[str] = []
    figures: list[str] = []
    capitals = 0
    for line in text.split("\n"):
        pieces, starts = line.split(), True
        short = len(max(pieces, key=len, default="")) <= _LONGEST_KEPT
        for terms, capital, figure, first, ends in map(_chunk if short else _read, pieces):
            order += terms
            if capital:
                capitals += len(capital)
                names += capital[1:] if starts and first else capital
            if figure:
                figures += figure
            starts = ends
        if most is not None and len(order) >= most:
            break
    telling = capitals < TITLE_CASE * len(order)
    return Terms(order[:most], frozenset(names + figures if telling else figures))


def _read(piece: str) -> _Chunk:
    found = [(hit.group()[:_LONGEST_TOKEN], hit.start()) for hit in _TOKEN.finditer(piece)]
    told = [(stem(word.lower()), word[0]) for word, _ in found]
    capitals = tuple(term for term, letter in told if letter.isupper())
    figures = tuple(term for term, letter in told if letter.isdigit())
    first = bool(found) and found[0][1] == 0 and found[0][0][0].isupper()
    return tuple(term for term, _ in told), capitals, figures, first, piece[-1] in _ENDS


_chunk = lru_cache(maxsize=1 << 16)(_read)
