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
from typing import Any

import msgspec

from crosswire.match.cluster import components
from crosswire.match.fingerprint import containment
from crosswire.match.kinship import KinshipOptions, Tie, judge, sketch_of
from crosswire.match.versions import changes
from crosswire.records.base import Issue, Record, make_id
from crosswire.records.lineage import Change, Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.shape import Room, Stage, Step, of_type


class LineageOptions(KinshipOptions, frozen=True, kw_only=True):
    """Settings of the stage: those of kinship, and how many articles are compared."""

    meet: float = 0.06
    """Least share of kept shingles before two texts are aligned: far under every true pair, it spares
    the alignment of pairs with one stock phrase in common."""

    crowd: int = 60
    """Articles under one shingle from which on only the first `heads` are compared with all."""

    heads: int = 6
    """Enough that a cut copy, which misses some of the first papers' paragraphs, meets one it does not."""


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
    agencies = [agency for one in order if (agency := _agency(by_id[one]))]
    return Lineage(
        id=make_id("lineage", *sorted(by_id)),
        articles=tuple(order),
        agency=agencies[0] if agencies else None,
        ordered=ordered,
        kinships=tuple(sorted(kin.id for kin in ties)),
        changes=tuple(told),
    )


def _agency(article: Article) -> str | None:
    """The agency whose text this is: by credit or dateline, or the page is the agency's own."""
    if article.agency:
        return article.agency
    return article.outlet if article.outlet_kind == "agency" else None


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
        Step("lineage.pair", (Article,), (Tie,), by_shingle, pair, compares=True),
        Step("lineage.settle", (Article, Tie), (Kinship, Lineage, Issue), settle_key, settle),
    ),
)
