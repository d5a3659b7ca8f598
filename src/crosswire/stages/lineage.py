"""Lineage: which articles come from one another, whole or in part.

Reads: articles, and their readings (for speech that is quoted without marks).
Writes: kinships of two articles, lineages of all that share one text, issues.
Meets: "lineage.pair" brings together the articles that share a kept shingle of body text outside
    quoted speech. A pair is judged under the smallest shingle that it shares, so once. Under a shingle
    that more than `crowd` articles share, all are compared with the first few only: a wire in a
    thousand papers is still one lineage, and the work stays near-linear. "lineage.settle" brings the
    whole pile together under one key. Bound: it holds the articles and kinships of the pile in the
    memory of one process.
Decides: whether enough of the shorter text stands in the longer, outside quotes; whether it is a copy,
    a revision or an excerpt; which of the two was first.
Never: takes a shared speech, letter or post for a copy; takes a template filled anew for a revision;
    claims a direction that nothing shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from crosswire.match.align import Run, chains, passages, runs
from crosswire.match.cluster import components
from crosswire.match.fingerprint import (
    Flags,
    Words,
    containment,
    mask,
    quoted_spans,
    sampled,
    words_of,
)
from crosswire.match.vectors import held, telling
from crosswire.match.versions import changes, earlier
from crosswire.records.base import Feature, Issue, Record, make_id
from crosswire.records.lineage import Change, Kinship, Lineage, Relation
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import Options, Room, Stage, Step, of_type


class LineageOptions(Options, frozen=True, kw_only=True):
    """Settings of the stage. Calibrated in November 2026 on four development sets of pairs: a wire
    of 1987, versions of encyclopedia articles, reprints among pages of one topic, and forty pairs
    read by a person."""

    meet: float = 0.06
    """Least share of kept shingles before two texts are aligned: far under every true pair, it spares
    the alignment of pairs with one stock phrase in common."""

    share: float = 0.2
    """Least part of the shorter text in runs beyond their first `chance` words. At .15 follow-ups that
    reuse background become kin, at .25 trimmed reprints with local paragraphs are lost."""

    chance: int = 5
    """Words of each run that the language alone may account for."""

    evidence: int = 22
    """Least such words in all: short items made from one template share some fifteen."""

    whole: float = 0.75
    """With this share of all words nothing else is asked of short texts but their telling words."""

    telling: float = 0.5
    """Least part of the rarer names, figures and words in common: filled templates have less."""

    lead: float = 0.82
    """With little evidence, telling words of one opening that the other text must hold."""

    little: int = 50
    """Evidence below this is little: a template of a hundred words can give it."""

    crowd: int = 60
    """Articles under one shingle from which on only the first `heads` are compared with all."""

    heads: int = 6


OPENING_LETTERS = 300


@dataclass(frozen=True, slots=True, eq=False)
class _Sketch:
    """A text as this stage sees it: its words, which of them are its own, its kept shingles."""

    words: Words
    own: Flags
    kept: tuple[int, ...]
    kept_set: frozenset[int]
    telling: dict[str, float]
    opening: dict[str, float]


@lru_cache(maxsize=20_000)
def _sketch(body: str, skipped: tuple[tuple[int, int], ...]) -> _Sketch:
    words = words_of(body)
    masked = mask(words, [*quoted_spans(body), *skipped])
    kept = tuple(sampled(words, masked))
    return _Sketch(
        words=words,
        own=~masked,
        kept=kept,
        kept_set=frozenset(kept),
        telling=telling(body),
        opening=telling(body[:OPENING_LETTERS]),
    )


_OWN_LABELS = frozenset({"body", "headline", "standfirst"})


def sketch_of(article: Article) -> _Sketch:
    """The sketch of an article's body; blocks that are not its own prose are masked."""
    skipped = tuple(
        (block.span.start, block.span.end)
        for block in article.blocks
        if block.span is not None and block.label not in _OWN_LABELS
    )
    return _sketch(article.body, skipped)


def by_shingle(record: Record) -> Iterable[str]:
    """An article meets others under each of its kept shingles."""
    if isinstance(record, Article):
        return [f"{shingle:016x}" for shingle in sketch_of(record).kept]
    return ()


def pair(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Judges each two articles under the smallest shingle that they share."""
    options: LineageOptions = room.options
    articles = of_type(records, Article)
    if len(articles) < 2:
        return
    shingle = int(key, 16)
    crowded = len(articles) > options.crowd
    for at, (left, right) in _pairs(articles, options.heads if crowded else len(articles)):
        del at
        one, other = sketch_of(left), sketch_of(right)
        if min(one.kept_set & other.kept_set) != shingle:
            continue
        if containment(one.kept_set, other.kept_set) < options.meet:
            continue
        kinship = judge(left, right, options)
        if kinship is not None:
            yield kinship


def _pairs(
    articles: Sequence[Article], heads: int
) -> Iterator[tuple[int, tuple[Article, Article]]]:
    for at, left in enumerate(articles[:heads]):
        for right in articles[at + 1 :]:
            yield at, (left, right)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What two texts have in common outside quoted speech."""

    runs: tuple[Run, ...]
    share: float
    left_share: float
    right_share: float
    beyond_chance: int
    beyond_share: float
    telling: float
    lead: float
    edits: int


def _evidence(left: _Sketch, right: _Sketch, options: LineageOptions) -> _Evidence:
    found = tuple(runs(left.words, right.words))
    joined = [run for row in chains(found) for run in row] or list(found)
    sizes = [int(np.count_nonzero(left.own[run.left : run.left + run.size])) for run in joined]
    left_size, right_size = int(left.own.sum()), int(right.own.sum())
    same = sum(sizes)
    beyond = sum(max(0, size - options.chance) for size in sizes)
    return _Evidence(
        runs=found,
        share=same / max(min(left_size, right_size), 1),
        left_share=same / max(left_size, 1),
        right_share=same / max(right_size, 1),
        beyond_chance=beyond,
        beyond_share=beyond / max(min(left_size, right_size), 1),
        telling=max(held(left.telling, right.telling), held(right.telling, left.telling)),
        lead=max(held(left.opening, right.telling), held(right.opening, left.telling)),
        edits=sum(len(row) - 1 for row in chains(found)),
    )


def _kin(found: _Evidence, options: LineageOptions) -> bool:
    if found.share > 0.9:
        return True
    if found.telling < options.telling:
        return False
    if found.beyond_chance < options.little and found.lead < options.lead:
        return False
    enough = found.beyond_share >= options.share and found.beyond_chance >= options.evidence
    return enough or found.share >= options.whole


def judge(left: Article, right: Article, options: LineageOptions) -> Kinship | None:
    """The kinship of two articles, or None when neither text comes from the other."""
    one, other = sketch_of(left), sketch_of(right)
    found = _evidence(one, other, options)
    if not _kin(found, options):
        return None
    relation = _relation(left, right, found)
    turned, how = earlier(left, right, relation, found.left_share, found.right_share)
    told = passages(left.body, right.body, one.words, other.words, found.runs)
    if turned:
        left, right = right, left
        told = tuple(type(p)(left=p.right, right=p.left) for p in told)
    return Kinship(
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
            Feature(name="edited places", value=found.edits),
        ),
    )


def _relation(left: Article, right: Article, found: _Evidence) -> Relation:
    both = min(found.left_share, found.right_share)
    hand = _same_hand(left, right)
    if hand and both < 0.99:
        return "revision" if max(found.left_share, found.right_share) >= 0.5 else "excerpt"
    if hand is None and found.edits >= 2 and both < 0.99:
        return "revision"
    return "copy" if both >= 0.7 else "excerpt"


def _same_hand(left: Article, right: Article) -> bool | None:
    """Did one desk write both? None when nothing is known of either."""
    if left.address and left.address == right.address:
        return True
    ours, theirs = left.outlet or left.domain, right.outlet or right.domain
    if ours and theirs:
        return ours.casefold() == theirs.casefold()
    return None


def settle_key(record: Record) -> Iterable[str]:
    """Everything under one key: a lineage may reach through the whole pile."""
    return ("all",) if isinstance(record, Article | Kinship) else ()


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Lineages: what copies, revisions and excerpts tie together."""
    del key, room
    articles = of_type(records, Article)
    kinships = {kinship.id: kinship for kinship in of_type(records, Kinship)}
    place = {article.id: at for at, article in enumerate(articles)}
    links = [
        (place[kin.left], place[kin.right])
        for kin in kinships.values()
        if kin.left in place and kin.right in place
    ]
    ties: dict[int, list[Kinship]] = {}
    groups = [group for group in components(len(articles), links) if len(group) > 1]
    home = {member: number for number, group in enumerate(groups) for member in group}
    for kin in kinships.values():
        if kin.left in place and kin.right in place:
            ties.setdefault(home[place[kin.left]], []).append(kin)
    for number, group in enumerate(groups):
        yield _lineage([articles[at] for at in group], ties[number])


def _lineage(members: Sequence[Article], ties: Sequence[Kinship]) -> Lineage:
    order, ordered = in_order(members, ties)
    by_id = {article.id: article for article in members}
    told: list[Change] = []
    for kin in ties:
        if kin.relation == "revision":
            told.extend(changes(by_id[kin.left], by_id[kin.right], kin.passages))
    agencies = sorted({article.agency for article in members if article.agency})
    return Lineage(
        id=make_id("lineage", *sorted(by_id)),
        articles=tuple(order),
        agency=agencies[0] if agencies else None,
        ordered=ordered,
        kinships=tuple(sorted(kin.id for kin in ties)),
        changes=tuple(told),
    )


def in_order(members: Sequence[Article], ties: Sequence[Kinship]) -> tuple[list[str], bool]:
    """The members, earliest first as far as the ties tell; the flag says whether they tell all."""
    before: dict[str, set[str]] = {article.id: set() for article in members}
    for kin in ties:
        if kin.direction != "unknown":
            before[kin.right].add(kin.left)
    shown = {
        article.id: (article.published.value if article.published else "9999", article.id)
        for article in members
    }
    order: list[str] = []
    left = set(before)
    while left:
        free = [one for one in left if not before[one] & left] or list(left)
        chosen = min(free, key=shown.__getitem__)
        order.append(chosen)
        left.remove(chosen)
    known = all(kin.direction != "unknown" for kin in ties)
    return order, known


STAGE = Stage(
    "lineage",
    LineageOptions(),
    (
        Step("lineage.pair", (Article, Reading), (Kinship, Issue), by_shingle, pair),
        Step("lineage.settle", (Article, Kinship), (Lineage, Issue), settle_key, settle),
    ),
)
