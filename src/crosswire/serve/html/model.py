"""What the templates draw: a story laid out as claims, sides, versions and articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from crosswire.records.brief import (
    ArticleTold,
    BlockTold,
    ChangeTold,
    ClaimTold,
    DisagreementTold,
    HappeningTold,
    KinshipTold,
    StatementTold,
    StoryTold,
)
from crosswire.records.claim import Side
from crosswire.serve.html.opening import standfirst
from crosswire.serve.html.pieces import LONGEST, Piece, in_paragraph
from crosswire.serve.html.svg_funnel import funnel
from crosswire.serve.html.svg_sources import who_says_so
from crosswire.serve.html.svg_timeline import numbered, timeline
from crosswire.serve.html.versions import Row, side_by_side
from crosswire.serve.html.web import Web, gather
from crosswire.serve.view import SUPPORT_MARK, StoryView, notes
from crosswire.serve.view_groups import (
    Expected,
    contested,
    differing,
    expectations,
    leading,
    side_value,
)
from crosswire.serve.view_words import count, line

# Claims shown before the rest is folded: about three screens.
FIRST_CLAIMS = 16

# A side longer than this breaks into too many lines at the size of a headline.
LONGEST_VALUE = 28


@dataclass(frozen=True)
class Card:
    """A statement in its paragraph, with the chain of sources nearest the reader first."""

    said: StatementTold
    article: ArticleTold
    number: int
    chain: list[str]
    pieces: list[Piece]
    notes: list[str]
    copied: str


@dataclass(frozen=True)
class ClaimShown:
    """A claim with its small picture and its statements; `differs` are anchors and letters."""

    claim: ClaimTold
    anchor: str
    mark: str
    kind: str
    differs: list[tuple[str, str]]
    funnel: Markup
    cards: list[Card]


@dataclass(frozen=True)
class SideShown:
    """A side of a disagreement: what it says, who stands on it, in which sentences."""

    side: Side
    value: str
    who: str
    cards: list[Card]


@dataclass(frozen=True)
class VersionsShown:
    """Two versions: what changed by kind, and their texts side by side."""

    kinship: KinshipTold
    left: ArticleTold
    right: ArticleTold
    changes: list[ChangeTold]
    loose: list[ChangeTold]
    rows: list[Row]


@dataclass(frozen=True)
class StoryShown:
    """A story with all that its template asks for; `key` is unique on the page."""

    view: StoryView
    key: str
    web: Web
    anchors: dict[str, str]
    letters: dict[str, list[str]]

    @classmethod
    def of(cls, story: StoryTold, place: int) -> StoryShown:
        """The story at this place of the brief, counted from 1."""
        view, key = StoryView.of(story), f"s{place}"
        firm, bare = leading(view)
        return cls(
            view=view,
            key=key,
            web=gather(view),
            anchors={claim.id: f"{key}-c{n}" for n, claim in enumerate((*firm, *bare), 1)},
            letters=contested(view),
        )

    @property
    def story(self) -> StoryTold:
        """The story itself."""
        return self.view.story

    @property
    def standfirst(self) -> str:
        """How much stands behind the story, in a sentence or two."""
        return standfirst(self.view)

    @property
    def left_out(self) -> str:
        """What the picture of who says so has no room for; nothing when it shows all."""
        articles, relays, origins = self.web.left_out
        told = [
            count(articles, "article") if articles else "",
            f"{relays} passed through" if relays else "",
            count(origins, "origin") if origins else "",
        ]
        return ", ".join(part for part in told if part)

    def claims(self) -> tuple[list[ClaimShown], list[ClaimShown]]:
        """The claims by weight, and those that only headlines and captions tell."""
        firm, bare = leading(self.view)
        return [self._claim(claim) for claim in firm], [self._claim(claim) for claim in bare]

    def _claim(self, claim: ClaimTold) -> ClaimShown:
        anchor = self.anchors[claim.id]
        letters = self.letters.get(claim.id, [])
        return ClaimShown(
            claim=claim,
            anchor=anchor,
            mark=SUPPORT_MARK[claim.support],
            kind=claim.support.replace("'", "").replace(" ", "-"),
            differs=[(f"{self.key}-d{letter}", letter) for letter in letters],
            funnel=funnel(self.view, claim, f"{anchor}-f"),
            cards=self.claim_cards(claim),
        )

    def claim_cards(self, claim: ClaimTold) -> list[Card]:
        """The statements that origins were counted from, then the others, with why they were not."""
        counted = {said for origin in claim.origins for said in origin.statements}
        cards = self.cards(claim.statements)
        backing = [card for card in cards if card.said.id in counted]
        others = [card for card in cards if card.said.id not in counted]
        return backing + [
            replace(card, notes=[*card.notes, self._why_not(card)]) for card in others
        ]

    def _why_not(self, card: Card) -> str:
        """Why a statement of a claim adds no origin to it."""
        label = card.said.label
        if label in {"headline", "standfirst", "caption"}:
            return f"{label}, not counted"
        sides = (side for entry in self.story.disagreements for side in entry.sides)
        differs = any(card.said.id in side.statements for side in sides)
        return "tells it otherwise, not counted" if differs else "not counted"

    def anchor(self, claim: str) -> str:
        """The anchor of a claim, or nothing when it is not in this story."""
        return self.anchors.get(claim, "")

    def cards(self, ids: Iterable[str]) -> list[Card]:
        """The statements with these ids, in their paragraphs."""
        told = [said for said in self.view.said(ids) if said.article in self.view.articles]
        return [self._card(said) for said in told]

    def _card(self, said: StatementTold) -> Card:
        article = self.view.articles[said.article]
        parent = self.view.statements.get(said.copied_from or "")
        return Card(
            said=said,
            article=article,
            number=self.view.numbers[said.article],
            chain=self.view.chain(said),
            pieces=in_paragraph(said, article.full_text),
            notes=notes(said),
            copied=self.view.tag(parent.article) if parent else "",
        )

    def sides(self, entry: DisagreementTold) -> list[SideShown]:
        """The sides of a disagreement."""
        return [
            SideShown(
                side=side,
                value=side_value(entry, side),
                who=self.view.who(side.statements),
                cards=self.cards(side.statements),
            )
            for side in entry.sides
        ]

    @staticmethod
    def in_small_type(entry: DisagreementTold) -> bool:
        """Are the sides of little weight, or one of them too long for a display size?"""
        longest = max((len(side_value(entry, side)) for side in entry.sides), default=0)
        return entry.nature == "variant" or longest > LONGEST_VALUE

    def differing(self) -> list[tuple[str, DisagreementTold]]:
        """Conflicts first, then updates, then variants, each with its letter."""
        return differing(self.view)

    def expected(self) -> list[Expected]:
        """What was expected, each expectation once."""
        return expectations(self.view)

    def happenings(self) -> list[tuple[int, HappeningTold]]:
        """The timeline with the numbers that its picture uses."""
        return numbered(self.view, most=200)

    def pictures(self, name: str) -> list[tuple[str, Markup]]:
        """A picture for a wide page and one for a phone; none where there is nothing to draw."""
        told = []
        for size, width in (("wide", 960), ("narrow", 360)):
            key = f"{self.key}-{name}-{size}"
            drawn = (
                timeline(self.view, width, key)
                if name == "when"
                else who_says_so(self.view, self.web, width, key)
            )
            if drawn is not None:
                told.append((size, drawn))
        return told

    def carriers(self, entry: HappeningTold) -> str:
        """The numbers of the articles that tell of an event."""
        return self.view.carriers(entry)

    def versions(self) -> list[VersionsShown]:
        """Each pair of kin, those with changes first."""
        told = []
        for lineage in self.story.lineages:
            for kin in lineage.kinships:
                left, right = (self.view.articles.get(name) for name in (kin.left, kin.right))
                if left is None or right is None:
                    continue
                between = [c for c in lineage.changes if {c.left, c.right} == {kin.left, kin.right}]
                rows = side_by_side(left, right, kin, lineage) if kin.passages else []
                firm = [change for change in between if change.kind != "wording"]
                loose = [change for change in between if change.kind == "wording"]
                told.append(VersionsShown(kin, left, right, firm, loose, rows))
        return sorted(told, key=lambda pair: not pair.changes)

    def blocks(self, article: ArticleTold) -> tuple[list[BlockTold], int]:
        """The page as found, up to a length that is still read, and how many blocks are left."""
        room = LONGEST
        for place, block in enumerate(article.blocks):
            room -= len(block.text) + 40
            if room < 0 and place:
                return list(article.blocks[:place]), len(article.blocks) - place
        return list(article.blocks), 0

    def names(self) -> list[tuple[str, str, list[str], str]]:
        """Bearers of names with the other forms that were written, where there are any."""
        told: list[tuple[str, str, list[str], str]] = []
        for bearer in self.story.entities:
            others = [line(form, 60) for form in bearer.variants if form != bearer.name]
            if others:
                tags = self.view.tags(bearer.articles)
                told.append((line(bearer.name, 80), bearer.type, others, tags))
        return told
