"""Does one text come from the other? The evidence, and what it adds up to.

1. Runs of words that agree are counted where at least one text says them in its own voice: a speech
   or a post that both quote is no evidence, prose that one quotes from the other is.
2. Of each run only what lies beyond chance counts: stock phrases are the language's.
3. Names, figures and rare words must agree too, and where the evidence is little, none may stand
   exchanged: one template filled twice is no copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from crosswire.match.align import Run, chains, passages, runs, swaps
from crosswire.match.direction import Shares, earlier, moment, prints_words_of_others
from crosswire.match.fingerprint import (
    Flags,
    Words,
    mask,
    post_spans,
    quoted_spans,
    sampled,
    words_of,
)
from crosswire.match.vectors import held, telling
from crosswire.records.base import Feature, Record, make_id
from crosswire.records.lineage import Kinship, Passage, Relation
from crosswire.records.page import Article
from crosswire.records.shape import Options


class KinshipOptions(Options, frozen=True, kw_only=True):
    """When two texts are kin, and how. Calibrated in November 2026 on four development sets of pairs: a wire
    of 1987, versions of encyclopedia articles, reprints among pages of one topic, and forty pairs
    read by a person."""

    share: float = 0.2
    """Least part of the shorter text in runs beyond their first `chance` words. At .15 follow-ups that
    reuse background become kin, at .25 trimmed reprints with local paragraphs are lost."""

    chance: int = 5
    """Words of each run that the language alone may account for."""

    evidence: int = 25
    """Least such words in all: short items made from one template share some fifteen."""

    opening: float = 0.5
    """Part of the first words in common from which two texts open alike."""

    unchanged: float = 0.99
    """A text of which so much stands in the other, both ways, is the same text."""

    copied: float = 0.7
    """With so much of both texts in common one is a copy of the other, below an excerpt."""

    revised: float = 0.5
    """One desk's texts that share less, and open otherwise, are two articles with some background in
    common."""

    whole: float = 0.75
    """With this share of all words nothing else is asked of short texts but their telling words."""

    telling: float = 0.5
    """Least part of the rarer names, figures and words in common: filled templates have less."""

    nearly_all: float = 0.9
    """Above this share of all words, or of the telling ones, nothing else is asked."""

    plain_share: float = 0.4
    plain_telling: float = 0.75
    plain_evidence: int = 12
    """Short texts that exchange no name or figure are kin with less evidence, when so many of their
    words and of their telling ones agree."""

    template_telling: float = 0.65
    """With one exchange, fewer telling words in common than this are a template's too."""

    swaps: int = 2
    """With little evidence, so many places where one name or figure stands for another betray a
    template. Reprints have none, rarely one; bond issues and results have three and more."""

    template_days: int = 5
    much: int = 150
    """So many days apart, and with less evidence than this, one name or figure exchanged is enough for
    a template: weekly and monthly notices repeat all but their figures."""

    little: int = 60
    """Evidence below this is little: a template of a hundred words can give it."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A text as this stage sees it: its words, which of them are its own, its kept shingles."""

    words: Words
    own: Flags
    kept: tuple[int, ...]
    kept_set: frozenset[int]
    telling: dict[str, float]


@lru_cache(maxsize=20_000)  # a pile; in a larger one a text may be sketched more than once
def _sketch(headline: str, body: str, skipped: tuple[tuple[int, int], ...]) -> Sketch:
    words = words_of(body)
    spans = [*quoted_spans(body), *post_spans(body), *skipped]
    if prints_words_of_others(headline, body):
        spans.append((0, len(body)))
    masked = mask(words, spans)
    kept = tuple(sampled(words))
    return Sketch(
        words=words,
        own=~masked,
        kept=kept,
        kept_set=frozenset(kept),
        telling=telling(body),
    )


_OWN_LABELS = frozenset({"body", "headline", "standfirst"})


def sketch_of(article: Article) -> Sketch:
    """The sketch of an article's body; blocks that are not its own prose are masked."""
    skipped = tuple(
        (block.span.start, block.span.end)
        for block in article.blocks
        if block.span is not None and block.label not in _OWN_LABELS
    )
    return _sketch(article.headline or "", article.body, skipped)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts have in common; words that both quote do not count."""

    runs: tuple[Run, ...]
    shares: Shares
    beyond_chance: int
    beyond_share: float
    telling: float
    swaps: int
    opening: float
    edits: int

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the longer."""
        return max(self.shares.left, self.shares.right)

    @property
    def part(self) -> float:
        """The part of the longer text that stands in the shorter."""
        return min(self.shares.left, self.shares.right)


def evidence(left: Article, right: Article, options: KinshipOptions) -> Evidence:
    """What the bodies of two articles have in common, word for word."""
    one, other = sketch_of(left), sketch_of(right)
    found = tuple(runs(one.words, other.words))
    rows = chains(found) or [[run] for run in found]
    joined = [run for row in rows for run in row]
    sizes = [_counted(run, one, other) for run in joined]
    quoted = sum(run.size for run in joined) - sum(sizes)
    left_size, right_size = len(one.words) - quoted, len(other.words) - quoted
    shorter = max(min(left_size, right_size), 1)
    beyond = sum(max(0, size - options.chance) for size in sizes)
    return Evidence(
        runs=found,
        shares=Shares(
            left=sum(sizes) / max(left_size, 1),
            right=sum(sizes) / max(right_size, 1),
            quoted_left=sum(_quoted_only(run, one, other)[0] for run in joined),
            quoted_right=sum(_quoted_only(run, one, other)[1] for run in joined),
        ),
        beyond_chance=beyond,
        beyond_share=beyond / shorter,
        telling=max(held(one.telling, other.telling), held(other.telling, one.telling)),
        swaps=swaps(left.body, right.body, one.words, other.words, found),
        opening=_opening(found),
        edits=sum(len(row) - 1 for row in rows),
    )


def _counted(run: Run, one: Sketch, other: Sketch) -> int:
    """Words of a run that are the own prose of one of the two texts at least."""
    ours = one.own[run.left : run.left + run.size]
    theirs = other.own[run.right : run.right + run.size]
    return int(np.count_nonzero(ours | theirs))


def _quoted_only(run: Run, one: Sketch, other: Sketch) -> tuple[int, int]:
    """Words of a run that only the left text quotes, and words that only the right one does."""
    ours = one.own[run.left : run.left + run.size]
    theirs = other.own[run.right : run.right + run.size]
    return int(np.count_nonzero(~ours & theirs)), int(np.count_nonzero(ours & ~theirs))


OPENING_WORDS = 25


def _opening(found: Sequence[Run]) -> float:
    """How much of the first words of one text stand among the first of the other."""
    same = sum(
        max(0, min(run.left + run.size, OPENING_WORDS) - run.left)
        for run in found
        if run.left < OPENING_WORDS and run.right < 2 * OPENING_WORDS
    )
    return same / OPENING_WORDS


def _kin(found: Evidence, options: KinshipOptions) -> bool:
    if found.share > options.nearly_all:
        return True
    if found.telling < options.telling or _is_template(found, options):
        return False
    enough = found.beyond_share >= options.share and found.beyond_chance >= options.evidence
    return enough or _is_plain(found, options) or found.share >= options.whole


def _is_plain(found: Evidence, options: KinshipOptions) -> bool:
    """Little text, but what there is agrees: no name or figure stands exchanged."""
    return (
        found.share >= options.plain_share
        and found.telling >= options.plain_telling
        and found.beyond_chance >= options.plain_evidence
        and not found.swaps
    )


def _is_template(found: Evidence, options: KinshipOptions) -> bool:
    """Two fillings of one form: with little evidence, names and figures stand exchanged."""
    if found.beyond_chance >= options.little or found.telling >= options.nearly_all:
        return False
    return found.swaps >= options.swaps or (
        found.swaps > 0 and found.telling < options.template_telling
    )


class Tie(Record, frozen=True, kw_only=True):
    """A kinship before its whole lineage is known.

    `hand`: did one desk write both? Null when nothing is known of either. `evolves`: do both open
    alike, as versions of one page do?
    """

    id: str
    kinship: Kinship
    hand: bool | None
    evolves: bool


def judge(left: Article, right: Article, options: KinshipOptions) -> Tie | None:
    """The tie of two articles, or None when neither text comes from the other."""
    found = evidence(left, right, options)
    if not _kin(found, options) or _is_refilled(left, right, found, options):
        return None
    hand = _same_hand(left, right)
    evolves = found.opening >= options.opening and found.part < options.unchanged
    relation = _relation(found, hand, evolves, options)
    turned, how = earlier(left, right, relation, found.shares)
    one, other = sketch_of(left).words, sketch_of(right).words
    told = passages(left.body, right.body, one, other, found.runs)
    if turned:
        left, right = right, left
        told = tuple(Passage(left=part.right, right=part.left) for part in told)
    kinship = Kinship(
        id=make_id("kinship", left.id, right.id),
        left=left.id,
        right=right.id,
        relation=relation,
        direction=how,
        share=round(min(found.share, 1.0), 4),
        passages=told,
        features=(
            Feature(name="words beyond chance", value=found.beyond_chance),
            Feature(name="telling words in common", value=round(found.telling, 4)),
            Feature(name="names and figures exchanged", value=found.swaps),
            Feature(name="opening in common", value=round(found.opening, 4)),
            Feature(name="edited places", value=found.edits),
        ),
    )
    return Tie(id=kinship.id, kinship=kinship, hand=hand, evolves=evolves)


def _relation(
    found: Evidence, hand: bool | None, evolves: bool, options: KinshipOptions
) -> Relation:
    """One desk revises its text; others copy it, whole or in part."""
    if hand and found.part < options.unchanged and (evolves or found.share >= options.revised):
        return "revision"
    if hand is None and evolves:
        return "revision"
    return "copy" if found.part >= options.copied else "excerpt"


def _is_refilled(left: Article, right: Article, found: Evidence, options: KinshipOptions) -> bool:
    """The form of some days ago, filled with another name or figure: not a later version."""
    if not found.swaps or found.beyond_chance >= options.much:
        return False
    if left.address and left.address == right.address:
        return False
    one, other = moment(left.published), moment(right.published)
    if one is None or other is None:
        return False
    return abs((one[0] - other[0]).days) >= options.template_days


def _same_hand(left: Article, right: Article) -> bool | None:
    """Did one desk write both? None when nothing is known of either."""
    if left.address and left.address == right.address:
        return True
    ours, theirs = left.outlet or left.domain, right.outlet or right.domain
    if ours and theirs and ours.casefold() == theirs.casefold():
        return True
    authors = {name.casefold() for name in left.authors + left.contributors}
    if authors & {name.casefold() for name in right.authors}:
        return True
    return False if ours or theirs else None
