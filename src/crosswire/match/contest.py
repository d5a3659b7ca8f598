"""The contest of a story: differences between pairs of statements, laid together into disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

import msgspec

from crosswire.match.corrections import outdated, toll_of
from crosswire.match.denials import Denial, Said, find_denials
from crosswire.match.differ import (
    Difference,
    Told,
    amounts_differ,
    differences,
    is_later,
    moment,
    nature_of,
    negation_differs,
)
from crosswire.match.facets import facets
from crosswire.match.intervals import compare_amounts
from crosswire.match.measures import find_measured, measures_differ
from crosswire.match.name_forms import other_spelling, other_title
from crosswire.match.origins import Desk
from crosswire.match.roll import Roll
from crosswire.match.same_source import name_words
from crosswire.match.subjects import Subjects
from crosswire.match.tolls import Toll, find_tolls, grows
from crosswire.records.base import make_id
from crosswire.records.claim import (
    Bearer,
    DifferenceKind,
    Disagreement,
    Nature,
    Side,
    Statement,
)
from crosswire.records.reading import Amount

NATURES: tuple[Nature, ...] = ("conflict", "update", "variant")
REASONS = {
    "conflict": "both cannot hold",
    "update": "the later replaces the earlier",
    "variant": "one thing in other words",
}


@dataclass(frozen=True)
class Clash:
    """One difference between two statements with its nature."""

    left: Statement
    right: Statement
    difference: Difference
    nature: Nature
    ordered: bool = True
    """Is it known which of the two came first?"""


class Contest:
    """Gathers the differences of one story and gives them back as disagreements."""

    def __init__(
        self, story: str, desk: Desk, roll: Roll, revising: Set[str], background: Set[str]
    ) -> None:
        """Ids of statements: `revising` say that they replace an earlier figure, `background` tell of
        what was before the event."""
        self.story, self.desk, self.roll = story, desk, roll
        self.revising, self.background = revising, background
        self.clashes: list[Clash] = []

    def weigh(self, left: Statement, right: Statement, alike: float) -> None:
        """Compares two statements that tell of the same thing."""
        if left.article == right.article and (
            left.span.meets(right.span) or not _two_voices(left, right)
        ):
            return
        if (left.id in self.background) != (right.id in self.background):
            return
        for difference in differences(left, right, alike):
            sides = self._told(left), self._told(right)
            nature = nature_of(*sides, difference.kind)
            self.clashes.append(Clash(left, right, difference, nature, is_later(*sides)))

    def _told(self, statement: Statement) -> Told:
        chapter = self.desk.chapters[statement.article]
        article = chapter.article
        if statement.sources:
            voice = self.desk.bearer(statement.article, statement.sources[-1])[0]
        else:
            voice = article.agency or article.outlet or article.source
        return Told(
            published=self._published(statement),
            voice=voice,
            lineage=chapter.lineage.id if chapter.lineage else "",
            revises=statement.id in self.revising,
        )

    def _published(self, statement: Statement) -> str:
        """When what it says was first printed: a copy is as old as the text it was copied from."""
        chapter = self.desk.chapters[statement.article]
        own = chapter.article.modified or chapter.article.published
        times = [own] if own else []
        if chapter.lineage is not None and statement.id in self.desk.copied_from:
            kin = (self.desk.chapters.get(name) for name in chapter.lineage.articles)
            times += [other.article.published for other in kin if other and other.article.published]
        # Of two witnesses of one day the one that tells the hour tells more.
        told = sorted((moment(time.value) for time in times), key=lambda t: (t[:10], -len(t), t))
        return told[0] if told else ""

    def clashing(self) -> dict[str, set[str]]:
        """For each statement that is contradicted the ids of those that contradict it."""
        against: dict[str, set[str]] = defaultdict(set)
        for clash in self.clashes:
            against[clash.left.id].add(clash.right.id)
            against[clash.right.id].add(clash.left.id)
        return against

    def weigh_tolls(self, statements: Sequence[Statement]) -> None:
        """Compares the tolls of the story's articles with one another."""
        recent = [statement for statement in statements if statement.id not in self.background]
        found = find_tolls(recent)
        for kind in sorted({toll.kind for toll in found}):
            tolls = [toll for toll in found if toll.kind == kind]
            self.clashes += [c for pair in combinations(tolls, 2) for c in self._weigh_toll(*pair)]

    def _elsewhere(self, one: Toll, other: Toll) -> bool:
        """Are the two figures of two places: 30 held in the one town, 28 in the other?"""
        a, b = self._places(one), self._places(other)
        return bool(a and b) and not a & b

    def _places(self, toll: Toll) -> set[str]:
        """The words of the places named beside it: "Holm" and "the Holm valley" share one."""
        named = {bearer for statement in toll.statements for bearer in self.roll.named(statement)}
        places = [self.roll.bearers[bearer] for bearer in named]
        return {word for b in places if b.kind == "place" for word in name_words(b.name)}

    def _weigh_toll(self, one: Toll, other: Toll) -> Iterator[Clash]:
        if self._elsewhere(one, other):
            return
        verdict = compare_amounts(*(_bare(toll) for toll in (one, other)))
        left, right = self._told_toll(one), self._told_toll(other)
        nature = nature_of(left, right, "quantity", grows=grows(one.kind))
        # "At least six" leaves room for nine, yet the later nine replaces the six.
        grown = (
            verdict == "fits"
            and nature == "update"
            and _outgrown(one, other)
            and is_later(left, right)
        )
        if verdict == "differs" or grown:
            difference = amounts_differ(one.amount, other.amount, one.kind)
            settled = is_later(left, right)
            for a in one.statements:
                for b in other.statements:
                    yield Clash(a, b, difference, nature, settled)

    def _told_toll(self, toll: Toll) -> Told:
        """A toll is told by who is named for it anywhere in the article, headline or not."""
        sourced = [statement for statement in toll.statements if statement.sources]
        told = self._told((sourced or list(toll.statements))[0])
        return replace(told, revises=any(s.id in self.revising for s in toll.statements))

    def weigh_figures(self, statements: Sequence[Statement]) -> None:
        """Compares what the articles say of the measures of the event, and holds corrections against
        the reports that have the old figure."""
        recent = [statement for statement in statements if statement.id not in self.background]
        subjects = Subjects(statements, self.roll)
        for one, other in measures_differ(find_measured(recent, subjects.of)):
            sides = self._told(one.statement), self._told(other.statement)
            nature = nature_of(*sides, "quantity", grows=one.grows)
            difference = amounts_differ(one.amount, other.amount, one.name)
            self.clashes.append(
                Clash(one.statement, other.statement, difference, nature, is_later(*sides))
            )
        for old in outdated(statements):
            new, about = old.correction, toll_of(old.correction) or old.correction.new.thing
            difference = amounts_differ(old.amount, new.new, about or new.new.unit)
            self.clashes.append(Clash(old.statement, new.statement, difference, "update"))

    def weigh_facets(
        self, statements: Sequence[Statement], ordinals: Mapping[str, Sequence[Amount]]
    ) -> None:
        """What else reports can differ in: kinds, places, order, places in a row, who said it, and
        accusations denied as a whole. `ordinals` by statement."""
        recent = [statement for statement in statements if statement.id not in self.background]
        for left, right, difference in facets(recent, statements, ordinals):
            sides = self._told(left), self._told(right)
            same_article = left.article == right.article
            nature = "conflict" if same_article else nature_of(*sides, difference.kind, grows=False)
            self.clashes.append(Clash(left, right, difference, nature, is_later(*sides)))

    def weigh_denials(self, statements: Sequence[Statement], said: Mapping[str, Said]) -> None:
        """Holds what is negated against what is asserted, however unlike their words are."""
        found = list(find_denials(statements, said))
        debated = {_wordings(d) for d in found if d.no.article == d.yes.article}
        for denial in found:
            no, yes = denial.no, denial.yes
            apart = (no.id in self.background) != (yes.id in self.background)
            if apart and no.article != yes.article:  # a reply may name a day of long ago
                continue
            sides = self._told(no), self._told(yes)
            if _wordings(denial) in debated:  # one article, or its copy, has both voices
                nature: Nature = "conflict"
            elif denial.so_far and sides[0].published < sides[1].published and is_later(*sides):
                nature = "update"  # "has not conceded" on Tuesday, "conceded" on Thursday
            else:
                nature = nature_of(*sides, "polarity")
            difference = negation_differs(no, yes)
            self.clashes.append(Clash(no, yes, difference, nature, is_later(*sides)))

    def weigh_names(self, statements: Sequence[Statement]) -> None:
        """Compares the written forms and the titles of each bearer of names."""
        for bearer in self.roll.bearers.values():
            self._spellings(bearer, statements)
            self._titles(bearer, statements)

    def _spellings(self, bearer: Bearer, statements: Sequence[Statement]) -> None:
        for one, other in combinations(sorted(set(bearer.variants)), 2):
            if other_spelling(one, other):
                pair = Difference("name", bearer.name, one, other, one, other)
                self._clash(pair, _holding(statements, one), _holding(statements, other), "variant")

    def _titles(self, bearer: Bearer, statements: Sequence[Statement]) -> None:
        if bearer.kind != "person":
            return
        roles = combinations(sorted(set(self.roll.roles(bearer))), 2)
        titles = [(one, other) for one, other in roles if other_title(one, other)]
        if titles:
            about = [s for s in statements if bearer.id in self.roll.named(s)]
            for one, other in titles:
                pair = Difference("title", bearer.name, one, other, one, other)
                self._clash(pair, _holding(about, one), _holding(about, other), "conflict")

    def _clash(
        self, pair: Difference, left: list[Statement], right: list[Statement], nature: Nature
    ) -> None:
        known = {statement.id for statement in left}
        right = [statement for statement in right if statement.id not in known]
        self.clashes += [Clash(one, other, pair, nature) for one in left for other in right]

    def disagreements(self) -> Iterator[Disagreement]:
        """One disagreement for each set of clashes that hang together, in a fixed order."""
        matters: dict[tuple[DifferenceKind, str], list[Clash]] = defaultdict(list)
        for clash in self.clashes:
            matters[clash.difference.kind, clash.difference.about].append(clash)
        for (kind, _), clashes in sorted(matters.items(), key=lambda item: item[0]):
            for together in _connected(clashes):
                settled = _one_course(together) if kind == "quantity" else together
                for nature in NATURES:
                    of_nature = [clash for clash in settled if clash.nature == nature]
                    for part in _connected(of_nature):
                        yield self._disagreement(kind, nature, part)

    def _disagreement(
        self, kind: DifferenceKind, nature: Nature, clashes: Sequence[Clash]
    ) -> Disagreement:
        sides: dict[str, dict[str, Statement]] = defaultdict(dict)
        worded: dict[str, str] = {}
        for clash in clashes:
            told = clash.difference
            sides[told.left_key][clash.left.id] = clash.left
            sides[told.right_key][clash.right.id] = clash.right
            worded.setdefault(told.left_key, told.left)
            worded.setdefault(told.right_key, told.right)
        ordered = sorted(sides, key=lambda side: self._earliest(sides[side]))
        parted = _parted(ordered, clashes)
        return Disagreement(
            id=make_id(
                "disagreement", self.story, kind, *sorted(i for s in sides.values() for i in s)
            ),
            story=self.story,
            kind=kind,
            nature=nature,
            sides=tuple(
                Side(
                    value=" / ".join(_tidy(worded[key]) for key in keys),
                    statements=tuple(sorted({name for key in keys for name in sides[key]})),
                )
                for keys in parted
            ),
            about=clashes[0].difference.about,
            reason=REASONS[nature],
        )

    def _earliest(self, side: dict[str, Statement]) -> tuple[str, str]:
        whens = []
        for statement in side.values():
            article = self.desk.chapters[statement.article].article
            when = article.published.value if article.published else "9"
            whens.append((when, article.source))
        return min(whens)


def _parted(keys: Sequence[str], clashes: Sequence[Clash]) -> list[list[str]]:
    """Answers that do not clash stand on one side: "at least 12" with "14", against "at most five"."""
    against = {frozenset((c.difference.left_key, c.difference.right_key)) for c in clashes}
    sides: list[list[str]] = []
    for key in keys:
        home = next(
            (s for s in sides if all(frozenset((key, other)) not in against for other in s)), None
        )
        if home is None:
            sides.append([key])
        else:
            home.append(key)
    return sides


def _one_course(clashes: list[Clash]) -> list[Clash]:
    """A toll that is seen to change is one course of events: figures whose order is not known belong to
    it too, rather than standing against it."""
    if all(clash.nature != "update" for clash in clashes):
        return clashes
    return [clash if clash.ordered else replace(clash, nature="update") for clash in clashes]


def _bare(toll: Toll) -> Amount:
    """A plan of "as many as 650" tells 650; of what has happened, a bound is only a bound."""
    amount = toll.amount
    if grows(toll.kind) or amount.low is not None:
        return amount
    return msgspec.structs.replace(amount, low=amount.high)


def _outgrown(one: Toll, other: Toll) -> bool:
    """Is the one figure above the bound that the other gives?"""
    return (one.amount.low or 0) != (other.amount.low or 0)


def _wordings(denial: Denial) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return denial.no.words, denial.yes.words


def _tidy(words: str) -> str:
    """Words cut out of a sentence, without the commas and spaces that the cut left."""
    return " ".join(words.split()).strip(" ,;").replace(" ,", ",").replace(",.", ".")


def _two_voices(left: Statement, right: Statement) -> bool:
    """Within one article only two speakers can differ: the text itself means one thing."""
    if not left.sources or not right.sources:
        return False
    return not set(name_words(left.sources[-1].name)) & set(name_words(right.sources[-1].name))


def _holding(statements: Sequence[Statement], words: str) -> list[Statement]:
    wanted = words.lower()
    return [s for s in statements if wanted in s.span.quote.lower()]


def _connected(clashes: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes that share a statement, laid together; in the order of their first clash."""
    group: dict[str, int] = {}
    groups: dict[int, list[Clash]] = {}
    for number, clash in enumerate(clashes):
        ends = (clash.left.id, clash.right.id)
        met = sorted({group[end] for end in ends if end in group})
        home = met[0] if met else number
        groups.setdefault(home, []).append(clash)
        for other in met[1:]:
            groups[home] += groups.pop(other)
            group = {end: home if at == other else at for end, at in group.items()}
        group.update(dict.fromkeys(ends, home))
    return [groups[home] for home in sorted(groups)]
