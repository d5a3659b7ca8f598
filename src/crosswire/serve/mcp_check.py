"""What an archive says of a sentence: which claims bear it out, which speak against it, by whom.

Only words decide. Where none do, the answer is "nothing in the archive", never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crosswire.compare import Compared, Stand, compare
from crosswire.records.brief import ClaimTold, OriginTold, StatementTold
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.view import StoryView

NOTHING = "nothing in the archive"

# Articles whose stories are looked into, and stories of them: beyond, only common words are shared.
ARTICLES = 60
STORIES = 8
# Words of the sentence by which they are found; a sentence has some twenty.
WORDS = 40
# Letters by which words are held to be kin before they are compared in earnest.
ROOT = 4

# What says that something is to come, may be or is asked does not say that it is so.
_NOT_YET = {
    "expected": "it is only expected",
    "possible": "it is only held possible",
    "conditional": "it is only said to follow if something else comes about",
    "asked": "it is only asked",
}


@dataclass
class Match:
    """A claim and those of its sentences that stand in one way to what was asked."""

    view: StoryView
    claim: ClaimTold
    stand: Stand
    reason: str
    cover: float
    sentences: list[StatementTold] = field(default_factory=list)

    @property
    def origins(self) -> list[OriginTold]:
        """The origins behind these sentences, not behind the rest of the claim."""
        said = {one.id for one in self.sentences}
        return [origin for origin in self.claim.origins if not said.isdisjoint(origin.statements)]


@dataclass(frozen=True)
class Checked:
    """What was found, the best matches first."""

    supports: list[Match]
    contradicts: list[Match]
    related: list[Match]

    @property
    def answer(self) -> str:
        """In words: supported, contradicted, both, or nothing in the archive."""
        told = ["supported"] * bool(self.supports) + ["contradicted"] * bool(self.contradicts)
        return " and ".join(told) or NOTHING


def check(holdings: Holdings, sentence: str, views: Sequence[StoryView] | None = None) -> Checked:
    """What these stories, or those of the archive that share its words, say of the sentence."""
    words = list(dict.fromkeys(re.findall(r"\w{3,}", sentence.casefold())))[:WORDS]
    looked = holdings.near(words, ARTICLES)[:STORIES] if views is None else views
    roots = {word[:ROOT] for word in words}
    found = [match for view in looked for match in _in_story(view, sentence, roots)]
    found.sort(key=lambda match: (-match.cover, -len(match.origins), match.claim.id))
    by_stand = {
        stand: [match for match in found if match.stand == stand]
        for stand in ("supports", "contradicts", "related")
    }
    return Checked(by_stand["supports"], by_stand["contradicts"], by_stand["related"])


def _in_story(view: StoryView, sentence: str, roots: set[str]) -> Iterator[Match]:
    for claim in view.story.claims:
        held: dict[Stand, Match] = {}
        for said in view.said(claim.statements):
            if roots.isdisjoint(
                word[:ROOT] for word in re.findall(r"\w{3,}", said.text.casefold())
            ):
                continue
            found = _stands(said, sentence)
            if found.stand == "apart":
                continue
            match = held.setdefault(
                found.stand, Match(view, claim, found.stand, found.reason, found.cover)
            )
            match.sentences.append(said)
            match.cover = max(match.cover, found.cover)
        if "supports" in held or "contradicts" in held:
            held.pop("related", None)
        yield from held.values()


def _stands(said: StatementTold, sentence: str) -> Compared:
    found = compare(said.text, sentence)
    if found.stand in ("supports", "contradicts") and said.mode in _NOT_YET:
        return Compared("related", found.cover, _NOT_YET[said.mode])
    return found
