"""Lineage: which articles come from one another, whole or in part.

Reads: articles.
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

import msgspec
import numpy as np

from crosswire.match.align import Run, chains, passages, runs, swaps
from crosswire.match.cluster import components
from crosswire.match.direction import Shares, earlier, prints_words_of_others
from crosswire.match.fingerprint import (
    Flags,
    Words,
    containment,
    mask,
    post_spans,
    quoted_spans,
    sampled,
    words_of,
)
from crosswire.match.vectors import held, telling
from crosswire.match.versions import changes
from crosswire.records.base import Feature, Issue, Record, make_id
from crosswire.records.lineage import Change, Kinship, Lineage, Passage, Relation
from crosswire.records.page import Article
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

    little: int = 60
    """Evidence below this is little: a template of a hundred words can give it."""

    crowd: int = 60
    """Articles under one shingle from which on only the first `heads` are compared with all."""

    heads: int = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Sketch:
    """A text as this stage sees it: its words, which of them are its own, its kept shingles."""

    words: Words
    own: Flags
    kept: tuple[int, ...]
    kept_set: frozenset[int]
    telling: dict[str, float]


@lru_cache(maxsize=20_000)
def _sketch(headline: str, body: str, skipped: tuple[tuple[int, int], ...]) -> _Sketch:
    words = words_of(body)
    spans = [*quoted_spans(body), *post_spans(body), *skipped]
    if prints_words_of_others(headline, body):
        spans.append((0, len(body)))
    masked = mask(words, spans)
    kept = tuple(sampled(words))
    return _Sketch(
        words=words,
        own=~masked,
        kept=kept,
        kept_set=frozenset(kept),
        telling=telling(body),
    )


_OWN_LABELS = frozenset({"body", "headline", "standfirst"})


def sketch_of(article: Article) -> _Sketch:
    """The sketch of an article's body; blocks that are not its own prose are masked."""
    skipped = tuple(
        (block.span.start, block.span.end)
        for block in article.blocks
        if block.span is not None and block.label not in _OWN_LABELS
    )
    return _sketch(article.headline or "", article.body, skipped)


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
    for left, right in _pairs(articles, options.heads if crowded else len(articles)):
        one, other = sketch_of(left), sketch_of(right)
        if min(one.kept_set & other.kept_set) != shingle:
            continue
        if containment(one.kept_set, other.kept_set) < options.meet:
            continue
        tie = judge(left, right, options)
        if tie is not None:
            yield tie


def _pairs(articles: Sequence[Article], heads: int) -> Iterator[tuple[Article, Article]]:
    for at, left in enumerate(articles[:heads]):
        for right in articles[at + 1 :]:
            yield left, right


@dataclass(frozen=True, slots=True)
class _Evidence:
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


def _evidence(left: Article, right: Article, options: LineageOptions) -> _Evidence:
    one, other = sketch_of(left), sketch_of(right)
    found = tuple(runs(one.words, other.words))
    rows = chains(found) or [[run] for run in found]
    joined = [run for row in rows for run in row]
    sizes = [_counted(run, one, other) for run in joined]
    quoted = sum(run.size for run in joined) - sum(sizes)
    left_size, right_size = len(one.words) - quoted, len(other.words) - quoted
    shorter = max(min(left_size, right_size), 1)
    beyond = sum(max(0, size - options.chance) for size in sizes)
    return _Evidence(
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


def _counted(run: Run, one: _Sketch, other: _Sketch) -> int:
    """Words of a run that are the own prose of one of the two texts at least."""
    ours = one.own[run.left : run.left + run.size]
    theirs = other.own[run.right : run.right + run.size]
    return int(np.count_nonzero(ours | theirs))


def _quoted_only(run: Run, one: _Sketch, other: _Sketch) -> tuple[int, int]:
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


def _kin(found: _Evidence, options: LineageOptions) -> bool:
    if found.share > options.nearly_all:
        return True
    if found.telling < options.telling or _is_template(found, options):
        return False
    enough = found.beyond_share >= options.share and found.beyond_chance >= options.evidence
    return enough or _is_plain(found, options) or found.share >= options.whole


def _is_plain(found: _Evidence, options: LineageOptions) -> bool:
    """Little text, but what there is agrees: no name or figure stands exchanged."""
    return (
        found.share >= options.plain_share
        and found.telling >= options.plain_telling
        and found.beyond_chance >= options.plain_evidence
        and not found.swaps
    )


def _is_template(found: _Evidence, options: LineageOptions) -> bool:
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


def judge(left: Article, right: Article, options: LineageOptions) -> Tie | None:
    """The tie of two articles, or None when neither text comes from the other."""
    found = _evidence(left, right, options)
    if not _kin(found, options):
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
    found: _Evidence, hand: bool | None, evolves: bool, options: LineageOptions
) -> Relation:
    """One desk revises its text; others copy it, whole or in part."""
    if hand and found.part < options.unchanged and (evolves or found.share >= options.revised):
        return "revision"
    if hand is None and evolves:
        return "revision"
    return "copy" if found.part >= options.copied else "excerpt"


def _same_hand(left: Article, right: Article) -> bool | None:
    """Did one desk write both? None when nothing is known of either."""
    if left.address and left.address == right.address:
        return True
    ours, theirs = left.outlet or left.domain, right.outlet or right.domain
    if ours and theirs and ours.casefold() == theirs.casefold():
        return True
    authors = {name.casefold() for name in left.authors}
    if authors and authors == {name.casefold() for name in right.authors}:
        return True
    return False if ours or theirs else None


def settle_key(record: Record) -> Iterable[str]:
    """Everything under one key: a lineage may reach through the whole pile."""
    return ("all",) if isinstance(record, Article | Tie) else ()


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """Lineages: what copies, revisions and excerpts tie together."""
    del key, room
    articles = of_type(records, Article)
    place = {article.id: at for at, article in enumerate(articles)}
    ties = [
        tie
        for tie in of_type(records, Tie)
        if tie.kinship.left in place and tie.kinship.right in place
    ]
    groups = components(
        len(articles), [(place[tie.kinship.left], place[tie.kinship.right]) for tie in ties]
    )
    home = {member: number for number, group in enumerate(groups) for member in group}
    ties_of: dict[int, list[Tie]] = {}
    for tie in ties:
        ties_of.setdefault(home[place[tie.kinship.left]], []).append(tie)
    for number, group in enumerate(groups):
        if len(group) > 1:
            kinships = settled(ties_of[number])
            yield from kinships
            yield _lineage([articles[at] for at in group], kinships)


def settled(ties: Sequence[Tie]) -> list[Kinship]:
    """The kinships of one lineage. Where no outlet is known and most texts evolve from one another,
    the others are versions too: text that was written anew in between is still one page's history.
    """
    open_ties = [tie for tie in ties if tie.hand is None]
    evolving = sum(tie.evolves or tie.kinship.relation == "copy" for tie in open_ties)
    lifted = any(tie.evolves for tie in open_ties) and evolving * 2 >= len(open_ties)
    return [
        msgspec.structs.replace(tie.kinship, relation="revision")
        if lifted and tie.hand is None and tie.kinship.relation == "excerpt"
        else tie.kinship
        for tie in ties
    ]


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
        Step("lineage.pair", (Article,), (Tie,), by_shingle, pair),
        Step("lineage.settle", (Article, Tie), (Kinship, Lineage, Issue), settle_key, settle),
    ),
)
