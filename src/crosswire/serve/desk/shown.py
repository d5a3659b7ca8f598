"""A story as the desk's pages draw it: the parts of the brief, cut so that each is fetched when opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from markupsafe import Markup

from crosswire.records.base import Feature, Judgement
from crosswire.records.brief import ChangeTold, ClaimTold, DisagreementTold, KinshipTold
from crosswire.records.claim import Side
from crosswire.serve.desk.places import World, world_of
from crosswire.serve.html.model import FIRST_CLAIMS, LONGEST_VALUE, Card, StoryShown
from crosswire.serve.html.svg_funnel import funnel
from crosswire.serve.html.svg_timeline import timeline, zone_name, zones
from crosswire.serve.html.versions import Row, side_by_side
from crosswire.serve.view import SUPPORT_MARK, StoryView
from crosswire.serve.view_groups import leading, side_value
from crosswire.serve.view_words import line
from crosswire.upkeep.judged import AT, NOTE, SOURCE, told_in

# A picture wider than the page is scrolled; each day then has about this much room.
ZOOMS = (1, 2, 4)
ALL_DAYS = 60

_FIGURE = re.compile(r"[+-]\d\d:\d\d")


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the list; its sentences are fetched when it is opened."""

    claim: ClaimTold
    anchor: str
    mark: str
    kind: str
    differs: list[tuple[str, str]]
    funnel: Markup


@dataclass(frozen=True)
class SideRow:
    """A side of a disagreement, with how many sentences tell it."""

    side: Side
    value: str
    who: str
    sentences: int


@dataclass(frozen=True)
class PairRow:
    """Two versions: what changed by kind; the texts are fetched when they are opened."""

    kinship: KinshipTold
    left: str
    right: str
    changes: list[ChangeTold]
    loose: list[ChangeTold]


@dataclass(frozen=True)
class Reason:
    """Why two were laid together, or not: by whom, and the features that decided."""

    judgement: Judgement
    left: str
    right: str
    verdict: str
    features: list[str]


@dataclass(frozen=True)
class Word:
    """What a person judged, in words."""

    judgement: Judgement
    text: str
    at: str
    note: str


@dataclass(frozen=True)
class DeskStory:
    """A story with its thread's number and all that its pages ask for."""

    thread: int
    shown: StoryShown
    given: StoryView

    @classmethod
    def of(cls, view: StoryView, thread: int) -> DeskStory:
        """The story of a thread."""
        return cls(thread, StoryShown.of(view.story, 1), view)

    @cached_property
    def who_says_so(self) -> list[tuple[str, Markup]]:
        """The picture of who says so, for a wide page and for a phone."""
        return self.shown.pictures("who")

    @cached_property
    def world(self) -> World:
        """Where the story's places are."""
        return world_of(self.view)

    @property
    def view(self) -> StoryView:
        """The story's look-ups."""
        return self.shown.view

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/stories/{self.thread}"

    def claims(self) -> tuple[list[ClaimRow], list[ClaimRow]]:
        """The claims by weight, and those that only headlines and captions tell."""
        firm, bare = leading(self.view)
        return [self.row(one) for one in firm], [self.row(one) for one in bare]

    @cached_property
    def first_claims(self) -> tuple[list[ClaimRow], int]:
        """The weightiest claims, and how many more there are."""
        firm, bare = leading(self.view)
        first = firm[:FIRST_CLAIMS] or bare[:FIRST_CLAIMS]
        return [self.row(one) for one in first], len(firm) + len(bare) - len(first)

    def row(self, claim: ClaimTold) -> ClaimRow:
        """A claim as a line of the list."""
        anchor = self.shown.anchors[claim.id]
        letters = self.shown.letters.get(claim.id, [])
        return ClaimRow(
            claim=claim,
            anchor=anchor,
            mark=SUPPORT_MARK[claim.support],
            kind=claim.support.replace("'", "").replace(" ", "-"),
            differs=[(f"{self.shown.key}-d{letter}", letter) for letter in letters],
            funnel=funnel(self.view, claim, f"{anchor}-f"),
        )

    @cached_property
    def differing(self) -> list[tuple[str, DisagreementTold, list[SideRow], bool]]:
        """Each disagreement with its letter, its sides, and whether they are set in small type."""
        return [
            (letter, entry, self.sides(entry), _in_small_type(entry))
            for letter, entry in self.shown.differing()
        ]

    def sides(self, entry: DisagreementTold) -> list[SideRow]:
        """The sides of a disagreement."""
        return [
            SideRow(
                side=side,
                value=side_value(entry, side),
                who=self.view.who(side.statements),
                sentences=len(self.view.said(side.statements)),
            )
            for side in entry.sides
        ]

    def opened(self, claim: ClaimTold) -> list[Card]:
        """The sentences of a claim, those that count first."""
        return self.shown.claim_cards(claim)

    @cached_property
    def versions(self) -> list[PairRow]:
        """Each pair of kin, those with changes first, without their texts."""
        told = []
        for lineage in self.view.story.lineages:
            for kin in lineage.kinships:
                if not {kin.left, kin.right} <= self.view.articles.keys():
                    continue
                between = [c for c in lineage.changes if {c.left, c.right} == {kin.left, kin.right}]
                firm = [change for change in between if change.kind != "wording"]
                loose = [change for change in between if change.kind == "wording"]
                told.append(PairRow(kin, kin.left, kin.right, firm, loose))
        return sorted(told, key=lambda pair: not pair.changes)

    def texts(self, left: str, right: str) -> list[Row] | None:
        """Two versions side by side; None where they are not kin."""
        for lineage in self.view.story.lineages:
            for kin in lineage.kinships:
                if (kin.left, kin.right) == (left, right):
                    one, other = self.view.articles[left], self.view.articles[right]
                    return side_by_side(one, other, kin, lineage)
        return None

    def when(self, zoom: int, ahead: timedelta | None) -> list[tuple[str, Markup]]:
        """The timeline for a wide page, as wide as asked for, and for a phone."""
        told = []
        for size, width in (("wide", 960 * zoom), ("narrow", 360 * zoom)):
            most = 0 if zoom == 1 else ALL_DAYS
            key = f"{self.shown.key}-when-{size}"
            drawn = timeline(self.view, width, key, most=most, ahead=ahead)
            if drawn is not None:
                told.append((size, drawn))
        return told

    def zones(self) -> list[str]:
        """The zones in which hours can be told: UTC, and those that the reports use."""
        told = [zone_name(ahead) for ahead in zones(self.view)]
        return list(dict.fromkeys(["UTC", *told]))

    def why_one_story(self) -> list[Reason]:
        """Why the articles are one story, the strongest ties first."""
        told = [one for one in self.view.story.judgements if one.question == "same story"]
        told.sort(key=lambda one: (one.by == "machine", -one.score))
        return [
            self._reason(one, self.view.tag(one.left), self.view.tag(one.right)) for one in told
        ]

    def why_one_claim(self, claim: ClaimTold) -> list[Reason]:
        """Why the sentences are one claim."""
        found = [self.view.judgements.get(name) for name in claim.judgements]
        told = [one for one in found if one is not None and one.question == "same claim"]
        told.sort(key=lambda one: (one.by == "machine", -one.score))
        return [self._reason(one, self._of(one.left), self._of(one.right)) for one in told]

    def _of(self, statement: str) -> str:
        said = self.view.statements.get(statement)
        return self.view.tag(said.article) if said else "[?]"

    @staticmethod
    def _reason(one: Judgement, left: str, right: str) -> Reason:
        told = [] if one.by != "machine" else [_feature(feature) for feature in one.features]
        return Reason(one, left, right, "same" if one.yes else "not the same", told)

    def words(self) -> list[Word]:
        """What people judged of this story, the last first."""
        told = [one for one in self.view.story.judgements if one.by != "machine"]
        said = [word_of(one, self.view) for one in told]
        return sorted(said, key=lambda word: word.at, reverse=True)

    def notes(self, target: str) -> list[Word]:
        """The notes on a statement or article."""
        return [
            word
            for word in self.words()
            if word.judgement.question == "note" and word.judgement.left == target
        ]

    def others(self, claim: ClaimTold, limit: int = 12) -> list[ClaimTold]:
        """Other claims, those that share most words first: one of them may be the same."""
        mine = _words(claim.text)
        ranked = sorted(
            (one for one in self.view.story.claims if one.id != claim.id),
            key=lambda one: -_alike(mine, _words(one.text)),
        )
        return ranked[:limit]

    def lead(self, but: str = "") -> str:
        """The article that stands for the story: the one whose headline it bears."""
        told = [one for one in self.view.story.articles if one.id != but]
        named = [one.id for one in told if one.headline == self.view.story.headline]
        return (named or [one.id for one in told] or [""])[0]


def word_of(one: Judgement, view: StoryView | None) -> Word:
    """A person's judgement as a sentence."""
    note = told_in(one, NOTE)
    return Word(one, _sentence(one, view), told_in(one, AT), note)


def _sentence(one: Judgement, view: StoryView | None) -> str:
    left, right = (_name(name, view) for name in (one.left, one.right))
    if one.question == "note":
        return f"A note on {left}"
    if one.question == "copy":
        source = told_in(one, SOURCE)
        return f"{_name(source, view)} is the source of {right if source == one.left else left}"
    if one.question == "same claim":
        how = "say the same" if one.yes else "do not say the same"
        return f"{left} and {right} {how}"
    how = "report one event" if one.yes else "report two events"
    return f"{left} and {right} {how}"


def _name(name: str, view: StoryView | None) -> str:
    if view is not None and name in view.statements:
        said = view.statements[name]
        return f"“{line(said.text, 90)}” {view.tag(said.article)}"
    if view is not None and name in view.articles:
        return f"{view.outlet(name)} {view.tag(name)}"
    return name


def zone_of(told: str) -> timedelta | None:
    """How far ahead of UTC a zone is: "UTC", "UTC+01:00"; None where it is none."""
    if told == "UTC":
        return timedelta()
    figure = told.removeprefix("UTC").replace(" ", "+")
    if not _FIGURE.fullmatch(figure) or int(figure[1:3]) > 14 or int(figure[4:]) > 59:
        return None
    ahead = timedelta(hours=int(figure[1:3]), minutes=int(figure[4:]))
    return -ahead if figure[0] == "-" else ahead


def _feature(feature: Feature) -> str:
    sides = dict.fromkeys(line(side, 80) for side in (feature.left, feature.right) if side)
    compared = f" ({' / '.join(sides)})" if sides else ""
    return f"{line(feature.name, 40)} {round(feature.value, 2):g}{compared}"


def _in_small_type(entry: DisagreementTold) -> bool:
    longest = max((len(side_value(entry, side)) for side in entry.sides), default=0)
    return entry.nature == "variant" or longest > LONGEST_VALUE


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.lower()[:500]) if len(word) > 3)


def _alike(mine: Iterable[str], theirs: Sequence[str] | frozenset[str]) -> float:
    ours = set(mine)
    return len(ours & set(theirs)) / (len(ours | set(theirs)) or 1)
