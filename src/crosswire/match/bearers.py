"""Bearers of names across articles: which entities of which articles are one.

1. Entities of one kind whose fullest names have the same words are one.
2. Full names are compared in pairs that share a sounding word or letters (`bearer_pairs`): spelling,
   order, left-out middle names, hyphens; look-alikes get a veto that no chain of links overcomes.
3. Short names join last, when only one bearer fits: a surname alone, the short name of a body, its
   letters (told by an article first, else when they fit one body alone).

Variants stay visible: every link between two forms is a judgement with its reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from crosswire.match.bearer_pairs import Answer, Form, compare, form_of, initials
from crosswire.match.sounds import skeleton
from crosswire.records.base import Feature, Judgement
from crosswire.records.reading import Entity

Told = tuple[str, Entity]
_MOST_MATES = 150
"""Forms that share one sounding word and are still compared in pairs. A story of 1,000 articles has
about 60 people named Kim or Khan at most; beyond, the word tells nothing, and pairs would be square."""


_LONGEST_SHORT = 8  # words of a short name; nobody shortens to more


def join_bearers(entities: Sequence[Told]) -> tuple[list[list[Told]], list[Judgement]]:
    """Groups of (article id, entity) that name one bearer, and the judgements that made them.

    Every entity is in exactly one group. Groups are ordered by their first member's article and
    entity id; the order of the input does not matter.
    """
    ordered = sorted(entities, key=lambda told: (told[0], told[1].id))
    nodes = _Nodes(ordered)
    for one, other in sorted(_mates(nodes.forms)):
        answer = compare(nodes.forms[one], nodes.forms[other])
        if answer is not None:
            nodes.answers[one, other] = answer
    nodes.settle()
    for number in nodes.short_first():
        nodes.join_short(number)
    return nodes.groups(), nodes.judgements


def _mates(forms: Sequence[Form]) -> set[tuple[int, int]]:
    """Pairs of forms that share a sounding word, letters or all words."""
    under: dict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        keys = {f"sound {skeleton(word)}" for word in form.words if len(word) > 1}
        keys |= (
            {f"letters {each}" for each in initials(form.words)}
            if form.kind == "organization"
            else set()
        )
        keys.add(f"words {''.join(sorted(form.words))}")
        for key in keys:
            under[key].append(number)
    return {
        pair
        for members in under.values()
        if len(members) <= _MOST_MATES
        for pair in combinations(members, 2)
    }


class _Nodes:
    """Distinct forms with the entities that bear them, and who has been laid together."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.forms: list[Form] = []
        self.members: list[list[Told]] = []
        self.answers: dict[tuple[int, int], Answer] = {}
        self.judgements: list[Judgement] = []
        numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        for item in told:
            form = form_of(item[1])
            number = numbers.setdefault((form.kind, form.words), len(self.forms))
            if number == len(self.forms):
                self.forms.append(form)
                self.members.append([])
            self.members[number].append(item)
        self.root = list(range(len(self.forms)))
        self.cluster: dict[int, set[int]] = {number: {number} for number in self.root}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.by_end: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        self.by_letters: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.letters = [
            frozenset().union(*(form_of(entity).letters for _, entity in members))
            for members in self.members
        ]
        self._index()

    def settle(self) -> None:
        """Vetoes first, then links from the surest to the least sure."""
        for (one, other), answer in self.answers.items():
            if answer.score < 0:
                self.apart[one].add(other)
                self.apart[other].add(one)
                self._judge(one, other, False, answer)
        links = sorted(self.answers.items(), key=lambda item: (-item[1].score, item[0]))
        for (one, other), answer in links:
            if answer.score > 0:
                self._link(one, other, answer)

    def _link(self, one: int, other: int, answer: Answer) -> None:
        a, b = self.root[one], self.root[other]
        if a == b:
            self._judge(one, other, True, answer)
            return
        if any(self.apart[member] & self.cluster[b] for member in self.cluster[a]):
            return
        for member in self.cluster[b]:
            self.root[member] = a
        self.cluster[a] |= self.cluster.pop(b)
        self._judge(one, other, True, answer)

    def _judge(self, one: int, other: int, yes: bool, answer: Answer) -> None:
        left, right = self.members[one][0][1].id, self.members[other][0][1].id
        self.judgements.append(
            Judgement.make(
                "same entity",
                left,
                right,
                yes=yes,
                score=max(0.0, answer.score),
                features=answer.features,
            )
        )

    def short_first(self) -> Iterable[int]:
        """Forms that may be short for another, the longer first."""
        order = sorted(range(len(self.forms)), key=lambda n: (-len(self.forms[n].words), n))
        return [n for n in order if self.forms[n].kind in ("person", "organization")]

    def join_short(self, number: int) -> None:
        """Joins a short name to the one bearer it fits; with several, it stays by itself."""
        fits, why = self._fits(number)
        fits = [fit for fit in fits if fit != number and fit not in self.apart[number]]
        roots = {self.root[fit] for fit in fits}
        if len(roots) != 1 or roots == {self.root[number]}:
            return
        best = min(fits, key=lambda fit: (-len(self.members[fit]), fit))
        names = {"left": self.forms[number].name, "right": self.forms[best].name}
        self._link(number, best, Answer(0.8, (Feature(name=why, value=0.8, **names),)))

    def _fits(self, number: int) -> tuple[list[int], str]:
        form = self.forms[number]
        if form.kind == "person":
            alone = len(form.words) == 1
            return (self.by_end["person", form.words] if alone else []), "surname alone"
        if form.acronym:
            told = self.by_letters["told", form.acronym]
            return told or self.by_letters["fit", form.acronym], (
                "letters told in an article" if told else "letters fit one body"
            )
        return (
            self.by_end["organization", form.words] if len(form.words) > 1 else []
        ), "short name"

    def _index(self) -> None:
        """Which longer forms a short one may stand for: by their last (people: first) words, by letters."""
        for number, form in enumerate(self.forms):
            if form.kind == "person" and len(form.words) > 1:
                for end in {form.words[-1:], form.words[:1]}:
                    self.by_end["person", end].append(number)
            elif form.kind == "organization" and not form.acronym:
                for size in range(2, min(len(form.words), _LONGEST_SHORT)):
                    self.by_end["organization", form.words[-size:]].append(number)
                for letters in self.letters[number]:
                    self.by_letters["told", letters].append(number)
                for letters in initials(form.words):
                    self.by_letters["fit", letters].append(number)

    def groups(self) -> list[list[Told]]:
        """The members of each cluster, in order."""
        told = [
            sorted(
                (item for n in cluster for item in self.members[n]), key=lambda t: (t[0], t[1].id)
            )
            for cluster in self.cluster.values()
        ]
        return sorted(told, key=lambda group: (group[0][0], group[0][1].id))
