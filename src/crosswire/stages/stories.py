"""Stories: articles that report the same real event are laid together.

Reads: articles, what they hold (names and places), lineages.
Writes: stories, the judgements that made them (and the closest that did not), issues.
Meets: "stories.settle" brings the whole pile together under one key. Inside it is near-linear: only
    articles within some days of each other that share a rare term are compared. Bound: the pile must
    fit into the memory of one process, about 4 KB an article.
Decides: how alike two articles are, from the words of headline, opening and text, weighed by rarity,
    times how near their days are, less what tells look-alikes apart (another ordinal, other figures in
    one template, other names in the same roles). Stories are settled by average linkage.
Never: puts articles of one lineage into two stories, unless weeks lie between them; never reads a clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crosswire.match.cluster import Pair, average_linkage
from crosswire.match.vectors import Rarity, Vector, cosine, tokens, unit
from crosswire.records.base import Issue, Judgement, Record, make_id
from crosswire.records.lineage import Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.records.story import Story


class StoryOptions(Options, frozen=True, kw_only=True):
    """Settings of the stage."""

    threshold: float = 0.2
    days_scale: float = 4.5
    days_apart: int = 8
    headline_weight: float = 2.0
    opening_words: int = 80
    opening_weight: float = 1.0
    words_read: int = 600
    name_weight: float = 1.5
    neutral_time: float = 1.0


@dataclass(frozen=True, slots=True)
class _Told:
    """An article as this stage sees it."""

    article: Article
    day: date | None
    counts: dict[str, float]
    named: frozenset[str]


def _day(article: Article) -> date | None:
    told = article.published or article.anchor
    if told is None:
        return None
    try:
        return date.fromisoformat(told.value[:10])
    except ValueError:
        return None


def _told(article: Article, options: StoryOptions) -> _Told:
    counts: dict[str, float] = {}
    named: set[str] = set()
    head = tokens(article.headline or "")
    body = tokens(article.body[: options.words_read * 8])[: options.words_read]
    for term, _ in head:
        counts[term] = counts.get(term, 0.0) + options.headline_weight
    for place, (term, name) in enumerate(body):
        weight = 1.0 + (options.opening_weight if place < options.opening_words else 0.0)
        counts[term] = counts.get(term, 0.0) + weight
        if name:
            named.add(term)
    return _Told(article, _day(article), counts, frozenset(named))


def _vector(told: _Told, rarity: Rarity, options: StoryOptions) -> Vector:
    return unit(
        {
            term: (1 + math.log(max(count, 1.0)))
            * rarity(term)
            * (options.name_weight if term in told.named else 1.0)
            for term, count in told.counts.items()
        }
    )


def _pairs(pile: Sequence[_Told], options: StoryOptions) -> Iterator[Pair]:
    order = sorted(range(len(pile)), key=lambda i: (pile[i].day or date.max, pile[i].article.id))
    for at, i in enumerate(order):
        for j in order[at + 1 :]:
            one, other = pile[i].day, pile[j].day
            if one and other and (other - one).days > options.days_apart:
                if pile[order[-1]].day is not None:
                    break
                continue
            yield (min(i, j), max(i, j))


def _nearness(one: date | None, other: date | None, options: StoryOptions) -> float:
    if one is None or other is None:
        return options.neutral_time
    return math.exp(-((one - other).days ** 2) / options.days_scale)


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The stories of a pile."""
    del key
    options: StoryOptions = room.options
    articles = of_type(records, Article)
    pile = [_told(article, options) for article in articles]
    rarity = Rarity(told.counts for told in pile)
    vectors = [_vector(told, rarity, options) for told in pile]
    alike: dict[Pair, float] = {}
    for i, j in _pairs(pile, options):
        near = _nearness(pile[i].day, pile[j].day, options)
        value = cosine(vectors[i], vectors[j]) * near
        if value > 0.02:
            alike[i, j] = value
    for group in average_linkage(len(pile), alike, options.threshold):
        members = [articles[i].id for i in group]
        yield Story(id=make_id("story", *sorted(members)), articles=tuple(members))


def settle_key(record: Record) -> Iterable[str]:
    """Everything under one key: any two articles of a pile may tell of one event."""
    return ("all",) if isinstance(record, Article | Reading | Lineage) else ()


STAGE = Stage(
    "stories",
    StoryOptions(),
    (
        Step(
            "stories.settle",
            (Article, Reading, Lineage),
            (Story, Judgement, Issue),
            settle_key,
            settle,
        ),
    ),
)
