"""What is new in a story: the brief of what was there before, beside the brief of all.

new story        nothing of it was there before
number changed   a new side of a disagreement about an amount, beside one that stood before; or a later
                 version of an article with another number
reports differ   a new side of any other conflict or update
denied           somebody says that it is not so
withdrawn        a later version of an article no longer says it
came about, postponed, moved, cancelled, failed, overdue    what was expected, and its outcome now
further origin   a claim known before now has an independent origin more; a copy is none
new claim        nothing that was there before says it

Each thing is told once, by the first of these kinds that fits. Claims of the two briefs are the same
where they share a statement, that is, a stretch of the same article: never by likeness of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from crosswire.records.base import make_id
from crosswire.records.brief import (
    Brief,
    ChangeTold,
    ClaimTold,
    DisagreementTold,
    ExpectationTold,
    NewsKind,
    NewsTold,
    OriginTold,
    StatementTold,
    StoryTold,
)
from crosswire.records.claim import Side, Status

# A headline, a standfirst or a caption that no text bears out words a page, not the event.
_HEADS = frozenset({"headline", "standfirst", "caption"})

_OUTCOME: dict[Status, NewsKind] = {
    "fulfilled": "came about",
    "postponed": "postponed",
    "moved": "moved",
    "cancelled": "cancelled",
    "failed": "failed",
}

Spot = tuple[str, int, int]


def with_news(before: Brief, after: Brief, since: str | None = None) -> Brief:
    """The later brief with the news of each of its stories; `since` is only noted in it."""
    stories = tuple(
        msgspec.structs.replace(story, news=news_of(before.stories, story))
        for story in after.stories
    )
    return msgspec.structs.replace(after, stories=stories, since=since)


def news_of(before: Iterable[StoryTold], after: StoryTold) -> tuple[NewsTold, ...]:
    """What `after` tells that the stories of `before` did not, the weightiest kinds first.

    Stories of `before` that share no article with it are passed over; where none is left, the whole
    story is new and told as one entry. Nothing is news by the mere arrival of a copy.
    """
    here = {article.id for article in after.articles}
    known = [told for told in before if any(article.id in here for article in told.articles)]
    beside = _Beside.of(known, after)
    if not known:
        return tuple(beside.new_story())
    found = [
        *beside.disagreements(),
        *beside.versions(),
        *beside.outcomes(),
        *beside.confirmations(),
        *beside.new_claims(),
    ]
    return tuple(beside.without_clauses({entry.id: entry for entry in found}.values()))


def _spot(said: StatementTold) -> Spot:
    """Where a statement stands: its own id depends on the story it was told in."""
    return said.article, said.start, said.end


@dataclass
class _Beside:
    """A story and what was known of it before; `told` holds the claims that are news already."""

    after: StoryTold
    old_articles: frozenset[str]
    old_claims: dict[Spot, ClaimTold]
    old_outcomes: dict[Spot, tuple[Status, bool]]
    statements: dict[str, StatementTold]
    claim_of: dict[str, ClaimTold]
    told: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, known: Sequence[StoryTold], after: StoryTold) -> _Beside:
        """The story beside those of its parts that were there before."""
        claims: dict[Spot, ClaimTold] = {}
        outcomes: dict[Spot, tuple[Status, bool]] = {}
        for story in known:
            spots = {said.id: _spot(said) for said in story.statements}
            for claim in story.claims:
                claims.update((spots[name], claim) for name in claim.statements if name in spots)
            for entry in story.expectations:
                if entry.statement in spots:
                    outcomes[spots[entry.statement]] = entry.status, entry.overdue
        return cls(
            after=after,
            old_articles=frozenset(article.id for story in known for article in story.articles),
            old_claims=claims,
            old_outcomes=outcomes,
            statements={said.id: said for said in after.statements},
            claim_of={name: claim for claim in after.claims for name in claim.statements},
        )

    def said(self, ids: Iterable[str]) -> list[StatementTold]:
        """The statements with these ids, those that are known."""
        return [self.statements[name] for name in ids if name in self.statements]

    def fresh(self, ids: Iterable[str]) -> list[StatementTold]:
        """Of these statements the ones that articles say which were not there before."""
        return [said for said in self.said(ids) if said.article not in self.old_articles]

    def is_new(self, ids: Iterable[str]) -> bool:
        """Do only new articles say so?"""
        told = self.said(ids)
        return bool(told) and len(self.fresh(ids)) == len(told)

    def is_told(self, said: StatementTold) -> bool:
        """Is the claim that holds it news already?"""
        return said.id in self.claim_of and self.claim_of[said.id].id in self.told

    def entry(
        self,
        kind: NewsKind,
        said: StatementTold,
        reason: str,
        before: str | None = None,
        after: str | None = None,
    ) -> NewsTold:
        """One thing that is new; the claim that holds it is not told a second time as new."""
        claim = self.claim_of.get(said.id)
        if claim is not None and kind != "new claim":
            self.told.add(claim.id)
        return NewsTold(
            id=make_id("news", kind, *_spot(said), before or "", after or ""),
            kind=kind,
            text=said.text,
            statement=said.id,
            article=said.article,
            claim=claim.id if claim else None,
            before=before,
            after=after,
            reason=reason,
        )

    def new_story(self) -> Iterator[NewsTold]:
        """One entry for the whole story: the wording of its weightiest claim."""
        ranked = sorted(self.after.claims, key=lambda claim: (_bare(self, claim), -claim.weight))
        for said in self.said([claim.wording for claim in ranked])[:1]:
            count = len(self.after.articles)
            reason = f"none of its {count} articles was there before"
            yield self.entry("new story", said, reason if count > 1 else "its article is new")

    def disagreements(self) -> Iterator[NewsTold]:
        """New sides beside sides that stood before; another spelling is none."""
        for entry in self.after.disagreements:
            old = [side for side in entry.sides if not self.is_new(side.statements)]
            if entry.nature == "variant" or not old:
                continue
            for side in entry.sides:
                if self.is_new(side.statements):
                    yield self._new_side(entry, side, old[-1])

    def _new_side(self, entry: DisagreementTold, side: Side, old: Side) -> NewsTold:
        said = _first(self.fresh(side.statements))
        for other in self.said(side.statements):
            if other.id in self.claim_of and self.is_new(self.claim_of[other.id].statements):
                self.told.add(self.claim_of[other.id].id)
        kind: NewsKind = "reports differ"
        if entry.kind == "polarity":
            kind = "denied" if said.negated or said.mode == "denied" else kind
        elif entry.kind == "quantity" and entry.nature == "update":
            kind = "number changed"
        return self.entry(kind, said, entry.reason, old.value, side.value)

    def versions(self) -> Iterator[NewsTold]:
        """Numbers that a new version has changed, and sentences that it has no more."""
        for line in self.after.lineages:
            versions = {(k.left, k.right) for k in line.kinships if k.relation == "revision"}
            for change in line.changes:
                is_later = change.right not in self.old_articles
                if is_later and (change.left, change.right) in versions:
                    yield from self._changed(change)

    def _changed(self, change: ChangeTold) -> Iterator[NewsTold]:
        if change.kind == "withdrawn" and change.before_at:
            start, end = (
                change.before_at[0],
                change.before_at[1] + 1,
            )  # the words end before the stop
            for said in self.after.statements:
                claim = self.claim_of.get(said.id)
                gone = said.article == change.left and start <= said.start and said.end <= end
                if gone and claim is not None and change.right not in claim.articles:
                    why = "the later version of its article no longer says so"
                    yield self.entry("withdrawn", said, why, said.text)
        elif change.kind == "number" and change.before and change.after_at:
            at = change.after_at
            holds = [
                said
                for said in self.after.statements
                if said.article == change.right and said.start <= at[0] and at[1] <= said.end
            ]
            if holds and not any(self.is_told(said) for said in holds):
                said = min(holds, key=lambda said: said.end - said.start)
                why = "the later version of its article has another number"
                yield self.entry("number changed", said, why, change.before, change.after)

    def outcomes(self) -> Iterator[NewsTold]:
        """What was open and is decided now, or is overdue; alike expectations once."""
        seen: set[tuple[str, str]] = set()
        for entry in self.after.expectations:
            said = self.statements.get(entry.statement)
            was = self.old_outcomes.get(_spot(said)) if said else None
            key = (entry.claim, entry.status)
            if said is None or was is None or key in seen or was == (entry.status, entry.overdue):
                continue
            told = list(self._outcome(entry, said, was))
            if told:
                seen.add(key)
            yield from told

    def _outcome(
        self, entry: ExpectationTold, said: StatementTold, was: tuple[Status, bool]
    ) -> Iterator[NewsTold]:
        if entry.status == "open":
            if entry.overdue and not was[1]:
                yield self.entry("overdue", said, f"due {entry.due}, {entry.reason}", said.text)
            return
        by = self.fresh(entry.by)
        if entry.status != was[0] and by:
            yield self.entry(_OUTCOME[entry.status], _first(by), entry.reason, said.text)

    def confirmations(self) -> Iterator[NewsTold]:
        """Claims known before that have an origin of which nothing was there before."""
        for claim in self._ranked():
            known = [
                self.old_claims[_spot(s)]
                for s in self.said(claim.statements)
                if _spot(s) in self.old_claims
            ]
            if not known or claim.support == "circular" or claim.id in self.told:
                continue
            names = {(origin.kind, origin.name) for old in known for origin in old.origins}
            new = [
                o for o in claim.origins if self._is_further(o) and (o.kind, o.name) not in names
            ]
            # An origin that takes the place of another (an outlet's word that proves to be a
            # copy) is no further one.
            if new and len(claim.origins) > max(len(old.origins) for old in known):
                yield self._confirmation(claim, new)

    def _is_further(self, origin: OriginTold) -> bool:
        return origin.kind != "crowd" and self.is_new(origin.statements)

    def _confirmation(self, claim: ClaimTold, new: Sequence[OriginTold]) -> NewsTold:
        names = ", ".join(_named(origin) for origin in new)
        return self.entry(
            "further origin",
            _first(self.fresh(new[0].statements)),
            f"now also from {names}",
            _counted(len(claim.origins) - len(new)),
            _counted(len(claim.origins)),
        )

    def new_claims(self) -> Iterator[NewsTold]:
        """Claims that only new articles state, the weightiest first; bare headlines are none."""
        for claim in self._ranked():
            if claim.id in self.told or not self.is_new(claim.statements) or _bare(self, claim):
                continue
            said = self.statements.get(claim.wording) or _first(self.said(claim.statements))
            names = ", ".join(_named(origin) for origin in claim.origins)
            kind: NewsKind = "denied" if said.mode == "denied" else "new claim"
            yield self.entry(kind, said, f"from {names}" if names else claim.support)

    def without_clauses(self, found: Iterable[NewsTold]) -> Iterator[NewsTold]:
        """The news, less new claims that are clauses of a sentence told already."""
        told = list(found)
        shown = [self.statements[entry.statement] for entry in told]
        for entry, said in zip(told, shown, strict=True):
            whole = any(_within(said, other) for other in shown)
            if entry.kind != "new claim" or not whole:
                yield entry

    def _ranked(self) -> list[ClaimTold]:
        return sorted(self.after.claims, key=lambda claim: -claim.weight)


def _bare(beside: _Beside, claim: ClaimTold) -> bool:
    return {said.label for said in beside.said(claim.statements)} <= _HEADS


def _within(inner: StatementTold, outer: StatementTold) -> bool:
    """Is the one a piece of the other?"""
    held = outer.start <= inner.start and inner.end <= outer.end
    longer = outer.end - outer.start > inner.end - inner.start
    return inner.article == outer.article and held and longer


def _first(told: Sequence[StatementTold]) -> StatementTold:
    """The one to show: text before headlines, then the order of the brief."""
    return min(told, key=lambda said: said.label in _HEADS)


def _counted(origins: int) -> str:
    return f"{origins} origin{'' if origins == 1 else 's'}"


def _named(origin: OriginTold) -> str:
    marks = f" ({', '.join(origin.marks)})" if origin.marks else ""
    return f"{origin.name or 'unnamed'}{marks}"
