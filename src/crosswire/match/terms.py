"""A text as terms: words without their endings, and which of them look like names or figures.

Texts of news repeat themselves: what is known of a chunk between two blanks is kept, so that most
chunks cost one look into a table.
"""

from __future__ import annotations

import re
from itertools import chain, compress, count
from operator import itemgetter
from typing import NamedTuple

from crosswire.match.vectors import TITLE_CASE, stem

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_TOKEN = 40
_LONGEST_KEPT = 60
_MOST_KEPT = 1 << 16
SENTENCE_ENDS = (".", "!", "?")


class Terms(NamedTuple):
    """The terms of a text in order, and those that look like a name or a figure somewhere in it."""

    order: list[str]
    names: frozenset[str]


_Chunk = tuple[tuple[str, ...], bool, tuple[str, ...], tuple[str, ...], bool, bool]
"""What stands between two blanks: its terms, whether any looks like a name or a figure, those with a capital,
those that are figures, whether the first has a capital (which says nothing where a sentence begins),
whether a sentence ends here."""

_TERMS, _TELLING = itemgetter(0), itemgetter(1)


class _Chunks(dict[str, _Chunk]):
    """What is known of chunks; of very many it begins anew."""

    def __missing__(self, piece: str) -> _Chunk:
        read = _read(piece)
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[piece] = read
        return read


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
        chunks = [*map(_chunks.__getitem__, line.split())]
        order += chain.from_iterable(map(_TERMS, chunks))
        for at in compress(count(), map(_TELLING, chunks)):
            _, _, capital, figure, first, _ = chunks[at]
            starts = first and (not at or chunks[at - 1][-1])
            capitals += len(capital)
            names += capital[1:] if starts else capital
            figures += figure
        if most is not None and len(order) >= most:
            break
    telling = capitals < TITLE_CASE * len(order)
    return Terms(order[:most], frozenset(names + figures if telling else figures))


def _read(piece: str) -> _Chunk:
    found = [(hit.group()[:LONGEST_TOKEN], hit.start()) for hit in _TOKEN.finditer(piece)]
    told = [(stem(word.lower()), word[0]) for word, _ in found]
    capitals = tuple(term for term, letter in told if letter.isupper())
    figures = tuple(term for term, letter in told if letter.isdigit())
    first = bool(found) and found[0][1] == 0 and found[0][0][0].isupper()
    terms = tuple(term for term, _ in told)
    return terms, bool(capitals or figures), capitals, figures, first, piece[-1] in SENTENCE_ENDS


_chunks = _Chunks()
