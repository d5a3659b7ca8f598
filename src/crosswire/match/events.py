"""Do two articles report the same event? What they have in common, and what tells look-alikes apart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, pairwise
from types import MappingProxyType

import numpy as np

from crosswire import facts
from crosswire.match.align import runs, swaps
from crosswire.match.cluster import Pair, average_linkage
from crosswire.match.fingerprint import words_of
from crosswire.match.shelf import Floats, Glossary
from crosswire.match.tally import Counting, Tally
from crosswire.match.terms import terms_of
from crosswire.match.vectors import Rarity, Vector, held, stem, unit
from crosswire.records.page import Article

OPENING_LETTERS = 800
ROW_LETTERS = 300
"""Where an ordinal tells which event is reported; further down it is background. In 800 letters half of
the pairs that this told apart were one event."""

LETTERS_A_WORD = 8
"""So many letters are cut into words for each word that is read; a word has six with its space."""

LEAST_OF_ROW = 3
""""First" and "second" are said of anything ("the first woman", "a second film")."""

SAME_WORDS = 0.8
"""Headlines that share so many of their words may tell the reverse by their order alone."""

ALIKE_REVERSED = 0.2
"""Headlines of the same words alone make two articles more alike than this."""

LIKE_HEADLINES = 0.5
"""Headlines that share so many words of the shorter and of whose names none is met are of two events; without
names half of a headline's words are those of the kind of event."""

_NO_ROWS: Mapping[str, set[int]] = MappingProxyType({})

_ROW = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+([^\W\d_]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the parts of an article count. The event reported stands in headline and opening,
    the rest is background."""

    headline: float
    opening: float
    opening_words: int
    words: int
    name: float


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An article as a teller of one event: its day, how often it uses each term, which are names; a `teller_of`
    it leaves what it counts to `tally`."""

    article: Article
    day: date | None
    counts: Mapping[str, float]
    names: frozenset[str]
    title: tuple[str, ...]
    rows: Mapping[str, set[int]]

    @property
    def headline(self) -> str:
        return self.article.headline or ""


def sketch(article: Article, weights: Weights) -> Sketch:
    """Counts the terms of headline and body, those of headline and opening for more."""
    body = terms_of(article.body[: weights.words * LETTERS_A_WORD], weights.words)
    title = tuple(terms_of(article.headline or "").order)
    counts: dict[str, float] = {**Counter(chain(title, body.order))}
    for term in title:
        counts[term] += weights.headline - 1
    for term in body.order[: weights.opening_words]:
        counts[term] += weights.opening
    return Sketch(article, day_of(article), counts, body.names, title, _rows(article))


def teller_of(article: Article) -> Sketch:
    """A sketch whose terms are not counted yet."""
    title = tuple(terms_of(article.headline or "").order)
    return Sketch(article, day_of(article), {}, frozenset(), title, _rows(article))


def tally(teller: Sketch, glossary: Glossary, weights: Weights) -> Tally:
    """The same terms as those of `sketch`, by number: counted, and which look like names."""
    counting = Counting(weights.headline, weights.opening, weights.opening_words, weights.words)
    text = teller.article.body[: weights.words * LETTERS_A_WORD]
    return glossary.tally(teller.title, text, counting)


def day_of(article: Article) -> date | None:
    """The day of publication, or the one the article was anchored at."""
    for told in (article.published, article.anchor):
        try:
            if told is not None:
                return date.fromisoformat(told.value[:10])
        except ValueError:
            continue
    return None


def weigh(told: Tally, glossary: Glossary, weights: Weights) -> Floats:
    """The weights of terms: by rarity, damped for repetition, names for more."""
    worth: Floats = 1.0 + np.log(np.maximum(told.counts, 1.0))
    worth *= glossary.rarity(told.terms)
    worth[told.telling] *= weights.name
    return worth


def vector(teller: Sketch, rarity: Rarity, weights: Weights) -> Vector:
    """The same as `weigh` for one article alone, as terms and weights; of length one."""
    told = zip(teller.counts.items(), rarity.weigh(teller.counts), strict=True)
    return unit(
        {
            term: (1 + math.log(max(count, 1.0)))
            * rare
            * (weights.name if term in teller.names else 1.0)
            for (term, count), rare in told
        }
    )


def days_between(one: Sketch, other: Sketch) -> int | None:
    """Days from one to the other; None when either is undated."""
    if one.day is None or other.day is None:
        return None
    return abs((one.day - other.day).days)


def told_apart(one: Sketch, other: Sketch, alike: float, named: float = 1.0) -> str:
    """What shows that two articles of like words tell of two events; empty when nothing does.

    1. Another event of one row: the 12th package and the 13th.
    2. Actor and object have changed places.
    3. One headline with other names: a fire here, a fire there (`named` is what `names_met` tells).
    4. One template, weeks apart, filled with other names and figures.
    """
    if one.rows and other.rows and _other_of_a_row(one, other):
        return "another of a row"
    if alike >= ALIKE_REVERSED and _exchanged(one.title, other.title):
        return "actor and object exchanged"
    if not named and _like_headlines(one.title, other.title):
        return "like headlines, other names"
    days = days_between(one, other)
    if days is not None and days >= 5 and alike >= 0.4 and _refilled(one.article, other.article):
        return "one template, filled anew"
    return ""


def _other_of_a_row(one: Sketch, other: Sketch) -> bool:
    ours, theirs = one.rows, other.rows
    both = ours.keys() & theirs.keys()
    return any(not ours[noun] & theirs[noun] for noun in both)


@cache
def _row_words() -> tuple[Mapping[str, int], frozenset[str]]:
    return facts.load("stories")["ordinals"], facts.words("stories", "no_row", "nouns")


def names_met(one: Sketch, other: Sketch, ours: Vector, theirs: Vector) -> float:
    """How much of the names that the headline of one bears the other tells, or the reverse, whichever is more;
    of sketches that are counted, with their vectors. What `Stream.names_met` tells of many."""
    parts = [
        {term: row[term] for term in sketch.title if term in sketch.names and term in row}
        for sketch, row in ((one, ours), (other, theirs))
    ]
    return max(held(parts[0], theirs), held(parts[1], ours))


def _rows(article: Article) -> Mapping[str, set[int]]:
    """Which of a row the opening names: {"package": {12}}."""
    text = f"{article.headline or ''}\n{article.body[:ROW_LETTERS]}".lower()
    told = [(int(number), noun) for number, noun in _ROW.findall(text)]
    table, skip = _row_words()
    words = _WORD.findall(text)
    if not table.keys().isdisjoint(words):
        told += [(table[a], b) for a, b in pairwise(words) if a in table]
    if not told:
        return _NO_ROWS
    rows: dict[str, set[int]] = {}
    for number, noun in told:
        if noun not in skip and number >= LEAST_OF_ROW:
            rows.setdefault(stem(noun), set()).add(number)
    return rows


def _exchanged(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Does A do to B in one headline what B does to A in the other?"""
    if "by" in ours or "by" in theirs:
        return False
    both = set(ours) & set(theirs)
    if len(both) < SAME_WORDS * max(len(set(ours)), len(set(theirs)), 1):
        return False
    place = {term: at for at, term in enumerate(theirs)}
    row = [place[term] for term in dict.fromkeys(ours) if term in place and len(term) > 2]
    return any(a > b > c for a, b, c in zip(row, row[1:], row[2:], strict=False))


def _like_headlines(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    both = len({*ours} & {*theirs})
    return both > 1 and both >= LIKE_HEADLINES * min(len({*ours}), len({*theirs}))


def _refilled(one: Article, other: Article) -> bool:
    left, right = one.body[:OPENING_LETTERS], other.body[:OPENING_LETTERS]
    first, second = words_of(left), words_of(right)
    return swaps(left, right, first, second, runs(first, second)) >= 2


def laid_together(group: Sequence[int], together: Sequence[Pair]) -> list[list[int]]:
    """The articles of a group, those of one lineage laid together: copies are no knot."""
    text_of = {member: [member] for member in group}
    for left, right in together:
        if left in text_of and right in text_of and text_of[left] is not text_of[right]:
            text_of[left].extend(text_of[right])
            for member in text_of[right]:
                text_of[member] = text_of[left]
    return [sorted(text) for text in {id(text): text for text in text_of.values()}.values()]


def without_shared(vectors: Sequence[Vector], rarity: Callable[[str], float]) -> list[Vector]:
    """The vectors of a group without what most of it has in common."""
    shared = Counter(term for vector in vectors for term in vector)
    rest = max(len(vectors) - 2, 1)
    return [
        unit(
            {
                term: weight * rarity(term) * (1 - max(shared[term] - 2, 0) / rest)
                for term, weight in vector.items()
            }
        )
        for vector in vectors
    ]


def knots(size: int, alike: Callable[[int, int], float], least: float, apart: float) -> list[int]:
    """Two events told with one actor: parts the numbers 0 to size - 1 into knots, one label each.

    `alike` leaves out what all have in common. A knot holds two at least, on average `least` alike;
    between knots they are `apart` times less alike. One label for all when there are no such knots.
    """
    parts = _tied(size, alike, least)
    tight = [part for part in parts if len(part) > 1]
    if len(tight) < 2 or not _stand_apart(tight, alike, apart):
        return [0] * size
    labels = [0] * size
    for item in range(size):
        scores = [sum(alike(item, member) for member in part) / len(part) for part in tight]
        inside = [number for number, part in enumerate(tight) if item in part]
        labels[item] = inside[0] if inside else scores.index(max(scores))
    return labels


def _tied(size: int, alike: Callable[[int, int], float], least: float) -> list[list[int]]:
    pairs = {(i, j): alike(i, j) for j in range(size) for i in range(j)}
    return average_linkage(size, pairs, least)


def _stand_apart(
    parts: Sequence[Sequence[int]], alike: Callable[[int, int], float], apart: float
) -> bool:
    inside = [alike(i, j) for part in parts for i in part for j in part if i < j]
    for number, part in enumerate(parts):
        for other in parts[number + 1 :]:
            across = [alike(i, j) for i in part for j in other]
            if sum(across) / len(across) * apart > sum(inside) / len(inside):
                return False
    return True
