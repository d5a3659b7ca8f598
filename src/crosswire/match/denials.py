"""Denials: one report asserts what another negates, however far apart they stand in words.

A denial is held against the statements that hold the very thing it negates ("has not *called*",
"no *crack*") without negating it themselves. Beside that thing they must share most of what the
denial is about; a reply a few sentences on, by another speaker and with a pronoun ("They were
serviced in May"), shares the thing alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crosswire import facts
from crosswire.match.vectors import Rarity
from crosswire.records.claim import Statement

# Share of the weight of what a denial is about that the other must hold. Looked at on stories of our
# own: at .4 two sentences of one subject and verb pass ("called for calm", "has not called her rival"),
# at .7 a denial in other words is lost.
ABOUT = 0.55
# Share of the weight of the clause that asserts it which the denial must hold: a long clause that has
# the words by the way denies nothing. On a pile of political news three in four denials found without
# it were none.
OF_IT = 0.4
# Of one person, named beside the verb in both, less is enough: "conceded defeat late in the evening".
OF_HIM = 0.25
# Words of it that the other must hold, the thing itself among them.
FEWEST_SHARED = 2
# A reply stands this many sentences after what it answers, at most.
REPLY = 3
# A word in so many wordings of the story is what the story is about, and tells nothing.
STORY_WORD = 0.2
_FLAT = frozenset({"reported", "alleged"})
_AHEAD = frozenset({"expected", "possible"})


@dataclass(frozen=True)
class Denied:
    """One thing that a statement negates: see `text.negations.Negated`."""

    words: tuple[str, ...]
    before: tuple[str, ...]
    so_far: bool
    planned: bool = False


@dataclass(frozen=True)
class Said:
    """What a statement says in all, cue and source too, clause by clause, and what of it is negated.

    `bearers` are those whom it names, `names` the words by which they go, titles too.
    """

    clauses: tuple[frozenset[str], ...]
    denied: tuple[Denied, ...]
    bearers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """The content words of all clauses."""
        return frozenset().union(*self.clauses)


@dataclass(frozen=True)
class Denial:
    """A denial and what it denies; `so_far` where it only has not happened yet."""

    no: Statement
    yes: Statement
    so_far: bool


def find_denials(statements: Sequence[Statement], said: Mapping[str, Said]) -> Iterator[Denial]:
    """All denials of a story, in the order of the statements; `said` by the statement's id."""
    weigh = _Weights(said)
    holders: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for word in said[statement.id].words:
            holders[word].append(statement)
    for no in statements:
        for denied in said[no.id].denied:
            if no.mode not in _FLAT and not denied.planned:
                continue
            thing = denied.words[0]
            if thing in minds() or thing in said[no.id].names or weigh.is_of_story(thing):
                continue
            for yes in holders[thing]:
                if _asserts(yes, denied, said[yes.id]) and _answers(no, denied, yes, said, weigh):
                    yield Denial(no, yes, denied.so_far)


def _asserts(yes: Statement, no: Denied, said: Said) -> bool:
    """Does it say that the thing is so, or accuse somebody of it, or expect it where a plan is denied?"""
    told = _AHEAD if no.planned else _FLAT
    if yes.mode not in told and not (yes.mode == "possible" and _accuses(yes)):
        return False
    return not any(no.words[0] in (*denied.words, *denied.before) for denied in said.denied)


def _answers(
    no: Statement, denied: Denied, yes: Statement, said: Mapping[str, Said], weigh: _Weights
) -> bool:
    if no.article == yes.article:
        if not two_speakers(no, yes) or no.span.meets(yes.span):
            return False
        if abs(no.sentence - yes.sentence) <= REPLY and (_points_back(no) or _points_back(yes)):
            return True
    ours, theirs = said[no.id], said[yes.id]
    names, thing = ours.names | _stand_ins(), denied.words[0]
    about = {*denied.words, *denied.before} - names | {thing}
    one_bearer = bool(ours.bearers & theirs.bearers)
    for clause in theirs.clauses:
        if thing not in clause:
            continue
        shared = about & clause
        if weigh(shared) < ABOUT * weigh(about):
            continue
        # "Has conceded" of the same person, or the same thing of the same thing.
        same_person = one_bearer and bool(names & clause & {*denied.before})
        if one_bearer and _accuses(yes):
            return True
        if not same_person and (len(shared) < FEWEST_SHARED or _of_a_pronoun(no, denied)):
            continue
        enough = OF_HIM if same_person else OF_IT
        if weigh(shared) >= enough * weigh(clause - theirs.names):
            return True
    return False


def _of_a_pronoun(no: Statement, denied: Denied) -> bool:
    """ "He's no thief", "you don't see a way out": of whom, the denial itself does not tell."""
    first = re.split(r"[\s'’]", no.told.strip(" \"'“”‘’"), maxsplit=1)[0].lower()
    pronouns = facts.words("opposites", "frame", "pronouns") | {"i", "you", "we"}
    return not denied.before and first in pronouns


def _accuses(statement: Statement) -> bool:
    """ "Is accused of telling them how it could be done": the charge itself is no mere possibility."""
    return not _alleged().isdisjoint(statement.span.quote.lower().split())


@cache
def _alleged() -> frozenset[str]:
    return facts.words("modes", "alleged")


@cache
def _stand_ins() -> frozenset[str]:
    """Words that stand for somebody whom another report names."""
    return facts.words("modes", "stand_ins")


def two_speakers(one: Statement, other: Statement) -> bool:
    """Are they said by two, the article itself being one?"""
    a, b = ({hop.name.lower() for hop in s.sources} for s in (one, other))
    return a != b and not a & b


def _points_back(statement: Statement) -> bool:
    """Does it begin with a pronoun: "They were serviced"?"""
    first = statement.told.strip(" \"'“”‘’").partition(" ")[0].lower()
    return statement.quoted and first in facts.words("opposites", "frame", "pronouns")


@cache
def minds() -> frozenset[str]:
    """What goes on in heads, and verbs of anything: "does not know" denies nothing that is told."""
    return facts.words("sources", "minds")


class _Weights:
    """How much a word tells, in news at large and in this story."""

    def __init__(self, said: Mapping[str, Said]) -> None:
        wordings = {one.clauses: one.words for one in said.values()}.values()
        self._told = Counter(word for words in wordings for word in words)
        self._size, self._rarity = max(1, len(wordings)), Rarity([])

    def is_of_story(self, word: str) -> bool:
        return self._size >= 20 and self._told[word] > STORY_WORD * self._size

    def __call__(self, words: set[str] | frozenset[str]) -> float:
        return math.fsum(
            self._rarity(word) * math.log(1 + self._size / (0.5 + self._told[word]))
            for word in sorted(words)
        )
