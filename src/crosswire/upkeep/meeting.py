"""Lineage as articles come: whom a newcomer shares rare shingles with, and what they are to each other.

1. The newcomer's shingles are looked up. Under one that a crowd holds, or many of one outlet, it meets
   the first few only, as in the stage: stock phrases and furniture bring nobody together.
2. With those that share enough it is compared, and the tie is kept without the words of the texts.
3. A lineage is made from its ties whenever one of its stories is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from crosswire.match.evidence import Sketch
from crosswire.match.houses import doubts
from crosswire.match.kinship import Tie, judge
from crosswire.match.meeting import Print
from crosswire.records.base import Issue, make_id
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.shape import of_type
from crosswire.stages.lineage import LineageOptions, lineage_of, settled
from crosswire.store.kin import Tied, bare, with_words
from crosswire.upkeep.desk import Desk, run
from crosswire.upkeep.stamps import stage

MOST = 80
"""Articles with which a newcomer is compared: twice the crowd, which meets each with each."""


class Prints(NamedTuple):
    """The shingles of an article as signed numbers, how thinly they were sampled, the one that stands
    for what a living page defines, and what its witnesses disagree about."""

    shingles: list[int]
    bits: int
    subject: int | None
    issues: tuple[Issue, ...] = ()


def prints_of(article: Article) -> Prints:
    """The print of an article, by the rules of the stage."""
    made = list(run("lineage.print", article.id, [article]))
    (print_,) = of_type(made, Print)
    shingles = np.frombuffer(print_.shingles, dtype=np.int64).tolist()
    subject = None
    if print_.subject:
        raw = int(make_id("subject", *print_.subject)[1:], 16)
        subject = raw - (1 << 64) if raw >= 1 << 63 else raw
    return Prints(shingles, print_.bits, subject, tuple(of_type(made, Issue)))


def meet(desk: Desk, number: int, prints: Prints) -> list[int]:
    """Lays a newcomer under its shingles and ties it to its kin; gives their numbers."""
    options = _options()
    sketch = lru_cache(maxsize=MOST)(lambda one: Sketch(desk.articles.article(one)))
    kin = []
    for other in _worth_aligning(desk, number, prints, options):
        tie = _judged(sketch(number), sketch(other), options)
        if tie is not None:
            keep(desk, number, other, tie)
            kin.append(other)
    desk.kin.lay(number, prints.shingles)
    return kin


def compare(desk: Desk, one: int, other: int) -> None:
    """Ties two articles, where the one comes from the other."""
    sketches = Sketch(desk.articles.article(one)), Sketch(desk.articles.article(other))
    tie = _judged(*sketches, _options())
    if tie is not None:
        keep(desk, one, other, tie)


def keep(desk: Desk, one: int, other: int, tie: Tie) -> None:
    """Keeps a tie without the words that stand in the texts."""
    kinship, passages = bare(tie.kinship)
    tied = Tied(
        kinship=kinship,
        passages=passages,
        hand=tie.hand,
        living=tie.living,
        identical=tie.identical,
    )
    desk.kin.tie(one, other, tied)


def _options() -> LineageOptions:
    options = stage("lineage").options
    assert isinstance(options, LineageOptions)
    return options


def _judged(one: Sketch, other: Sketch, options: LineageOptions) -> Tie | None:
    """The tie, whichever of the two came first."""
    left, right = sorted((one, other), key=lambda sketch: sketch.article.id)
    return judge(left, right, options)


def _worth_aligning(desk: Desk, number: int, prints: Prints, options: LineageOptions) -> list[int]:
    """Those that share enough of their shingles, those that share most first."""
    rare: Counter[int] = Counter()
    every: Counter[int] = Counter()
    named: set[int] = set()
    mine = desk.articles.row(number)
    for shingle in prints.shingles:
        holders = desk.kin.holders(shingle, options.crowd + 1)
        crowd = _is_crowd(desk, [*holders, number], options)
        every.update(holders[: options.heads] if crowd else holders)
        rare.update(() if crowd else holders)
        if shingle == prints.subject:
            named.update(holders)
    found = []
    for other, count in every.items():
        theirs = desk.articles.row(other)
        smaller = _smaller((mine.shingles, mine.bits), (theirs.shingles, theirs.bits))
        enough = rare[other] >= options.meet * smaller or count >= options.meet_crowd * smaller
        if other != number and (enough or other in named):
            found.append((count, other))
    return [other for _, other in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:MOST]]


def _is_crowd(desk: Desk, holders: Sequence[int], options: LineageOptions) -> bool:
    """Do so many hold it that it tells nothing, or many that are all of one outlet?"""
    if len(holders) > options.crowd:
        return True
    if len(holders) < options.furniture:
        return False
    outlets = {desk.articles.row(holder).outlet.casefold() for holder in holders}
    return len(outlets) == 1 and outlets != {""}


def _smaller(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How many shingles the smaller of two has, both sampled as thinly as the thinner one."""
    bits = max(one[1], other[1])
    return min(count / (1 << (bits - thinly)) for count, thinly in (one, other))


class Line(NamedTuple):
    """A lineage with its kinships and what its witnesses disagree about."""

    numbers: list[int]
    lineage: Lineage
    kinships: list[Kinship]
    issues: list[Issue]


def lines(desk: Desk, numbers: Iterable[int]) -> list[Line]:
    """The lineages that these articles belong to, each once."""
    found: list[Line] = []
    seen: set[int] = set()
    for number in numbers:
        if number in seen:
            continue
        circle = desk.kin.circle(number)
        seen.update(circle)
        if len(circle) > 1:
            found.append(_line(desk, circle))
    return found


def _line(desk: Desk, circle: Sequence[int]) -> Line:
    articles = {(one := desk.articles.article(number)).id: one for number in circle}
    ties = sorted(
        (_tie(tied, articles) for number in circle for _, tied in desk.kin.ties(number)),
        key=lambda tie: sorted((tie.kinship.left, tie.kinship.right)),
    )
    members = [articles[name] for name in sorted(articles)]
    kinships = settled(ties)
    return Line(
        list(circle), lineage_of(members, kinships), kinships, list(doubts(members, kinships))
    )


def _tie(tied: Tied, articles: dict[str, Article]) -> Tie:
    kinship = with_words(tied, articles)
    return Tie(
        id=make_id("kinship", *sorted((kinship.left, kinship.right))),
        kinship=kinship,
        hand=tied.hand,
        living=tied.living,
        identical=tied.identical,
    )
