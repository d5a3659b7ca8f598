"""A brief of a golden story, asked by page and words: each question answers what is wrong, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from crosswire.records.brief import (
    Brief,
    ClaimTold,
    DisagreementTold,
    ExpectationTold,
    HappeningTold,
    NewsTold,
    StatementTold,
    StoryTold,
)

Evidence = Sequence[str]  # page, words

# A piece of the words this short says too little to be what they say.
_PIECE = 25
_HEADS = ("headline", "standfirst", "caption")


def _plain(text: str) -> str:
    marks = {"’": "'", "‘": "'", "“": '"', "”": '"'}
    return " ".join("".join(marks.get(letter, letter) for letter in text).split())


def _any(wanted: str, name: str) -> bool:
    """Does the name hold one of "a|b"?"""
    return any(_plain(one).casefold() in _plain(name).casefold() for one in wanted.split("|"))


class Told:
    """A brief with look-ups. Pages go by the number that their file begins with."""

    def __init__(self, brief: Brief, again: Callable[[str], Brief]) -> None:
        self.again = cache(again)
        self.stories: tuple[StoryTold, ...] = brief.stories
        self.page = {
            article.id: article.source.replace("\\", "/").rsplit("/", 1)[-1].split("-")[0]
            for story in brief.stories
            for article in story.articles
        }
        self.text = {
            self.page[article.id]: _plain(article.full_text)
            for story in brief.stories
            for article in story.articles
        }
        self.statements = {s.id: s for story in brief.stories for s in story.statements}
        self.claims = [claim for story in brief.stories for claim in story.claims]
        self.claim_of = {name: claim.id for claim in self.claims for name in claim.statements}

    def find(self, evidence: Evidence) -> list[StatementTold]:
        """The statements that answer to the evidence, the shortest that holds the words first."""
        page, words = evidence[0], _plain(evidence[1])
        on_page = [s for s in self.statements.values() if self.page[s.article] == page]
        held = [s for s in on_page if words in _plain(s.text)]
        pieces = [s for s in on_page if len(s.text) >= _PIECE and _plain(s.text) in words]
        found = sorted(held, key=lambda s: len(s.text)) + sorted(pieces, key=lambda s: -len(s.text))
        return [s for s in found if s.label not in _HEADS] or found

    def holds(self, page: str, words: str) -> bool:
        """Do these words stand on the page?"""
        return _plain(words) in self.text.get(page, "")

    def ids(self, evidence: Evidence) -> set[str]:
        """The ids of the statements that answer."""
        return {said.id for said in self.find(evidence)}

    def show(self, evidence: Evidence) -> str:
        """The statement that answers best, in words."""
        found = self.find(evidence)
        return f"[{evidence[0]}] {found[0].text if found else '(no statement)'}"

    # Stories and texts

    def not_one_story(self, pages: Sequence[str]) -> str:
        """Are these pages, and no others, one story?"""
        groups = [sorted(self.page[a.id] for a in story.articles) for story in self.stories]
        return "" if sorted(pages) in groups else f"stories: {groups}"

    def _lines(self) -> list[list[str]]:
        return [[self.page[a] for a in x.articles] for s in self.stories for x in s.lineages]

    def not_one_text(self, pages: Sequence[str]) -> str:
        """Do these texts come from one another?"""
        return "" if any(set(pages) <= set(x) for x in self._lines()) else f"texts: {self._lines()}"

    def not_related(self, pages: Sequence[str], relation: str) -> str:
        """Is the first pair of pages told as this relation?"""
        found = [
            kin.relation
            for story in self.stories
            for line in story.lineages
            for kin in line.kinships
            if {self.page[kin.left], self.page[kin.right]} <= set(pages)
        ]
        return "" if relation in found else f"told as {found}"

    def not_first(self, pages: Sequence[str], first: str) -> str:
        """Is this page the earliest of the texts?"""
        line = next((x for x in self._lines() if set(pages) <= set(x)), [])
        return "" if line and next(x for x in line if x in pages) == first else f"texts: {line}"

    # Claims

    def _claim(self, said: Sequence[Evidence]) -> ClaimTold | None:
        """The claim that holds most of the evidence."""
        wanted = [self.ids(evidence) for evidence in said]

        def held(claim: ClaimTold) -> int:
            return sum(bool(ids & set(claim.statements)) for ids in wanted)

        best = max(self.claims, key=held, default=None)
        return best if best is not None and held(best) else None

    def not_one_claim(self, said: Sequence[Evidence]) -> str:
        """Is all of this laid together?"""
        claim = self._claim(said)
        names = set(claim.statements) if claim else set()
        left = [self.show(evidence) for evidence in said if not self.ids(evidence) & names]
        return f"not in the claim {claim.text if claim else None!r}: {left}" if left else ""

    def not_so_many(self, said: Sequence[Evidence], key: str, number: int) -> str:
        """Has its claim so many origins (`origins`, `origins_least`, `origins_most`)?"""
        claim = self._claim(said)
        if claim is None:
            return f"no claim holds {said[0]}"
        have = len(claim.origins)
        fits = {"origins": have == number, "origins_least": have >= number}
        fine = fits.get(key, have <= number)
        return "" if fine else f"{have} origins: {self._named(claim)}"

    def _named(self, claim: ClaimTold) -> str:
        return "; ".join(
            f"{origin.name} ({origin.kind}) from "
            + " ".join(sorted({self.page[self.statements[s].article] for s in origin.statements}))
            for origin in claim.origins
        )

    def not_so_supported(self, said: Sequence[Evidence], support: str) -> str:
        """Is its claim's support of this kind?"""
        claim = self._claim(said)
        have = claim.support if claim else "no claim"
        who = self._named(claim) if claim else ""
        return "" if have in support.split("|") else f"told as {have}: {who}"

    def not_from(self, said: Sequence[Evidence], who: str) -> str:
        """Is one of its claim's origins called so?"""
        claim = self._claim(said)
        if claim and any(_any(who, origin.name) for origin in claim.origins):
            return ""
        return f"origins: {self._named(claim) if claim else 'no claim'}"

    # Disagreements

    def _between(self, one: set[str], other: set[str]) -> list[DisagreementTold]:
        """The disagreements on two sides of which these statements stand."""
        found = []
        for entry in (d for story in self.stories for d in story.disagreements):
            left = {n for n, side in enumerate(entry.sides) if one & set(side.statements)}
            right = {n for n, side in enumerate(entry.sides) if other & set(side.statements)}
            if any(a != b for a in left for b in right):
                found.append(entry)
        return found

    def _side_ids(self, side: Sequence[Evidence]) -> set[str]:
        return {name for evidence in side for name in self.ids(evidence)}

    def _steps(self, sides: Sequence[Sequence[Evidence]]) -> Iterable[tuple[set[str], set[str]]]:
        named = [self._side_ids(side) for side in sides]
        return pairwise(named)

    def not_differing(self, sides: Sequence[Sequence[Evidence]], kind: str) -> str:
        """Is each step from side to side told as a disagreement of this kind?"""
        for one, other in self._steps(sides):
            found = [entry.kind for entry in self._between(one, other)]
            if not set(found) & set(kind.split("|")):
                return f"told as {found or 'nothing'}; " + " / ".join(
                    self.show(side[0]) for side in sides
                )
        return ""

    def not_of_nature(self, sides: Sequence[Sequence[Evidence]], kind: str, nature: str) -> str:
        """Is each step told as this nature?"""
        for one, other in self._steps(sides):
            found = [e.nature for e in self._between(one, other) if e.kind in kind.split("|")]
            if not set(found) & set(nature.split("|")):
                return f"told as {found or 'nothing'}"
        return ""

    def falsely_differing(self, one: Evidence, other: Evidence) -> str:
        """Are the two kept off different sides of conflicts and updates?"""
        false = [e for e in self._between(self.ids(one), self.ids(other)) if e.nature != "variant"]
        return "; ".join(
            f"{e.kind} {e.nature} about {e.about}: {' | '.join(s.value for s in e.sides)}"
            for e in false
        )

    # Expectations

    def _expected(self, said: Evidence) -> list[ExpectationTold]:
        ids = self.ids(said)
        claims = {self.claim_of[name] for name in ids if name in self.claim_of}
        found = [e for story in self.stories for e in story.expectations]
        return [e for e in found if e.statement in ids] or [e for e in found if e.claim in claims]

    def not_expected(self, said: Evidence) -> str:
        """Is it told as an expectation?"""
        return "" if self._expected(said) else f"not expected: {self.show(said)}"

    def not_so_ended(self, said: Evidence, status: str) -> str:
        """Has it this outcome?"""
        have = [(e.status, e.reason) for e in self._expected(said)]
        return "" if any(one in status.split("|") for one, _ in have) else f"told as {have}"

    def not_due(self, said: Evidence, due: str) -> str:
        """Is it due then?"""
        have = [e.due for e in self._expected(said)]
        return "" if due in have else f"due {have}"

    def not_decided_by(self, said: Evidence, by: Evidence) -> str:
        """Is its outcome told by this?"""
        have = [name for e in self._expected(said) for name in e.by]
        if set(have) & self.ids(by):
            return ""
        return f"decided by {[self.statements[name].text for name in have]}"

    # Who says so

    def not_through(self, said: Evidence, sources: Sequence[str]) -> str:
        """Does the shortest statement that holds the words have this chain?"""
        found = self.find(said)
        if not found:
            return f"no statement holds {said}"
        have = [source.name for source in found[0].sources]
        fits = len(have) == len(sources) and all(map(_any, sources, have))
        return "" if fits else f"chain {have} of {found[0].text!r}"

    def not_in_mode(self, said: Evidence, mode: str) -> str:
        """Is it said in this mode?"""
        found = self.find(said)
        have = found[0].mode if found else "no statement"
        return "" if have in mode.split("|") else f"{have}: {self.show(said)}"

    def not_at(self, said: Evidence, value: str) -> str:
        """Does a time expression within these words mean this?"""
        words = _plain(said[1])
        have = [
            time.value
            for story in self.stories
            for article in story.articles
            if self.page[article.id] == said[0]
            for time in article.times
            if _plain(time.text) in words
        ]
        return "" if any(one.startswith(value) for one in have) else f"told as {have}"

    def not_labelled(self, said: Evidence, label: str) -> str:
        """Do the words stand in a piece of the page that has this label?"""
        have = [
            block.label
            for story in self.stories
            for article in story.articles
            if self.page[article.id] == said[0]
            for block in article.blocks
            if _plain(said[1]) in _plain(block.text)
        ]
        return "" if label in have else f"labelled {have}"

    def one_bearer(self, names: Sequence[str]) -> bool:
        """Does one bearer go by all these names?"""
        entities = [entity for story in self.stories for entity in story.entities]
        return any(set(names) <= {entity.name, *entity.variants} for entity in entities)

    def bearers(self, names: Sequence[str]) -> str:
        """Those who go by one of the names."""
        entities = [entity for story in self.stories for entity in story.entities]
        held = [{e.name, *e.variants} for e in entities if {e.name, *e.variants} & set(names)]
        return f"bearers: {[sorted(one) for one in held]}"

    # Timeline

    def _happening(self, said: Evidence) -> tuple[int, HappeningTold] | None:
        claims = {self.claim_of[name] for name in self.ids(said) if name in self.claim_of}
        entries = [h for story in self.stories for h in story.timeline if not h.background]
        return next(((n, h) for n, h in enumerate(entries) if h.claim in claims), None)

    def not_in_order(self, one: Evidence, other: Evidence) -> str:
        """Are both in the timeline, the one not after the other?"""
        first, second = self._happening(one), self._happening(other)
        if first is None or second is None:
            return f"not in the timeline: {self.show(one if first is None else other)}"
        fine = first[0] <= second[0]
        return "" if fine else f"{first[1].start} comes after {second[1].start}"

    def not_background(self, said: Evidence) -> str:
        """Does no entry of the event itself stand at the years that the words name?"""
        years = set(re.findall(r"\b[12]\d{3}\b", said[1]))
        claims = {self.claim_of[name] for name in self.ids(said) if name in self.claim_of}
        wrong = [
            f"{h.value} {h.text}"
            for story in self.stories
            for h in story.timeline
            if h.claim in claims and h.value[:4] in years and not h.background
        ]
        return "; ".join(wrong)

    # News

    def _news(self, since: str) -> list[NewsTold]:
        return [entry for story in self.again(since).stories for entry in story.news]

    def no_such_news(self, since: str, said: Evidence, kind: str) -> str:
        """Is this new since then, as one of "a|b"?"""
        words = _plain(said[1])
        news = [entry for entry in self._news(since) if self.page[entry.article] == said[0]]
        have = [e.kind for e in news if words in _plain(e.text) or _plain(e.text) in words]
        if set(have) & set(kind.split("|")):
            return ""
        return f"told as {have}; of this page: {[(e.kind, e.text) for e in news]}"

    def news_of_page(self, since: str, page: str) -> str:
        """Is nothing of this page news?"""
        news = [entry for entry in self._news(since) if self.page[entry.article] == page]
        return "; ".join(f"{entry.kind}: {entry.text}" for entry in news)
