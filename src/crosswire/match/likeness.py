"""How alike two statements are: a table of named features and one score.

    words    cosine of content words, weighted by how rare they are in the story and in news at large
    letters  cosine of runs of four letters: forgiving of inflection, spelling and word order
    cover    share of the shorter statement's weight that the longer one has too; less where that weight is
             small, for what says little is covered by nearly anything
    amounts  1 when they share an amount of the same thing, .5 when amounts fit, 0 otherwise
    figure   1 when that amount is one that two statements hardly share by chance
    rank     1 when both say that a thing is the first, or the largest, since the same year
    names    share of the rarer statement's names that the other one has too

The score is the better of (words + letters) / 2 and .8 cover, plus the worth of amounts and names.
Runs of letters found the counterpart of a paraphrase best in trials on news paraphrases (mean
reciprocal rank .77, against .69 to .72 for sentence vectors of a small encoder).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any, Protocol

from crosswire.match.intervals import compare_amounts
from crosswire.match.vectors import Rarity, Vector, cosine, unit
from crosswire.records.base import Feature
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

LETTERS = 4
# A word in more than this share of a large story's statements names the story, not a statement.
TOO_COMMON = 0.25
LARGE = 60
# However large the story, a word that more statements share brings no pairs: this bounds the work to some
# ten thousand pairs a word.
CROWD = 120
# Telling words that two statements of one article must share to be compared at all.
WITHIN_ARTICLE = 3
# Statements of fewer weighty words than this are covered by nearly anything.
FEWEST_FOR_COVER = 4
# Weight, in medians of the story, from which a covered statement counts in full: "it fired another
# missile" in a story of missiles has a third of it. Average precision of pairs on ledgers and our own
# stories is .671 without this, .683 at 1, .689 at 1.3, .690 at 1.6.
TELLING_HEFT = 1.3
COVER_WORTH = 0.8
AMOUNTS_WORTH = 0.07
NAMES_WORTH = 0.05
# "5,000 acres" and "2,000 hectares" in one story are one area, in whatever words: enough, with a name or
# a word beside it, for a link between two articles.
FIGURE_WORTH = 0.3
# "The first visit since 2019" and "met for the first time in four years" hardly share a word.
RANK_WORTH = 0.3
# Small counts are in every report; from here on a bare count says what it is of.
TELLING_COUNT = 13


class Standing(Protocol):
    """What a statement says is the first, the largest ... for a stretch of time; see `text/ranks.py`."""

    @property
    def place(self) -> str:
        """ "first", "largest"."""

    def agrees(self, other: Any) -> bool:
        """May both be said of one thing?"""


@dataclass(frozen=True)
class Pair:
    """Two statements (their places in the list) and what likens them."""

    left: int
    right: int
    score: float
    figure: bool = False
    """Do they share an amount or a rank that two statements hardly share by chance?"""
    unranked: float = 0.0
    """The score without the worth of a rank: what else they tell may be of other things."""


class Likeness:
    """Compares the statements of one story with one another."""

    def __init__(
        self,
        statements: Sequence[Statement],
        names: Sequence[frozenset[str]],
        ranks: Sequence[Sequence[Standing]] = (),
    ) -> None:
        """For each statement the ids of the bearers it names, and what it says is unlike all before."""
        self.statements, self.names = statements, names
        self.ranks = ranks or [()] * len(statements)
        rarity = Rarity([])
        # Copies must not make the words of a wire common: each wording counts once.
        wordings = {statement.words for statement in statements}
        told = Counter(word for words in wordings for word in set(words))
        size = len(wordings)
        self.weight = {
            word: math.sqrt(rarity(word) * math.log(1 + size / (0.5 + count)))
            for word, count in told.items()
        }
        self.told = told
        self.sets = [frozenset(statement.words) for statement in statements]
        self.heft = [sum(self.weight[word] for word in words) for words in self.sets]
        self.telling = TELLING_HEFT * median([heft for heft in self.heft if heft] or [1.0])
        self.vectors = [self._vector(statement) for statement in statements]
        self.letters = self._letter_vectors()

    def _vector(self, statement: Statement) -> Vector:
        weights = {word: self.weight[word] for word in statement.words}
        rarest = max(weights.values(), default=0.0)
        return unit(weights | dict.fromkeys(figures(statement), rarest))

    def _letter_vectors(self) -> list[Vector]:
        runs = [Counter(letter_runs(statement.words)) for statement in self.statements]
        wordings = {statement.words for statement in self.statements}
        told = Counter(run for words in wordings for run in set(letter_runs(words)))
        size = len(wordings)
        return [
            unit({run: math.log(1 + size / (0.5 + told[run])) for run in counted})
            for counted in runs
        ]

    def pairs(self, floor: float) -> list[Pair]:
        """All pairs that share a telling word and score at least `floor`, in a fixed order."""
        found = (self.compare(left, right) for left, right in self._candidates())
        return [pair for pair in found if pair.score >= floor]

    def _candidates(self) -> list[tuple[int, int]]:
        size = len(self.statements)
        bound = size if size <= LARGE else min(max(int(size * TOO_COMMON), 12), CROWD)
        holders: dict[str, list[int]] = defaultdict(list)
        for number, statement in enumerate(self.statements):
            for word in self.sets[number]:
                if self.told[word] <= bound:
                    holders[word].append(number)
            for amount in filter(is_telling, statement.amounts):
                for bucket in _buckets(amount):
                    holders[bucket].append(number)
            for rank in self.ranks[number]:
                holders[rank.place].append(number)
        shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
        return sorted(pair for pair, count in shared.items() if count >= self._needed(*pair))

    def _needed(self, left: int, right: int) -> int:
        """Words two statements must share to be compared; within one article they must nearly agree."""
        one, other = self.statements[left], self.statements[right]
        apart = one.article != other.article or "headline" in (one.label, other.label)
        return 1 if apart else WITHIN_ARTICLE

    def compare(self, left: int, right: int) -> Pair:
        """Two statements by their places in the list."""
        told = self._values(left, right)
        score = max((told["words"] + told["letters"]) / 2, COVER_WORTH * told["cover"])
        score += AMOUNTS_WORTH * told["amounts"] + FIGURE_WORTH * told["figure"]
        score += NAMES_WORTH * told["names"]
        ranked = min(1.0, score + RANK_WORTH * told["rank"])
        telling = told["figure"] > 0 or told["rank"] > 0
        return Pair(left, right, round(ranked, 4), telling, round(min(1.0, score), 4))

    def features(self, pair: Pair) -> tuple[Feature, ...]:
        """What likens the two statements of a pair, each value with both sentences."""
        a, b = (self.statements[number].span.quote for number in (pair.left, pair.right))
        return tuple(
            Feature(name=name, value=round(value, 4), left=a, right=b)
            for name, value in self._values(pair.left, pair.right).items()
        )

    def _values(self, left: int, right: int) -> dict[str, float]:
        amounts, figure = self._amounts(left, right)
        return {
            "words": cosine(self.vectors[left], self.vectors[right]),
            "letters": cosine(self.letters[left], self.letters[right]),
            "cover": self._cover(left, right),
            "amounts": amounts,
            "figure": figure,
            "rank": float(any(a.agrees(b) for a in self.ranks[left] for b in self.ranks[right])),
            "names": self._names(left, right),
        }

    def _cover(self, left: int, right: int) -> float:
        a, b = self.sets[left], self.sets[right]
        if min(len(a), len(b)) < FEWEST_FOR_COVER:
            return 0.0
        lesser = min(self.heft[left], self.heft[right])
        covered = sum(self.weight[word] for word in a & b) / lesser if lesser else 0.0
        return covered * min(1.0, lesser / self.telling)

    def _amounts(self, left: int, right: int) -> tuple[float, float]:
        ours, theirs = self.statements[left].amounts, self.statements[right].amounts
        if not ours or not theirs:
            return 0.0, 0.0
        verdicts = {(compare_amounts(a, b), is_telling(a)) for a in ours for b in theirs}
        figure = 1.0 if ("same", True) in verdicts else 0.0
        told = {verdict for verdict, _ in verdicts}
        return (1.0 if "same" in told else 0.5 if "fits" in told else 0.0), figure

    def _names(self, left: int, right: int) -> float:
        a, b = self.names[left], self.names[right]
        return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def is_telling(amount: Amount) -> bool:
    """Would two statements hardly share this amount by chance? Years of age and the like are short."""
    if amount.low is None or amount.high is None or amount.unit in ("ordinal", "s"):
        return False
    return amount.high >= TELLING_COUNT if not amount.unit else amount.high > 0


def _buckets(amount: Amount) -> list[str]:
    """Keys under which amounts of nearly the same size meet: a tenth apart at most."""
    assert amount.low is not None and amount.high is not None
    size = round(10 * math.log(max((amount.low + amount.high) / 2, 1e-9)))
    return [f"{amount.unit} {step}" for step in (size - 1, size, size + 1)]


def figures(statement: Statement) -> set[str]:
    """Exact amounts in one form, so that "eleven" and "11", "75 miles" and "120.7 km" meet."""
    return {
        f"{a.low:.2g} {a.unit}" for a in statement.amounts if a.low is not None and a.low == a.high
    }


def letter_runs(words: Iterable[str]) -> Iterable[str]:
    """Runs of four letters within each word and its margins; shorter words count whole."""
    for word in words:
        padded = f" {word} "
        for start in range(max(1, len(padded) - LETTERS + 1)):
            yield padded[start : start + LETTERS]
