"""The writing table: drafts as the pages see them, and claims of the archive laid beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crosswire.records.brief import ClaimTold
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.problems import Refusal
from crosswire.serve.report import editing
from crosswire.serve.report.choosing import (
    Differences,
    Marks,
    chosen,
    cited,
    differences,
    of_today,
)
from crosswire.serve.view import StoryView
from crosswire.store.reports import Chosen, Cited, Draft, Drafts, Item, Overtaken, page_marks

Change = Callable[[Draft], Draft]

# Two windows that save in the same moment: the later one makes its change anew.
_TRIES = 5


@dataclass(frozen=True)
class Picked:
    """Claims of a story fit to be put into a draft, and the articles that they cite."""

    claims: tuple[Chosen, ...]
    articles: tuple[Cited, ...]


class Table:
    """The drafts of one archive, each change kept at once."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def drafts(self, *, gone: bool = False) -> list[Draft]:
        """The drafts, the one changed last first; or those that were put away."""
        with self._holdings.open() as shelf:
            return [draft for draft in Drafts(shelf).all() if draft.gone is gone]

    def draft(self, name: str) -> Draft:
        """The draft of this id; 404 where there is none."""
        with self._holdings.open() as shelf:
            found = Drafts(shelf).get(name)
        if found is None:
            raise Refusal(404, f"there is no report {name}. /report lists them.")
        return found

    def open_of(self, owner: str) -> Draft | None:
        """The draft that somebody is at: of those not put away, the one they changed last."""
        return next((draft for draft in self.drafts() if draft.owner == owner), None)

    def begin(self, title: str, owner: str) -> Draft:
        """A new draft."""
        with self._holdings.open() as shelf:
            return Drafts(shelf).begin(editing.a_title(title), owner, now())

    def change(self, name: str, change: Change) -> Draft:
        """Makes a change to the draft as it is now, and keeps it."""
        with self._holdings.open() as shelf:
            drafts = Drafts(shelf)
            for _ in range(_TRIES):
                found = drafts.get(name)
                if found is None:
                    break
                changed = change(found)
                if changed == found:
                    return found
                try:
                    return drafts.keep(changed, now())
                except Overtaken:
                    continue
        raise Refusal(404, f"there is no report {name}. /report lists them.")

    def pick(self, story: str, names: Iterable[str]) -> Picked:
        """Claims of a story by their ids; 404 where the story or one of them is gone."""
        view = self._holdings.story(story)
        if view is None:
            raise Refusal(404, f"there is no story {story} any more.")
        claims = []
        for name in dict.fromkeys(names):
            if name not in view.claims:
                raise Refusal(404, "this claim has changed meanwhile. Load the story again.")
            claims.append(view.claims[name])
        return self._picked(view, claims)

    def _picked(self, view: StoryView, claims: Sequence[ClaimTold]) -> Picked:
        thread, differ = self._holdings.number_of(view), differences(view)
        articles = dict.fromkeys(
            said.article for claim in claims for said in view.said(claim.statements)
        )
        return Picked(
            tuple(chosen(view, thread, claim, differ) for claim in claims),
            tuple(cited(view, articles, self._marks(articles))),
        )

    def _marks(self, articles: Iterable[str]) -> Marks:
        with self._holdings.open() as shelf:
            return page_marks(shelf, articles)

    def renewed(self, item: Item) -> Picked | None:
        """What a chosen claim is today; None where no claim of its story holds its sentences."""
        assert item.claim is not None
        found = self._today(item.claim)
        return self._picked(found[0], [found[1]]) if found else None

    def _today(self, held: Chosen) -> tuple[StoryView, ClaimTold] | None:
        """The story and claim that a chosen one is today, by its story's number or its articles."""
        names = dict.fromkeys([str(held.thread), *(said.article for said in held.said)])
        for name in names:
            view = self._holdings.story(name)
            claim = of_today(view, held) if view else None
            if view is not None and claim is not None:
                return view, claim
        return None

    def states(self, draft: Draft) -> dict[str, str]:
        """How chosen claims stand to what is told today, by piece: "changed" or "gone"; else not named."""
        told: dict[str, str] = {}
        differ: dict[str, Differences] = {}
        for item in draft.items:
            found = self._today(item.claim) if item.claim else None
            if item.claim is None:
                continue
            if found is None:
                told[item.id] = "gone"
                continue
            view, claim = found
            if view.story.id not in differ:
                differ[view.story.id] = differences(view)
            if not _same(item.claim, chosen(view, item.claim.thread, claim, differ[view.story.id])):
                told[item.id] = "changed"
        return told


def _same(held: Chosen, today: Chosen) -> bool:
    """Does a report with either say the same?"""
    one, other = (
        (claim.text, claim.support, set(claim.said), set(claim.differ), _names(claim))
        for claim in (held, today)
    )
    return one == other


def _names(claim: Chosen) -> list[str]:
    return sorted(origin.name for origin in claim.origins)


def now() -> str:
    """The moment, as drafts keep it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def mark_of(words: str) -> str:
    """By which one sees whether words are still those that a window showed."""
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()
