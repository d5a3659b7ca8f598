"""Where a sentence says several things: its clauses, cut along the tree.

1. a predicate is a verb, or what a copula or a subject makes one;
2. joined predicates, deeds in a row, what stands beside ("parataxis"), clauses that tell when or why,
   and relative clauses after a comma are cut off, if each can stand as a statement;
3. a clause without a subject of its own is led by that of its elder: "[The crane] crushed a van".

Restrictive relatives, conditions, purposes, and what somebody says, wants or begins to do stay where they
are: cut off they would say more than the sentence does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire.reader.read import Word

# Clauses that tell when, why or against what: their content is told as so. Not "if", "unless",
# "until", "so that": those tell what is not so, or not yet.
TOLD_MARKS = frozenset(
    {"after", "before", "as", "while", "when", "since", "because", "although", "though", "whereas"}
)
RELATIVES = frozenset({"who", "which", "whom", "where", "whose"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PREDICATED = SUBJECTS | {"cop"}
COMPLEMENTS = frozenset({"obj", "obl", "xcomp", "ccomp", "nsubj", "csubj", "iobj"})
OBJECTS = COMPLEMENTS - SUBJECTS
# A clause that is only "arriving", "as expected" says nothing of its own.
SAYING = COMPLEMENTS | {"advmod", "nmod"}
# What stands beside a clause is no part of it; what is subordinate stays part of it, and is a clause too.
BESIDE = frozenset({"conj", "parataxis"})
CUT_OFF = frozenset({"conj", "parataxis", "advcl", "acl"})
# What an elder predicate lends to a joined one that has none: "will [meet ...] and visit ...".
LENT = frozenset({"aux"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no"})
SKIPPED_FIRST = frozenset({"cc", "punct"})
COMMAS = frozenset({",", "–", "—"})
QUOTES = frozenset({'"', "”", "’", "'", "''"})
# A piece of fewer words than this says too little to be laid beside another.
FEWEST_WORDS = 3
MOST_WORDS = 120
"""Longer "sentences" are lists and dumps, whose trees mean nothing."""


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence that can stand as a statement; offsets in the sentence, half-open.

    `lead` are the stretches that say of whom it speaks, where it does not do so itself; `holes` are
    clauses beside it that stand in its middle; `governor` is the word whose complement it stands in
    ("[said] that ..."), where there is one.
    """

    start: int
    end: int
    lead: tuple[tuple[int, int], ...] = ()
    holes: tuple[tuple[int, int], ...] = ()
    governor: tuple[tuple[int, int], ...] = ()


class _Tree:
    """The tree of one sentence: children, subtrees, and the text of its words."""

    def __init__(self, sentence: str, words: Sequence[Word]) -> None:
        self.words = words
        self._below: dict[int, list[int]] = {}
        self.forms = [sentence[word.start : word.end].lower() for word in words]
        self.children: list[list[int]] = [[] for _ in words]
        for at, word in enumerate(words):
            if word.head >= 0:
                self.children[word.head].append(at)

    def below(self, at: int) -> list[int]:
        """The word and all that hangs from it, in order."""
        found = self._below.get(at)
        if found is None:
            found, todo = [], [at]
            while todo:
                now = todo.pop()
                found.append(now)
                todo += self.children[now]
            found.sort()
            self._below[at] = found
        return found

    def child(self, at: int, relations: frozenset[str]) -> int | None:
        """The first child with one of these relations."""
        for child in self.children[at]:
            if self.words[child].relation in relations:
                return child
        return None

    def is_predicate(self, at: int) -> bool:
        """Is it a verb, or does a copula or subject make it one?"""
        if self.words[at].upos in ("VERB", "AUX"):
            return True
        return self.child(at, PREDICATED) is not None


def clauses_of(sentence: str, words: Sequence[Word]) -> list[Clause]:
    """The clauses of a sentence, in order; one over all of it where nothing can be cut."""
    if not words:
        return []
    if len(words) > MOST_WORDS:
        return [Clause(words[0].start, words[-1].end)]
    tree = _Tree(sentence, words)
    cuts = {at: tree.below(at) for at in range(len(words)) if _can_be_cut(tree, at)}
    cuts = {at: below for at, below in cuts.items() if below[-1] - below[0] + 1 == len(below)}
    root = next((at for at, word in enumerate(words) if word.head < 0), 0)
    cuts[root] = list(range(len(words)))
    found = []
    for at, below in cuts.items():
        inside = set(below)
        beside = [o for o in cuts if o != at and o in inside and _is_beside(tree, o)]
        inner = {n for other in beside for n in cuts[other]}
        piece = _piece(tree, at, [n for n in below if n not in inner], cuts)
        if piece is not None:
            found.append(piece)
    if len(found) > 1:
        return sorted(found, key=lambda c: (c.start, c.end))
    return [Clause(words[0].start, words[-1].end)]


def _can_be_cut(tree: _Tree, at: int) -> bool:
    word = tree.words[at]
    cut_off = word.head >= 0 and word.relation in CUT_OFF and tree.is_predicate(at)
    if not cut_off or not _is_told(tree, word.head):
        return False
    if len(tree.below(at)) < FEWEST_WORDS or tree.child(at, SAYING) is None:
        return False
    if word.relation == "conj":
        return _is_joined(tree, at)
    if word.relation == "parataxis":  # not "..., the mayor said"
        return tree.child(at, SUBJECTS) is not None and tree.child(at, OBJECTS) is not None
    if word.relation == "advcl":
        return _is_circumstance(tree, at)
    return word.relation == "acl" and _is_aside(tree, at)


def _is_told(tree: _Tree, at: int) -> bool:
    """Does the sentence tell what this word says, rather than wish, ask or suppose it?"""
    while True:
        word = tree.words[at]
        if word.head < 0:
            return True
        if word.relation == "acl" and not _is_aside(tree, at):
            return False
        if word.relation == "advcl" and not _is_circumstance(tree, at):
            return False
        if word.relation in ("xcomp", "csubj"):
            return False
        at = word.head


def _is_joined(tree: _Tree, at: int) -> bool:
    """A joined predicate with things of its own, where the elder has its own too."""
    elder = tree.words[at].head
    if not tree.is_predicate(elder) or _is_supposed(tree, elder):
        return False
    if tree.child(at, SUBJECTS) is not None:
        return True
    if any(tree.forms[c] in NEGATIONS for c in tree.children[elder]):
        return False
    own = [c for c in tree.children[elder] if tree.words[c].relation in OBJECTS]
    return any(elder < c < at for c in own) or tree.child(elder, frozenset({"cop"})) is not None


def _is_supposed(tree: _Tree, at: int) -> bool:
    """Does a condition stand before it, which holds for what is joined to it too?"""
    return any(
        tree.words[c].relation == "advcl" and c < at and not _is_circumstance(tree, c)
        for c in tree.children[at]
    )


def _is_circumstance(tree: _Tree, at: int) -> bool:
    marks = [c for c in tree.children[at] if tree.words[c].relation == "mark"]
    if not marks:
        if tree.words[at].upos != "VERB" or not _after_comma(tree, at):
            return False
        return _is_participle(tree, at) or _is_in_a_row(tree, at)
    return len(marks) == 1 and tree.forms[marks[0]] in TOLD_MARKS


def _is_participle(tree: _Tree, at: int) -> bool:
    return tree.forms[at].endswith("ing") and tree.child(at, frozenset({"aux"})) is None


def _is_beside(tree: _Tree, at: int) -> bool:
    """Is it no part of the clause from which it hangs?"""
    marked = tree.child(at, frozenset({"mark"})) is not None
    in_a_row = not marked and not _is_participle(tree, at) and _is_in_a_row(tree, at)
    relation = tree.words[at].relation
    return relation in BESIDE or (relation == "advcl" and in_a_row)


def _is_in_a_row(tree: _Tree, at: int) -> bool:
    """ "It rose to 700 metres, *crossed* the harbour and hit a shed": read as a circumstance, told as a deed.

    A verb without a mark or a subject between an elder verb and one that "and" joins to that.
    """
    elder = tree.words[at].head
    later = [c for c in tree.children[elder] if c > at and tree.words[c].relation == "conj"]
    joined = any(tree.words[n].relation == "cc" for c in later for n in tree.children[c])
    return elder < at and joined and tree.child(at, SUBJECTS) is None


def _is_aside(tree: _Tree, at: int) -> bool:
    """A relative clause that adds something of its own: "..., who was 40, ..."."""
    first = tree.below(at)
    opening = [n for n in first if tree.words[n].relation not in SKIPPED_FIRST][:2]
    return _after_comma(tree, at) and any(tree.forms[n] in RELATIVES for n in opening)


def _after_comma(tree: _Tree, at: int) -> bool:
    first = tree.below(at)[0]
    before = first - 1
    while before > 0 and tree.forms[before] in QUOTES:
        before -= 1
    return tree.forms[first] in COMMAS or (before >= 0 and tree.forms[before] in COMMAS)


def _piece(tree: _Tree, at: int, own: list[int], cuts: dict[int, list[int]]) -> Clause | None:
    """The clause of a predicate from the words that are its own; None when too little is left."""
    while own and _is_edge(tree, own[0], first=True):
        own = own[1:]
    while own and (_is_edge(tree, own[-1], first=False) or _is_left_alone(tree, own)):
        own = own[:-1]
    if len(own) < FEWEST_WORDS:
        return None
    inside = set(own)
    holes = tuple(_stretches(tree, [n for n in range(own[0], own[-1]) if n not in inside]))
    lead = tuple(_stretches(tree, _lead(tree, at, cuts)))
    governor = tuple(_governor(tree, at))
    return Clause(tree.words[own[0]].start, tree.words[own[-1]].end, lead, holes, governor)


def _governor(tree: _Tree, at: int) -> Iterator[tuple[int, int]]:
    while tree.words[at].head >= 0:
        above = tree.words[tree.words[at].head]
        if tree.words[at].relation == "ccomp":
            yield above.start, above.end
            return
        at = tree.words[at].head


def _is_edge(tree: _Tree, at: int, *, first: bool) -> bool:
    """Joints at the edges belong to no clause; a closing full stop or quotation mark does."""
    word = tree.words[at]
    if word.relation == "cc":
        return True
    return tree.forms[at] in (
        (",", ";", ":", "–", "—", "-", ".") if first else (",", ";", "–", "—")
    )


def _is_left_alone(tree: _Tree, own: Sequence[int]) -> bool:
    """The full stop that stays behind when the end of the sentence was cut off."""
    return tree.forms[own[-1]] == "." and len(own) > 1 and own[-1] - own[-2] > 1


def _lead(tree: _Tree, at: int, cuts: dict[int, list[int]]) -> list[int]:
    """The words that say of whom a clause without a subject speaks, and what its elder lends."""
    word = tree.words[at]
    if word.head < 0:
        return []
    if word.relation == "acl":
        return _spoken_of(tree, at)
    if tree.child(at, SUBJECTS) is not None:
        return []
    elder = word.head
    lent: list[int] = []
    while True:
        if word.relation == "conj" and tree.child(at, LENT) is None and not lent:
            lent = [c for c in tree.children[elder] if tree.words[c].relation in LENT and c < elder]
        subject = tree.child(elder, SUBJECTS)
        if subject is not None and tree.forms[subject] in RELATIVES:
            return sorted({*_spoken_of(tree, elder), *lent})
        if subject is not None:
            return sorted({*_without_cuts(tree, subject, cuts), *lent})
        if tree.words[elder].head < 0 or tree.words[elder].relation == "acl":
            return lent
        elder = tree.words[elder].head


def _spoken_of(tree: _Tree, at: int) -> list[int]:
    """Whom a relative clause speaks of, without the preposition that stands before."""
    while tree.words[at].relation != "acl" and tree.words[at].head >= 0:
        at = tree.words[at].head
    first = tree.below(at)[0]
    before = [n for n in tree.below(max(tree.words[at].head, 0)) if n < first]
    while before and (tree.words[before[0]].relation in ("case", "cc", "punct", "mark")):
        before = before[1:]
    while before and tree.forms[before[-1]] in (",", "–", "—"):
        before = before[:-1]
    return before


def _without_cuts(tree: _Tree, at: int, cuts: dict[int, list[int]]) -> list[int]:
    below = tree.below(at)
    gone = {n for cut, words in cuts.items() if cut in set(below) and cut != at for n in words}
    return [n for n in below if n not in gone or n == at]


def _stretches(tree: _Tree, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Words as stretches of text: neighbours together."""
    numbers = sorted(numbers)
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield tree.words[numbers[start]].start, tree.words[numbers[place - 1]].end
            start = place
