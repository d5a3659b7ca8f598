"""What every door needs to show a story: look-ups by id, and who says what in words.

Built from a `StoryTold` alone. Ids that lead nowhere are passed over: a brief read from a file may
be cut, and a page that fails to draw helps nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crosswire.records.base import Judgement
from crosswire.records.brief import (
    ArticleTold,
    ClaimTold,
    HappeningTold,
    LineageTold,
    OriginTold,
    StatementTold,
    StoryTold,
)
from crosswire.records.claim import Status
from crosswire.serve.view_words import count, line, tell_days, tell_hour

# What each kind of support and of outcome is called, where it must be marked.
SUPPORT_MARK = {
    "independent": "",
    "single origin": "single origin",
    "one outlet's word": "one outlet’s word",
    "circular": "circular",
    "cannot tell": "cannot tell",
}
STATUS_WORD: dict[Status, str] = {
    "open": "open",
    "fulfilled": "came about",
    "postponed": "postponed",
    "moved": "moved",
    "cancelled": "cancelled",
    "failed": "did not come about",
}
MODE_WORD = {"reported": "", "possible": "held possible", "asked": "a question"}
DESCENT_WORD = {
    "own": "",
    "copied": "copied text",
    "credited": "credited to its agency",
    "quoted": "",
    "uncredited": "uncredited",
}


@dataclass(frozen=True)
class Voice:
    """An origin across all claims: how many rest on it, and which articles carry them."""

    name: str
    kind: str
    marks: tuple[str, ...]
    claims: int
    articles: tuple[str, ...]


@dataclass(frozen=True)
class StoryView:
    """A story with its look-ups; make it with `StoryView.of`."""

    story: StoryTold
    articles: dict[str, ArticleTold] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    statements: dict[str, StatementTold] = field(default_factory=dict)
    claims: dict[str, ClaimTold] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)

    @classmethod
    def of(cls, story: StoryTold) -> StoryView:
        """The story with its look-ups."""
        return cls(
            story=story,
            articles={article.id: article for article in story.articles},
            numbers={article.id: place for place, article in enumerate(story.articles, 1)},
            statements={statement.id: statement for statement in story.statements},
            claims={claim.id: claim for claim in story.claims},
            judgements={judgement.id: judgement for judgement in story.judgements},
        )

    @property
    def headline(self) -> str:
        """The story's headline, or an honest word that there is none."""
        return line(self.story.headline, 220) or "A story without a headline"

    @property
    def counted(self) -> str:
        """Days, articles, texts, origins: "8–10 Mar 2029 · 6 articles · 3 texts · 8 origins"."""
        told = self.story.counts
        days = tell_days(self.story.start, self.story.end) or "no day known"
        return " · ".join(
            (
                days,
                count(told.articles, "article"),
                count(told.texts, "text"),
                count(told.origins, "origin"),
            )
        )

    def outlet(self, article: str, limit: int = 40) -> str:
        """Who published the article, else the last part of where it lies, else "unknown"."""
        told = self.articles.get(article)
        if told is None:
            return "unknown"
        lies = told.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return line(told.outlet, limit) or line(lies, limit) or "unknown"

    def tag(self, article: str) -> str:
        """The article's number in brackets, "[2]"."""
        return f"[{self.numbers[article]}]" if article in self.numbers else "[?]"

    def tags(self, articles: Iterable[str]) -> str:
        """Numbers of several articles, in order, each once: "[1] [2]"."""
        known = sorted({self.numbers[article] for article in articles if article in self.numbers})
        return " ".join(f"[{number}]" for number in known)

    def said(self, ids: Iterable[str]) -> list[StatementTold]:
        """The statements with these ids, those that are known."""
        return [self.statements[name] for name in ids if name in self.statements]

    def ranked(self) -> list[ClaimTold]:
        """The claims, the weightiest first; equal weights keep the brief's order."""
        return sorted(self.story.claims, key=lambda claim: -claim.weight)

    def chain(self, statement: StatementTold) -> list[str]:
        """Outlet, then the sources from the one nearest the reader to the first speaker."""
        names = [self.outlet(statement.article)]
        names += [line(source.name, 60) or "unnamed" for source in statement.sources]
        return names

    def who(self, ids: Iterable[str], limit: int = 4) -> str:
        """Who stands behind statements: first speakers with the articles that carry them."""
        carried: dict[str, list[str]] = {}
        for statement in self.said(ids):
            carried.setdefault(self.chain(statement)[-1], []).append(statement.article)
        told = [f"{name} {self.tags(articles)}" for name, articles in carried.items()]
        more = len(told) - limit
        return ", ".join(told[:limit]) + (f", and {more} more" if more > 0 else "")

    def voices(self) -> list[Voice]:
        """All origins of the story, those with most claims first."""
        gathered: dict[str, list[tuple[OriginTold, str]]] = {}
        for claim in self.story.claims:
            for origin in claim.origins:
                gathered.setdefault(line(origin.name, 80) or "unnamed", []).append(
                    (origin, claim.id)
                )
        told = [self._voice(name, held) for name, held in gathered.items()]
        return sorted(told, key=lambda voice: (-voice.claims, -len(voice.articles), voice.name))

    def _voice(self, name: str, held: Sequence[tuple[OriginTold, str]]) -> Voice:
        ids = [said for origin, _ in held for said in origin.statements]
        carried = {statement.article for statement in self.said(ids)}
        return Voice(
            name=name,
            kind=line(held[0][0].kind, 30),
            marks=tuple(sorted({line(mark, 30) for origin, _ in held for mark in origin.marks})),
            claims=len({claim for _, claim in held}),
            articles=tuple(name for name in self.articles if name in carried),
        )

    def happenings(self) -> list[HappeningTold]:
        """The timeline in the order of the events; background stays in its place."""
        return sorted(self.story.timeline, key=lambda entry: entry.start or "9999")

    def carriers(self, entry: HappeningTold) -> str:
        """The numbers of the articles that tell of an event: "[1] [3]"."""
        claim = self.claims.get(entry.claim)
        told = claim.articles if claim else [said.article for said in self.said((entry.statement,))]
        return self.tags(told)

    def kin(self, article: str) -> str:
        """How the article comes from another one: "copy of [2]"; nothing when it does not."""
        for lineage in self.story.lineages:
            for kinship in lineage.kinships:
                if kinship.right == article and kinship.left in self.numbers:
                    how = kinship.relation
                    joint = {"copy": "copy of", "revision": "revises", "excerpt": "excerpt of"}[how]
                    if kinship.direction == "unknown":
                        joint = "shares its text with"
                    return f"{joint} {self.tag(kinship.left)}"
        return ""


def notes(statement: StatementTold) -> list[str]:
    """What a reader must know of a statement: mode, descent, quote."""
    told = [MODE_WORD.get(statement.mode, statement.mode), DESCENT_WORD.get(statement.descent, "")]
    if statement.quoted:
        told.append("a quote")
    return [word for word in told if word]


def local_hour(entry: HappeningTold) -> str:
    """The hour of an event with its zone, and UTC beside it where both are known."""
    hour, zone = tell_hour(entry.value), line(entry.zone, 30)
    if not hour or not zone:
        return hour
    utc = tell_hour(entry.start) if (entry.start or "").endswith("Z") else ""
    plain_hour = ":" in hour and utc and zone not in {"UTC", "GMT", "Z"}
    return f"{hour} {zone} ({utc} UTC)" if plain_hour else f"{hour} {zone}"


def sentences(*parts: str) -> str:
    """The parts as sentences: each begins with a capital and ends with a mark; empty ones go."""
    told = [_capital(part.strip()) for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in told)


def _capital(text: str) -> str:
    """The text with a capital at its start, unless its first word is no plain word ("p1.txt")."""
    first = text.split(" ", 1)[0].rstrip(",;:")
    return text[0].upper() + text[1:] if first.isalpha() and first.islower() else text


def told_changes(lineage: LineageTold) -> bool:
    """Is there anything to say about versions of this lineage?"""
    return bool(lineage.kinships or lineage.changes)
